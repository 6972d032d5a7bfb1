/** Finding in a table: captions of rows and columns and the values shown, diacritics left out, marks of thousands too. */

import { folded, isNumber, textOf } from "./cells";
import type { GridControl } from "./control";
import type { Position } from "./selection";

export interface Match {
  at: Position;
  /** What was found: the cell's value, or the caption of its row or column. */
  what: "value" | "row" | "column";
  name: string;
}

/** "1234,5" finds 1.234,5: what was typed as a number, as it is stored; null when it is none. */
function figure(query: string): string | null {
  const digits = query.replace(/[.\s]/g, "").replace(",", ".");
  return /^-?\d+(\.\d*)?$/.test(digits) ? digits : null;
}

function columnMatches(control: GridControl, wanted: string): Match[] {
  const first = (column: number) => control.view.findIndex((_, row) => control.specAt({ row, column }) !== null);
  return control.table.columns.flatMap((column, index): Match[] => {
    if (column.stub || !folded(column.label).includes(wanted)) return [];
    const row = first(index);
    return row < 0 ? [] : [{ at: { row, column: index }, what: "column", name: column.label }];
  });
}

/** Where a row is shown that has no cell of its own to go to: the next row that has one. */
function besides(control: GridControl, row: number): Position | null {
  for (let at = row; at < control.view.length; at += 1) {
    const column = control.table.columns.findIndex((_, index) => control.specAt({ row: at, column: index }) !== null);
    if (column >= 0) return { row: at, column };
  }
  return null;
}

/** All places that hold the text, columns first, then row by row. Nothing for an empty text. */
export function findAll(control: GridControl, query: string): Match[] {
  const wanted = folded(query);
  if (!wanted) return [];
  const number = figure(wanted);
  const out = columnMatches(control, wanted);
  control.view.forEach((view, row) => {
    if (view.adder) return;
    const captioned = control.caption >= 0 && control.specAt({ row, column: control.caption }) === null;
    if (captioned && folded(`${view.marker} ${view.label} ${view.row.printed_code ?? ""}`).includes(wanted)) {
      const at = besides(control, row);
      if (at) out.push({ at, what: "row", name: view.label });
    }
    for (let column = 0; column < control.columns; column += 1) {
      const at = { row, column };
      const value = control.valueAt(at);
      if (value === null) continue;
      const found = isNumber(value) && number !== null ? value.includes(number) : folded(textOf(value, control.specAt(at))).includes(wanted);
      if (found) out.push({ at, what: "value", name: "" });
    }
  });
  return out;
}

/** The match after (or before) a place, around the end. */
export function stepMatch(matches: readonly Match[], from: number, by: 1 | -1): number {
  return matches.length ? (from + by + matches.length) % matches.length : -1;
}
