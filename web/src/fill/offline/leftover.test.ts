import { describe, expect, it } from "vitest";

import type { FormTab } from "../payload";
import { codesOf, leftForms } from "./leftover";

const KEYS = ["khuon:draft:u1:s1:f_1:p1", "khuon:draft:u1:s1:f_2:p2", "khuon:draft:u1:s1:f_2:p3", "khuon:draft:u1:s10:f_3:p2", "khuon:draft:u2:s1:f_4:p2", "khuon:steps:u1:s1:f_5:p2"];
const TABS = [{ id: "f_1", code: "01/T" }, { id: "f_2", code: "02/T" }] as FormTab[];

describe("what other pages hold unsaved", () => {
  it("is told by form: of this person and this report, and not what this page holds itself", () => {
    expect(leftForms("u1", "s1", { page: "p1", form: "f_1" }, KEYS)).toEqual(["f_2"]);
    expect(leftForms("u1", "s1", { page: "p9", form: "f_1" }, KEYS)).toEqual(["f_1", "f_2"]);
    // Of another form than stands there now: from before the page was loaded again.
    expect(leftForms("u1", "s1", { page: "p1", form: "f_2" }, KEYS)).toEqual(["f_1", "f_2"]);
  });

  it("is called by the codes of the report's forms, each once; forms that the report no longer has keep nobody", () => {
    expect(codesOf("02/T", ["f_2"], "f_1", TABS)).toBe("02/T");
    expect(codesOf("01/T", ["f_2", "f_9"], "f_1", TABS)).toBe("01/T, 02/T");
    document.documentElement.lang = "vi";
    expect(codesOf("", ["f_1", "f_2"], "f_1", TABS)).toBe("01/T (ở trang khác), 02/T");
    expect(codesOf("", [], "f_1", TABS)).toBe("");
  });
});
