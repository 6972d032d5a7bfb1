import { describe, expect, it } from "vitest";

import { Exact, Sum, compared, exact, fixedText, minus, over, plainText, plus, roundTo, settle, shortNumber, times } from "./exact";
import { settledProduct } from "./quotient";

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

/** Numbers of all sizes from a seed: short ones, ones at the edge of what a double keeps, long ones, tiny ones. */
function numbers(count: number): Exact[] {
  let state = 20261127;
  const next = (below: number) => (state = (state * 48271) % 2147483647) % below;
  const digits = (length: number) => Array.from({ length }, () => next(10)).join("");
  const shapes = [
    () => `${next(100)}`,
    () => `${next(1e6)}.${digits(2)}`,
    () => `${9007199254740991n + BigInt(next(5) - 2)}`,
    () => `${digits(8)}.${digits(8)}`,
    () => `0.${"0".repeat(next(20))}${digits(3)}`,
    () => `${digits(30)}.${digits(9)}`,
    () => `${digits(15)}5`,
  ];
  return Array.from({ length: count }, (_, index) => exact((next(2) ? "-" : "") + shapes[index % shapes.length]!()));
}

/** The same number in whole units of any length: what the quick way is measured against. */
function wide(value: Exact): Exact {
  return value.w === null ? new Exact(0, value.d, BigInt(value.n)) : value;
}

describe("the quick way", () => {
  const all = numbers(140);
  const pairs = all.flatMap((a, index) => [1, 2, 5, 9, 30].map((step) => [a, all[(index + step) % all.length]!] as const));

  it("gives what whole numbers of any length give", () => {
    for (const [a, b] of pairs) {
      for (const operation of [plus, minus, times]) expect(plainText(operation(a, b))).toBe(plainText(operation(wide(a), wide(b))));
      expect(Math.sign(compared(a, b))).toBe(Math.sign(compared(wide(a), wide(b))));
      for (const decimals of [-2, 0, 2, 4]) expect(plainText(roundTo(a, decimals))).toBe(plainText(roundTo(wide(a), decimals)));
    }
  });

  it("takes a quotient to the same 15 digits as a division to 100 digits", () => {
    for (const [a, b] of pairs.filter(([, divisor]) => plainText(divisor) !== "0")) {
      for (const c of [exact(100), exact("0.1"), exact("3.000000000000015"), b]) {
        expect(plainText(settledProduct([a, b, c], [false, true, false]))).toBe(plainText(settle(times(over(a, b), c))));
        expect(plainText(settledProduct([a, c, b], [false, false, true]))).toBe(plainText(settle(over(times(a, c), b))));
      }
    }
  });

  it("adds numbers that are hundreds of digits apart as fast as any", () => {
    const [huge, tiny] = [exact("1e2000"), exact("1e-2000")];
    expect(plainText(minus(plus(huge, tiny), huge))).toBe("0");
    expect(plainText(minus(huge, tiny))).toBe(plainText(huge));
    expect([compared(huge, tiny), compared(tiny, exact("-1e-1999"))].map(Math.sign)).toEqual([1, 1]);
  });

  it("reads short texts digit by digit to the very same number, and leaves the others alone", () => {
    for (const text of ["0", "-0", "7", "-7", "007", "0.00", "1.50", "-0.5", "99999.9999", "123456789012345", "-123456789012345", "1234567.8901234"]) {
      expect(shortNumber(text)).toEqual(exact(text));
    }
    for (const text of ["", "-", ".", ".5", "5.", "-.5", "1.2.3", "1,5", "+1", "1e3", " 1", "1-", "--1", "1234567890123456"]) {
      expect(shortNumber(text)).toBeNull();
    }
  });

  it("adds up a list like one addition after the other", () => {
    for (const [a, b] of pairs) {
      const sum = new Sum();
      [a, b, a, exact("0.1"), b].forEach((value) => sum.add(value));
      expect(sum.value()).toEqual(plus(plus(plus(plus(a, b), a), exact("0.1")), b));
    }
    expect(new Sum().value()).toBeNull();
  });
});
