import { describe, expect, it } from "vitest";
import { headerOfSpans, headerTree, numberLine } from "./captions";
import { outlineRows } from "./rowList";

describe("pasted headers", () => {
  it("reads merged cells, a caption over two lines and the number line", () => {
    const found = headerTree([
      ["Đơn vị", "Tổng số", "Đã giải quyết", ""],
      ["", "", "Lần đầu", "Nhiều lần"],
      ["A", "1=2+3", "2", "3"],
    ]);
    expect(found).toEqual([
      { label: "Đơn vị", number: "A", children: [] },
      { label: "Tổng số", number: "1", relation: "1=2+3", children: [] },
      { label: "Đã giải quyết", children: [{ label: "Lần đầu", number: "2", children: [] }, { label: "Nhiều lần", number: "3", children: [] }] },
    ]);
  });
  it("takes one line as plain columns", () => {
    expect(headerTree([["Nam", "Nữ"]]).map((each) => each.label)).toEqual(["Nam", "Nữ"]);
  });
});

describe("pasted rows", () => {
  it("nests by the kind of marker", () => {
    const rows = outlineRows([["I", "Thu"], ["1", "Thuế"], ["a)", "Môn bài"], ["2", "Phí"], ["II", "Chi"], ["- ", "Khác"]]);
    expect(rows.map((row) => [row.marker, row.depth])).toEqual([["I", 0], ["1", 1], ["a)", 2], ["2", 1], ["II", 0], ["-", 1]]);
  });
  it("finds the marker inside the caption", () => {
    expect(outlineRows([["1.1. Người Việt Nam"]])).toEqual([{ label: "Người Việt Nam", marker: "1.1.", depth: 0, rest: [] }]);
  });
  const outline = (lines: string[], indents?: number[]) => outlineRows(lines.map((line) => line.split("|")), indents).map((row) => `${" ".repeat(row.depth)}${row.marker ?? ""} ${row.label}`);
  it("counts letters with Đ behind D and I behind H, and Roman numerals under them", () => {
    expect(outline(["A|Một", "I|Hai", "II|Ba", "B|Bốn", "C|Năm", "D|Sáu", "Đ|Bảy", "E|Tám", "G|Chín", "H|Mười", "I|Mười một"])).toEqual([
      "A Một", " I Hai", " II Ba", "B Bốn", "C Năm", "D Sáu", "Đ Bảy", "E Tám", "G Chín", "H Mười", "I Mười một",
    ]);
  });
  it("goes to any depth and back: I, 1, 1.1, a, -, +", () => {
    expect(outline(["I. Thu", "1. Thuế", "1.1. Trực thu", "a) Cá nhân", "- Lương", "+ Vãng lai", "1.2. Gián thu", "II. Chi", "1. Đầu tư"])).toEqual([
      "I. Thu", " 1. Thuế", "  1.1. Trực thu", "   a) Cá nhân", "    - Lương", "     + Vãng lai", "  1.2. Gián thu", "II. Chi", " 1. Đầu tư",
    ]);
  });
  it("goes by indentation where nothing is marked", () => {
    expect(outline(["Dân số", "  Nam", "  Nữ", "    Dưới 15 tuổi", "Hộ"])).toEqual([" Dân số", "  Nam", "  Nữ", "   Dưới 15 tuổi", " Hộ"]);
    expect(outline(["Dân số", "Nam", "Hộ"], [0, 2, 0])).toEqual([" Dân số", "  Nam", " Hộ"]);
  });
  it("puts an unmarked line under the one before, a total at the top", () => {
    expect(outline(["I. Thu", "Trong đó: thuế", "Tổng cộng"])).toEqual(["I. Thu", "  Trong đó: thuế", " Tổng cộng"]);
    expect(outlineRows([["TỔNG CỘNG"]])).toMatchObject([{ total: true }]);
  });
});

describe("pasted tables", () => {
  const cell = (top: number, left: number, down: number, right: number, text: string) => ({ top, left, down, right, text });
  it("keeps spans: a column without a caption is not swallowed by its neighbour", () => {
    const found = headerOfSpans([cell(0, 0, 2, 1, "Đơn vị"), cell(0, 1, 2, 1, ""), cell(0, 2, 1, 2, "Kết quả"), cell(1, 2, 1, 1, "Đúng hạn"), cell(1, 3, 1, 1, "Quá hạn"), cell(2, 0, 1, 1, "A"), cell(2, 1, 1, 1, "(1)"), cell(2, 2, 1, 1, "(2)=(3)+(4)"), cell(2, 3, 1, 1, "(3)")]);
    expect(found).toEqual([
      { label: "Đơn vị", number: "A", children: [] },
      { label: "", number: "1", children: [] },
      { label: "Kết quả", children: [{ label: "Đúng hạn", number: "2", relation: "2=3+4", children: [] }, { label: "Quá hạn", number: "3", children: [] }] },
    ]);
  });
  it("reads a line of numbers", () => {
    expect(numberLine(["A", "(1)", "2=3+4"])).toEqual([{ number: "A" }, { number: "1" }, { number: "2", relation: "2=3+4" }]);
    expect(numberLine(["Nam", "Nữ"])).toBeNull();
  });
});
