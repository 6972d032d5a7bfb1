// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { sample } from "../testing/sample";
import type { Rule } from "./documents";
import { cellWords, examplesOf, exampleWords, keeping, ruleAt, withExamples, type Example } from "./examples";
import { applied } from "./operations";

const PASS: Example = { cells: { "r1:c1": "5", "r1:c2": "3.5", "r1:c3": null }, expect: "pass" };
const FAIL: Example = { cells: { "r1:c1": "1200", "r1:c2": { s: "-" } }, expect: "fail" };

describe("cells in words", () => {
  it("names row and column, other forms and other periods", () => {
    const documents = sample();
    expect(cellWords(documents, "f_a", "r1a:c2")).toBe("«1 Lần đầu» · «Nam» (2)");
    expect(cellWords(documents, "f_a", "same|f_b|u1:b1")).toBe("02/A: «Số đơn» (1)");
    expect(cellWords(documents, "f_a", "prev|f_a|r1:c1")).toBe("kỳ trước: «I Khiếu nại» · «Tổng số» (1)");
    expect(cellWords(documents, "f_b", "u1:b1")).toBe("«Số đơn» (1)");
    expect(cellWords(documents, "f_b", "gone:gone")).toBe("gone:gone");
  });

  it("says numbers as they are written here and blanks as blanks", () => {
    expect(exampleWords(sample(), "f_a", PASS.cells)).toBe("«I Khiếu nại» · «Tổng số» (1) = 5; «I Khiếu nại» · «Nam» (2) = 3,5; 1 ô để trống");
    expect(exampleWords(sample(), "f_a", FAIL.cells)).toContain("= 1.200; ");
    expect(exampleWords(sample(), "f_a", { "r1:c1": null })).toBe("mọi ô để trống");
    expect(exampleWords(sample(), "f_a", { "r1#i2:c1": "1" })).toBe("«I Khiếu nại» · «Tổng số» (1) (dòng thêm 2) = 1");
    const many = Object.fromEntries(Array.from({ length: 33 }, (_, at) => [`r${at}:c1`, "1"]));
    expect(exampleWords(sample(), "f_a", many)).toContain("; và 3 ô nữa");
  });
});

describe("keeping", () => {
  it("gives examples to checks without any and leaves the others alone", () => {
    const documents = sample();
    const first = keeping(documents, { "k_a/k1": [PASS, FAIL], "k_a/gone": [PASS] });
    expect([first.fresh.length, first.replacing.length, first.kept]).toEqual([1, 0, 0]);
    const kept = applied(documents, first.fresh[0]!);
    expect(examplesOf(ruleAt(kept, "k_a/k1")?.rule as Rule)).toEqual([PASS, FAIL]);
    expect(ruleAt(kept, "k_a/k1")?.rule.printed).toBe("1=2+3");
    const again = keeping(kept, { "k_a/k1": [PASS, FAIL] });
    expect([again.fresh.length, again.replacing.length, again.kept]).toEqual([0, 0, 1]);
    const other = keeping(kept, { "k_a/k1": [FAIL] });
    expect([other.fresh.length, other.replacing.length, other.kept]).toEqual([0, 1, 1]);
  });

  it("takes the place away with the last example", () => {
    const known = ruleAt(sample(), "k_a/k1")!;
    const kept = applied(sample(), withExamples(known, [PASS]));
    const bare = applied(kept, withExamples(ruleAt(kept, "k_a/k1")!, []));
    expect(bare).toEqual(sample());
  });
});
