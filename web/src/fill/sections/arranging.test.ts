import { beforeEach, describe, expect, it } from "vitest";

import { Book, GridControl, type TableModel } from "../../grid";
import type { CellJson } from "../../grid/cells";
import { viewRows } from "../../grid/model";
import { tableSpecs } from "../specs";
import { arranged, asked, NONE } from "./arranging";

beforeEach(() => { document.documentElement.lang = "vi"; });

const TABLE: TableModel = {
  section: "s1", title: "", header: [], number_row: [],
  columns: [{ id: "m1", label: "Họ tên", path: ["Họ tên"] }, { id: "m2", label: "Ngày sinh", path: ["Ngày sinh"] }, { id: "m5", label: "Số vụ việc", path: ["Số vụ việc"] }],
  rows: [{ id: "rl", label: "", depth: 0, kind: "open", open: { max: 100, numbering: "continue" }, spec: [0, 1, 2] }],
  specs: [{ kind: "text" }, { kind: "date" }, { kind: "number" }],
};
const PEOPLE: [string, string, string][] = [["Trần Văn Bình", "1985-02-01", "10"], ["Đỗ Thị An", "1990-07-05", "9"], ["Nguyễn Thị Ánh", "2001-12-30", ""]];

function list() {
  const values = Object.fromEntries(PEOPLE.flatMap(([name, born, cases], at) => [[`rl#${at}:m1`, { t: name }], [`rl#${at}:m2`, { d: born }], ...(cases ? [[`rl#${at}:m5`, cases]] : [])]));
  const book = new Book({ values, instances: { rl: PEOPLE.map((_, at) => ({ id: String(at), label: "" })) }, specOf: tableSpecs([TABLE]) });
  const rows = () => viewRows(TABLE, book.instances, true);
  return { book, rows };
}

describe("a list seen through filters", () => {
  it("finds a part of a name without its diacritics, and keeps the numbers of the rows", () => {
    const { book, rows } = list();
    const view = arranged(TABLE, book, rows(), { ...NONE, filters: { m1: "thi an" } })!(rows());
    expect(view.map((row) => [row.marker, row.adder])).toEqual([["2", false], ["3", false], ["", true]]);
  });

  it("sorts by figures, days and the alphabet, blank last, and leaves the data as it is", () => {
    const { book, rows } = list();
    const by = (column: string, down = false) => arranged(TABLE, book, rows(), { filters: {}, by: column, down })!(rows()).filter((row) => !row.adder).map((row) => row.inst);
    expect(by("m5")).toEqual(["1", "0", "2"]);
    expect(by("m5", true)).toEqual(["0", "1", "2"]);
    expect(by("m2", true)).toEqual(["2", "1", "0"]);
    expect(by("m1")).toEqual(["1", "2", "0"]);
    expect(book.instances["rl"]!.map((one) => one.id)).toEqual(["0", "1", "2"]);
  });

  it("asks for the names of rows too, given ones as well, and sorts by them", () => {
    const named = { ...TABLE, columns: [{ id: "cA", label: "Tên cơ sở", path: ["Tên cơ sở"], stub: "caption" as const }, ...TABLE.columns], rows: [{ ...TABLE.rows[0]!, spec: [null, 0, 1, 2] }] };
    const book = new Book({ values: {}, instances: { rl: ["Trường Đông", "Bệnh viện", ""].map((label, at) => ({ id: String(at), label })) }, specOf: tableSpecs([named]) });
    const rows = viewRows(named, book.instances, false);
    const seen = (filters: Record<string, string>, by = "") => arranged(named, book, rows, { filters, by, down: false })!(rows).map((row) => row.inst);
    expect([seen({ cA: "benh" }), seen({ cA: "(để trống)" }), seen({}, "cA")]).toEqual([["1"], ["2"], ["1", "0", "2"]]);
  });

  it("gives way to a cell that it hides, and to no cell of another table", () => {
    const { book } = list();
    const control = new GridControl(TABLE, book);
    control.arrange((shown) => shown.filter((row) => row.inst === "1"));
    expect([control.goTo("r9:c1"), control.view.length]).toEqual([false, 1]);
    expect([control.goTo("rl#0:m1"), control.view.length > 1]).toEqual([true, true]);
  });

  it("shows rows that are added later, and what is changed stays in sight", () => {
    const { book, rows } = list();
    const arrange = arranged(TABLE, book, rows(), { ...NONE, filters: { m1: "an" } })!;
    book.edit({ instances: { rl: [...book.instances["rl"]!, { id: "new", label: "" }] }, cells: [{ key: "rl#1:m1", to: { t: "Lê Cúc" } }] });
    expect(arrange(rows()).filter((row) => !row.adder).map((row) => row.inst)).toEqual(["0", "1", "2", "new"]);
  });
});

