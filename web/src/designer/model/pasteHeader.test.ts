import { describe, expect, it } from "vitest";
import { sample } from "../testing/sample";
import { blankForm, type Start } from "./blank";
import { headerTree } from "./captions";
import { type Documents, type GridSection, gridOf } from "./documents";
import { columnsOf } from "./geometry";
import { idSource } from "./ids";
import { applyAll } from "./operations";
import { pasteColumns } from "./pasteHeader";

/** A table made a moment ago, and what a pasted header makes of it: caption, number, code or stub of each leaf. */
function pasted(start: Start, block: string[][], written?: (section: GridSection) => void): string[] {
  const documents = sample() as Documents;
  const form = blankForm(idSource(documents), "09/A", "Biểu mới", start);
  const section = form.sections.order[0]!;
  written?.(form.sections.items[section] as GridSection);
  const with_ = applyAll(documents, [{ op: "add_form", id: form.id, form, after: null }]);
  const by = columnsOf(gridOf(with_, form.id, section)!.columns).leaves.at(-1)!.id;
  const after = applyAll(with_, pasteColumns(with_, { doc: form.id, section, axis: "columns" }, by, headerTree(block)).operations);
  return columnsOf(gridOf(after, form.id, section)!.columns).leaves.map(({ node }) => [node.label, node.number, node.stub ?? node.code, node.cell?.kind, node.relation].filter(Boolean).join("|"));
}

describe("a header pasted into a table that nobody has written in", () => {
  it("takes the place of all of it when it captions the rows too; codes follow the printed numbers", () => {
    expect(pasted("units", [["Đơn vị", "Tổng số", "Trong đó", ""], ["", "", "Nam", "Nữ"], ["A", "1=2+3", "2", "3"]])).toEqual([
      "Đơn vị|A|caption", "Tổng số|1|c1|1=2+3", "Nam|2|c2", "Nữ|3|c3",
    ]);
  });
  it("knows the columns of markers, codes and units; a second text is asked of the units", () => {
    expect(pasted("rows", [["STT", "Tên dự án", "Mã số", "Đơn vị tính", "Chủ đầu tư", "Vốn"], ["A", "B", "C", "D", "E", "1"]])).toEqual([
      "STT|A|marker", "Tên dự án|B|caption", "Mã số|C|code", "Đơn vị tính|D|unit", "Chủ đầu tư|E|cE|text", "Vốn|1|c1",
    ]);
  });
  it("keeps the captioning columns when it brings figures only", () => {
    expect(pasted("rows", [["Nam", "Nữ"], ["1", "2"]])).toEqual(["STT|A|marker", "Chỉ tiêu|B|caption", "Nam|1|c1", "Nữ|2|c2"]);
  });
  it("goes behind what is there once a caption was written", () => {
    const written = (section: GridSection): void => {
      columnsOf(section.columns).leaves[1]!.node.label = "Số hộ";
    };
    expect(pasted("units", [["Nam"]], written)).toEqual(["Đơn vị|A|caption", "Số hộ|1|c1", "2|c2", "Nam|c3"]);
  });
});
