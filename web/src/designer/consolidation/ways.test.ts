import { describe, expect, it } from "vitest";
import { formOf, gridOf, type Documents } from "../model/documents";
import { applyAll } from "../model/operations";
import { chosenBy, type ConsolidationDocument, consolidationOf, giving, wayAt } from "./ways";

const COLUMNS = {
  root: ["cA", "c1", "c2", "c3", "c4"],
  nodes: { cA: { label: "Đơn vị", stub: "caption" }, c1: { label: "Số đơn", code: "c1", indicator: "i_a" }, c2: { label: "Tỷ lệ", code: "c2", cell: { kind: "computed", formula: "c1 / 2" } }, c3: { label: "Ghi chú", code: "c3", cell: { kind: "text" } }, c4: { label: "Bình quân", code: "c4", cell: { aggregate: "wmean", weight: "c1" } } },
};
const ROWS = { root: ["r1", "r2"], nodes: { r1: { label: "Nam", code: "r01", kind: "data" }, r2: { label: "Nữ", code: "r02", kind: "data" } } };

function documents(consolidation?: Partial<ConsolidationDocument>): Documents {
  const form = { spec: "form/1", id: "f_a", code: "01", title: "", sections: { order: ["s1"], items: { s1: { kind: "grid", columns: COLUMNS, rows: ROWS, cells: { "r2:c1": { kind: "blocked" } } } } } };
  const indicator = { spec: "indicator/1", id: "i_a", code: "1", name: "", additivity: { units: "count" } };
  const held = consolidation && { x_a: { spec: "consolidation/1", id: "x_a", form: "f_a", cells: {}, ...consolidation } };
  return { f_a: form, i_a: indicator, ...held } as unknown as Documents;
}

const way = (docs: Documents, row: string, column: string) => wayAt(docs, formOf(docs, "f_a")!, "s1", gridOf(docs, "f_a", "s1")!, row, column);

describe("the way of a cell", () => {
  it("is said by the cell, then the column, then the row, then what it is", () => {
    const docs = documents({ cells: { r1: { how: "none" }, c1: { how: "last" }, "r1:c1": { how: "formula", expr: "c1" } } });
    expect(way(docs, "r1", "c1")).toEqual({ how: "formula", expr: "c1", said: "cell" });
    expect(way(docs, "r1", "c2")).toEqual({ how: "none", said: "row" });
    expect(way(docs, "r2", "c2")).toEqual({ how: "recompute", said: "kind" });
    expect(way(docs, "r2", "c3")).toEqual({ how: "collate", said: "kind" });
    expect(way(docs, "r2", "c4")).toEqual({ how: "wmean", weight: "c1", said: "spec" });
    expect(way(docs, "r2", "c1")).toBeNull();
  });

  it("follows the default of the document, or the indicator", () => {
    expect(way(documents(), "r1", "c1")).toEqual({ how: "sum", said: "default" });
    expect(way(documents({ default: "none" }), "r1", "c1")).toEqual({ how: "none", said: "default" });
    expect(way(documents({ default: "indicator" }), "r1", "c1")).toEqual({ how: "count", said: "indicator" });
  });
});

describe("a way for a selection", () => {
  it("is kept for whole columns and rows as such, else cell by cell", () => {
    const form = formOf(documents(), "f_a")!;
    const cells = (row: string, column: string) => ({ kind: "cells" as const, section: "s1", from: { row: "r1", column: "c1" }, to: { row, column } });
    expect(chosenBy(form, { kind: "columns", section: "s1", ids: ["cA", "c1"], part: "label" })?.keys).toEqual(["c1"]);
    expect(chosenBy(form, { kind: "rows", section: "s1", ids: ["r2"], part: "label" })?.keys).toEqual(["r2"]);
    expect(chosenBy(form, cells("r2", "c2"))?.keys).toEqual(["c1", "c2"]);
    expect(chosenBy(form, cells("r1", "c2"))?.keys).toEqual(["r1:c1", "r1:c2"]);
    expect(chosenBy(form, { kind: "section", section: "s1" })).toBeNull();
  });

  it("begins a document, and leaves one behind when the last way is taken back", () => {
    const begun = applyAll(documents(), giving(documents(), "f_a", ["c1", "c2"], { how: "none" }));
    expect(consolidationOf(begun, "f_a")).toMatchObject({ default: "sum", missing: "list", cells: { c1: { how: "none" }, c2: { how: "none" } } });
    const one = applyAll(begun, giving(begun, "f_a", ["c1"], null));
    expect(consolidationOf(one, "f_a")?.cells).toEqual({ c2: { how: "none" } });
    const none = applyAll(one, giving(one, "f_a", ["c2"], null));
    expect(consolidationOf(none, "f_a")?.cells).toEqual({});
    expect(giving(none, "f_a", ["c2"], null)).toEqual([]);
  });
});
