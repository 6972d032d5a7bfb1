import { describe, expect, it } from "vitest";

import { readHtml, readText, verdict, writeHtml, writeText } from "./clipboard";
import { planPaste, styleOf, type Surface } from "./paste";
import type { Spec } from "./model";

describe("reading the clipboard", () => {
  it("splits tab separated text with quoted cells", () => {
    expect(readText('a\t"b\tc"\r\n"d ""e""\nf"\t\r\n')).toEqual([[{ text: "a" }, { text: "b\tc" }], [{ text: 'd "e"\nf' }, { text: "" }]]);
  });
  it("reads exact numbers of LibreOffice and Excel", () => {
    expect(readHtml('<table><tr><td sdval="1234.5">1.235</td><td x:num="007">7</td></tr></table>')).toEqual([[{ text: "1.235", number: "1234.5" }, { text: "7", number: "7" }]]);
  });
  it("leaves the other places of merged cells blank", () => {
    const block = readHtml('<table><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></table>');
    expect(block?.map((row) => row.map((cell) => cell.text))).toEqual([["a", "b"], ["", "c"]]);
  });
  it("runs nothing that stands in it", () => {
    expect(readHtml('<table><tr><td><img src=x onerror="alert(1)"><script>1</script>5</td></tr></table>')?.[0]?.[0]?.text).toContain("5");
  });
  it("knows no table in plain HTML", () => expect(readHtml("<p>5</p>")).toBeNull());
});

describe("how numbers of a block are written", () => {
  const cells = (...texts: string[]) => texts.map((text) => ({ text }));
  it("asks when nothing tells", () => expect(verdict(cells("1.234", "5"))).toEqual({ ask: "1.234", count: 1 }));
  it("follows an unambiguous member", () => {
    expect(verdict(cells("1.234", "2,5"))).toEqual({ style: "vi" });
    expect(verdict(cells("1.234", "2.5"))).toEqual({ style: "en" });
  });
  it("asks when members disagree", () => expect(verdict(cells("1.234", "2.5", "2,5"))).toEqual({ ask: "1.234", count: 1 }));
  it("takes an exact value as witness", () => expect(verdict([{ text: "1.234", number: "1234" }, { text: "5.678" }])).toEqual({ style: "vi" }));
});

describe("writing the clipboard", () => {
  const block = [[{ value: "1234567.89", spec: { kind: "number", decimals: 2 } as Spec }, { value: { t: "a\tb" }, spec: { kind: "text" } as Spec }]];
  it("is text with Vietnamese numbers", () => expect(writeText(block)).toBe('1.234.567,89\t"a\tb"'));
  it("comes back exactly, through HTML", () => {
    const back = readHtml(writeHtml(block));
    expect(back?.[0]?.map((cell) => cell.value)).toEqual(["1234567.89", { t: "a\tb" }]);
  });
  it("escapes what it holds", () => expect(writeHtml([[{ value: { t: "<script>" }, spec: { kind: "text" } }]])).not.toContain("<script>"));
});

describe("the plan of a paste", () => {
  const spec: Spec = { kind: "number", decimals: 0 };
  const surface: Surface = {
    rows: 3,
    columns: 3,
    keyAt: ({ row, column }) => `r${row}:c${column}`,
    specAt: ({ column }) => (column === 0 ? null : spec),
    locked: ({ row, column }) => row === 1 && column === 1,
  };
  const at = (row: number, column: number) => ({ top: row, bottom: row, left: column, right: column });

  it("skips locked cells and counts what falls outside", () => {
    const plan = planPaste(readText("1\t2\t3\n4\t5\t6\n"), at(0, 1), surface, "vi");
    expect(plan).toMatchObject({ pasted: 3, locked: 1, outside: 2 });
    expect(plan.changes.map((change) => change.key)).toEqual(["r0:c1", "r0:c2", "r1:c2"]);
  });
  it("fills a selection with one value", () => {
    const plan = planPaste(readText("7"), { top: 0, bottom: 2, left: 2, right: 2 }, surface, "vi");
    expect(plan.changes.map((change) => change.to)).toEqual(["7", "7", "7"]);
  });
  it("does not take a foreign value from a forged clipboard", () => {
    const plan = planPaste([[{ text: "5", value: { s: "x" } }, { text: "6", value: { d: "2026-01-01" } }]], at(0, 1), surface, "vi");
    expect(plan.changes.map((change) => change.to)).toEqual(["5", "6"]);
  });
  it("asks only about what goes into number cells", () => {
    expect(styleOf(readText("1.234\t5\n"), at(0, 0), surface)).toEqual({ style: "vi" });
    expect(styleOf(readText("5\t1.234\n"), at(0, 0), surface)).toEqual({ ask: "1.234", count: 1 });
  });
});

describe("letters of old fonts", () => {
  const SHEET = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!--td {font-family:Arial;} .xl65 {mso-style-parent:style0; font-family:".VnTime", sans-serif;} .font5 {font-family:VNI-Times;}--></style></head>';

  it("are read as Unicode where the sheet names their font", () => {
    const block = readHtml(`${SHEET}<body><table><tr><td class=xl65>X· Hoµ B×nh</td><td>5 µm</td><td>Haø <font class=font5>Noäi</font></td></tr></table></body></html>`);
    expect(block).toEqual([[{ text: "Xã Hoà Bình", old: true }, { text: "5 µm" }, { text: "Haø Nội", old: true }]]);
  });
});
