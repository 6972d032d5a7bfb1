/** Formulas and checks made ready: what computes one, what it reads. */
import type { Cells } from "./cells";
import { type Judge, judgeOf } from "./checks";
import { type Closure, close, leafValues } from "./closures";
import { type Exact, isBeyond, roundTo } from "./exact";
import type { Operand } from "./functions";
import { patternOf } from "./keys";
import { leavesOf } from "./leaves";
import type { CheckJson, FormulaJson, LeafJson } from "./wire";

/** A result of more digits before the point than this cannot be stored. */
const MOST_DIGITS = 40;

export interface Step {
  formula: FormulaJson;
  /** What it reads, looked up when it is first asked for. */
  reads: () => readonly LeafJson[];
  compute: Closure;
  keyAt: (inst: string) => string;
  /** Cells of other forms and periods that a carried cell reads. */
  outside: readonly string[];
}

/** A check made ready: `reads` gives the values that it looks at. */
export interface Trial {
  judge: Judge;
  /** The values of what the check reads, leaf by leaf: mostly the first one tells whether it is silent, and the others are never made ready. */
  reads: { count: number; at: (leaf: number) => Operand[] };
}

/** A result as its cell keeps it: rounded; null when it is too large to be stored. */
export function finished(value: Exact, decimals: number): Exact | null {
  return isBeyond(value, MOST_DIGITS) ? null : roundTo(value, decimals);
}

/** Whether a check says nothing: all that it names is blank, or (when it is to be left out then) any of it. */
export function isSilent(reads: Trial["reads"], skip: boolean): boolean {
  let any = false;
  for (let leaf = 0; leaf < reads.count; leaf += 1) {
    for (const value of reads.at(leaf)) {
      if (skip === (value === null)) return skip;
      any = true;
    }
  }
  return any && !skip;
}

/** A formula made ready over the cells that it reads. */
export function stepOf(formula: FormulaJson, cells: Cells): Step {
  let known = formula.reads;
  const reads = () => (known ??= leavesOf(formula.expr));
  const outside = formula.kind === "carried" ? reads().map((leaf) => leaf[leaf.length - 1] as string).filter((key) => key.includes("|")) : [];
  // A computed cell is kept even when nothing reads it, for it may be overridden.
  if (!formula.key.includes("#")) cells.placeOf(formula.key);
  return { formula, reads, compute: close(formula.expr, cells), keyAt: patternOf(formula.key) ?? (() => formula.key), outside };
}

/** A check made ready over the cells that it reads. */
export function trialOf(check: CheckJson, owners: Readonly<Record<string, string>>, cells: Cells): Trial {
  const made: (() => Operand[])[] = [];
  return { judge: judgeOf(check, owners, cells), reads: { count: check.reads.length, at: (leaf) => (made[leaf] ??= leafValues(check.reads[leaf]!, cells))() } };
}
