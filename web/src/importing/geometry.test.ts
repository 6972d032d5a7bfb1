import { describe, expect, it } from "vitest";
import { areaOf, edgesOf, letters, Owners, placeOf, Plan } from "./geometry";
import { idOf } from "./counterpart";
import type { Finding, Role, Sheet } from "./model";

const sheet = (merges: Sheet["merges"], cells: Sheet["cells"] = []): Sheet => ({
  name: "S", rows: 6, columns: 5, cells, styles: [], merges, widths: [], hidden_rows: [], hidden_columns: [], before: [], after: [],
});
const finding = (role: Role, area: Finding["area"]): Finding => ({ role, sheet: 0, area, place: "", confidence: 90, level: "sure", confirmed: false, form: "", path: [], detail: "", reasons: [], joined: false });

describe("places", () => {
  it("are written as people write them", () => {
    expect([letters(0), letters(25), letters(26), letters(701), letters(702)]).toEqual(["A", "Z", "AA", "ZZ", "AAA"]);
    expect(placeOf([6, 2, 6, 2])).toBe("C7");
    expect(placeOf([6, 2, 8, 3])).toBe("C7:D9");
  });
  it("span from either end", () => {
    expect(areaOf({ row: 4, column: 0 }, { row: 1, column: 3 })).toEqual([1, 0, 4, 3]);
  });
});

describe("merged cells", () => {
  const plan = new Plan(sheet([[0, 0, 1, 1], [1, 2, 1, 3]]));
  it("are never cut by an area", () => {
    expect(plan.whole([1, 1, 1, 2])).toEqual([0, 0, 1, 3]);
    expect(plan.whole([3, 3, 3, 3])).toEqual([3, 3, 3, 3]);
  });
  it("are one step wide and high", () => {
    expect(plan.beside({ row: 0, column: 0 }, 0, 1)).toEqual({ row: 0, column: 2 });
    expect(plan.beside({ row: 0, column: 1 }, 1, 0)).toEqual({ row: 2, column: 1 });
    expect(plan.beside({ row: 5, column: 4 }, 1, 0)).toEqual({ row: 5, column: 4 });
  });
});

describe("a sheet as large as the format allows", () => {
  it("is looked into only where it is drawn", () => {
    const huge = new Plan({ ...sheet([[0, 0, 1_048_575, 0]]), rows: 1_048_576, columns: 16_384 });
    const owners = new Owners(huge, [finding("row", [1_048_575, 0, 1_048_575, 16_383])], [], 0);
    expect(huge.columns).toBe(400);
    expect(huge.mergeAt(900_000, 0)).toEqual([0, 0, 1_048_575, 0]);
    expect(owners.findingAt(1_048_575, 399)).toBe(0);
    expect(owners.findingAt(5, 0)).toBeNull();
  });
});

describe("owners", () => {
  const plan = new Plan(sheet([[0, 0, 1, 0]]));
  const left = [{ sheet: 0, area: [5, 4, 5, 4] as const, place: "", text: "x", reason: "", code: "", passed: false }];
  const owners = new Owners(plan, [finding("cell", [3, 2, 3, 2]), finding("row", [3, 0, 3, 4]), finding("stub", [2, 0, 4, 0]), finding("cell", [1, 0, 1, 0])], left, 0);
  it("lets what says more about a part lie over the row", () => {
    expect(owners.findingAt(3, 2)).toBe(0);
    expect(owners.findingAt(3, 4)).toBe(1);
    expect(owners.findingAt(3, 0)).toBe(2);
  });
  it("shows what is said of the lower part of a merged cell on the cell", () => {
    expect(owners.findingAt(0, 0)).toBe(3);
  });
  it("keeps what was not understood apart", () => {
    expect(owners.leftAt(5, 4)).toBe(0);
    expect(owners.findingAt(5, 4)).toBeNull();
    expect(owners.leftAt(5, 3)).toBeNull();
  });
  it("knows the edges of a block", () => {
    const blocks = [{ sheet: 0, area: [1, 0, 4, 3] as const, form: "f", section: "s" }];
    expect(edgesOf(blocks, 0, 1)).toEqual([[0, 3, true, false]]);
    expect(edgesOf(blocks, 0, 5)).toEqual([]);
  });
});

describe("paths", () => {
  it("lead to a node, whatever of it is meant", () => {
    expect(idOf(["sections", "items", "s1", "columns", "nodes", "c9", "relation"])).toBe("c9");
    expect(idOf(["sections", "items", "s1", "cells", "r1:c9"])).toBe("r1:c9");
    expect(idOf(["sections", "items", "s1", "title"])).toBe("s1");
    expect(idOf([])).toBeUndefined();
  });
});
