import { describe, expect, it } from "vitest";
import { inPeriod, nextPeriod, PERIODS, referenceAt } from "./period";

const found = (text: string, cursor = text.length) => {
  const at = referenceAt(text, cursor);
  return at && [text.slice(at.from, at.to), at.core, at.period];
};

describe("the period of a reference", () => {
  it("is read at the cursor, with its form and what is put around it", () => {
    expect(found("c2 + c3")).toEqual(["c3", "c3", "this"]);
    expect(found("c2 + c3", 1)).toEqual(["c2", "c2", "this"]);
    expect(found("prev(c2) + 1")).toEqual(["prev(c2)", "c2", "prev"]);
    expect(found("prev_year(form(f_02xld, r1.c9))")).toEqual(["prev_year(form(f_02xld, r1.c9))", "form(f_02xld, r1.c9)", "prev_year"]);
    expect(found("round(kỳ_trước(c2), 2)", 17)).toEqual(["kỳ_trước(c2)", "c2", "prev"]);
    expect(found("sum(units_below(c9))")).toEqual(["sum(units_below(c9))", "c9", "below"]);
    expect(found("1 + 2")).toBeNull();
  });
  it("goes through all periods and back to this one", () => {
    let [text, seen] = ["c4", [] as string[]];
    for (const _ of PERIODS) {
      const at = referenceAt(text, text.length)!;
      text = inPeriod(at.core, nextPeriod(at.period));
      seen = [...seen, text];
    }
    expect(seen).toEqual(["prev(c4)", "prev_year(c4)", "ytd(c4)", "sum(units_below(c4))", "c4"]);
  });
});
