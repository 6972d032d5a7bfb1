/** What has been typed and is not on the server yet, as it is kept on this machine and as it is sent. */

import { alike, mergeOverrides } from "../grid/merging";
import { sameValue, type CellJson } from "../grid/cells";
import { LABEL } from "../grid/model";
import type { Instance, Instances, Overrides } from "../grid";
import type { CellPatch } from "./payload";

/** A cell that is not saved. `sent`: values that were sent without an answer, which may stand on the server as one's own. */
export interface DraftCell extends CellPatch {
  sent?: CellJson[];
}

export interface Draft {
  at: string;
  cells: Record<string, DraftCell>;
  /** Open rows and reasons as they are here, each with what the server held when they were changed. */
  instances?: { to: Instances; was: Instances };
  overrides?: { to: Overrides; was: Overrides };
  /** Rows that were sent without an answer. */
  sent?: Instances;
  /** The added rows that the cells stand in: somebody else may have removed them meanwhile. */
  stand?: { row: string; one: Instance }[];
  /** What was changed on two sides and has not been chosen between: asked again by whoever takes the draft up. */
  asked?: Conflict[];
}

/** Keeps the draft of one form on this machine. */
export interface DraftStore {
  /** All that is unsaved stands in this browser: the page may go without being asked. */
  readonly stands: boolean;
  /** Cells in `changed` became unsaved, changed again or were saved; `draftOf` gives these or all `dirty` ones. */
  keep: (dirty: ReadonlySet<string>, changed: readonly string[], draftOf: (keys: Iterable<string>) => Draft) => void;
  clear: () => void;
}

/**
 * What two people changed differently. Without a kind it is a cell; else the caption of an added row, the reason of an
 * overridden cell, a row that the other removed or that was removed here, a value typed in another tab of this person.
 */
export interface Conflict {
  key: string;
  yours: CellJson;
  theirs: CellJson;
  kind?: "caption" | "reason" | "removed-there" | "removed-here" | "tab";
}

export interface Merge {
  /** Typed here, and the server still holds what was seen: to be taken over. */
  mine: Record<string, CellJson>;
  conflicts: Conflict[];
}

/** Sorts the typed cells into those that can be taken over and those that somebody else changed meanwhile. */
export function mergeDraft(cells: Readonly<Record<string, DraftCell>>, server: Readonly<Record<string, CellJson>>): Merge {
  const merge: Merge = { mine: {}, conflicts: [] };
  for (const [key, { to, was, sent }] of Object.entries(cells)) {
    const now = server[key] ?? null;
    if (sameValue(now, to)) continue;
    if (sameValue(now, was) || sent?.some((one) => sameValue(now, one))) merge.mine[key] = to;
    else merge.conflicts.push({ key, yours: to, theirs: now });
  }
  return merge;
}

/** Drafts of several pages of one person as one, the newest over the older; what two pages typed differently is told. */
export function joined(drafts: readonly Draft[]): { draft: Draft; tabs: Conflict[] } | null {
  const [first, ...more] = drafts;
  if (!first) return null;
  const draft: Draft = { ...first, cells: { ...first.cells } };
  const tabs: Conflict[] = [];
  for (const next of more) {
    for (const [key, patch] of Object.entries(next.cells)) {
      const before = draft.cells[key];
      if (before && !sameValue(before.to, patch.to)) tabs.push({ key, yours: patch.to, theirs: before.to, kind: "tab" });
      draft.cells[key] = patch;
    }
    if (next.instances && draft.instances) tabs.push(...twoCaptions(draft.instances, next.instances));
    if (next.instances) draft.instances = draft.instances ? bothRows(draft.instances, next.instances) : next.instances;
    if (next.overrides && draft.overrides) tabs.push(...twoReasons(draft.overrides, next.overrides));
    if (next.overrides) draft.overrides = draft.overrides ? bothReasons(draft.overrides, next.overrides) : next.overrides;
    if (next.sent) draft.sent = { ...draft.sent, ...next.sent };
    if (next.stand) draft.stand = [...(draft.stand ?? []), ...next.stand];
    if (next.asked) draft.asked = [...(draft.asked ?? []), ...next.asked];
    draft.at = next.at;
  }
  return { draft, tabs };
}

