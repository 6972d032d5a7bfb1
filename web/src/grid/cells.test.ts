import { describe, expect, it } from "vitest";

import targets from "../../../tests/vectors/targets.json";
import { faultOf, parseText, sameValue, textOf, type CellJson } from "./cells";
import type { Spec } from "./model";

const number: Spec = { kind: "number", decimals: 2, signed: false, min: "0", max: "1000" };
const choice: Spec = { kind: "choice", choices: [{ value: "dat", label: "Đạt" }, { value: "khong", label: "Không đạt" }] };

describe("the four states of a number cell", () => {
  it("tells blank, dash and zero apart, and X is never typed", () => {
    expect(parseText("", number)).toBeNull();
    expect(parseText("-", number)).toEqual({ s: "-" });
    expect(parseText("–", number)).toEqual({ s: "-" });
    expect(parseText("0", number)).toBe("0");
    expect(parseText("X", number)).toEqual({ raw: "X" });
  });

  it("shows each as itself", () => {
    expect([null, "0", { s: "-" } as const, { s: "x" } as const].map((value) => textOf(value, { kind: "number" }))).toEqual(["", "0", "-", "X"]);
  });

  it("keeps a dash as a draft where the cell takes none", () => expect(parseText("-", { ...number, dash: false })).toEqual({ raw: "-" }));
});

describe("other kinds", () => {
  it("keeps what is no number as it was typed", () => expect(parseText(" khoảng 5 ", number)).toEqual({ raw: "khoảng 5" }));
  it("takes Word's sign for a new line as one, and two lines of digits for no number", () => {
    expect(parseText("một\u000bhai", { kind: "text" })).toEqual({ t: "một\nhai" });
    expect(["12\u000b", "12\u000b345", "12\n345", "12 345"].map((text) => parseText(text, number))).toEqual(["12", { raw: "12\n345" }, { raw: "12\n345" }, "12345"]);
  });
  it("reads text as text, a dash too", () => {
    expect(parseText("-", { kind: "text" })).toEqual({ t: "-" });
    expect(parseText("=1+1", { kind: "text" })).toEqual({ t: "=1+1" });
  });
  it.each([
    ["5/7/2026", { d: "2026-07-05" }],
    ["05-07-2026", { d: "2026-07-05" }],
    ["2026-07-05", { d: "2026-07-05" }],
    ["2026-07-05T00:00:00", { d: "2026-07-05" }],
    ["2026-07-05T08:00:00", { raw: "2026-07-05T08:00:00" }],
    ["05072026", { d: "2026-07-05" }],
    ["5/7/26", { d: "2026-07-05" }],
    ["1.3.65", { d: "1965-03-01" }],
    ["31/4/26", { raw: "31/4/26" }],
    ["29/2/2028", { d: "2028-02-29" }],
    ["29/2/2026", { raw: "29/2/2026" }],
    ["31/4/2026", { raw: "31/4/2026" }],
    ["5/13/2026", { raw: "5/13/2026" }],
  ])("date %s", (text, value) => expect(parseText(text, { kind: "date" })).toEqual(value));
  it.each([
    ["dat", { c: "dat" }],
    ["ĐẠT", { c: "dat" }],
    ["khong dat", { c: "khong" }],
    ["có", { raw: "có" }],
  ])("choice %s", (text, value) => expect(parseText(text, choice)).toEqual(value));
  it.each([
    ["trên 4", { op: "gt", a: "4" }],
    [">= 7,5", { op: "ge", a: "7.5" }],
    ["khoảng 4", { op: "about", a: "4" }],
    ["61–62", { op: "range", a: "61", b: "62" }],
    ["61-62", { op: "range", a: "61", b: "62" }],
    ["4", { op: "eq", a: "4" }],
    ["Xuất siêu", { op: "text", text: "Xuất siêu" }],
  ])("target %s", (text, value) => expect(sameValue(parseText(text, { kind: "target" }), value as never)).toBe(true));
});

describe("targets", () => {
  it.each(targets)("reads as on the server: $text", ({ value, text }) => expect(textOf(value as CellJson, { kind: "target" })).toBe(text));
  it.each(targets.filter(({ value }) => !("text" in value) || value.op === "text"))("$text is read back", ({ value, text }) =>
    expect(sameValue(parseText(text, { kind: "target" }), value as CellJson)).toBe(true));
});

describe("faults", () => {
  it.each([
    ["1.234", "decimals"],
    ["-1", "negative"],
    ["1001", "max"],
  ])("%s breaks %s", (value) => expect(faultOf(value, number)).toBeTruthy());
  it("finds nothing wrong with blank, dash and a fitting number", () => {
    for (const value of [null, { s: "-" } as const, "12.50", "12.5000"]) expect(faultOf(value, number)).toBeNull();
  });
  it("names a letter that nobody sees in what should be a figure", () => {
    expect(faultOf({ raw: "12\u200b" }, number)).toContain("U+200B");
    expect(faultOf({ t: "a\u200bb" }, { kind: "text" })).toBeNull();
  });
  it("quotes no more of a long text than it is known by", () => {
    expect(faultOf({ raw: "x".repeat(100_000) }, number)!.length).toBeLessThan(120);
    expect(faultOf("9".repeat(5000), number)!.length).toBeLessThan(160);
  });
  it("names a draft", () => expect(faultOf({ raw: "abc" }, number)).toContain("abc"));
});
