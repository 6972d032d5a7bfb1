import { describe, expect, it } from "vitest";
import { inWords, referencesIn, tokens } from "../formula/tokens";
import { sample } from "../testing/sample";
import { nextMarker, renumbered, wholeLine } from "./codes";
import { formOf, gridOf } from "./documents";
import { columnsOf } from "./geometry";
import { parseNumber } from "./numbers";
import { applied, applyChanges, setting } from "./operations";
import { valueAt, withValue } from "./path";
import { resolve } from "./resolve";

const grid = () => gridOf(sample(), "f_a", "s1")!;

describe("header", () => {
  it("has the spans that it prints with", () => {
    const { header } = columnsOf(grid().columns);
    expect(header.map((line) => line.map((cell) => [cell.id, cell.colspan, cell.rowspan]))).toEqual([
      [["cA", 1, 2], ["c1", 1, 2], ["g1", 2, 1], ["c4", 1, 2]],
      [["c2", 1, 1], ["c3", 1, 1]],
    ]);
  });
});

describe("resolution", () => {
  const at = (row: string, column: string) => resolve(formOf(sample(), "f_a")!, "s1", grid(), row, column);
  it("lets the stronger layer win and says which it was", () => {
    const { spec, origin } = at("r1", "c2");
    expect(spec).toEqual({ kind: "number", unit: "don", decimals: 1 });
    expect([origin.unit?.layer, origin.decimals?.layer]).toEqual(["form", "column"]);
    expect(at("r1a", "c3")).toMatchObject({ spec: { kind: "blocked" }, origin: { kind: { layer: "cell" } } });
  });
  it("lets X of a row beat the kind of a column, but not that of the cell", () => {
    const documents = withValue(sample(), ["f_a", "sections", "items", "s1", "rows", "nodes", "r1", "cell"], { kind: "blocked" });
    const form = formOf(documents, "f_a")!;
    const section = gridOf(documents, "f_a", "s1")!;
    expect(resolve(form, "s1", section, "r1", "c4").spec.kind).toBe("blocked");
    const own = { ...section, cells: { "r1:c4": { kind: "text" as const } } };
    expect(resolve(form, "s1", own, "r1", "c4").spec.kind).toBe("text");
  });
});

describe("operations", () => {
  it("set makes what is missing, clears what is empty and keeps what stood there", () => {
    const path = ["f_a", "sections", "items", "s1", "cells", "r1:c1", "unit"];
    const made = applied(sample(), setting(sample(), path, "nguoi"));
    expect(valueAt(made, path)).toBe("nguoi");
    const cleared = applied(made, { op: "set", path, value: null, was: "nguoi" });
    expect(valueAt(cleared, path.slice(0, -1))).toBeUndefined();
    expect(setting(made, path, "don")).toEqual({ op: "set", path, value: "don", was: "nguoi" });
    expect(setting(sample(), path, "don")).toEqual({ op: "set", path, value: "don" });
  });
  it("changes share what they do not touch", () => {
    const before = sample();
    const after = applyChanges(before, [{ path: ["f_a", "title"], old: "Biểu A", new: "Khác" }]);
    expect(after["f_b"]).toBe(before["f_b"]);
    expect(after["f_a"]!["sections"]).toBe(before["f_a"]!["sections"]);
    expect(applyChanges(after, [{ path: ["f_a", "title"], old: "Khác" }])["f_a"]).not.toHaveProperty("title");
  });
  it("a removed form takes its own documents along", () => {
    const next = applied(sample(), { op: "remove_form", id: "f_a" });
    expect(Object.keys(next)).toEqual(["g_a", "f_b"]);
    expect(valueAt(next, ["g_a", "forms"])).toEqual(["f_b"]);
  });
  it("refuse a place that is gone", () => {
    expect(() => applied(sample(), { op: "move_node", doc: "f_a", section: "s1", axis: "columns", id: "none", parent: null, after: null })).toThrow(RangeError);
  });
});

describe("names", () => {
  it("are found with their place; another form by its call", () => {
    const found = referencesIn(sample(), "f_a", "c1 + r01.c2 - form(f_b, c1) + zz");
    expect(found.map(({ form, row, column }) => [form, row, column])).toEqual([["f_a", undefined, "c1"], ["f_a", "r1", "c2"], ["f_b", undefined, "b1"]]);
  });
  it("are read as captions", () => {
    expect(inWords(sample(), "f_a", "c1 == c2 + c3", [])).toBe("«Tổng số» (1) = «Nam» (2) + «Nữ» (3)");
  });
  it("leave nothing of the text out", () => {
    const text = 'if(c1 >= 2,5; "a b" ) ! đơn_vị';
    expect(tokens(text).map((token) => token.text).join("")).toBe(text);
  });
});

describe("numbers", () => {
  it("of relation lines keep their dots only while they mean the same columns", () => {
    const move = (pairs: [string, string][]) => new Map(pairs);
    expect(renumbered("1=2+3+ ...+5", move([["5", "6"], ["4", "5"], ["3", "4"], ["2", "3"]]))).toBe("1=3+4+ ...+6");
    expect(renumbered("1=2+..+5", move([["4", "7"]]))).toBe("1=2+3+7+5");
  });
  it("are read as written in Vietnamese", () => {
    expect(["1.234,5", "-7", "0,05", "1,234.5", "12.34", "x"].map(parseNumber)).toEqual(["1234.5", "-7", "0.05", undefined, undefined, undefined]);
  });
  it("of rows go on", () => {
    expect(["1", "1.9", "a", "d", "I", "IX", "-", "*", undefined].map(nextMarker)).toEqual(["2", "1.10", "b", "đ", "II", "X", "-", undefined, undefined]);
  });
});

describe("a printed line typed as a spreadsheet begins one", () => {
  it("is that of its column", () => {
    expect(wholeLine("=1+2", "4")).toBe("4=1+2");
    expect(wholeLine(" = 1+2 =3", "4")).toBe("4= 1+2 =3");
    expect(wholeLine("4=1+2", "4")).toBe("4=1+2");
    expect(wholeLine("=", "4")).toBe("=");
    expect(wholeLine("=1+2", undefined)).toBe("=1+2");
  });
});
