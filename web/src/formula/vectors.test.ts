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
import type { Instances, NodeJson, PackedJson, ProgramJson, Values, WireValue } from "./wire";

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

  const sent = programs.packed as unknown as Record<string, PackedJson>;

  it.each(programs.cases)("$name, with what repeats said once", ({ template, values, instances, externals, result }) => {
    const engine = createEngine(sent[template]!);
    expect(engine.run(values as Values, instances as unknown as Instances, externals as Values)).toEqual(result);
  });

  it("says most of a table once", () => {
    const { formulas, checks, patterns } = sent["table"]!;
    const alone = [...formulas, ...checks].filter((item) => !Array.isArray(item)).length;
    expect([patterns.formulas.length, patterns.checks.length, alone]).toEqual([4, 6, 8]);
  });

  // As the server sends it for filling, and written out: what a formula reads is found in its expression.
  const bare = (program: ProgramJson): ProgramJson => ({ ...program, formulas: program.formulas.map(({ reads: _, ...formula }) => formula) });

  it.each(programs.cases.flatMap((one) => [{ ...one, program: bare(all[one.template]!), as: "written out" }, { ...one, program: sent[one.template]!, as: "packed" }]))(
    "$name, cell by cell, $as, ends the same",
    ({ program, values, instances, externals, result }) => {
      const engine = createEngine(program);
      engine.run({}, instances as unknown as Instances, externals as Values);
      for (const [key, value] of Object.entries(values as Values)) engine.change(key, value ?? null);
      const { changed, patch, ...last } = engine.change("r999:c1", null);
      expect([changed, patch]).toEqual([[], {}]);
      expect(last).toEqual(result);
    },
  );
});
