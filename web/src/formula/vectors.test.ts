import { describe, expect, it } from "vitest";

import programs from "../../../tests/vectors/formula_programs.json";
import random from "../../../tests/vectors/formula_random.json";
import vectors from "../../../tests/vectors/formula.json";
import { Cells } from "./cells";
import { close } from "./closures";
import { createEngine } from "./engine";
import { exact, isExact, plainText } from "./exact";
import { leavesOf } from "./leaves";
import type { Operand } from "./functions";
import type { Instances, NodeJson, ProgramJson, Values, WireValue } from "./wire";

function operandOf(value: WireValue | undefined): Operand {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return exact(value);
  if ("t" in value) return value.t;
  if ("c" in value) return value.c;
  if ("d" in value) return value.d;
  return null;
}

function fill(cells: Cells, wire: Record<string, WireValue | undefined>): void {
  cells.clear();
  for (const [name, value] of Object.entries(wire)) cells.put(`r1:${name}`, operandOf(value));
}

function evaluate(tree: unknown, given: unknown): unknown {
  const cells = new Cells();
  const closure = close(tree as NodeJson, cells);
  fill(cells, given as Record<string, WireValue>);
  const value = closure();
  return isExact(value) ? plainText(value) : value;
}

describe("shared vectors", () => {
  it.each(vectors.cases.map((one, index) => ({ ...one, index })))("$index: $formula", ({ tree, cells, result }) => {
    expect(evaluate(tree, cells)).toBe(result);
  });
});

describe("random formulas made on the server", () => {
  it.each(random.cases)("$formula", ({ tree, results }) => {
    const cells = new Cells();
    const closure = close(tree as unknown as NodeJson, cells);
    const mine = random.rows.map((row) => {
      fill(cells, row as Record<string, WireValue>);
      const value = closure();
      return isExact(value) ? plainText(value) : value;
    });
    expect(mine).toEqual(results);
  });
});

describe("whole programs", () => {
  const all = programs.programs as unknown as Record<string, ProgramJson>;

  it.each(programs.cases)("$name", ({ template, values, instances, externals, result }) => {
    const engine = createEngine(all[template]!);
    expect(engine.run(values as Values, instances as unknown as Instances, externals as Values)).toEqual(result);
  });

  it.each(Object.entries(all))("%s reads what its expressions say", (_, program) => {
    for (const { expr, reads } of program.formulas) expect(leavesOf(expr)).toEqual(reads);
  });

  it.each(programs.cases)("$name, cell by cell, ends the same", ({ template, values, instances, externals, result }) => {
    // As the server sends it for filling: what a formula reads is found in its expression.
    const sent = { ...all[template]!, formulas: all[template]!.formulas.map(({ reads: _, ...formula }) => formula) };
    const engine = createEngine(sent);
    engine.run({}, instances as unknown as Instances, externals as Values);
    for (const [key, value] of Object.entries(values as Values)) engine.change(key, value ?? null);
    const { changed, patch, ...last } = engine.change("r999:c1", null);
    expect([changed, patch]).toEqual([[], {}]);
    expect(last).toEqual(result);
  });
});
