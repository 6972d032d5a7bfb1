import { describe, expect, it } from "vitest";

import { Book, type TableModel } from "../../grid";
import { viewRows } from "../../grid/model";
import { tableSpecs } from "../specs";
import { arranged, NONE } from "./arranging";

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

  it("shows rows that are added later, and what is changed stays in sight", () => {
    const { book, rows } = list();
    const arrange = arranged(TABLE, book, rows(), { ...NONE, filters: { m1: "an" } })!;
    book.edit({ instances: { rl: [...book.instances["rl"]!, { id: "new", label: "" }] }, cells: [{ key: "rl#1:m1", to: { t: "Lê Cúc" } }] });
    expect(arrange(rows()).filter((row) => !row.adder).map((row) => row.inst)).toEqual(["0", "1", "2", "new"]);
  });
});
