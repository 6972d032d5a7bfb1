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
    expect(() => createEngine({ ...program([]), spec: "program/2" as "program/1" })).toThrow("unknown program");
    expect(() => createEngine(program([formula("r1:c3", ["f", "constructor", []], [])]))).toThrow("unknown function");
    expect(() => createEngine(program([formula("r1:c3", ["eval", "1"] as unknown as NodeJson, [])]))).toThrow("unknown node");
  });
});
