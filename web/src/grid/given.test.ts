/** Rows that a form gives under an open row, and how copies are numbered. */

import { describe, expect, it } from "vitest";

import { Book } from "./book";
import { GridControl } from "./control";
import { cellName, indentClass, LABEL, viewRows, type Column, type Instances, type Row, type Spec, type TableModel } from "./model";
import { rowsAbove } from "./openRows";

const number = { kind: "number", decimals: 0 } as Spec;
const GIVEN = [{ id: "da", label: "Dự án A", item: null }];
const ROWS: Instances = { r1: [...GIVEN, { id: "k1", label: "Đường tỉnh 376", item: null }], r2: [{ id: "m1", label: "Cầu", item: null }] };

function row(id: string, open: object, more: Partial<Row> = {}): Row {
  return { id, label: "", depth: 0, kind: "open", spec: [null, 0], open, ...more } as Row;
}

function tableOf(...rows: Row[]): TableModel {
  const columns = [{ id: "cA", label: "Dự án", path: ["Dự án"], stub: "caption" }, { id: "c1", label: "Vốn", path: ["Vốn"], stub: null }];
  return { section: "s1", columns, rows, specs: [number], header: [] } as unknown as TableModel;
}

const numbers = (table: TableModel): string[] => viewRows(table, ROWS, false).map((view) => view.marker);

describe("rows that the form gives", () => {
  const control = () => {
    const book = new Book({ values: { "r1#da:c1": "7" }, instances: { r1: ROWS["r1"]! }, specOf: () => number });
    return new GridControl(tableOf(row("r1", { given: GIVEN })), book);
  };

  it("are not deleted, and it is said why; the unit's own are", () => {
    const table = control();
    table.removeRow(0);
    expect(table.message).toContain("Dự án A");
    expect(table.book.instances["r1"]?.map((one) => one.id)).toEqual(["da", "k1"]);
    table.removeRow(1);
    expect(table.book.instances["r1"]?.map((one) => one.id)).toEqual(["da"]);
    expect(table.book.get("r1#da:c1")).toBe("7");
  });

  it("take figures but no other caption, typed or pasted", () => {
    const table = control();
    expect(table.lockAt({ row: 0, column: 0 })).toBe("given");
    expect(table.lockAt({ row: 1, column: 0 })).toBe(null);
    table.selection.select({ row: 0, column: 0 }, { row: 1, column: 1 });
    table.paste([[{ text: "Khác" }, { text: "5" }], [{ text: "Mới" }, { text: "6" }]]);
    expect(table.book.get(`r1#da:${LABEL}`)).toEqual({ t: "Dự án A" });
    expect(table.book.get(`r1#k1:${LABEL}`)).toEqual({ t: "Mới" });
    // A name of two lines is one line: the server takes no other.
    table.book.edit({ cells: [{ key: `r1#k1:${LABEL}`, to: { t: "Đường tỉnh\n 376" } }] });
    expect(table.book.get(`r1#k1:${LABEL}`)).toEqual({ t: "Đường tỉnh 376" });
    expect([table.book.get("r1#da:c1"), table.book.get("r1#k1:c1")]).toEqual(["5", "6"]);
  });
});

describe("numbers of open rows are those of the print", () => {
  it("run on over rows given and own, and over the next open row where the form says so", () => {
    expect(numbers(tableOf(row("r1", { given: GIVEN, numbering: "continue" }), row("r2", { numbering: "continue" })))).toEqual(["1", "2", "3"]);
    expect(numbers(tableOf(row("r1", { numbering: "restart" }), row("r2", { numbering: "continue" })))).toEqual(["1", "2", "3"]);
    expect(numbers(tableOf(row("r1", { numbering: "continue" }), row("r2", { numbering: "restart" })))).toEqual(["1", "2", "1"]);
  });

  it("are left out where the form says none, or has a marker of its own that is no number", () => {
    expect(numbers(tableOf(row("r1", { numbering: "none" }), row("r2", {}, { marker: "-" })))).toEqual(["", "", "-"]);
    expect(numbers(tableOf(row("r1", {}, { marker: "1" })))).toEqual(["1", "2"]);
  });
});

describe("rows under an open row", () => {
  const [project, part] = [row("r1", {}, { depth: 1, indent: 1 }), row("r2", {}, { depth: 2, indent: 2, kind: "data", label: "Xây lắp" })];
  const group = row("r0", {}, { kind: "total", label: "Nhóm I" });
  const view = viewRows(tableOf(group, project, part, row("r3", {}, { kind: "total" })), ROWS, true);

  it("stand in every copy, as far in as they print, and so does the line that adds one more", () => {
    expect(view.map((one) => [one.label, indentClass(one.row)])).toEqual([
      ["Nhóm I", ""], ["Dự án A", " k-indent k-indent-1"], ["Xây lắp", " k-indent k-indent-2"],
      ["Đường tỉnh 376", " k-indent k-indent-1"], ["Xây lắp", " k-indent k-indent-2"], ["", " k-indent k-indent-1"], ["", ""],
    ]);
  });

  it("are named with the copy that they stand under", () => {
    expect(cellName(view[4]!, { id: "c1", label: "Vốn", path: ["Vốn"] } as Column, number)).toBe("Đường tỉnh 376, Xây lắp; Vốn");
  });

  it("know the copy and the group that they hang under", () => {
    expect(rowsAbove(view, 4).map((at) => view[at]!.label)).toEqual(["Nhóm I", "Đường tỉnh 376"]);
    expect(rowsAbove(view, 6)).toEqual([]);
  });
});
