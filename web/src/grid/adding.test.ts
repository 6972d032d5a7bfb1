/** Adding rows to a list that has no column of captions. */

import { describe, expect, it } from "vitest";

import { Book } from "./book";
import { Columns } from "./columns";
import { GridControl } from "./control";
import type { Spec, TableModel } from "./model";
import { roomText } from "./Head";
import { figureWidth, signWidth } from "./widths";

const text: Spec = { kind: "text" } as Spec;

/** STT, a name and a date of birth: the shape of a list of persons. */
function list(captions: boolean): TableModel {
  const columns = [
    { id: "cA", label: "STT", path: ["STT"], stub: captions ? ("caption" as const) : ("marker" as const) },
    { id: "c1", label: "Họ tên", path: ["Họ tên"], stub: null },
    { id: "c2", label: "Nơi cư trú", path: ["Nơi cư trú"], stub: null },
  ];
  const row = { id: "r1", label: "", depth: 0, kind: "open", spec: [null, 0, 0], open: { max: 2 } };
  return { section: "s1", columns, rows: [row], specs: [text], header: [] } as unknown as TableModel;
}

describe("columns of an empty list", () => {
  it("have the room of their kind before there is a row: texts are read in lines, a day on one", () => {
    const table = list(false);
    const withDay = { ...table, specs: [text, { kind: "date" }], rows: [{ ...table.rows[0]!, spec: [null, 0, 1] }] } as unknown as TableModel;
    const widths = (filled: boolean) => new Columns(new GridControl(withDay, new Book({ values: {}, instances: filled ? { r1: [{ id: "k", label: "" }] } : {}, specOf: () => text })), 400).widths;
    expect(widths(false)).toEqual(widths(true));
    expect(widths(false)[1]).toBeGreaterThanOrEqual(180);
    expect(widths(false)[2]).toBeGreaterThanOrEqual(figureWidth("30/12/2000"));
  });
});

describe("a column of carried figures", () => {
  it("has room for the sign before the figure, which else stands on it or beyond the cell", () => {
    const width = (kind: string) => {
      const spec = { kind, decimals: 0 } as Spec;
      const columns = [{ id: "c1", label: "", path: [""], stub: null }];
      const table = { section: "s1", columns, rows: [{ id: "r1", label: "", depth: 0, kind: "data", spec: [0] }], specs: [spec], header: [] } as unknown as TableModel;
      return new Columns(new GridControl(table, new Book({ values: { "r1:c1": "21980678900" }, specOf: () => spec })), 100).widths[0]!;
    };
    expect(width("carried")).toBeGreaterThanOrEqual(width("computed") + signWidth());
    // Also when it comes later than the table, and beside the badge of what was changed.
    expect(figureWidth(roomText("21.980.678.900", true, undefined))).toBeGreaterThanOrEqual(figureWidth("21.980.678.900") + signWidth());
    expect(figureWidth(roomText("8", false, { kind: "changed", text: "" }))).toBeGreaterThanOrEqual(figureWidth("8 sửa"));
    expect(roomText("", true, { kind: "changed", text: "" })).toBe("");
  });
});

describe("a list without captions", () => {
  it("offers the next row in its first cells", () => {
    const table = list(false);
    const control = new GridControl(table, new Book({ values: {}, specOf: () => text }));
    expect(control.isAdder({ row: 0, column: 1 })).toBe(true);
    expect(control.selection.active).toEqual({ row: 0, column: 1 });
  });

  it("goes to the first cell of the row that was added, up to the limit of the form", () => {
    const control = new GridControl(list(false), new Book({ values: {}, specOf: () => text }));
    control.addRow("r1");
    expect(control.selection.active).toEqual({ row: 0, column: 1 });
    control.addRow("r1");
    expect(control.selection.active).toEqual({ row: 1, column: 1 });
    expect(control.view.map((view) => [view.marker, view.adder])).toEqual([["1", false], ["2", false]]);
  });

  it("keeps the captions as the place where one with captions is added to", () => {
    const control = new GridControl(list(true), new Book({ values: {}, specOf: () => text }));
    expect(control.isAdder({ row: 0, column: 0 })).toBe(true);
    expect(control.isAdder({ row: 0, column: 1 })).toBe(false);
  });
});
