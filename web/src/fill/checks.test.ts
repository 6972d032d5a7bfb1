import { describe, expect, it } from "vitest";

import type { Failure } from "../formula";
import { Book } from "../grid";
import { checksOf } from "./checks";
import type { Finding } from "./payload";

const form = { id: "f_1", code: "01/T" };
const book = new Book({ values: {}, specOf: () => ({ kind: "number" }) });
const failure = (vi: string): Failure => ({ id: "k_1/k1/0/r1", rule: "k_1/k1", severity: "warning", cells: ["r1:c9", "r1:c5"], left: "54", right: "44", sentence: { vi, en: vi }, message: "" });
const finding: Finding = {
  id: "x", form: "f_1", form_code: "01/T", rule: "k_1/k1", code: "submission.warning", severity: "warning",
  cells: ["r1:c9", "r1:c5"], sentence: "Cột 9: 54 > cột 5 = 44", hint: "", reason: "Đã đối chiếu sổ.",
};

describe("a check with words of its own", () => {
  it("says them before what it found, here and as the server found it", () => {
    const said = { ...failure("Cột 9: 54 > cột 5 = 44"), message: "Giải quyết nhiều hơn tiếp nhận." };
    const sentence = "Giải quyết nhiều hơn tiếp nhận: Cột 9: 54 > cột 5 = 44";
    expect(checksOf(form, [said], [{ ...finding, sentence }], book, [])[0]).toMatchObject({ sentence, reason: "Đã đối chiếu sổ." });
  });
});

describe("what the unit said to a warning", () => {
  it("stands beside the warning", () => {
    expect(checksOf(form, [failure("Cột 9: 54 > cột 5 = 44")], [finding], book, [])[0]?.reason).toBe("Đã đối chiếu sổ.");
  });

  it("does not stand beside other figures", () => {
    expect(checksOf(form, [failure("Cột 9: 60 > cột 5 = 44")], [finding], book, [])[0]?.reason).toBeUndefined();
  });

  it("leads to the cells of other forms that the check reads, whatever the figures are by now", () => {
    const there = { form: "f_2", form_code: "02/T", key: "r1:c1", name: "Dòng một · cột 1" };
    expect(checksOf(form, [failure("Cột 9: 60 > cột 5 = 44")], [{ ...finding, beyond: [there] }], book, [])[0]?.beyond).toEqual([there]);
  });
});
