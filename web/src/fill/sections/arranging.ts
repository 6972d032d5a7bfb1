/** A list seen through filters and in another order. The rows themselves keep their places: it is a view. */

import type { Book } from "../../grid";
import { compareNumbers } from "../../numbers";
import { folded, isNumber, type CellJson } from "../../grid/cells";
import { keyOf, type TableModel, type ViewRow } from "../../grid/model";

export interface Arrangement {
  /** What the text of a column must contain, by column id; diacritics may be left out. */
  filters: Readonly<Record<string, string>>;
  /** Column to sort by. */
  by: string;
  down: boolean;
}

export const NONE: Arrangement = { filters: {}, by: "", down: false };

export function isArranged({ filters, by }: Arrangement): boolean {
  return by !== "" || Object.values(filters).some((text) => text.trim() !== "");
}

/** Blank last, figures by size, dates by day, all else by the Vietnamese alphabet. */
function compare(a: CellJson, b: CellJson, text: (value: CellJson) => string): number {
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  const day = (value: CellJson) => (typeof value === "object" && value !== null && "d" in value ? value.d : null);
  const [from, to] = [day(a), day(b)];
  if (from && to) return from < to ? -1 : from > to ? 1 : 0;
  return text(a).localeCompare(text(b), "vi", { numeric: true });
}

function fits(row: ViewRow, book: Book, filters: Arrangement["filters"]): boolean {
  return Object.entries(filters).every(([column, wanted]) => folded(book.view(keyOf(row.key, column)).text).includes(folded(wanted)));
}

/**
 * The arrangement as it falls now, for `GridControl.arrange`: rows that are added or changed later stay in sight and in
 * their place until it is asked for again, so nothing vanishes under the hand.
 */
export function arranged(table: TableModel, book: Book, rows: readonly ViewRow[], wish: Arrangement): ((rows: ViewRow[]) => ViewRow[]) | null {
  if (!isArranged(wish)) return null;
  const own = rows.filter((row) => row.inst && !row.adder);
  const hidden = new Set(own.filter((row) => !fits(row, book, wish.filters)).map((row) => row.key));
  const column = table.columns.find((one) => one.id === wish.by);
  const order = new Map<string, number>();
  if (column) {
    const key = (row: ViewRow) => keyOf(row.key, column.id);
    const blank = (row: ViewRow) => book.get(key(row)) === null;
    const sorted = [...own].sort((a, b) => {
      if (blank(a) !== blank(b)) return blank(a) ? 1 : -1;
      const found = compare(book.get(key(a)), book.get(key(b)), (value) => book.view(value === book.get(key(a)) ? key(a) : key(b)).text);
      return wish.down ? -found : found;
    });
    sorted.forEach((row, at) => order.set(row.key, at));
  }
  const rank = (row: ViewRow) => (row.adder ? Number.MAX_SAFE_INTEGER : (order.get(row.key) ?? Number.MAX_SAFE_INTEGER - 1));
  return (all) => {
    const left = all.filter((row) => !hidden.has(row.key));
    return column ? left.map((row, at) => ({ row, at })).sort((a, b) => rank(a.row) - rank(b.row) || a.at - b.at).map(({ row }) => row) : left;
  };
}
