/** What a panel writes: the smallest change that says it, members of a list from a pasted block, pages of a print. */
import { describe, expect, it } from "vitest";
import type { Documents } from "../model/documents";
import { applyAll } from "../model/operations";
import { changesOf } from "./changes";
import { faultOf } from "./judging";
import { membersOf, usesOf, write } from "./members";
import { fragment } from "./schemas";
import { breaksOf, overflowing, pixels } from "./printing";

const layout = fragment("layout", []);
const cell = fragment("form", ["cell"]);

describe("changes of properties", () => {
  it("a side of the margins is one change, what was empty stays nothing", () => {
    const before = { page: { size: "A4", orientation: "landscape", margins: { left: 20 } } };
    const after = { page: { size: "A4", orientation: "landscape", margins: { left: 30 } }, title: {}, styles: { bold_rows: [] } };
    expect(changesOf(layout, before, after).map(({ keys, value }) => [keys.join("."), value])).toEqual([["page.margins.left", 30]]);
  });

  it("a property that is emptied is taken away", () => {
    expect(changesOf(cell, { unit: "nguoi", decimals: 1 }, { decimals: 1 })).toMatchObject([{ keys: ["unit"], value: undefined }]);
  });
});

describe("judging before sending", () => {
  const at = (name: string) => cell.properties?.[name] ?? {};
  it.each([
    ["min", "khoảng ba", "Viết một số, ví dụ 12,5. (template.schema)"],
    ["decimals", 99, "Phải từ 0 đến 10. (template.schema)"],
    ["max_length", "dài", "Viết một số nguyên. (template.schema)"],
    ["unit", "x".repeat(65), "Dài quá 64 ký tự. (template.schema)"],
    ["choices", [{ value: "a", label: "Có" }, { value: "" , label: "" }], "Không được để trống. (template.schema)"],
  ])("%s: %j is told in words", (name, value, told) => {
    expect(faultOf(at(name), value)).toBe(told);
  });

  it.each([["min", "-3.5"], ["decimals", 2], ["choices", [{ value: "a", label: "Có" }]], ["unit", undefined]])("%s: %j holds", (name, value) => {
    expect(faultOf(at(name), value)).toBeUndefined();
  });

  it("a tolerance is a number or follows rounding", () => {
    const tolerance = fragment("rules", ["items", "*"]).properties?.["tolerance"] ?? {};
    expect([faultOf(tolerance, "auto"), faultOf(tolerance, "0.5")]).toEqual([undefined, undefined]);
    expect(faultOf(tolerance, "vừa phải")).toContain("template.schema");
  });
});

function withList(): Documents {
  return {
    d_1: { spec: "dimension/1", id: "d_1", name: "Loại lao động", kind: "closed", members: { order: ["a"], items: { a: { name: "Công chức", code: "CC" } } } },
    f_1: {
      spec: "form/1", id: "f_1", code: "01/A", title: "A",
      sections: { order: ["s1"], items: { s1: { kind: "fields", title: "Hỏi", fields: { order: ["q1"], items: { q1: { label: "Loại", cell: { kind: "choice", dimension: "d_1" } } } } } } },
    },
  } as unknown as Documents;
}

describe("members of a list", () => {
  it("a pasted block changes the members that are there and adds the others, with parents by name or code", () => {
    const documents = withList();
    const { operations, wrong } = write(documents, "d_1", 0, "code", [["CC1", "Công chức"], ["VC", "Viên chức"], ["HĐ", "Hợp đồng", "VC", "1/7/2025"]]);
    const { order, items } = membersOf(applyAll(documents, operations), "d_1");
    const [first = "", second = "", third = ""] = order;
    expect(order).toHaveLength(3);
    expect(items[first]).toEqual({ name: "Công chức", code: "CC1" });
    expect(items[third]).toEqual({ name: "Hợp đồng", code: "HĐ", parent: second, valid: { from: "2025-07-01" } });
    expect(wrong).toEqual([]);
  });

  it("what is no date and no member is told with its place and not written", () => {
    const { operations, wrong } = write(withList(), "d_1", 0, "name", [["Công chức", "Không có", "hôm qua"]]);
    expect(operations).toEqual([]);
    expect(wrong).toEqual([{ line: 0, column: "parent", text: "Không có" }, { line: 0, column: "from", text: "hôm qua" }]);
  });

  it("knows where it serves", () => {
    expect(usesOf(withList(), "d_1").map(({ form, section, place }) => [form.code, section, place])).toEqual([["01/A", "s1", "Hỏi"]]);
    expect(usesOf(withList(), "d_2")).toEqual([]);
  });
});

describe("pages of a print", () => {
  const rows = (count: number, height: number, header = 0) => Array.from({ length: count }, (_, index) => ({ top: index * height, bottom: (index + 1) * height, header }));

  it("a row is not cut, and the header takes room on each further page", () => {
    expect(breaksOf(rows(10, 100), 350)).toEqual([300, 600, 900]);
    expect(breaksOf(rows(10, 100, 150), 350)).toEqual([300, 500, 700, 900]);
  });

  it("a page begins where the layout says so", () => {
    expect(breaksOf(rows(4, 100).map((row, index) => ({ ...row, breaks: index === 2 })), 1000)).toEqual([200]);
  });

  it("the first column off the page is named, with how far the table runs over", () => {
    const columns = [1, 2, 3].map((number) => ({ name: String(number), right: pixels(100 * number) }));
    expect(overflowing(columns, pixels(150))).toEqual({ name: "2", by: 150 });
    expect(overflowing(columns, pixels(300))).toBeNull();
  });
});
