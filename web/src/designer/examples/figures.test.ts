import { describe, expect, it } from "vitest";
import type { FillPayload } from "../../fill/payload";
import { expectedOf, isWrong, type Line } from "./Compared";
import type { FilledExample } from "./documents";
import { filledWith, instancesOf, outsideOf, sameFigure } from "./figures";

const PROGRAM = {
  externals: [{ key: "prev|f_a|r1:c7", form: "f_a", cell: "r1:c7", period: "prev" }, { key: "prev|f_a|r2#:c1", form: "f_a", cell: "r2#:c1", period: "prev" }, { key: "same|f_b|r1:c1", form: "f_b", cell: "r1:c1", period: "same" }],
  formulas: [{ key: "r1:c6", kind: "carried", source: "prev|f_a|r1:c7", reads: [["c", "prev|f_a|r1:c7"]] }, { key: "r1:c7", kind: "computed", source: null, reads: [["cs", "prev|f_a|r2#:c1", "r2"]] }],
};
const PAYLOAD = { program: PROGRAM, values: {}, instances: {}, externals: {}, overrides: {} } as unknown as FillPayload;

describe("figures of an example", () => {
  it("are the same whatever zeros stand behind them; blank, - and 0 are not", () => {
    expect(sameFigure("40.00", "40")).toBe(true);
    expect(sameFigure("100", "1")).toBe(false);
    expect(sameFigure(null, undefined)).toBe(true);
    expect(sameFigure("0", null)).toBe(false);
    expect(sameFigure({ s: "-" }, "0")).toBe(false);
  });

  it("fill the form: rows that the keys speak of, carried cells as stated, outside figures given, or blank where a formula reads them", () => {
    const example = { title: "Quý I", cells: { "r1:c6": "10", "r2#k1:c1": "3", "r2#k2:c1": null }, outside: { "prev|f_a|r1:c7": "10", "prev|f_b|r9:c1": "9" } } as unknown as FilledExample;
    const filled = filledWith(PAYLOAD, example);
    expect(filled.instances["r2"]?.map((each) => each.id)).toEqual(["k1", "k2"]);
    expect(filled.overrides).toEqual({ "r1:c6": { reason: "Quý I" } });
    expect(filled.externals).toEqual({ "prev|f_a|r1:c7": "10", "prev|f_a|r2#:c1": null });
    expect(outsideOf(PAYLOAD, { "same|f_b|r1:c1": "4" })["same|f_b|r1:c1"]).toBe("4");
    expect(outsideOf(PAYLOAD)).toEqual({ "prev|f_a|r1:c7": null, "prev|f_a|r2#:c1": null });
    expect(instancesOf({ "r1:c1": "1" })).toEqual({});
  });

  it("are compared with the paper as people write numbers", () => {
    const line = (paper: string): Line => ({ key: "r1:c1", got: "1234.5", name: "", kept: true, paper });
    expect([line(""), line("1.234,5"), line("1234,50")].map(isWrong)).toEqual([false, false, false]);
    expect([line("1.234"), line("trống"), line("-"), line("mười")].map(isWrong)).toEqual([true, true, true, true]);
    expect(expectedOf(line("mười"))).toBeUndefined();
    expect(isWrong({ ...line("1"), kept: false })).toBe(false);
  });
});
