import { describe, expect, it } from "vitest";

import { corner, jump, page, rowEnd, step, tab, type Places } from "./moves";

/** "." no cell, "o" open and blank, "f" open and filled, "l" locked and filled. */
function places(...rows: string[]): Places {
  const at = ({ row, column }: { row: number; column: number }) => rows[row]?.[column] ?? ".";
  return {
    rows: rows.length,
    columns: rows[0]!.length,
    has: (place) => at(place) !== ".",
    open: (place) => "of".includes(at(place)),
    filled: (place) => "fl".includes(at(place)),
  };
}

const table = places(".lfo", "....", ".lfo", ".foo");

describe("moving", () => {
  it("steps over headings and stops at the edge", () => {
    expect(step(table, { row: 0, column: 1 }, "down")).toEqual({ row: 2, column: 1 });
    expect(step(table, { row: 0, column: 1 }, "left")).toBeNull();
  });
  it("jumps to the edge of a block or to the next filled cell", () => {
    expect(jump(table, { row: 0, column: 1 }, "right")).toEqual({ row: 0, column: 2 });
    expect(jump(table, { row: 3, column: 3 }, "left")).toEqual({ row: 3, column: 1 });
    expect(jump(table, { row: 0, column: 3 }, "down")).toEqual({ row: 3, column: 3 });
  });
  it("tabs over locked cells to the next row and out at the end", () => {
    expect(tab(table, { row: 0, column: 3 }, false, false)).toEqual({ row: 2, column: 2 });
    expect(tab(table, { row: 2, column: 2 }, true, false)).toEqual({ row: 0, column: 3 });
    expect(tab(table, { row: 3, column: 3 }, false, false)).toBeNull();
    expect(tab(table, { row: 0, column: 3 }, false, true)).toEqual({ row: 2, column: 1 });
  });
  it("finds ends, corners and pages", () => {
    expect(rowEnd(table, 2, "first")).toEqual({ row: 2, column: 1 });
    expect(rowEnd(table, 1, "first")).toBeNull();
    expect(corner(table, "last")).toEqual({ row: 3, column: 3 });
    expect(page(table, { row: 0, column: 1 }, 20)).toEqual({ row: 3, column: 1 });
    expect(page(table, { row: 2, column: 1 }, -1)).toEqual({ row: 2, column: 1 });
  });
});
