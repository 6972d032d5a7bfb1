/** Formulas and checks made ready: what computes one, what it reads. */
import type { Cells, Source } from "./cells";
import { type Judge, judgeOf } from "./checks";
import { type Closure, close, leafValues } from "./closures";
import { type Exact, isBeyond, roundTo } from "./exact";
import type { Operand } from "./functions";
import { patternOf } from "./keys";
import { leavesOf } from "./leaves";
import { type Layouts, leafWithHole, type Repeated, repeatedOf, withHole, wordOf } from "./patterns";
import type { CheckJson, Failure, FormulaJson, ItemJson, LeafJson, PackedJson, PatternJson, ProgramJson, Words } from "./wire";

/** A result of more digits before the point than this cannot be stored. */
const MOST_DIGITS = 40;

export interface Step extends Pick<FormulaJson, "key" | "kind" | "decimals" | "open" | "override" | "source"> {
  /** What it reads, looked up when it is first asked for. */
  reads: () => readonly LeafJson[];
  compute: Closure;
  keyAt: (inst: string) => string;
  /** Cells of other forms and periods that a carried cell reads. */
  outside: readonly string[];
}

/** A check made ready. */
export interface Trial extends Pick<CheckJson, "id" | "open" | "skip"> {
  /** What it reads, looked up when it is first asked for. */
  reads: () => readonly LeafJson[];
  /** Whether the values that it looks at leave it silent. */
  silent: () => boolean;
  /** The failure at an instance ("" in fixed rows), null when it holds. `number` counts instances from 1. */
  fails: (inst: string, number: number) => Failure | null;
}

/** All formulas and checks of a program, and those of them that repeat. */
export interface Ready {
  steps: Step[];
  trials: Trial[];
  repeated: { steps: Repeated<FormulaJson>[]; trials: Repeated<CheckJson>[] };
}

/** A result as its cell keeps it: rounded; null when it is too large to be stored. */
export function finished(value: Exact, decimals: number): Exact | null {
  return isBeyond(value, MOST_DIGITS) ? null : roundTo(value, decimals);
}

/** The values of what a check reads, leaf by leaf: mostly the first one tells whether it is silent, and the others are never made ready. */
interface Looked {
  count: number;
  at: (leaf: number) => Operand[];
}

function looked(reads: readonly LeafJson[], cells: Source): Looked {
  const made: (() => Operand[])[] = [];
  return { count: reads.length, at: (leaf) => (made[leaf] ??= leafValues(reads[leaf]!, cells))() };
}

/** Whether a check says nothing: all that it names is blank, or (when it is to be left out then) any of it. */
function isSilent(reads: Looked, skip: boolean): boolean {
  let any = false;
  for (let leaf = 0; leaf < reads.count; leaf += 1) {
    for (const value of reads.at(leaf)) {
      if (skip === (value === null)) return skip;
      any = true;
    }
  }
  return any && !skip;
}

const NOTHING: readonly string[] = [];

function stepOf(formula: FormulaJson, cells: Cells): Step {
  const { key, kind, decimals, open, override, source } = formula;
  let known = formula.reads;
  const reads = () => (known ??= leavesOf(formula.expr));
  const outside = kind === "carried" ? reads().map((leaf) => leaf[leaf.length - 1] as string).filter((one) => one.includes("|")) : NOTHING;
  // A computed cell is kept even when nothing reads it, for it may be overridden.
  if (!key.includes("#")) cells.placeOf(key);
  return { key, kind, decimals, open, override, source, reads, compute: close(formula.expr, cells), keyAt: patternOf(key) ?? (() => key), outside };
}

function trialOf(check: CheckJson, owners: ProgramJson["owners"], cells: Cells): Trial {
  const { id, open, skip } = check;
  const [seen, judge] = [looked(check.reads, cells), judgeOf(check, owners, cells)];
  return { id, open, skip, reads: () => check.reads, silent: () => isSilent(seen, skip), fails: (inst, number) => judge(() => check, inst, number) };
}

/** The formulas of a pattern: one closure, computed over the cells of the item whose turn it is. */
function stepsOf({ pattern, layout, holes }: Repeated<FormulaJson>, cells: Cells): Step[] {
  const { by, kind, decimals, override } = pattern;
  const [shared, leaves] = [close(pattern.expr, layout), leavesOf(pattern.expr)];
  return holes.map((hole, nth) => {
    const key = withHole(pattern.key, by, hole);
    cells.placeOf(key);
    const compute = (): Operand => {
      layout.at = nth;
      return shared();
    };
    return { key, kind, decimals, open: null, override, source: null, reads: () => leaves.map((leaf) => leafWithHole(leaf, by, hole)), compute, keyAt: () => key, outside: NOTHING };
  });
}

function words(pattern: PatternJson<CheckJson>, item: ItemJson, name: "head" | "tail"): Words {
  return { vi: wordOf(pattern, item, `${name}.vi`), en: wordOf(pattern, item, `${name}.en`) };
}

/** A check of a pattern written out, as its failure tells it. */
function writtenOut(pattern: PatternJson<CheckJson>, item: ItemJson): CheckJson {
  const { by, words: _, ...common } = pattern;
  const hole = item[1]!;
  return {
    ...common,
    id: wordOf(pattern, item, "id"),
    head: words(pattern, item, "head"),
    tail: words(pattern, item, "tail"),
    reads: pattern.reads.map((leaf) => leafWithHole(leaf, by, hole)),
    cells: pattern.cells.map((key) => withHole(key, by, hole)),
  };
}

function trialsOf({ pattern, layout, indices }: Repeated<CheckJson>, items: PackedJson["checks"], owners: ProgramJson["owners"]): Trial[] {
  const { skip } = pattern;
  const seen = looked(pattern.reads, layout);
  const judge: Judge = judgeOf(pattern, owners, layout);
  return indices.map((index, nth) => {
    const item = items[index] as ItemJson;
    const check = (): CheckJson => writtenOut(pattern, item);
    return {
      open: null,
      skip,
      get id() {
        return wordOf(pattern, item, "id");
      },
      reads: () => check().reads,
      silent: () => {
        layout.at = nth;
        return isSilent(seen, skip);
      },
      fails: (inst, number) => {
        layout.at = nth;
        return judge(check, inst, number);
      },
    };
  });
}

function inOrder<Item, Made>(items: readonly (Item | ItemJson)[], one: (item: Item) => Made, repeated: readonly Repeated<Item>[], several: (group: Repeated<Item>) => Made[]): Made[] {
  const made = new Array<Made>(items.length);
  for (const group of repeated) several(group).forEach((each, nth) => (made[group.indices[nth]!] = each));
  items.forEach((item, index) => {
    if (!Array.isArray(item)) made[index] = one(item as Item);
  });
  return made;
}

/** Makes a program ready over the cells that it reads. */
export function readyOf(program: ProgramJson | PackedJson, cells: Cells, layouts: Layouts): Ready {
  const { owners } = program;
  const patterns: PackedJson["patterns"] = program.spec === "program/2" ? program.patterns : { formulas: [], checks: [] };
  const [formulas, checks]: [PackedJson["formulas"], PackedJson["checks"]] = [program.formulas, program.checks];
  const repeated = { steps: repeatedOf(patterns.formulas, formulas, layouts), trials: repeatedOf(patterns.checks, checks, layouts) };
  return {
    steps: inOrder(formulas, (formula) => stepOf(formula, cells), repeated.steps, (group) => stepsOf(group, cells)),
    trials: inOrder(checks, (check) => trialOf(check, owners, cells), repeated.trials, (group) => trialsOf(group, checks, owners)),
    repeated,
  };
}