interface Rows {
  to: Instances;
  was: Instances;
}

interface Reasons {
  to: Overrides;
  was: Overrides;
}

/** What an older draft did to open rows, with what a newer one did: each from what the server held when it was written. */
function bothRows(older: Rows, newer: Rows): Rows {
  const both: Rows = { to: {}, was: {} };
  for (const row of new Set([...Object.keys(older.to), ...Object.keys(newer.to)])) {
    const [to, was] = [newer.to[row] ?? [], new Map((newer.was[row] ?? []).map((one) => [one.id, one]))];
    const changed = new Map(to.filter((one) => was.get(one.id)?.label !== one.label).map((one) => [one.id, one]));
    const known = new Set((older.to[row] ?? []).map((one) => one.id));
    const gone = new Set([...was.keys()].filter((id) => !to.some((one) => one.id === id)));
    const before = older.was[row] ?? [];
    both.to[row] = [...(older.to[row] ?? []).filter((one) => !gone.has(one.id)).map((one) => changed.get(one.id) ?? one), ...[...changed.values()].filter((one) => !known.has(one.id))];
    // A row that came to the server between the two was removed or renamed: it was there.
    both.was[row] = [...before, ...[...was.values()].filter((one) => (gone.has(one.id) || changed.has(one.id)) && !before.some((old) => old.id === one.id))];
  }
  return both;
}

/** Captions that two pages gave to one row. */
function twoCaptions(older: Rows, newer: Rows): Conflict[] {
  return Object.entries(newer.to).flatMap(([row, list]) =>
    list.flatMap(({ id, label }) => {
      const of = (all: Instances) => all[row]?.find((one) => one.id === id)?.label;
      const [theirs, first, second] = [of(older.to), of(older.was), of(newer.was)];
      const both = theirs !== undefined && first !== undefined && second !== undefined && theirs !== first && label !== second;
      return both && theirs !== label ? [{ key: `${row}#${id}:${LABEL}`, yours: { t: label }, theirs: { t: theirs }, kind: "tab" as const }] : [];
    }),
  );
}

/** The same of reasons. */
function bothReasons(older: Reasons, newer: Reasons): Reasons {
  const changed = Object.keys(changedReasons(newer.was, newer.to)).filter((key) => older.to[key]?.reason === older.was[key]?.reason);
  const was = Object.entries({ ...older.was, ...newer.was }).filter(([key]) => (changed.includes(key) ? key in newer.was : key in older.was));
  return { to: mergeOverrides(newer.to, newer.was, older.to), was: Object.fromEntries(was.map(([key]) => [key, (changed.includes(key) ? newer.was : older.was)[key]!])) };
}

/** Reasons for one cell that two pages worded differently. */
function twoReasons(older: Reasons, newer: Reasons): Conflict[] {
  const [before, after] = [changedReasons(older.was, older.to), changedReasons(newer.was, newer.to)];
  return Object.keys(after).flatMap((key) => {
    const [yours, theirs] = [after[key]?.reason, before[key]?.reason];
    return yours === undefined || theirs === undefined || yours === theirs ? [] : [{ key: `${key}!reason`, yours: { t: yours }, theirs: { t: theirs }, kind: "reason" as const }];
  });
}

/** Open rows whose list changed, whole, as a save sends them. */
export function changedRows(before: Instances, after: Instances): Instances {
  if (before === after) return {};
  const rows = new Set([...Object.keys(before), ...Object.keys(after)]);
  const same = (row: string) => before[row] === after[row] || alike({ row: before[row] ?? [] }, { row: after[row] ?? [] });
  return Object.fromEntries([...rows].filter((row) => !same(row)).map((row) => [row, after[row] ?? []]));
}

/** Reasons that changed; null takes one away. */
export function changedReasons(before: Overrides, after: Overrides): Record<string, { reason: string } | null> {
  if (before === after) return {};
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries([...keys].filter((key) => before[key]?.reason !== after[key]?.reason).map((key) => [key, after[key] ?? null]));
}
