import { describe, expect, it } from "vitest";
import { headerTree, outlineRows } from "./captions";

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
    expect(outlineRows([["1.1. Người Việt Nam"]])).toEqual([{ label: "Người Việt Nam", marker: "1.1.", depth: 0 }]);
  });
});
