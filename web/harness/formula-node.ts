/**
 * The formula engine outside a page: reads one JSON task from standard input, writes one JSON answer.
 *
 * `{"do": "evaluate", cases: [{tree, decimals}], kinds, rows: [{key: wire value}]}` gives `[[answer per row] per case]`: number text
 * rounded to the case's decimals, a text, a truth value, null. `{"do": "run", programs: [{program, fillings}]}` gives of each filling what
 * the program makes of it at once, and what it ends with cell by cell. `{"do": "measure", program, values, inputs, runs, peer}` gives milliseconds.
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

import { createEngine, type Engine } from "../src/formula";
import { Cells } from "../src/formula/cells";
import { close } from "../src/formula/closures";
import { fixedText, isExact } from "../src/formula/exact";
import { operandOf } from "../src/formula/operand";
import { finished } from "../src/formula/steps";
import type { Instances, NodeJson, PackedJson, ProgramJson, Result, Values, WireValue } from "../src/formula/wire";

interface Evaluate {
  do: "evaluate";
  cases: { tree: NodeJson; decimals: number }[];
  kinds: Record<string, string>;
  rows: Record<string, WireValue>[];
}

interface Filling {
  values: Values;
  instances: Instances;
  externals: Values;
}

interface Runs {
  do: "run";
  programs: { program: ProgramJson | PackedJson; fillings: Filling[] }[];
}

/** A sheet for another engine: rows of numbers and formulas, the first `entered` columns being inputs. */
interface Peer {
  module: string;
  sheet: (number | string | null)[][];
  entered: number;
}

interface Measure {
  do: "measure";
  program: ProgramJson;
  values: Record<string, WireValue>;
  /** Lists of cells to change one at a time, each to a value and back. */
  inputs: { key: string; value: string }[][];
  runs: number;
  peer: Peer | null;
}

function evaluate({ cases, kinds, rows }: Evaluate): unknown {
  const table = rows.map((row) => new Map(Object.entries(row).map(([key, value]) => [key, operandOf(value, kinds[key] ?? "number") ?? null])));
  return cases.map(({ tree, decimals }) => {
    const cells = new Cells();
    const closure = close(tree, cells);
    return table.map((values) => {
      cells.clear();
      for (const [key, one] of values) cells.put(key, one);
      const value = closure();
      if (!isExact(value)) return value;
      const kept = finished(value, decimals);
      return kept && fixedText(kept, decimals);
    });
  });
}

/** At once, and cell by cell into the empty form. */
function bothWays(program: ProgramJson | PackedJson, { values, instances, externals }: Filling): [Result, Result] {
  const engine = createEngine(program);
  const whole = engine.run(values, instances, externals);
  engine.run({}, instances, externals);
  const { changed: _, patch: __, ...last } = engine.changeAll(Object.entries(values).map(([key, value]) => [key, value ?? null]));
  return [whole, last];
}

function middle(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
}

function taken(act: () => unknown): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

/** What both engines can do: every input changed (even and odd turns have other values), and one cell changed. */
interface Measured {
  full: (turn: number) => unknown;
  one: (key: string, value: WireValue) => unknown;
}

/** The part of HyperFormula that is used. */
interface Sheet {
  batch: (act: () => void) => unknown;
  setCellContents: (address: { sheet: number; row: number; col: number }, contents: unknown) => unknown;
}

async function peerOf({ module, sheet, entered }: Peer): Promise<Measured> {
  const loaded = (await import(pathToFileURL(module).href)) as { default: { HyperFormula: { buildFromArray: (rows: unknown, settings: unknown) => Sheet } } };
  const engine = loaded.default.HyperFormula.buildFromArray(sheet, { licenseKey: "gpl-v3" });
  const inputs = [0, 1].map((more) => sheet.map((row) => [row.slice(0, entered).map((cell) => Number(cell) + more)]));
  const place = (key: string) => {
    const [row, column] = key.slice(1).split(":c");
    return { sheet: 0, row: Number(row) - 1, col: Number(column) - 1 };
  };
  return {
    full: (turn) => engine.batch(() => inputs[turn % 2]!.forEach((rows, row) => engine.setCellContents({ sheet: 0, row, col: 0 }, rows))),
    one: (key, value) => engine.setCellContents(place(key), [[value === null ? null : Number(value)]]),
  };
}

/** Median milliseconds, each engine in its turn, the first turns left out. */
function timesOf(engines: readonly Measured[], { values, inputs, runs }: Measure): { full: number; one: number[] }[] {
  const full: number[][] = engines.map(() => []);
  for (let turn = 0; turn < 2 * runs; turn += 1) engines.forEach((engine, index) => full[index]!.push(taken(() => engine.full(turn))));
  const one = inputs.map((list) => {
    const times: number[][] = engines.map(() => []);
    for (const { key, value } of [...list, ...list]) {
      for (const next of [value, values[key] ?? null]) engines.forEach((engine, index) => times[index]!.push(taken(() => engine.one(key, next))));
    }
    return times.map((all) => middle(all.slice(all.length / 2)));
  });
  return engines.map((_, index) => ({ full: middle(full[index]!.slice(runs)), one: one.map((medians) => medians[index]!) }));
}

/** How many formulas a change works out again, on average. */
function reachedBy(engine: Engine, { values }: Measure, list: Measure["inputs"][number]): number {
  const counts = list.flatMap(({ key, value }) => [value, values[key] ?? null].map((next) => engine.change(key, next).changed.length));
  return counts.reduce((a, b) => a + b, 0) / counts.length;
}

async function measure(task: Measure): Promise<unknown> {
  const { program, values, inputs, peer } = task;
  const made = [1, 2, 3].map(() => taken(() => createEngine(program)));
  const engine = createEngine(program);
  const others = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, (Number(value) + 1).toFixed(2)]));
  const ours: Measured = { full: (turn) => engine.run((turn % 2 ? others : values) as Values), one: (key, value) => engine.change(key, value).patch };
  engine.run(values as Values);
  const [first, second] = timesOf(peer ? [ours, await peerOf(peer)] : [ours], task);
  return { made: middle(made), ours: first, peer: second ?? null, reached: inputs.map((list) => reachedBy(engine, task, list)), values: engine.run(values as Values).values };
}

function answer(task: Evaluate | Runs | Measure): unknown {
  if (task.do === "measure") return measure(task);
  if (task.do === "run") return task.programs.map(({ program, fillings }) => fillings.map((filling) => bothWays(program, filling)));
  return evaluate(task);
}

process.stdout.write(JSON.stringify(await answer(JSON.parse(readFileSync(0, "utf-8")) as Evaluate | Runs | Measure)));
