import { describe, expect, it } from "vitest";
import { sample } from "../testing/sample";
import { columnsOf, rowsOf } from "./geometry";
import { clipOf, plainText, readClip, type CellClip, type TreeClip } from "./clip";
import type { Documents } from "./documents";
import { gridOf } from "./documents";
import { applyAll } from "./operations";
import { pasteCells, pasteTree } from "./pasting";
import { followed } from "./rewrite";
import { ancestors, walk } from "./tree";

const columns = (ids: string[]) => ({ kind: "columns" as const, section: "s1", ids, part: "label" as const });
const rows = (ids: string[]) => ({ kind: "rows" as const, section: "s1", ids, part: "label" as const });
const table = (documents: Documents, form = "f_a") => gridOf(documents, form, "s1")!;
const leaves = (documents: Documents, form = "f_a") => columnsOf(table(documents, form).columns).leaves.map((leaf) => leaf.path.join("/"));
const at = (form: string, axis: "columns" | "rows") => ({ doc: form, section: "s1", axis });

describe("columns that are copied", () => {
  const clip = clipOf(sample(), "d1", "f_a", columns(["g1", "c4"]), false) as TreeClip;
  it("stand behind the chosen one, with ids and codes of their own", () => {
    const action = pasteTree(sample(), "d1", clip, at("f_a", "columns"), "c1");
    const next = applyAll(sample(), action.operations);
    expect(leaves(next)).toEqual(["Nội dung", "Tổng số", "Chia ra/Nam", "Chia ra/Nữ", "Tỷ lệ", "Chia ra/Nam", "Chia ra/Nữ", "Tỷ lệ"]);
    const codes = walk(table(next).columns).flatMap(([id]) => table(next).columns.nodes[id]?.code ?? []);
    expect(codes).toEqual(["c1", "c5", "c6", "c7", "c2", "c3", "c4"]);
    expect(new Set(codes).size).toBe(codes.length);
  });
  it("go on naming what they named: the copy where it is part of the copy, else the old column", () => {
    const action = pasteTree(sample(), "d1", clip, at("f_a", "columns"), "c1");
    const ratio = table(applyAll(sample(), action.operations)).columns.nodes[action.select[1]!];
    expect(ratio?.cell?.formula).toBe("c5 / c1 * 100");
  });
  it("keep the settings of their cells", () => {
    const action = pasteTree(sample(), "d1", clip, at("f_a", "columns"), "c4");
    const [group] = action.select;
    const next = applyAll(sample(), action.operations);
    const second = table(next).columns.nodes[group!]!.children![1]!;
    expect(table(next).cells?.[`r1a:${second}`]).toEqual({ kind: "blocked" });
  });
  it("ask the old form for what stays there", () => {
    const action = pasteTree(sample(), "d1", clip, at("f_b", "columns"), "b1");
    const next = applyAll(sample(), action.operations);
    expect(leaves(next, "f_b")).toEqual(["Số đơn", "Chia ra/Nam", "Chia ra/Nữ", "Tỷ lệ"]);
    expect(table(next, "f_b").columns.nodes[action.select[1]!]?.cell?.formula).toBe("c2 / form(f_a, c1) * 100");
  });
  it("carry their relation lines in the numbers that they have now", () => {
    const part = clipOf(sample(), "d1", "f_a", columns(["c1", "g1"]), false) as TreeClip;
    const action = pasteTree(sample(), "d1", part, at("f_a", "columns"), "c4");
    const next = table(applyAll(sample(), action.operations));
    expect(next.columns.nodes[action.select[0]!]).toMatchObject({ number: "5", relation: "5=6+7" });
  });
});

