/** What Excel, LibreOffice, WPS and Google put on the clipboard, and what becomes of it in a cell. */

import { describe, expect, it } from "vitest";

import { faultOf } from "./cells";
import { readHtml } from "./clipboard";
import type { Spec } from "./model";
import { valueOf } from "./paste";

const number: Spec = { kind: "number", decimals: 4, signed: true };
const date: Spec = { kind: "date" };

function pasted(cells: string, spec: Spec = number, style: "vi" | "en" = "vi") {
  return readHtml(`<table><tr>${cells}</tr></table>`)![0]!.map((cell) => valueOf(cell, spec, style));
}

describe("Excel", () => {
  it("wraps its source, which is no new line; a line of the cell is <br>", () => {
    const [block] = readHtml("<table>\n <tr height=20>\n  <td class=xl65>Số vụ việc\n  đã giải quyết</td>\n  <td>một<br>\n    hai</td>\n </tr></table>")!;
    expect(block!.map((cell) => cell.text)).toEqual(["Số vụ việc đã giải quyết", "một\nhai"]);
  });
  it("ends with a row of widths that nobody sees", () => {
    const html = "<table><tr><td>1</td></tr><tr height=0 style='display:none'><td width=64 style='width:48pt'></td></tr></table>";
    expect(readHtml(html)).toHaveLength(1);
  });
  it("keeps a hidden row that holds figures", () => expect(readHtml("<table><tr><td>1</td></tr><tr style='display:none'><td>2</td></tr></table>")).toHaveLength(2));
  it("writes negative figures in parentheses and spaces of accounting", () => {
    expect(pasted("<td>&nbsp;(1.234,50)&nbsp;</td><td>&nbsp;1.234,50&nbsp;</td><td>-5</td>")).toEqual(["-1234.50", "1234.50", "-5"]);
  });
  it("shows #### in a narrow column, which is refused with the reason", () => {
    const [value] = pasted("<td>########</td>");
    expect(value).toEqual({ raw: "########" });
    expect(faultOf(value, number)).toContain("Nới cột trong Excel");
  });
});

describe("exact values", () => {
  it("of LibreOffice: numbers, a percentage as it is read, a date as a date", () => {
    expect(pasted('<td sdval="1234.5678" sdnum="1066;0;#.##0,00">1.234,57</td><td sdval="0.125" sdnum="1033;0;0.0%">12.5%</td>')).toEqual(["1234.5678", "12.5"]);
    expect(pasted('<td sdval="46096" sdnum="1033;0;M/D/YYYY">3/15/2026</td>', date)).toEqual([{ d: "2026-03-15" }]);
  });
  it("of WPS and older Excel", () => expect(pasted('<td x:num="1.5E+3">1.500</td><td x:num>7</td>')).toEqual(["1500", "7"]));
  it("of Google", () => expect(pasted(`<td data-sheets-value='{"1":3,"3":1234.5}'>1,234.50</td>`)).toEqual(["1234.5"]));
  it("never put the serial number of a date into a number cell", () => {
    expect(pasted('<td sdval="46096">15/03/2026</td>')).toEqual([{ raw: "15/03/2026" }]);
  });
});

describe("numbers as people write them", () => {
  const typed = (...texts: string[]) => pasted(texts.map((text) => `<td>${text}</td>`).join(""));
  it("take non-breaking and narrow spaces as marks of thousands", () => expect(typed("1\u00a0234\u00a0567,5", "1\u202f234", "12,5 %")).toEqual(["1234567.5", "1234", "12.5"]));
  it("do not put two numbers of one cell together", () => expect(typed("1 2", "12 34", "3 000 1")).toEqual([{ raw: "1 2" }, { raw: "12 34" }, { raw: "3 000 1" }]));
  it("refuse a mark of money with the reason, unless the cell is in đồng", () => {
    expect(typed("1.234 ₫", "$5", "7 VND")).toEqual([{ raw: "1.234 ₫" }, { raw: "$5" }, { raw: "7 VND" }]);
    const millions: Spec = { ...number, unit_label: "triệu đồng" };
    expect(faultOf({ raw: "1.234 ₫" }, millions)).toContain("ô này tính bằng triệu đồng");
    expect(pasted('<td sdval="1234">1.234 ₫</td>', millions)).toEqual([{ raw: "1.234 ₫" }]);
    const dong: Spec = { ...number, unit_label: "đồng" };
    expect(pasted("<td>1.234 ₫</td><td>$5</td>", dong)).toEqual(["1234", { raw: "$5" }]);
  });
});
