/** The same texts as the server's: what is typed has the same form and the same plain reading on both sides. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { describe, expect, it } from "vitest";

import { textOf } from "../grid/cells";
import { linesOf, paragraphsOf, valueOf, type Paragraph, type TextValue } from "./model";

interface Case {
  text: string;
  given: Paragraph[];
  value: TextValue | null;
  plain: string;
}

const cases = JSON.parse(readFileSync(resolve(import.meta.dirname, "../../../tests/vectors/rich.json"), "utf-8")) as Case[];

describe("one form of every text", () => {
  it.each(cases.map((one) => [one.text, one] as const))("%s", (_name, { given, value, plain }) => {
    expect(valueOf(given)).toEqual(value);
    expect(textOf(value, { kind: "text" })).toBe(plain);
    if (value) expect(valueOf(paragraphsOf(value))).toEqual(value);
  });

  it("keeps an old plain text letter for letter", () => {
    for (const t of ["một\nhai", "- gạch tay", "<b>chữ</b>", "cuối có dòng trống\n"]) expect(valueOf(paragraphsOf({ t }))).toEqual({ t });
  });

  it("letters points by the Vietnamese alphabet", () => {
    const points = Array.from({ length: 6 }, (): Paragraph => ({ runs: [{ text: "x" }], list: "number", level: 2 }));
    expect(linesOf({ rich: [{ runs: [{ text: "khoản" }], list: "number" }, ...points] }).map((line) => line.sign)).toEqual(["1.", "a)", "b)", "c)", "d)", "đ)", "e)"]);
  });
});
