import { describe, expect, it } from "vitest";

import { compareNumbers, decimalsOf, difference, editNumber, evidence, formatNumber, parseNumber, sumOf } from "./numbers";

const read = (text: string) => {
  const found = parseNumber(text);
  return found.ok ? found.value : found.reason;
};

describe("reading a typed number", () => {
  it.each([
    ["1234", "1234"],
    ["1.234", "1234"],
    ["1.234.567,89", "1234567.89"],
    ["0,5", "0.5"],
    [",5", "0.5"],
    ["12.5", "12.5"],
    ["0.750", "0.750"],
    ["1,234.5", "1234.5"],
    ["1,234,567", "1234567"],
    ["1,234", "1.234"],
    ["-7", "-7"],
    ["−7", "-7"],
    ["(1.000)", "-1000"],
    ["+3", "3"],
    ["1 234 567", "1234567"],
    ["1\u00a0234", "1234"],
    ["1\u2003234", "1234"],
    ["12%", "12"],
    ["007", "7"],
    ["-0", "0"],
    ["19,99", "19.99"],
    ["9".repeat(40), "9".repeat(40)],
  ])("%s is %s", (text, value) => expect(read(text)).toBe(value));

  it.each(["", "abc", "1.23.4", "1,2,3", "12a", "1e5", "١٢", "--1", ".", ",", "1..2", "1.2345.678", "NaN", "Infinity", "1\n234", "1\t234", "1\u2028234"])("%s is no number", (text) =>
    expect(read(text)).toBe("not_a_number"),
  );

  it("refuses more digits than a cell keeps", () => expect(read("1".repeat(41))).toBe("too_long"));
});

describe("evidence about separators", () => {
  it.each([
    ["1.234", "either"],
    ["1,234", "either"],
    ["1.234,5", "vi"],
    ["1,234.5", "en"],
    ["2.5", "en"],
    ["2,5", "vi"],
    ["1.234.567", "vi"],
    ["1234", null],
    ["abc", null],
  ])("%s speaks for %s", (text, style) => expect(evidence(text)).toBe(style));
});

describe("showing a number", () => {
  it.each([
    ["1234567.89", 2, "1.234.567,89"],
    ["5", 2, "5,00"],
    ["5.10", 0, "5,1"],
    ["1234.567", 2, "1.234,567"],
    ["-1000", 0, "-1.000"],
    ["0", 0, "0"],
    ["280738220.39", 2, "280.738.220,39"],
  ])("%s with %i decimals is %s", (value, decimals, text) => expect(formatNumber(value, decimals)).toBe(text));

  it("is typed back without thousands", () => expect(editNumber("1234.5")).toBe("1234,5"));
  it("counts decimals", () => expect(decimalsOf("1.250")).toBe(3));
});

describe("exact arithmetic", () => {
  it("adds tenths without a binary slip", () => expect(sumOf(["0.1", "0.2"])).toBe("0.3"));
  it("adds beyond 15 digits", () => expect(sumOf(["9007199254740993", "0.01"])).toBe("9007199254740993.01"));
  it("adds signs and nothing", () => {
    expect(sumOf(["-5", "2.5"])).toBe("-2.5");
    expect(sumOf([])).toBe("0");
  });
  it("subtracts and compares", () => {
    expect(difference("10", "12.5")).toBe("-2.5");
    expect(compareNumbers("1.10", "1.1")).toBe(0);
    expect(compareNumbers("-2", "1")).toBe(-1);
    expect(compareNumbers("10", "9")).toBe(1);
  });
});
