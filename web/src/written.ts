/**
 * What is written in a box that is no cell (a reason, a remark, an answer) and not handed over yet: kept in this browser with every key,
 * by person and report, so that a reload, a closed tab or a dialog left for a look at a cell loses none of it.
 */

import { useCallback, useEffect, useRef, useState } from "react";

import { withLines } from "./letters/hidden";

const ALL = "khuon:written:";
/** What nobody has handed over for so long is of a report long sent. */
const LONGEST = 120 * 24 * 3600 * 1000;

interface Kept {
  text: string;
  /** What the server had when this was begun. */
  known: string;
  at: number;
  /** What was begun before that, to another text of the server's, and is still offered. */
  left?: string;
}

let prefix = `${ALL}:`;
/** Boxes that the browser could not keep, as they stand on this page. */
const unkept = new Map<string, Kept>();

function read(key: string): Kept | null {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? "null") as Kept | null;
    const texts = [found?.text, found?.known, found?.left ?? ""];
    return texts.every((text) => typeof text === "string") ? found : null;
  } catch {
    return null;
  }
}

const keptOf = (box: string): Kept | null => unkept.get(prefix + box) ?? read(prefix + box);

/** What stands on the page now is not swept: the clock of a machine may have been set right since it was written. */
function sweep(now: number): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(ALL) && !key.startsWith(prefix) && now - (read(key)?.at ?? 0) > LONGEST) localStorage.removeItem(key);
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
  const kept = keptOf(box);
  const left = kept?.left ?? "";
  if (!kept || kept.text === known) return { text: known, left };
  return kept.known === known ? { text: kept.text, left } : { text: known, left: kept.text };
}

/** Keeps what stands in a box, and what is offered beside it until one of the two is handed over. */
export function keepWritten(box: string, text: string, known = "", left = written(box, known).left): void {
  const offered = left !== text && left !== known ? left : "";
  if (text === known && !offered) {
    dropWritten(box);
    return;
  }
  const kept: Kept = { text, known, at: Date.now(), ...(offered && { left: offered }) };
  try {
    localStorage.setItem(prefix + box, JSON.stringify(kept));
    unkept.delete(prefix + box);
  } catch {
    // A browser that keeps nothing holds it while the page is open, which is not left without asking.
    unkept.set(prefix + box, kept);
  }
}

/** The server has `sent`: it is kept no longer, unless somebody wrote on meanwhile. */
export function dropWritten(box: string, sent?: string): void {
  const kept = keptOf(box);
  if (sent !== undefined && kept && kept.text.trim() !== sent.trim()) return;
  unkept.delete(prefix + box);
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
  /** Takes what was left; what was written in its place meanwhile is left instead. */
  take: () => void;
  /** The server has it; false where somebody wrote on meanwhile. */
  handed: (sent: string) => boolean;
}

/** The text of a box that keeps what is written; `known` is what the server has of it. */
export function useWritten(box: string, known = ""): Box {
  const [{ text, left }, set] = useState(() => written(box, known));
  const now = useRef(text);
  now.current = text;
  // A box in which nothing was written shows what the server has by now.
  const shown = useRef(known);
  useEffect(() => {
    if (now.current === shown.current) set(written(box, known));
    shown.current = known;
  }, [box, known]);
  const write = useCallback((typed: string) => {
    const next = withLines(typed);
    now.current = next;
    set((before) => ({ ...before, text: next }));
    keepWritten(box, next, known);
  }, [box, known]);
  const take = () => {
    const instead = text === known ? "" : text;
    set({ text: left, left: instead });
    keepWritten(box, left, known, instead);
  };
  const handed = useCallback((sent: string) => {
    dropWritten(box, sent);
    return now.current.trim() === sent.trim();
  }, [box]);
  return { text, left, write, take, handed };
}
