import { describe, expect, it } from "vitest";

import { Book } from "./book";
import { GridControl } from "./control";
import { findAll, stepMatch } from "./find";
import type { Spec, TableModel } from "./model";

const number: Spec = { kind: "number", decimals: 1 };
const words: Spec = { kind: "text" };
const column = (id: string, label: string, stub: "caption" | null = null) => ({ id, label, path: [label], stub });
const row = (id: string, label: string, kind: "data" | "heading" = "data") => ({ id, label, depth: 0, kind, spec: kind === "heading" ? [null, null, null] : [null, 0, 1] });
const table: TableModel = {
  section: "s", title: "", header: [], number_row: [], specs: [number, words],
  columns: [column("cA", "Chỉ tiêu", "caption"), column("c1", "Số vụ đã giải quyết"), column("c2", "Ghi chú")],
  rows: [row("h", "I. Khiếu nại", "heading"), row("r1", "Đất đai"), row("r2", "Tố cáo")],
};
const values = { "r1:c1": "1234.5", "r2:c1": "345", "r2:c2": { t: "Đất ở nông thôn" } };

function found(query: string) {
  const book = new Book({ values, specOf: (key) => (key.endsWith("c1") ? number : words) });
  return findAll(new GridControl(table, book), query).map(({ at, what }) => `${what} ${at.row}:${at.column}`);
}

describe("finding in a table", () => {
  it("leaves diacritics out of both sides", () => expect(found("DAT")).toEqual(["row 1:1", "value 2:2"]));
  it("finds captions of columns", () => expect(found("giải quyết")).toEqual(["column 1:1"]));
  it("goes to the first cell under a heading", () => expect(found("khieu nai")).toEqual(["row 1:1"]));
  it("finds a number with and without its marks", () => {
    expect(found("1234,5")).toEqual(["value 1:1"]);
    expect(found("1.234,5")).toEqual(["value 1:1"]);
    expect(found("34")).toEqual(["value 1:1", "value 2:1"]);
  });
  it("finds nothing for blanks and for what is not there", () => {
    expect(found("  ")).toEqual([]);
    expect(found("thuế")).toEqual([]);
  });
  it("goes on around the end", () => {
    const three = [0, 1, 2].map((at) => ({ at: { row: at, column: 0 }, what: "value" as const, name: "" }));
    expect([stepMatch(three, 2, 1), stepMatch(three, 0, -1), stepMatch([], 0, 1)]).toEqual([0, 2, -1]);
  });
});
