/** The formula engine as the book uses it: values and instances in, computed cells out, failed checks aside. */

import { createEngine, type Failure, type Values, type WireValue } from "../formula";
import type { CellJson, Compute, Instances } from "../grid";
import { language } from "../words";

/** Up to so many changed cells are followed one by one; a pasted block is computed whole. */
const FEW = 12;

type Engine = ReturnType<typeof createEngine>;

/** Follows changed cells one by one: the values that were worked out again, and the state after the last one. */
function followed(engine: Engine, values: Readonly<Record<string, CellJson>>, keys: readonly string[]) {
  const patch: Record<string, CellJson> = {};
  let failures: readonly Failure[] = [];
  let incomplete: readonly string[] = [];
  keys.forEach((key, index) => {
    const change = engine.change(key, (values[key] ?? null) as WireValue);
    Object.assign(patch, change.patch);
    if (index === keys.length - 1) ({ failures, incomplete } = change);
  });
  return { values: patch, incomplete, failures };
}

/** Instances as the engine wants them: ids only. */
function idsOf(instances: Instances): Record<string, string[]> {
  return Object.fromEntries(Object.entries(instances).map(([row, list]) => [row, list.map((one) => one.id)]));
}

export interface Live {
  compute: Compute;
  /** Takes values of other forms and periods for the computations from now on. */
  take: (externals: Readonly<Record<string, CellJson>>) => void;
  /** Failed checks of the last computation. */
  failures: () => readonly Failure[];
}

export function liveEngine(program: unknown, externals: Readonly<Record<string, CellJson>>): Live {
  const engine = createEngine(program as Parameters<typeof createEngine>[0]);
  let failures: readonly Failure[] = [];
  let outside = externals;
  return {
    compute: (values, instances, changed) => {
      const start = performance.now();
      const few = changed !== null && changed.length > 0 && changed.length <= FEW;
      const result = few ? followed(engine, values, changed) : engine.run(values as Values, idsOf(instances), outside as Values);
      failures = result.failures;
      // Seen in the browser's own tools, and by the benchmark.
      if (!few) performance.measure?.("khuon:full-check", { start });
      return { values: result.values as Record<string, CellJson>, incomplete: result.incomplete, partial: few };
    },
    take: (now) => {
      outside = now;
    },
    failures: () => failures,
  };
}

/** The failed check in the language of the page, with its numbers. */
export function sentenceOf(failure: Pick<Failure, "sentence">): string {
  return failure.sentence[language()];
}
