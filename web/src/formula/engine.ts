/**
 * The browser's engine: the same program, the same results as the server.
 *
 * `run` computes everything; `change` takes one cell and computes only what hangs on it, as far as values really change.
 */
import { Cells } from "./cells";
import { Drafts } from "./drafts";
import { fixedText, isExact } from "./exact";
import type { Operand } from "./functions";
import { instanceOf, templateKey, withInstance } from "./keys";
import { operandOf } from "./operand";
import { Pending, type Places, Readers } from "./readers";
import { leavesOf } from "./leaves";
import { Layouts } from "./patterns";
import { finished, type Ready, readyOf, type Step, type Trial } from "./steps";
import type { Failure, Instances, PackedJson, ProgramJson, Result, Values, WireValue } from "./wire";

/**
 * What `change` gives: the cells that were worked out again, and the result as it stands now. The parts of the result are made when they
 * are asked for, so ask before the next change.
 */
export interface Change extends Result {
  /** Keys of the computed cells that were worked out again. */
  changed: string[];
  /** Those cells with their values. */
  patch: Record<string, WireValue>;
}

/** Values by key, as a map or whatever else goes through them. */
export interface Given {
  forEach: (act: (value: WireValue, key: string) => void) => void;
}

export interface Engine {
  /** Computes and checks everything. `values`: of carried cells only those stated: overridden, or without a report to carry from. */
  run: (values: Values, instances?: Instances, externals?: Values) => Result;
  /** The same of values that are kept in another way. */
  runOn: (given: Given, instances: Instances, externals: Values) => Result;
  /** Puts one cell (null blanks it) and works out again what depends on it. Needs a `run` before. */
  change: (key: string, value: WireValue) => Change;
  /** The same for many cells at once: what hangs on several of them is worked out once. */
  changeAll: (cells: Iterable<readonly [key: string, value: WireValue]>) => Change;
  /** What a cell would hold if nobody had overridden it. */
  carried: (key: string) => WireValue;
}

/** What a check came to at one place: nothing when it holds or is silent. */
type Verdict = { failure: Failure } | { unjudged: string } | null;

const ALONE: readonly string[] = [""];
const NONE: readonly string[] = [];

class Run {
  private readonly ready: Ready;
  private readonly steps: readonly Step[];
  private readonly trials: readonly Trial[];
  /** Who reads what: put together when it is first asked for, which opening a form need not wait for. */
  private reading: { steps: Readers; trials: Readers } | null = null;
  private readonly pendingSteps: Pending;
  private readonly pendingTrials: Pending;
  private readonly indexOf: Map<string, number>;
  private readonly kinds: Map<string, string>;
  /** Places of computed cells. */
  private readonly computed: Set<number>;
  private readonly cells = new Cells();
  private readonly drafts = new Drafts();
  /** Values given for computed cells, whether they stand or not. */
  private readonly given = new Map<string, WireValue>();
  private outside: Values = {};
  private readonly values = new Map<string, WireValue>();
  private readonly incomplete = new Set<string>();
  private verdicts: Verdict[][] = [];

  constructor(private readonly program: ProgramJson | PackedJson) {
    this.ready = readyOf(program, this.cells, new Layouts(this.cells));
    ({ steps: this.steps, trials: this.trials } = this.ready);
    this.pendingSteps = new Pending(this.steps.length);
    this.pendingTrials = new Pending(this.trials.length);
    this.kinds = new Map(Object.entries(program.kinds));
    this.computed = new Set(this.steps.flatMap(({ key }) => this.cells.known(key) ?? []));
    this.indexOf = new Map(this.steps.map(({ key }, index) => [key, index]));
  }

  private get readers(): { steps: Readers; trials: Readers } {
    return (this.reading ??= this.readersOf());
  }

  private readersOf(): { steps: Readers; trials: Readers } {
    const { formulas, checks } = this.program;
    const { steps, trials } = this.ready.repeated;
    const alone = (items: readonly unknown[], made: readonly (Step | Trial)[]) => made.flatMap((one, index) => (Array.isArray(items[index]) ? [] : [[index, one.reads()] as const]));
    return {
      steps: new Readers(alone(formulas, this.steps), steps.map((group) => [group, leavesOf(group.pattern.expr)] as const)),
      trials: new Readers(alone(checks, this.trials), trials.map((group) => [group, group.pattern.reads] as const)),
    };
  }

  // -- input

  private kindOf(pattern: string): string {
    // Nearly all forms hold numbers alone.
    return this.kinds.size === 0 ? "number" : (this.kinds.get(pattern) ?? "number");
  }

