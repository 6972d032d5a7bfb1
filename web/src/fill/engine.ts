/** The formula engine as the book uses it: values and instances in, computed cells out, failed checks aside. */

import { createEngine, type Failure, type Given, type Values, type WireValue } from "../formula";
import type { CellJson, Compute, Instances } from "../grid";
import { language } from "../words";

/** Instances as the engine wants them: ids only. */
function idsOf(instances: Instances): Record<string, string[]> {
  return Object.fromEntries(Object.entries(instances).map(([row, list]) => [row, list.map((one) => one.id)]));
}

export interface Live {
  compute: Compute;
  /** Takes values of other forms and periods for the computations from now on. */
  take: (externals: Readonly<Record<string, CellJson>>) => void;
  /** What a cell would hold if nobody had overridden it. */
  carried: (key: string) => CellJson;
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
      if (changed?.length) {
        const change = engine.changeAll(changed.map((key) => [key, (values.get(key) ?? null) as WireValue]));
        failures = change.failures;
        return { values: change.patch as Record<string, CellJson>, incomplete: change.incomplete, partial: true };
      }
      const result = engine.runOn(values as Given, idsOf(instances), outside as Values);
      failures = result.failures;
      // Seen in the browser's own tools, and by the benchmark.
      performance.measure?.("khuon:full-check", { start });
      return { values: result.values as Record<string, CellJson>, incomplete: result.incomplete };
    },
    take: (now) => {
      outside = now;
    },
    carried: (key) => engine.carried(key) as CellJson,
    failures: () => failures,
  };
}

/** The failed check: what it is called in its own words, where it has some, and what it found, in the language of the page. */
export function sentenceOf(failure: Pick<Failure, "sentence" | "message">): string {
  const found = failure.sentence[language()];
  const own = failure.message.replace(/[ .:]+$/, "");
  return own ? `${own}: ${found}` : found;
}
