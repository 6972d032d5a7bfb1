/**
 * What is written in a box that is no cell (a reason, a remark, an answer) and not handed over yet: kept in this browser with every key,
 * by person and report, so that a reload, a closed tab or a dialog left for a look at a cell loses none of it.
 */

import { useCallback, useState } from "react";

let prefix = "khuon:written::";

/** Whose boxes of which report stand on this page. */
export function writesAs(user: string, report: string): void {
  prefix = `khuon:written:${user}:${report}:`;
}

/** What was written in a box before and is not handed over; null for nothing. */
export function written(box: string): string | null {
  try {
    return localStorage.getItem(prefix + box);
  } catch {
    return null;
  }
}

/** Keeps what stands in a box; null: it was handed over, or is what the server has. */
export function keepWritten(box: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(prefix + box);
    else localStorage.setItem(prefix + box, text);
  } catch {
    // A browser that keeps nothing holds it while the page is open.
  }
}

export interface Box {
  text: string;
  write: (text: string) => void;
  /** The server has it. */
  handed: () => void;
}

/** The text of a box that keeps what is written; `known` is what the server has of it. */
export function useWritten(box: string, known = ""): Box {
  const [text, setText] = useState(() => written(box) ?? known);
  const write = useCallback((next: string) => {
    setText(next);
    keepWritten(box, next === known ? null : next);
  }, [box, known]);
  const handed = useCallback(() => keepWritten(box, null), [box]);
  return { text, write, handed };
}
