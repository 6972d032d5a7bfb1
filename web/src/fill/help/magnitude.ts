/** A figure that looks like the usual one in another unit of measure: the same answer as the server's, while it is typed. */

import { absolute, compared, exact, isZero, times, type Exact } from "../../formula/exact";
import { isNumber, type CellJson } from "../../grid/cells";
import { formatNumber } from "../../numbers";
import { t } from "../../words/fill-help";

/** What the server tells of the unit's own history: the least and the largest earlier figure by cell, and the thresholds. */
export interface Magnitude {
  usual: Record<string, [low: string, high: string]>;
  factors: string[];
  far: string;
  near: string;
  large: string;
  large_fraction: string;
}

export interface Odd {
  code: "magnitude.up" | "magnitude.down";
  sentence: string;
}

function plain(text: string): string {
  return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
}

const below = (a: Exact, b: Exact): boolean => compared(a, b) < 0;

export function oddFigure(value: CellJson, key: string, decimals: number, rule: Magnitude): Odd | null {
  const usual = rule.usual[key];
  if (!usual || !isNumber(value)) return null;
  const size = absolute(exact(value));
  if (isZero(size)) return null;
  const [low, high, far, near] = [exact(usual[0]), exact(usual[1]), exact(rule.far), exact(rule.near)];
  if (!below(times(high, far), size) && !below(times(size, far), low)) return null;
  if (below(below(size, high) ? high : size, exact(decimals ? rule.large_fraction : rule.large))) return null;
  const nearTo = (from: Exact, one: Exact, to: Exact): boolean => !below(times(one, near), from) && !below(times(to, near), one);
  for (const factor of rule.factors) {
    const times_ = exact(factor);
    const up = nearTo(times(low, times_), size, times(high, times_));
    if (!up && !nearTo(low, times(size, times_), high)) continue;
    const code = up ? "magnitude.up" : "magnitude.down";
    return { code, sentence: t(code, { value: formatNumber(plain(value)), factor: formatNumber(factor), usual: usualText(usual) }) };
  }
  return null;
}

/** Figures of the open form in another unit; each is looked at again only when it has changed. */
export class OddFigures {
  private readonly seen = new Map<string, { value: CellJson; odd: Odd | null }>();

  constructor(
    private readonly rule: Magnitude | undefined,
    private readonly decimalsOf: (key: string) => number,
  ) {}

  /** `values` gives the figure of a cell. */
  among(values: (key: string) => CellJson): (Odd & { key: string })[] {
    const { rule } = this;
    if (!rule) return [];
    return Object.keys(rule.usual).flatMap((key) => {
      const value = values(key);
      let known = this.seen.get(key);
      if (!known || known.value !== value) {
        known = { value, odd: oddFigure(value, key, this.decimalsOf(key), rule) };
        this.seen.set(key, known);
      }
      return known.odd ? [{ key, ...known.odd }] : [];
    });
  }
}

/** "1.100 – 1.300", one figure when they are the same. */
export function usualText([low, high]: readonly [string, string]): string {
  const [from, to] = [formatNumber(plain(low)), formatNumber(plain(high))];
  return from === to ? from : `${from} – ${to}`;
}
