/** How a figure differs from an earlier one: exactly, and in percent of it. */

import { compared, exact, isZero, minus, over, plainText, roundTo, settle, absolute, times } from "../../formula/exact";
import { isNumber, textOf, type CellJson } from "../../grid/cells";
import type { Spec } from "../../grid";
import { difference, formatNumber } from "../../numbers";

const PERCENT_DECIMALS = 2;
const HUNDRED = exact(100);
const NONE = "—";

function signed(text: string, shown: string): string {
  return /^[0.]*$/.test(text) || text.startsWith("-") ? shown : `+${shown}`;
}

/** The change in percent of what was before, two decimals; null when that was nothing or no number. */
export function percentOf(now: CellJson, before: CellJson): string | null {
  if (!isNumber(now) || !isNumber(before)) return null;
  const base = exact(before);
  if (isZero(base)) return null;
  const quotient = over(times(minus(exact(now), base), HUNDRED), absolute(base));
  return plainText(roundTo(settle(quotient), PERCENT_DECIMALS));
}

export interface Change {
  /** The earlier figure as the cell shows it. */
  before: string;
  /** "+12", "-3", "0"; empty when there is nothing to compare. */
  gap: string;
  /** "+0,97%"; a dash when the earlier figure was nothing. */
  percent: string;
}

/** A cell beside what it held in another period; null when nothing was stated there. */
export function changeOf(now: CellJson, before: CellJson | undefined, spec: Spec | null): Change | null {
  if (before === undefined || before === null) return null;
  const shown = textOf(before, spec);
  if (!isNumber(now) || !isNumber(before)) return { before: shown, gap: "", percent: "" };
  const gap = difference(now, before);
  const percent = percentOf(now, before);
  return { before: shown, gap: signed(gap, formatNumber(gap)), percent: percent === null ? NONE : `${signed(percent, formatNumber(percent))}%` };
}

/** Whether a figure differs from an earlier one at all. */
export function differs(now: CellJson, before: CellJson): boolean {
  return isNumber(now) && isNumber(before) && compared(exact(now), exact(before)) !== 0;
}
