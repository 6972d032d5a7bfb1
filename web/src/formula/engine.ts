/**
 * The browser's engine: the same program, the same results as the server.
 *
 * `run` computes everything; `change` takes one cell and computes only what hangs on it.
 */
import { isCanonical } from "../numbers";
import { type Judge, judgeOf } from "./checks";
import { type Cells, type Closure, close, leafValues } from "./closures";
import { exact, fixedText, isExact } from "./exact";
import type { Operand } from "./functions";
import { instanceOf, templateKey, withInstance } from "./keys";
import type { Failure, FormulaJson, Instances, LeafJson, ProgramJson, Result, Values, WireValue } from "./wire";

const TOO_LARGE = exact("1e40");

/** What `change` gives: the whole result, and the keys of computed cells that were worked out again. */
export interface Change extends Result {
  changed: string[];
}

export interface Engine {
  readonly program: ProgramJson;
  /** Computes and checks everything. `values`: of carried cells only those stated: overridden, or without a report to carry from. */
  run: (values: Values, instances?: Instances, externals?: Values) => Result;
  /** Puts one cell (null blanks it) and works out again what depends on it. Needs a `run` before. */
  change: (key: string, value: WireValue) => Change;
}

interface Step {
  formula: FormulaJson;
  compute: Closure;
}

interface Verdict {
  failures: Failure[];
  unjudged: string[];
}

/** A value as formulas read it; undefined when it is a draft or of another kind. */
function operand(value: WireValue | undefined, kind: string): Operand | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return kind === "number" && isCanonical(value) ? exact(value) : undefined;
  if ("s" in value) return null;
  if ("c" in value) return kind === "text" ? value.c : undefined;
  if ("t" in value) return kind === "text" ? value.t || null : undefined;
  if ("d" in value) return kind === "date" ? value.d : undefined;
  if ("op" in value || "file" in value) return kind === "other" ? true : undefined;
  return undefined;
}

class Run {
  private readonly steps: Step[];
  private readonly judges: Judge[];
  private readonly reads: { values: (cells: Cells) => Operand[] }[][];
  private readonly cells: Cells = { values: new Map(), inst: "", instances: new Map() };
  private readonly bad = new Set<string>();
  private readonly known = new Set<string>();
  private readonly computed: Map<string, FormulaJson>;
  private readonly stepsReading = new Map<string, number[]>();
  private readonly judgesReading = new Map<string, number[]>();
  private given: Record<string, WireValue | undefined> = {};
  private outside: Values = {};
  private values: Record<string, WireValue> = {};
  private incomplete = new Set<string>();
  private verdicts: Verdict[] = [];

  constructor(private readonly program: ProgramJson) {
    this.steps = program.formulas.map((formula) => ({ formula, compute: close(formula.expr) }));
    this.judges = program.checks.map((check) => judgeOf(check, program.owners));
    this.reads = program.checks.map((check) => check.reads.map((leaf) => ({ values: leafValues(leaf) })));
    this.computed = new Map(program.formulas.map((formula) => [formula.key, formula]));
    program.formulas.forEach((formula, index) => this.index(formula.reads, index, this.stepsReading));
    program.checks.forEach((check, index) => this.index(check.reads, index, this.judgesReading));
    for (const formula of program.formulas) this.known.add(formula.key);
  }

  private index(reads: LeafJson[], index: number, into: Map<string, number[]>): void {
    for (const leaf of reads) {
      const key = leaf[leaf.length - 1] as string;
      this.known.add(key);
      into.set(key, [...(into.get(key) ?? []), index]);
    }
  }

  // -- input

  private takes(template: string): boolean {
    const formula = this.computed.get(template);
    return this.known.has(template) && (!formula || formula.override || formula.kind === "carried");
  }

  private put(key: string, value: WireValue | undefined): void {
    const read = operand(value, this.program.kinds[templateKey(key)] ?? "number");
    this.cells.values.set(key, read ?? null);
    if (read === undefined) this.bad.add(key);
    else this.bad.delete(key);
  }

  private takeExternals(externals: Values): void {
    const groups = new Map<string, string[]>();
    for (const [key, value] of Object.entries(externals)) {
      const template = templateKey(key);
      const inst = template === key ? "" : instanceOf(key);
      const owner = this.program.owners[template];
      if (inst && owner) {
        const found = groups.get(owner) ?? [];
        if (!found.includes(inst)) groups.set(owner, [...found, inst]);
      }
      this.put(key, value);
    }
    for (const [owner, instances] of groups) this.cells.instances.set(owner, instances);
    const present = new Set(Object.keys(externals).flatMap((key) => [key, templateKey(key)]));
    for (const { key } of this.program.externals) if (!present.has(key)) this.bad.add(key);
  }

  run(values: Values, instances: Instances, externals: Values): Result {
    this.given = { ...values };
    this.outside = externals;
    this.cells.values.clear();
    this.cells.instances = new Map(Object.entries(instances));
    this.bad.clear();
    this.values = {};
    this.incomplete = new Set();
    for (const [key, value] of Object.entries(values)) if (this.takes(templateKey(key))) this.put(key, value);
    this.takeExternals(externals);
    for (const step of this.steps) this.compute(step);
    this.verdicts = this.judges.map((judge, index) => this.judge(judge, index));
    return this.result();
  }

