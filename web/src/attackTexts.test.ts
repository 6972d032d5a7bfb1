/** Hostile texts, typed on the screen or pasted, are what the server's test of the four doors sends for them: text, or a draft that is kept. */

import { describe, expect, it } from "vitest";

import texts from "../../tests/vectors/attack_texts.json";
import { parseText, sameValue, textOf, type CellJson } from "./grid/cells";
import type { Spec } from "./grid/model";

interface Line {
  id: string;
  cell: "number" | "text";
  typed: string;
  wire: CellJson;
}

const SPECS: Record<Line["cell"], Spec> = { number: { kind: "number", decimals: 0 }, text: { kind: "text" } };

describe("hostile texts", () => {
  it.each((texts as Line[]).map((line) => ({ ...line, name: `${line.id} ${line.typed.slice(0, 30)}` })))("$name", ({ cell, typed, wire }) => {
    const read = parseText(typed, SPECS[cell]);
    expect(sameValue(read, wire), JSON.stringify(read).slice(0, 200)).toBe(true);
    // What stands in the cell afterwards is what was typed, as text.
    if (typeof wire === "object") expect(textOf(read, SPECS[cell])).toBe(typed.normalize("NFC").trim());
  });
});