  private put(key: string, kind: string, value: WireValue | undefined): void {
    this.hold(key, operandOf(value, kind));
  }

  private hold(key: string, read: Operand | undefined): void {
    this.cells.put(key, read ?? null);
    if (read === undefined) this.drafts.add(key);
    else this.drafts.delete(key);
  }

  /** Takes a value; false when the cell is computed. What nothing reads does no harm among the values, but it is no draft. */
  private take(key: string, pattern: string, value: WireValue | undefined): boolean {
    const place = this.cells.known(key);
    if (place === undefined && !key.includes("#")) return false;
    // Nearly all cells are plain ones of fixed rows.
    if (place !== undefined && pattern === key && !this.computed.has(place)) {
      const read = operandOf(value, this.kindOf(key));
      if (read !== undefined) {
        this.cells.fixed[place] = read;
        this.drafts.delete(key);
        return true;
      }
    }
    const own = this.indexOf.get(pattern);
    const formula = own === undefined ? null : this.steps[own]!;
    if (formula && !formula.override && formula.kind !== "carried") return false;
    const read = operandOf(value, this.kindOf(pattern));
    if (read === undefined && !formula && !this.isRead(pattern)) return false;
    this.hold(key, read);
    if (formula) this.given.set(key, value ?? null);
    return true;
  }

  private isRead(pattern: string): boolean {
    const { steps, trials } = this.readers;
    return steps.of(pattern).length > 0 || trials.of(pattern).length > 0;
  }

  private takeExternals(externals: Values): void {
    const groups = new Map<string, Set<string>>();
    const present = new Set<string>();
    for (const [key, value] of Object.entries(externals)) {
      const pattern = templateKey(key);
      present.add(key).add(pattern);
      const inst = pattern === key ? "" : instanceOf(key);
      const owner = this.program.owners[pattern];
      if (inst && owner) groups.set(owner, (groups.get(owner) ?? new Set()).add(inst));
      this.put(key, this.kindOf(pattern), value);
    }
    for (const [owner, instances] of groups) this.cells.instances.set(owner, [...instances]);
    for (const { key } of this.program.externals) if (!present.has(key)) this.drafts.add(key);
  }

  run(given: Given, instances: Instances, externals: Values): Result {
    this.outside = externals;
    for (const store of [this.given, this.values, this.cells]) store.clear();
    this.cells.instances = new Map(Object.entries(instances));
    this.drafts.clear();
    this.incomplete.clear();
    given.forEach((value, key) => void this.take(key, templateKey(key), value));
    this.takeExternals(externals);
    for (const step of this.steps) for (const inst of this.places(step.open)) this.compute(step, step.keyAt(inst), inst);
    this.verdicts = this.trials.map((trial) => this.places(trial.open).map((inst, place) => this.judge(trial, inst, place)));
    return { values: Object.fromEntries(this.values), failures: this.failures(), incomplete: this.incompleteKeys(), unjudged: this.unjudged() };
  }

  changeAll(cells: Iterable<readonly [key: string, value: WireValue]>): Change {
    const changed: string[] = [];
    for (const [key, value] of cells) {
      const pattern = templateKey(key);
      if (!this.take(key, pattern, value)) continue;
      this.moved(pattern, pattern === key ? "" : instanceOf(key));
      // An overridable cell is itself worked out again.
      const own = this.indexOf.get(pattern);
      if (own !== undefined) this.pendingSteps.mark(own, null);
    }
    this.computePending(changed);
    this.judgePending();
    return this.present(changed);
  }

  /** The cell has another value than before: what reads it is to be worked out again. */
  private moved(pattern: string, inst: string): void {
    this.pendingSteps.markAll(this.readers.steps.of(pattern), inst);
    this.pendingTrials.markAll(this.readers.trials.of(pattern), inst);
  }

  // -- computing

  private places(owner: string | null): readonly string[] {
    return owner === null ? ALONE : (this.cells.instances.get(owner) ?? NONE);
  }

  private wanted(owner: string | null, places: Places): readonly string[] {
    return places === null ? this.places(owner) : this.places(owner).filter((inst) => places.has(inst));
  }

  private computePending(changed: string[]): void {
    this.pendingSteps.each((index, places) => {
      const step = this.steps[index]!;
      for (const inst of this.wanted(step.open, places)) {
        const key = step.keyAt(inst);
        const value = this.values.get(key);
        const draft = this.drafts.has(key);
        this.compute(step, key, inst);
        changed.push(key);
        if (this.values.get(key) !== value || this.drafts.has(key) !== draft) this.moved(step.key, inst);
      }
    });
  }

