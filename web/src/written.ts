/**
 * What is written in a box that is no cell (a reason, a remark, an answer) and not handed over yet: kept in this browser with every key,
 * by person and report, so that a reload, a closed tab or a dialog left for a look at a cell loses none of it.
 */

import { useCallback, useRef, useState } from "react";

const ALL = "khuon:written:";
/** What nobody has handed over for so long is of a report long sent. */
const LONGEST = 120 * 24 * 3600 * 1000;

interface Kept {
  text: string;
  /** What the server had when this was begun. */
  known: string;
  at: number;
}

let prefix = `${ALL}:`;
/** Boxes that the browser could not keep. */
const unkept = new Set<string>();

function read(key: string): Kept | null {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? "null") as Kept | null;
    return found && typeof found.text === "string" && typeof found.known === "string" ? found : null;
  } catch {
    return null;
  }
}

function sweep(now: number): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(ALL) && now - (read(key)?.at ?? 0) > LONGEST) localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to sweep.
  }
}

/** Whose boxes of which report stand on this page. */
export function writesAs(user: string, report: string): void {
  prefix = `${ALL}${user}:${report}:`;
  sweep(Date.now());
}

/** Whether all that stands in boxes stands in this browser too. */
export const boxesKept = (): boolean => unkept.size === 0;

/** What was written in a box before and is not handed over. It goes on where the server still has what it was begun from; else it is `left` beside what the server has now. */
export function written(box: string, known = ""): { text: string; left: string } {
  const kept = read(prefix + box);
  if (!kept || kept.text === known) return { text: known, left: "" };
  return kept.known === known ? { text: kept.text, left: "" } : { text: known, left: kept.text };
}

/** Keeps what stands in a box. */
export function keepWritten(box: string, text: string, known = ""): void {
  if (text === known) {
    dropWritten(box);
    return;
  }
  try {
    localStorage.setItem(prefix + box, JSON.stringify({ text, known, at: Date.now() } satisfies Kept));
    unkept.delete(box);
  } catch {
    // A browser that keeps nothing holds it while the page is open, which is not left without asking.
    unkept.add(box);
  }
}

/** The server has `sent`: it is kept no longer, unless somebody wrote on meanwhile. */
export function dropWritten(box: string, sent?: string): void {
  const kept = read(prefix + box);
  if (sent !== undefined && kept && kept.text.trim() !== sent.trim()) return;
  unkept.delete(box);
  try {
    localStorage.removeItem(prefix + box);
  } catch {
    // Nothing stands there then.
  }
}

export interface Box {
  text: string;
  /** Written before to another text of the server's: offered, never put in its place. */
  left: string;
  write: (text: string) => void;
  /** Takes what was left. */
  take: () => void;
  /** The server has it; false where somebody wrote on meanwhile. */
  handed: (sent: string) => boolean;
}

/** The text of a box that keeps what is written; `known` is what the server has of it. */
export function useWritten(box: string, known = ""): Box {
  const [{ text, left }, set] = useState(() => written(box, known));
  const now = useRef(text);
  now.current = text;
  const write = useCallback((next: string) => {
    now.current = next;
    set((before) => ({ ...before, text: next }));
    keepWritten(box, next, known);
  }, [box, known]);
  const take = () => {
    set({ text: left, left: "" });
    keepWritten(box, left, known);
  };
  const handed = useCallback((sent: string) => {
    dropWritten(box, sent);
    return now.current.trim() === sent.trim();
  }, [box]);
  return { text, left, write, take, handed };
}
