import { describe, expect, it } from "vitest";

import { exact, fixedText, over, plainText, plus, roundTo, settle, times } from "./exact";

describe("exact numbers", () => {
  it("adds and multiplies without losing a digit", () => {
    expect(plainText(plus(exact("0.1"), exact("0.2")))).toBe("0.3");
    expect(plainText(plus(exact("12345678901234567890.12"), exact("0.01")))).toBe("12345678901234567890.13");
    expect(plainText(times(exact("9007199254740993"), exact("3")))).toBe("27021597764222979");
  });

  it("keeps 100 significant digits", () => {
    const long = exact(`1.${"0".repeat(98)}15`);
    expect(plainText(times(long, exact(1)))).toBe(`1.${"0".repeat(98)}2`);
  });

  it("divides to 100 digits, rounding the last one right", () => {
    expect(plainText(over(exact(2), exact(3)))).toBe(`0.${"6".repeat(99)}7`);
    expect(plainText(over(exact("1e30"), exact("1e-30")))).toBe("1" + "0".repeat(60));
    expect(plainText(over(exact(-1), exact(8)))).toBe("-0.125");
    // One digit beyond the 100th is exactly 5, and more follows: this is no tie downwards.
    expect(plainText(over(exact(0), exact(7)))).toBe("0");
  });

  it("settles a quotient to 15 digits", () => {
    expect(plainText(settle(over(exact(1), exact(3))))).toBe("0.333333333333333");
    expect(plainText(settle(times(over(exact(1), exact(3)), exact(3))))).toBe("1");
  });

  it("rounds half away from zero, never to minus zero", () => {
    expect(["2.5", "-2.5", "0.285", "1.005"].map((text) => plainText(roundTo(exact(text), text.length > 4 ? 2 : 0)))).toEqual(["3", "-3", "0.29", "1.01"]);
    expect(fixedText(exact("-0.4"), 0)).toBe("0");
    expect(fixedText(exact("6.5"), 2)).toBe("6.50");
  });
});
