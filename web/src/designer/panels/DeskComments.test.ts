import { describe, expect, it } from "vitest";

import { counted } from "../dialogs/EffectsNote";
import { placeOf } from "./DeskComments";

describe("the place of a remark", () => {
  it("is written as the designer's findings write it", () => {
    expect(placeOf({ form: "f_a", section: "s1", place: "r1:c1" })).toBe("f_a/s1/r1:c1");
    expect(placeOf({ form: "f_a", section: "s1", place: "s1" })).toBe("f_a/s1");
    expect(placeOf({ form: "f_a", section: "", place: "" })).toBe("f_a");
    expect(placeOf({ form: "f_a", section: "", place: "k_a/k1" })).toBe("k_a/k1");
  });
});

describe("the effect in numbers", () => {
  const nothing = { reports: 4, looked: 4, first: false, nothing: true, lost: [], judged: [], totals: [], moved: [], open: [], problem: "" };
  it("says each kind that there is, and none that there is not", () => {
    expect(counted(nothing)).toEqual([]);
    expect(counted({ ...nothing, lost: [{ values: 3 }, { values: 2 }], moved: [{}], open: [{ states: { filling: 2, checked: 1 } }] })).toEqual([
      "5 số liệu không còn chỗ",
      "1 số tổng thay đổi",
      "3 báo cáo đang làm dở",
    ]);
  });
});
