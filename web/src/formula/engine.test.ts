import { describe, expect, it } from "vitest";

import { createEngine } from "./engine";
import type { FormulaJson, NodeJson, ProgramJson } from "./wire";

function formula(key: string, expr: NodeJson, reads: string[], more: Partial<FormulaJson> = {}): FormulaJson {
  return { key, kind: "computed", decimals: 0, open: null, override: false, source: null, expr, reads: reads.map((read) => ["c", read]), ...more };
}

function program(formulas: FormulaJson[]): ProgramJson {
  return { spec: "program/1", form: "f_1", formulas, checks: [], externals: [], kinds: {}, owners: {} };
}

const sum = (...keys: string[]): NodeJson => ["+", keys.map((key) => [1, ["c", key]])];

describe("engine", () => {
  it("computes only what a change touches", () => {
    const engine = createEngine(
      program([formula("r1:c3", sum("r1:c1", "r1:c2"), ["r1:c1", "r1:c2"]), formula("r1:c6", sum("r1:c4", "r1:c5"), ["r1:c4", "r1:c5"]), formula("r1:c7", sum("r1:c3", "r1:c6"), ["r1:c3", "r1:c6"])]),
    );
    expect(engine.run({ "r1:c1": "1", "r1:c4": "10" }).values).toEqual({ "r1:c3": "1", "r1:c6": "10", "r1:c7": "11" });
    const after = engine.change("r1:c2", "5");
    expect(after.changed).toEqual(["r1:c3", "r1:c7"]);
    expect(after.values["r1:c7"]).toBe("16");
    expect(engine.change("r1:c9", "5").changed).toEqual([]);
  });

  it("stops where a value stays as it was, and hands over only what it worked out", () => {
    const least: NodeJson = ["f", "min", [["c", "r1:c1"], ["c", "r1:c2"]]];
    const engine = createEngine(program([formula("r1:c3", least, ["r1:c1", "r1:c2"]), formula("r1:c4", sum("r1:c3", "r1:c5"), ["r1:c3", "r1:c5"])]));
    engine.run({ "r1:c1": "1", "r1:c2": "5", "r1:c5": "2" });
    expect(engine.change("r1:c2", "7")).toMatchObject({ changed: ["r1:c3"], patch: { "r1:c3": "1" } });
    expect(engine.change("r1:c2", "0").patch).toEqual({ "r1:c3": "0", "r1:c4": "2" });
  });

  it("works out only the instance that changed, and what reads all of them", () => {
    const row: FormulaJson = formula("r3#:c3", sum("r3#:c1", "r3#:c2"), ["r3#:c1", "r3#:c2"], { open: "r3" });
    const all: FormulaJson = formula("r9:c3", ["f", "sum", [["cs", "r3", "r3#:c3"]]], [], { reads: [["cs", "r3", "r3#:c3"]] });
    const engine = createEngine({ ...program([row, all]), owners: { "r3#:c1": "r3", "r3#:c2": "r3", "r3#:c3": "r3" } });
    const values = engine.run({ "r3#a:c1": "1", "r3#b:c1": "2" }, { r3: ["a", "b"] }).values;
    expect(values).toEqual({ "r3#a:c3": "1", "r3#b:c3": "2", "r9:c3": "3" });
    expect(engine.change("r3#b:c2", "10").patch).toEqual({ "r3#b:c3": "12", "r9:c3": "13" });
    expect(values["r9:c3"]).toBe("3");
    expect(engine.change("r3#a:c2", { raw: "?" })).toMatchObject({ changed: ["r3#a:c3", "r9:c3"], incomplete: ["r3#a:c3", "r9:c3"] });
    expect(engine.change("r3#a:c2", null)).toMatchObject({ changed: ["r3#a:c3", "r9:c3"], incomplete: [] });
  });

  it("takes many cells at once, and works each formula out once", () => {
    const engine = createEngine(program([formula("r1:c3", sum("r1:c1", "r1:c2"), ["r1:c1", "r1:c2"]), formula("r2:c3", sum("r1:c3", "r2:c1"), ["r1:c3", "r2:c1"])]));
    engine.run({ "r1:c1": "1", "r1:c2": "2", "r2:c1": "7" });
    const all = engine.changeAll([["r1:c1", "10"], ["r1:c2", "20"], ["r2:c1", { raw: "?" }], ["r9:c9", { raw: "read by nothing" }]]);
    expect(all).toMatchObject({ changed: ["r1:c3", "r2:c3"], patch: { "r1:c3": "30", "r2:c3": "30" }, incomplete: ["r2:c3"] });
  });

  it("follows a chain of thousands of cells without nesting", () => {
    const cells = Array.from({ length: 5000 }, (_, index) => `r1:c${index}`);
    const engine = createEngine(program(cells.slice(1).map((key, index) => formula(key, sum(cells[index]!), [cells[index]!]))));
    engine.run({ "r1:c0": "1" });
    expect(engine.change("r1:c0", "2").values["r1:c4999"]).toBe("2");
  });

  it("keeps a draft from being counted as nothing in silence, and forgets it when mended", () => {
    const engine = createEngine(program([formula("r1:c3", sum("r1:c1", "r1:c2"), ["r1:c1", "r1:c2"])]));
    expect(engine.run({ "r1:c1": { raw: "abc" }, "r1:c2": "2" }).incomplete).toEqual(["r1:c3"]);
    expect(engine.change("r1:c1", "1")).toMatchObject({ incomplete: [], values: { "r1:c3": "3" } });
  });

  it("ignores values sent for computed cells", () => {
    const engine = createEngine(program([formula("r1:c3", sum("r1:c1"), ["r1:c1"])]));
    expect(engine.run({ "r1:c1": "1", "r1:c3": "999" }).values).toEqual({ "r1:c3": "1" });
    expect(engine.change("r1:c3", "999").values).toEqual({ "r1:c3": "1" });
  });

  it("gives no result that cannot be stored", () => {
    const big: NodeJson = ["*", [["*", ["c", "r1:c1"]], ["*", ["c", "r1:c1"]]]];
    const engine = createEngine(program([formula("r1:c3", big, ["r1:c1"])]));
    expect(engine.run({ "r1:c1": "1000000000000000000000" })).toMatchObject({ values: { "r1:c3": null }, incomplete: ["r1:c3"] });
  });

  it("refuses a program of another version or with unknown parts", () => {
    expect(() => createEngine({ ...program([]), spec: "program/3" as "program/1" })).toThrow("unknown program");
    expect(() => createEngine(program([formula("r1:c3", ["f", "constructor", []], [])]))).toThrow("unknown function");
    expect(() => createEngine(program([formula("r1:c3", ["eval", "1"] as unknown as NodeJson, [])]))).toThrow("unknown node");
  });
});
