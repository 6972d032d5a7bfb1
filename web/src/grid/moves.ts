/** Where a key leads: pure steps over the places of a table that hold a cell. */

import type { Position } from "./selection";

/** What a table offers to movement. `has` = there is a cell; `open` = it can be entered; `filled` = it is not blank. */
export interface Places {
  rows: number;
  columns: number;
  has: (position: Position) => boolean;
  open: (position: Position) => boolean;
  filled: (position: Position) => boolean;
}

export type Direction = "up" | "down" | "left" | "right";

const STEP: Record<Direction, [number, number]> = { up: [-1, 0], down: [1, 0], left: [0, -1], right: [0, 1] };

function inside(places: Places, at: Position): boolean {
  return at.row >= 0 && at.row < places.rows && at.column >= 0 && at.column < places.columns;
}

/** The next cell in a direction, over headings and stub columns; null at the edge. */
export function step(places: Places, from: Position, direction: Direction): Position | null {
  const [down, right] = STEP[direction];
  let at = { row: from.row + down, column: from.column + right };
  while (inside(places, at)) {
    if (places.has(at)) return at;
    at = { row: at.row + down, column: at.column + right };
  }
  return null;
}

/** Ctrl+arrow: to the edge of the block of filled cells, or to the next filled cell, or to the edge of the table. */
export function jump(places: Places, from: Position, direction: Direction): Position {
  let next = step(places, from, direction);
  if (!next) return from;
  const inBlock = places.filled(from) && places.filled(next);
  let last = inBlock ? from : next;
  while (next && (inBlock ? places.filled(next) : !places.filled(next))) {
    last = next;
    next = step(places, next, direction);
  }
  return !inBlock && next ? next : last;
}

/** Tab: the next cell that can be entered, row by row; any cell when the table is read only; null past the end. */
export function tab(places: Places, from: Position, back: boolean, readOnly: boolean): Position | null {
  const total = places.rows * places.columns;
  const turn = back ? -1 : 1;
  for (let index = from.row * places.columns + from.column + turn; index >= 0 && index < total; index += turn) {
    const at = { row: Math.floor(index / places.columns), column: index % places.columns };
    if (readOnly ? places.has(at) : places.open(at)) return at;
  }
  return null;
}

/** The first or last cell of a row; null in a heading row. */
export function rowEnd(places: Places, row: number, end: "first" | "last"): Position | null {
  const columns = Array.from({ length: places.columns }, (_, column) => column);
  if (end === "last") columns.reverse();
  const column = columns.find((one) => places.has({ row, column: one }));
  return column === undefined ? null : { row, column };
}

/** The first or last cell of the table. */
export function corner(places: Places, end: "first" | "last"): Position | null {
  for (let index = 0; index < places.rows; index += 1) {
    const found = rowEnd(places, end === "first" ? index : places.rows - 1 - index, end);
    if (found) return found;
  }
  return null;
}

/** About a screenful away in the same column, on a row that has a cell there. */
export function page(places: Places, from: Position, rows: number): Position {
  const turn = rows < 0 ? -1 : 1;
  const goal = Math.max(0, Math.min(places.rows - 1, from.row + rows));
  for (let row = goal; row !== from.row; row -= turn) {
    const at = { row, column: from.column };
    if (places.has(at)) return at;
  }
  return from;
}
