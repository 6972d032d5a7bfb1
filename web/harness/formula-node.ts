/**
 * The formula engine outside a page: reads one JSON task from standard input, writes one JSON answer.
 *
 * `{"do": "evaluate", cases: [{tree, decimals}], kinds, rows: [{key: wire value}]}` gives `[[answer per row] per case]`: number text
 * rounded to the case's decimals, a text, a truth value, null. `{"do": "measure", program, values, inputs, runs}` gives milliseconds.
 */
import { readFileSync } from "node:fs";

import { createEngine } from "../src/formula";
import { close } from "../src/formula/closures";
import { finished } from "../src/formula/engine";
import { fixedText, isExact } from "../src/formula/exact";
import { operandOf } from "../src/formula/operand";
import type { NodeJson, ProgramJson, Values, WireValue } from "../src/formula/wire";

interface Evaluate {
  do: "evaluate";
  cases: { tree: NodeJson; decimals: number }[];
  kinds: Record<string, string>;
  rows: Record<string, WireValue>[];
}

interface Measure {
  do: "measure";
  program: ProgramJson;
  values: Record<string, WireValue>;
  /** Cells to change one at a time, each to a value and back. */
  inputs: { key: string; value: string }[];
  runs: number;
}

function evaluate({ cases, kinds, rows }: Evaluate): unknown {
  const table = rows.map((row) => new Map(Object.entries(row).map(([key, value]) => [key, operandOf(value, kinds[key] ?? "number") ?? null])));
  return cases.map(({ tree, decimals }) => {
    const closure = close(tree);
    return table.map((values) => {
      const value = closure({ values, inst: "", instances: new Map() });
      if (!isExact(value)) return value;
      const kept = finished(value, decimals);
      return kept && fixedText(kept, decimals);
    });
  });
}

function middle(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
}

function taken(act: () => unknown): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

function measure({ program, values, inputs, runs }: Measure): unknown {
  const made: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) made.push(taken(() => createEngine(program)));
  const engine = createEngine(program);
  const full = Array.from({ length: runs + 5 }, () => taken(() => engine.run(values as Values))).slice(5);
  const result = engine.run(values as Values).values;
  const [one, reached]: [number[], number[]] = [[], []];
  for (const { key, value } of inputs) {
    for (const next of [value, values[key] ?? null]) {
      let count = 0;
      one.push(taken(() => (count = engine.change(key, next).changed.length)));
      reached.push(count);
    }
  }
  const sum = (list: number[]) => list.reduce((a, b) => a + b, 0);
  return { made: middle(made), full: middle(full), one: middle(one), oneMean: sum(one) / one.length, oneMost: Math.max(...one), reached: sum(reached) / reached.length, values: result };
}

const task = JSON.parse(readFileSync(0, "utf-8")) as Evaluate | Measure;
process.stdout.write(JSON.stringify(task.do === "evaluate" ? evaluate(task) : measure(task)));
