import { describe, expect, it } from "vitest";
import { conditionOf, type Filled, fromSelection, nextPlace, pointedAt, type TemplateName, TEMPLATES, templateOf } from "./templates";

describe("a check by template", () => {
  it.each<[TemplateName, Filled, string]>([
    ["total", { whole: ["c9"], parts: ["c11", "c12"] }, "c9 == c11 + c12"],
    ["part", { whole: ["r01"], within: ["r02", "r03"] }, "r01 >= r02 + r03"],
    ["atMost", { a: ["c1"], b: ["c2"] }, "c1 <= c2"],
    ["equal", { a: ["c1"], b: ["c2"] }, "c1 == c2"],
    ["carried", { now: ["c2"], before: ["c7"] }, "c2 == prev(c7)"],
    ["filled", { must: ["c2"], when: ["c1"] }, "count(c2) >= count(c1)"],
    ["range", { value: ["c3"], low: ["1"], high: ["12"] }, "c3 >= 1 and c3 <= 12"],
    ["percent", { value: ["c5"] }, "c5 >= 0 and c5 <= 100"],
    ["elsewhere", { here: ["c1"], there: ["form(f_2, c9)"] }, "c1 == form(f_2, c9)"],
  ])("%s", (name, filled, expr) => expect(conditionOf(templateOf(name), filled)).toBe(expr));

  it("says nothing while a place is empty", () => {
    for (const template of TEMPLATES) expect(conditionOf(template, {})).toBe("");
    expect(conditionOf(templateOf("total"), { whole: ["c1"] })).toBe("");
  });

  it("takes the first of a selection as the whole and the rest as its parts", () => {
    expect(fromSelection(templateOf("total"), ["c1", "c2", "c3"])).toEqual({ whole: ["c1"], parts: ["c2", "c3"] });
    expect(fromSelection(templateOf("atMost"), ["c1", "c2", "c3"])).toEqual({ a: ["c1"], b: ["c2"] });
    expect(fromSelection(templateOf("elsewhere"), ["c1", "c2"])).toEqual({ here: ["c1"] });
    expect(fromSelection(templateOf("total"), [])).toEqual({});
  });

  it("is filled by pointing: one place is replaced, several are added and let go", () => {
    const { places } = templateOf("total");
    const whole = pointedAt({}, places[0]!, "c1");
    expect(nextPlace(templateOf("total"), whole, "whole")).toBe("parts");
    const parts = ["c2", "c3", "c2"].reduce<Filled>((now, code) => pointedAt(now, places[1]!, code), whole);
    expect(parts).toEqual({ whole: ["c1"], parts: ["c3"] });
    expect(pointedAt(parts, places[0]!, "c9").whole).toEqual(["c9"]);
  });
});
