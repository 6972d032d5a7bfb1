/** The browser warns as the server does: one file of cases for both. */

import { describe, expect, it } from "vitest";

import cases from "../../../../tests/vectors/magnitude.json";
import { oddFigure, type Magnitude } from "./magnitude";

const RULE: Omit<Magnitude, "usual"> = { factors: ["10", "100", "1000", "1000000"], far: "3", near: "1.5", large: "1000", large_fraction: "100" };

describe("a figure in another unit", () => {
  it.each(cases)("$why", ({ value, usual, decimals, vi, en }) => {
    const rule: Magnitude = { ...RULE, usual: { "r1:c2": usual as [string, string] } };
    const said = (lang: string) => {
      document.documentElement.lang = lang;
      return oddFigure(value, "r1:c2", decimals, rule)?.sentence ?? null;
    };
    expect([said("vi"), said("en")]).toEqual([vi, en ?? null]);
    document.documentElement.lang = "vi";
  });

  it("says nothing to a cell without a history, a blank or a text", () => {
    const rule: Magnitude = { ...RULE, usual: { a: ["1100", "1300"] } };
    expect(oddFigure("1000000", "b", 0, rule)).toBeNull();
    expect([oddFigure(null, "a", 0, rule), oddFigure({ t: "x" }, "a", 0, rule), oddFigure({ raw: "1e9" }, "a", 0, rule)]).toEqual([null, null, null]);
  });
});