  change(key: string, value: WireValue): Change {
    this.given[key] = value;
    const template = templateKey(key);
    if (!this.takes(template)) return { ...this.result(), changed: [] };
    this.put(key, value);
    const dirty = this.dirtySteps(template);
    const changed = dirty.flatMap((index) => this.compute(this.steps[index]!));
    const touched = [template, ...dirty.map((index) => this.steps[index]!.formula.key)];
    const judges = new Set(touched.flatMap((one) => this.judgesReading.get(one) ?? []));
    for (const index of judges) this.verdicts[index] = this.judge(this.judges[index]!, index);
    return { ...this.result(), changed };
  }

  /** The formulas that hang on a cell, in the order of computing. An overridable cell is itself worked out again. */
  private dirtySteps(template: string): number[] {
    const found = new Set<number>();
    const waiting = [template];
    if (this.computed.has(template)) found.add(this.steps.findIndex((step) => step.formula.key === template));
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      for (const index of this.stepsReading.get(key) ?? []) {
        if (found.has(index)) continue;
        found.add(index);
        waiting.push(this.steps[index]!.formula.key);
      }
    }
    return [...found].sort((a, b) => a - b);
  }

  // -- computing

  private places(owner: string | null): readonly string[] {
    return owner === null ? [""] : (this.cells.instances.get(owner) ?? []);
  }

  private isBad(reads: LeafJson[], inst: string): boolean {
    if (!this.bad.size) return false;
    return reads.some((leaf) => {
      if (leaf[0] === "c") return this.bad.has(leaf[1]) || this.bad.has(withInstance(leaf[1], inst));
      return this.bad.has(leaf[2]) || this.places(leaf[1]).some((one) => this.bad.has(withInstance(leaf[2], one)));
    });
  }

  /** Works out one formula at all its places; returns their keys. */
  private compute({ formula, compute }: Step): string[] {
    return this.places(formula.open).map((inst) => {
      const key = withInstance(formula.key, inst);
      this.incomplete.delete(key);
      const own = this.stated(formula, inst) ? this.given[key] : null;
      if (own !== null && own !== undefined) {
        this.put(key, own);
        this.values[key] = own;
        if (this.bad.has(key)) this.incomplete.add(key);
        return key;
      }
      this.bad.delete(key);
      if (formula.source !== null) this.carry(key, this.outside[withInstance(formula.source, inst)] ?? null);
      else this.keep(key, formula, compute, inst);
      // Without the report it repeats a carried cell waits for entry, blank like any other cell.
      if (this.bad.has(key) || (formula.source === null && this.isBad(formula.reads, inst))) {
        this.bad.add(key);
        this.incomplete.add(key);
      }
      return key;
    });
  }

  /** Whether a given value stands: the cell may be overridden, or there is nothing to carry into it. */
  private stated(formula: FormulaJson, inst: string): boolean {
    if (formula.override || formula.kind !== "carried") return formula.override;
    const outside = formula.reads.map((leaf) => leaf[leaf.length - 1] as string).filter((key) => key.includes("|"));
    return outside.every((key) => (this.outside[withInstance(key, inst)] ?? null) === null);
  }

  private carry(key: string, value: WireValue): void {
    this.put(key, value);
    this.values[key] = value;
  }

  private keep(key: string, formula: FormulaJson, compute: Closure, inst: string): void {
    this.cells.inst = inst;
    const read = compute(this.cells);
    const fits = isExact(read) && read.abs().lt(TOO_LARGE);
    const text = fits ? fixedText(read, formula.decimals) : null;
    this.values[key] = text;
    this.cells.values.set(key, text === null ? null : exact(text));
    if (isExact(read) && !fits) this.bad.add(key);
  }

  // -- checking

  private judge(judge: Judge, index: number): Verdict {
    const { check } = judge;
    const verdict: Verdict = { failures: [], unjudged: [] };
    this.places(check.open).forEach((inst, place) => {
      this.cells.inst = inst;
      const blanks = this.reads[index]!.flatMap((leaf) => leaf.values(this.cells)).map((value) => value === null);
      const silent = blanks.length > 0 && (check.skip ? blanks.some(Boolean) : blanks.every(Boolean));
      if (this.isBad(check.reads, inst)) {
        verdict.unjudged.push(withInstance(check.id, inst));
      } else if (!silent) {
        const found = judge.fails(this.cells, inst, place + 1);
        if (found) verdict.failures.push(found);
      }
    });
    return verdict;
  }

  private result(): Result {
    return {
      values: { ...this.values },
      failures: this.verdicts.flatMap((verdict) => verdict.failures),
      incomplete: [...this.incomplete].sort(),
      unjudged: this.verdicts.flatMap((verdict) => verdict.unjudged),
    };
  }
}

/** An engine for one program; it keeps the values of the last `run` and of every `change` since. */
export function createEngine(program: ProgramJson): Engine {
  if (program.spec !== "program/1") throw new Error(`unknown program: ${String(program.spec)}`);
  const run = new Run(program);
  return {
    program,
    run: (values, instances = {}, externals = {}) => run.run(values, instances, externals),
    change: (key, value) => run.change(key, value),
  };
}
