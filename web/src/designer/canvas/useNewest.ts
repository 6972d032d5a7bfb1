/** What was just added to a list of entries is named first: the keyboard goes to its name. */
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Id } from "../model/documents";

export function useNewest(): [RefObject<HTMLOListElement | null>, (id: Id) => void] {
  const list = useRef<HTMLOListElement>(null);
  const [made, setMade] = useState<Id | null>(null);
  useEffect(() => {
    if (made) list.current?.querySelector<HTMLElement>(`[data-item="${made}"] input[type="text"]`)?.focus();
  }, [made]);
  return [list, setMade];
}