describe("what is cut", () => {
  it("moves within its table, keeping ids and codes", () => {
    const clip = clipOf(sample(), "d1", "f_a", columns(["c4"]), true) as TreeClip;
    const next = applyAll(sample(), pasteTree(sample(), "d1", clip, at("f_a", "columns"), "c2").operations);
    expect(leaves(next)).toEqual(["Nội dung", "Tổng số", "Chia ra/Nam", "Chia ra/Tỷ lệ", "Chia ra/Nữ"]);
    expect(ancestors(table(next).columns, "c4")).toEqual(["g1"]);
  });
  it("goes from one form to another", () => {
    const clip = clipOf(sample(), "d1", "f_a", columns(["c4"]), true) as TreeClip;
    const next = applyAll(sample(), pasteTree(sample(), "d1", clip, at("f_b", "columns"), "b1").operations);
    expect(leaves(next)).not.toContain("Tỷ lệ");
    expect(leaves(next, "f_b")).toEqual(["Số đơn", "Tỷ lệ"]);
  });
});

describe("rows that are copied", () => {
  it("bring their children, codes free", () => {
    const clip = clipOf(sample(), "d1", "f_a", rows(["r1"]), false) as TreeClip;
    const next = applyAll(sample(), pasteTree(sample(), "d1", clip, at("f_a", "rows"), "r2").operations);
    expect(rowsOf(table(next).rows).rows.map((row) => [row.depth, row.node.label, row.node.code])).toEqual([
      [0, "Khiếu nại", "r01"], [1, "Lần đầu", "r02"], [0, "Ghi chú", undefined], [0, "Khiếu nại", "r03"], [1, "Lần đầu", "r04"],
    ]);
  });
});

describe("a block of cells", () => {
  const cells = (from: [string, string], to: [string, string]) => ({ kind: "cells" as const, section: "s1", from: { row: from[0], column: from[1] }, to: { row: to[0], column: to[1] } });
  it("gives its kinds to the place, as they hold with all layers", () => {
    const clip = clipOf(sample(), "d1", "f_a", cells(["r1", "c4"], ["r1", "c4"]), false) as CellClip;
    const next = applyAll(sample(), pasteCells(sample(), clip, "f_a", "s1", { rows: ["r1"], columns: ["c2"] }));
    expect(table(next).cells?.["r1:c2"]).toEqual({ kind: "computed", formula: "c2 / c1 * 100", decimals: 0 });
  });
  it("is repeated over a larger choice", () => {
    const clip = clipOf(sample(), "d1", "f_a", cells(["r1a", "c3"], ["r1a", "c3"]), false) as CellClip;
    const next = applyAll(sample(), pasteCells(sample(), clip, "f_a", "s1", { rows: ["r1", "r1a"], columns: ["c1", "c2"] }));
    expect(Object.keys(table(next).cells ?? {}).sort()).toEqual(["r1:c1", "r1:c2", "r1a:c1", "r1a:c2", "r1a:c3"]);
  });
});

describe("on the clipboard", () => {
  it("a part is read as it was written, and nothing else is", () => {
    const clip = clipOf(sample(), "d1", "f_a", columns(["g1"]), false)!;
    expect(readClip(JSON.stringify(clip))).toEqual(clip);
    expect(readClip("{}")).toBeNull();
    expect(readClip("<b>")).toBeNull();
    expect(plainText(clip)).toBe("Chia ra\t\r\nNam\tNữ\r\n2\t3");
  });
});

describe("formulas of a copied part", () => {
  const following = { renamed: new Map([["c2", "c9"], ["r1", "r7"]]), from: "f_a", to: "f_b", outside: new Set(["c1", "r1", "c2", "c3"]) };
  it("follow codes, cells of a row and column, periods; other forms stay", () => {
    expect(followed("prev(c2) + r1.c2 + r1.c3", following)).toBe("prev(c9) + r7.c9 + r7.c3");
    expect(followed("form(f_c, c2) + c1", following)).toBe("form(f_c, c2) + form(f_a, c1)");
    expect(followed('if(c1 > 0, c2, "c2")', following)).toBe('if(form(f_a, c1) > 0, c9, "c2")');
  });
});
