import { expect, test } from "vitest";
import type { GridSection, RowNode } from "../model/documents";
import { columnsMeant, offerFor } from "./offers";

function table(nodes: Record<string, RowNode>, root: string[]): GridSection {
  return { kind: "grid", columns: { root: [], nodes: {} }, rows: { root, nodes } };
}

const annex = table(
  {
    a: { label: "Cuộc vận động", code: "r01", children: ["a1", "a2"] },
    a1: { label: "Cấp tỉnh", code: "r02" },
    a2: { label: "Cấp xã", code: "r03" },
    h: { label: "II. Khác", kind: "heading", children: ["b", "c"] },
    b: { label: "Đơn", code: "r05" },
    c: { label: "Vụ", code: "r06" },
    t: { label: "Tổng cộng", kind: "total", code: "r04" },
  },
  ["a", "h", "t"],
);

test("a row with rows under it is offered their sum", () => {
  expect(offerFor(annex, "a")).toEqual({ kind: "children", formula: "sum(children())" });
});

test("a total is offered the sum of the rows that stand beside it, of those under a heading one by one, none twice", () => {
  expect(offerFor(annex, "t")).toEqual({ kind: "rows", formula: "sum(r01, r05, r06)" });
});

test("nothing is offered where there is nothing to add up", () => {
  expect(["a1", "h", "gone"].map((id) => offerFor(annex, id))).toEqual([null, null, null]);
  expect(offerFor(table({ a: { label: "A", code: "r1" }, t: { label: "T", kind: "total", code: "r2" } }, ["a", "t"]), "t")).toBeNull();
  expect(offerFor(table({ a: { label: "A" }, b: { label: "B", code: "r1" }, t: { label: "T", kind: "total" } }, ["a", "b", "t"]), "t")).toBeNull();
});

test("numbers of columns as they stand on paper are offered as columns, never figures beside a code", () => {
  const section = { ...annex, columns: { root: ["s", "a", "b"], nodes: { s: { label: "TT", number: "1", stub: "marker" as const }, a: { label: "Đầu kỳ", number: "2", code: "c2" }, b: { label: "Phát sinh", number: "3", code: "c3" } } } };
  expect(columnsMeant(section, "(2) + (3)")).toBe("c2 + c3");
  expect(columnsMeant(section, "=2-3")).toBe("=c2-c3");
  expect(["c2 + 3", "2 + 9", "100", "1 + 2", "tổng(2, 3)"].map((text) => columnsMeant(section, text))).toEqual([null, null, null, null, null]);
});
