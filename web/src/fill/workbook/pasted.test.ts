/** Texts that people paste are read as the server reads them from the form's own workbook: the fixture is written by the server's side. */

import { describe, expect, it } from "vitest";

import pasted from "../../../../tests/vectors/pasted.json";
import { parseText, sameValue, type CellJson } from "../../grid/cells";
import type { Spec } from "../../grid/model";

interface Line {
  spec: Spec;
  text: string;
  value: CellJson;
}

describe("pasted texts", () => {
  it.each(pasted as Line[])("$text in a cell of kind $spec.kind", ({ spec, text, value }) => {
    const read = parseText(text, spec, "vi");
    expect(sameValue(read, value), JSON.stringify({ read, value })).toBe(true);
  });
});