  /** Works out one formula at one place. */
  private compute(step: Step, key: string, inst: string): void {
    this.incomplete.delete(key);
    const own = this.stated(step, inst) ? this.given.get(key) : null;
    if (own !== null && own !== undefined) {
      this.carry(key, step.key, own);
      if (this.drafts.has(key)) this.incomplete.add(key);
      return;
    }
    this.drafts.delete(key);
    if (step.source !== null) this.carry(key, step.key, this.outside[withInstance(step.source, inst)] ?? null);
    else this.keep(key, step, inst);
    // Without the report it repeats a carried cell waits for entry, blank like any other cell.
    if (this.drafts.has(key) || (step.source === null && this.drafts.any && this.drafts.among(step.reads(), this.cells, inst))) {
      this.drafts.add(key);
      this.incomplete.add(key);
    }
  }

  /** Whether a given value stands: the cell may be overridden, or there is nothing to carry into it. */
  private stated({ override, kind, outside }: Step, inst: string): boolean {
    if (override || kind !== "carried") return override;
    return outside.every((key) => (this.outside[withInstance(key, inst)] ?? null) === null);
  }

  private carry(key: string, pattern: string, value: WireValue): void {
    this.put(key, this.kindOf(pattern), value);
    this.values.set(key, value);
  }

  private keep(key: string, { decimals, compute }: Step, inst: string): void {
    this.cells.inst = inst;
    const read = compute();
    const kept = isExact(read) ? finished(read, decimals) : null;
    this.values.set(key, kept && fixedText(kept, decimals));
    this.cells.put(key, kept);
    if (isExact(read) && kept === null) this.drafts.add(key);
  }

  carried(key: string): WireValue {
    const step = this.steps[this.indexOf.get(templateKey(key)) ?? -1];
    if (!step) return null;
    this.cells.inst = instanceOf(key);
    const { source, decimals } = step;
    if (source !== null) return this.outside[withInstance(source, this.cells.inst)] ?? null;
    const read = step.compute();
    const kept = isExact(read) ? finished(read, decimals) : null;
    return kept && fixedText(kept, decimals);
  }

  // -- checking

  private judgePending(): void {
    this.pendingTrials.each((index, places) => {
      const [trial, verdicts] = [this.trials[index]!, this.verdicts[index]!];
      this.places(trial.open).forEach((inst, place) => {
        if (places === null || places.has(inst)) verdicts[place] = this.judge(trial, inst, place);
      });
    });
  }

  private judge(trial: Trial, inst: string, place: number): Verdict {
    this.cells.inst = inst;
    if (this.drafts.any && this.drafts.among(trial.reads(), this.cells, inst)) return { unjudged: withInstance(trial.id, inst) };
    const failure = trial.silent() ? null : trial.fails(inst, place + 1);
    return failure && { failure };
  }

  // -- results

  private failures(): Failure[] {
    return this.verdicts.flatMap((places) => places.flatMap((one) => (one && "failure" in one ? [one.failure] : [])));
  }

  private unjudged(): string[] {
    return this.verdicts.flatMap((places) => places.flatMap((one) => (one && "unjudged" in one ? [one.unjudged] : [])));
  }

  private incompleteKeys(): string[] {
    return [...this.incomplete].sort();
  }

  /** The whole result is made when it is asked for: most callers want the changed cells alone. */
  private present(changed: string[]): Change {
    const patch = Object.fromEntries(changed.map((key) => [key, this.values.get(key) ?? null]));
    const [values, failures] = [() => Object.fromEntries(this.values), () => this.failures()];
    const [incomplete, unjudged] = [() => this.incompleteKeys(), () => this.unjudged()];
    return {
      changed,
      patch,
      get values() {
        return values();
      },
      get failures() {
        return failures();
      },
      get incomplete() {
        return incomplete();
      },
      get unjudged() {
        return unjudged();
      },
    };
  }
}

/** An engine for one program; it keeps the values of the last `run` and of every `change` since. */
export function createEngine(program: ProgramJson | PackedJson): Engine {
  const { spec } = program;
  if (spec !== "program/1" && spec !== "program/2") throw new Error(`unknown program: ${String(spec)}`);
  const run = new Run(program);
  return {
    run: (values, instances = {}, externals = {}) => run.run(new Map(Object.entries(values)) as Map<string, WireValue>, instances, externals),
    runOn: (given, instances, externals) => run.run(given, instances, externals),
    change: (key, value) => run.changeAll([[key, value]]),
    changeAll: (cells) => run.changeAll(cells),
    carried: (key) => run.carried(key),
  };
}