describe("what a column is asked for", () => {
  const FIGURES: [CellJson, string][] = [[null, ""], [{ s: "-" }, "-"], ["0", "0"], ["10", "10"], ["1234.5", "1.234,5"]];
  const found = (wanted: string) => FIGURES.filter(([value, text]) => asked(wanted, { kind: "number", decimals: 1 })(value, text)).map(([, text]) => text);

  it("keeps blank, -, 0 and figures with a 0 in them apart", () => {
    expect(found("0")).toEqual(["0"]);
    expect(found("-")).toEqual(["-"]);
    expect(found("(để trống)")).toEqual([""]);
    expect(found("(đã nhập)")).toEqual(["-", "0", "10", "1.234,5"]);
  });

  it("compares figures as they are written here", () => {
    expect(found(">0")).toEqual(["10", "1.234,5"]);
    expect(found("<= 10")).toEqual(["0", "10"]);
    expect(found("1.234,5")).toEqual(["1.234,5"]);
    expect(found(">")).toEqual([]);
  });

  it("takes a choice as it is called, whole", () => {
    const spec = { kind: "choice" as const, choices: [{ value: "d", label: "Đạt" }, { value: "k", label: "Không đạt" }] };
    expect(asked("Đạt", spec)({ c: "k" }, "Không đạt")).toBe(false);
    expect(asked("Đạt", spec)({ c: "d" }, "Đạt")).toBe(true);
    expect(asked("(để trống)", spec)(null, "")).toBe(true);
  });
});

describe("working under a filter", () => {
  function control() {
    const { book } = list();
    const made = new GridControl(TABLE, book);
    const under = (filters: Record<string, string>) => made.arrange(arranged(TABLE, book, viewRows(TABLE, book.instances, false), { ...NONE, filters }));
    return { book, made, under };
  }

  it("keeps the cell in hand while its row is in sight", () => {
    const { made, under } = control();
    made.selection.moveTo({ row: 2, column: 1 });
    under({ m1: "nguyen" });
    expect(made.selection.active).toEqual({ row: 0, column: 1 });
    under({ m1: "tran" });
    expect(made.selection.active).toEqual({ row: 0, column: 1 });
  });

  it("says what an undo changed out of sight, and lifts the filter to go there", () => {
    const { book, made, under } = control();
    made.commit({ row: 0, column: 2 }, "7");
    under({ m1: "nguyen" });
    made.undo();
    expect(made.message).toBe("Đã hoàn tác. 1 ô thay đổi ở dòng đang ẩn vì bộ lọc.");
    expect(book.get("rl#0:m5")).toBe("10");
    expect(made.goTo("rl#0:m5")).toBe(true);
    expect(made.message).toBe("Đã bỏ lọc để đến ô ở dòng đang ẩn.");
    expect(made.view.filter((row) => row.inst).length).toBe(3);
  });

  it("deletes the row in sight and calls it by its name; one undo brings it back to its place", () => {
    const { book, made, under } = control();
    under({ m1: "nguyen" });
    made.removeRow(0);
    expect(made.message).toBe("Đã xoá dòng “3 Nguyễn Thị Ánh”. Nhấn Ctrl+Z để lấy lại.");
    made.undo();
    expect(book.instances["rl"]!.map((one) => one.id)).toEqual(["0", "1", "2"]);
    expect(made.view[0]!.inst).toBe("2");
  });

  it("pastes into the rows in sight and adds what is missing", () => {
    const { book, made, under } = control();
    under({ m1: "th" });
    made.selection.moveTo({ row: 0, column: 2 });
    made.paste([[{ text: "1" }], [{ text: "2" }], [{ text: "3" }]]);
    expect([book.get("rl#1:m5"), book.get("rl#2:m5"), book.get("rl#0:m5")]).toEqual(["1", "2", "10"]);
    expect(book.instances["rl"]!.length).toBe(4);
  });
});
