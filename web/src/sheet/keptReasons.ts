/** Reasons on cells that are written and not sent yet: kept in this browser until the report is returned or accepted. */

import { useCallback, useEffect, useRef, useState } from "react";

import { boxesKept } from "../written";

export interface Reason {
  form: string;
  key: string;
  cell: string;
  text: string;
}
export type Reasons = ReadonlyMap<string, Reason>;

const EMPTY: Reasons = new Map();

function isReason(value: unknown): value is Reason {
  const one = value as Partial<Reason> | null;
  return one !== null && typeof one === "object" && [one.form, one.key, one.cell, one.text].every((part) => typeof part === "string");
}

/** What was kept; anything that is not such a list is passed over. */
export function readReasons(text: string | null): Reasons {
  try {
    const found: unknown = JSON.parse(text ?? "[]");
    return new Map(Array.isArray(found) ? found.filter(isReason).map((one) => [`${one.form}!${one.key}`, one]) : []);
  } catch {
    return EMPTY;
  }
}

export function useReasons(submission: string, user: string): [Reasons, (next: Reasons) => void] {
  const place = `khuon.return:${user}:${submission}`;
  const [reasons, setReasons] = useState<Reasons>(() => {
    try {
      return readReasons(localStorage.getItem(place));
    } catch {
      return EMPTY;
    }
  });
  const stands = useRef(true);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (!stands.current || !boxesKept()) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, []);
  const keep = useCallback((next: Reasons) => {
    setReasons(next);
    stands.current = true;
    try {
      if (next.size) localStorage.setItem(place, JSON.stringify([...next.values()]));
      else localStorage.removeItem(place);
    } catch {
      // A browser that keeps nothing holds them while the page is open, which is not left without asking.
      stands.current = next.size === 0;
    }
  }, [place]);
  return [reasons, keep];
}
