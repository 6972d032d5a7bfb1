/** The smallest correction: what to ask, what comes back, and whether the form is still the one that was asked about. */

import { sameValue, type CellJson } from "../grid/cells";
import type { Book, Instances, Overrides } from "../grid";
import { post } from "../http";
import type { Wording } from "../words";

export type CorrectionStatus = "found" | "no_errors" | "impossible" | "none_in_time" | "outside" | "too_many" | "waiting";

export interface CellCorrection {
  key: string;
  /** The cell in words: row, caption from the top down, number. */
  cell: string;
  from: CellJson;
  /** The only value that helps, null for a cell to be cleared; null as well when the value is not determined. */
  to: CellJson;
  determined: boolean;
  sentence: Wording;
}

export interface CorrectionAnswer {
  status: CorrectionStatus;
  changes: CellCorrection[];
  sentence: Wording;
  /** How many other ways change as few cells; null when nobody knows. */
  others: number | null;
}

/** The form as it stands on the screen, saved or not. */
export interface Shown {
  values: Record<string, CellJson>;
  instances: Instances;
  overrides: Overrides;
}

export type AskCorrection = (shown: Shown) => Promise<CorrectionAnswer>;

export const askCorrection = (submission: string, form: string): AskCorrection => (shown) =>
  post(`/api/submissions/${encodeURIComponent(submission)}/forms/${encodeURIComponent(form)}/correction`, shown);

export function shownIn(book: Book): Shown {
  return { values: book.values(), instances: book.instances, overrides: book.overrides };
}

/** Whether anything changed since beside what was proposed: then the proposal is about another form. */
export function outdated(before: Shown, now: Shown, changes: readonly CellCorrection[]): boolean {
  if (before.instances !== now.instances || before.overrides !== now.overrides) return true;
  const proposed = new Map(changes.map((change) => [change.key, change]));
  const keys = new Set([...Object.keys(before.values), ...Object.keys(now.values)]);
  return [...keys].some((key) => {
    if (sameValue(before.values[key], now.values[key])) return false;
    const change = proposed.get(key);
    return !change || (change.determined && !sameValue(now.values[key], change.to));
  });
}

/** Whether a proposed value stands in its cell; of one without a value, whether the cell was changed. */
export function isDone(book: Book, change: CellCorrection): boolean {
  return change.determined ? sameValue(book.entry(change.key), change.to) : !sameValue(book.entry(change.key), change.from);
}
