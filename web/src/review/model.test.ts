import { describe, expect, it } from "vitest";

import type { TableModel } from "../grid";
import { changesAt, firstPlaced, kindOf, marksOf, shown, withColumns, type Change, type Section } from "./model";

function change(n: number, marks: Change["marks"], more: Partial<Change> = {}): Change {
  return { n, text: `thay đổi ${n}`, subject: "Biểu 01", layer: "structure", class: 1, kind: "column.x", form: "f1", part: "", at: "", marks, sides: null, ...more };
}

const table: TableModel = {
  section: "s1",
  title: "",
  header: [],
  number_row: [],
  specs: [],
  columns: [
    { id: "cA", label: "A", path: [], stub: "caption" },
    { id: "c1", label: "1", path: [] },
  ],
  rows: ["r1", "r2"].map((id) => ({ id, label: id, depth: 0, kind: "data", spec: [null, null] })),
};

describe("marks of the review", () => {
  const changes = [change(0, { c1: "added" }), change(1, { c2: "removed" }), change(2, { "r1:c3": "changed" }, { layer: "meaning", class: 2 })];

  it("draws what was removed on the old side only and what was added on the new side only", () => {
    expect(Object.keys(marksOf(changes, "f1", "old", null))).toEqual(["c2", "r1:c3"]);
    expect(Object.keys(marksOf(changes, "f1", "new", null))).toEqual(["c1", "r1:c3"]);
    expect(Object.keys(marksOf(changes, "f1", "both", null))).toEqual(["c1", "c2", "r1:c3"]);
    expect(marksOf(changes, "f2", "both", null)).toEqual({});
  });

  it("outlines the places of the chosen change and joins what is said of one place", () => {
    const twice = [change(0, { c1: "moved" }), change(1, { c1: "changed" })];
    expect(marksOf(twice, "f1", "both", 0).c1).toEqual({ kind: "changed", text: "thay đổi 0; thay đổi 1", focus: true });
  });

  it("colours every cell of a new column without a badge", () => {
    const marks = withColumns(marksOf(changes, "f1", "both", null), table);
    expect(marks["r2:c1"]).toMatchObject({ kind: "added", quiet: true });
  });

  it("finds the changes of a cell, else those of its row and column", () => {
    expect(changesAt(changes, "f1", { key: "r1:c3", row: "r1", column: "c3" }).map((each) => each.n)).toEqual([2]);
    expect(changesAt(changes, "f1", { key: "r9:c1", row: "r9", column: "c1" }).map((each) => each.n)).toEqual([0]);
    expect(changesAt(changes, "f1", { key: "r9:c9", row: "r9", column: "c9" })).toEqual([]);
  });

  it("opens at the first change that a table of the open form shows", () => {
    const sections: Section[] = [{ id: "s1", title: "", state: "kept", kind: "grid", old: table, new: table, both: table }];
    const told = [change(0, {}), change(1, { c1: "changed" }, { form: "f2" }), change(2, { gone: "removed" }), change(3, { "r2:c1": "changed" }), change(4, { c1: "added" })];
    expect(firstPlaced(told, { form: "f1", sections })?.n).toBe(3);
    expect(firstPlaced(told, { form: "f3", sections })).toBeNull();
  });

  it("filters by layer and class", () => {
    expect(shown(changes, { layers: new Set(["meaning"]), classes: new Set([0, 1, 2, 3]) }).map((each) => each.n)).toEqual([2]);
    expect(shown(changes, { layers: new Set(["meaning", "structure", "look"]), classes: new Set([1]) })).toHaveLength(2);
  });

  it("gives every change a sign", () => {
    expect(changes.map(kindOf)).toEqual(["added", "removed", "changed"]);
    expect(kindOf(change(0, {}, { kind: "rule.added" }))).toBe("added");
    expect(kindOf(change(0, {}, { kind: "rule.expr" }))).toBe("changed");
  });
});
