/**
 * What has been typed and is not on the server yet, kept on this machine so that a reload, a closed lid or a session
 * that ended in the middle of a form loses nothing.
 */

import { sameValue, type CellJson } from "../grid/cells";
import type { Instances, Overrides } from "../grid";
import type { CellPatch } from "./payload";

export interface Draft {
  at: string;
  cells: Record<string, CellPatch>;
  /** Open rows and reasons as they are here, each with what the server held when they were changed. */
  instances?: { to: Instances; was: Instances };
  overrides?: { to: Overrides; was: Overrides };
}

/** A cell that two people changed: what this person typed and what stands on the server. */
export interface Conflict {
  key: string;
  yours: CellJson;
  theirs: CellJson;
}

export interface Merge {
  /** Typed here, and the server still holds what was seen: to be taken over. */
  mine: Record<string, CellJson>;
  conflicts: Conflict[];
}

/** Sorts the typed cells into those that can be taken over and those that somebody else changed meanwhile. */
export function mergeDraft(cells: Readonly<Record<string, CellPatch>>, server: Readonly<Record<string, CellJson>>): Merge {
  const merge: Merge = { mine: {}, conflicts: [] };
  for (const [key, { to, was }] of Object.entries(cells)) {
    const now = server[key] ?? null;
    if (sameValue(now, to)) continue;
    if (sameValue(now, was)) merge.mine[key] = to;
    else merge.conflicts.push({ key, yours: to, theirs: now });
  }
  return merge;
}

/** Open rows whose list changed, whole, as a save sends them. */
export function changedRows(before: Instances, after: Instances): Instances {
  const rows = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries([...rows].filter((row) => before[row] !== after[row]).map((row) => [row, after[row] ?? []]));
}

/** Reasons that changed; null takes one away. */
export function changedReasons(before: Overrides, after: Overrides): Record<string, { reason: string } | null> {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries([...keys].filter((key) => before[key]?.reason !== after[key]?.reason).map((key) => [key, after[key] ?? null]));
}

export interface DraftStore {
  read: () => Draft | null;
  write: (draft: Draft | null) => void;
}

/** A draft in this browser. A full or forbidden store is not an error: saving to the server goes on. */
export function browserDraft(name: string): DraftStore {
  const key = `khuon:draft:${name}`;
  return {
    read: () => {
      try {
        const text = localStorage.getItem(key);
        return text ? (JSON.parse(text) as Draft) : null;
      } catch {
        return null;
      }
    },
    write: (draft) => {
      try {
        if (draft) localStorage.setItem(key, JSON.stringify(draft));
        else localStorage.removeItem(key);
      } catch {
        // Nothing to do: the page still warns before it is left with unsaved cells.
      }
    },
  };
}
