/** What the browser makes of a typed number is what the four-doors test of the server sends: one table for both. */

import { describe, expect, it } from "vitest";

import typed from "../../tests/vectors/typed_numbers.json";
import { parseText, sameValue, type CellJson } from "./grid/cells";
import { trimmedNumber } from "./numbers";

interface Line {
  typed: string;
  wire: CellJson;
  stored: CellJson;
}

describe("a typed number", () => {
  it.each(typed as Line[])("$typed", ({ typed: text, wire, stored }) => {
    const read = parseText(text, { kind: "number", decimals: 2 });
    expect(read).toEqual(wire);
    // What the server answers is no change of the cell, and typing it again is none.
    expect(sameValue(read, stored)).toBe(true);
    if (typeof read === "string") expect(trimmedNumber(read)).toBe(stored);
  });

  it("is another one when a digit that counts differs", () => {
    expect(sameValue("3.5", "3.05")).toBe(false);
    expect(sameValue("350", "35")).toBe(false);
    expect(sameValue("100", "1")).toBe(false);
    expect(sameValue({ op: "ge", a: "4.50", b: null, text: "" }, { op: "ge", a: "4.5" })).toBe(true);
    expect(sameValue({ op: "ge", a: "40" }, { op: "ge", a: "4" })).toBe(false);
  });
});
