/** A list seen through filters and in another order. The rows themselves keep their places: it is a view. */

import type { Book } from "../../grid";
import { compareNumbers } from "../../numbers";
import { folded, isNumber, isNumeric, parseText, sameValue, type CellJson } from "../../grid/cells";
import { keyOf, specAt, type Spec, type TableModel, type ViewRow } from "../../grid/model";
import { t } from "../../words/fill-sections";

export interface Arrangement {
  /** What a column is asked for, by column id, as typed or chosen: see `asked`. */
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
function compare({ value: a, text: first }: ReturnType<Read>, { value: b, text: second }: ReturnType<Read>): number {
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  const day = (value: CellJson) => (typeof value === "object" && value !== null && "d" in value ? value.d : null);
  const [from, to] = [day(a), day(b)];
  if (from && to) return from < to ? -1 : from > to ? 1 : 0;
  return first.localeCompare(second, "vi", { numeric: true });
}

type Asked = (value: CellJson, text: string) => boolean;

const COMPARED = /^(>=|<=|≥|≤|>|<|=)\s*(.+)$/;
const HOLDS: Record<string, (sign: number) => boolean> = {
  ">": (sign) => sign > 0,
  "<": (sign) => sign < 0,
  ">=": (sign) => sign >= 0,
  "≥": (sign) => sign >= 0,
  "<=": (sign) => sign <= 0,
  "≤": (sign) => sign <= 0,
};

/** A figure is asked for whole: 0 finds neither 10 nor "-" nor a blank; a sign before it compares. */
function askedFigure(wanted: string, spec: Spec): Asked | null {
  const [, sign = "=", figure = wanted] = COMPARED.exec(wanted) ?? [];
  const value = parseText(figure, { ...spec, dash: true });
  if (value === null || (typeof value === "object" && "raw" in value)) return null;
  const holds = HOLDS[sign];
  if (!holds) return (own) => sameValue(own, value);
  return isNumber(value) ? (own) => isNumber(own) && holds(compareNumbers(own, value)) : null;
}

/**
 * What a column must hold: blank or anything at all, a choice as it is called, a figure, else a part of the text, for
 * which diacritics may be left out.
 */
export function asked(wanted: string, spec: Spec): Asked {
  const plain = folded(wanted.trim());
  if (plain === folded(t("list.blank"))) return (value) => value === null;
  if (plain === folded(t("list.filled"))) return (value) => value !== null;
  if (spec.kind === "choice") return (_value, text) => text === wanted;
  const figure = isNumeric(spec) ? askedFigure(wanted.trim(), spec) : null;
  return figure ?? ((_value, text) => folded(text).includes(plain));
}

/** How the name of a row is asked for and sorted. */
export const NAME: Spec = { kind: "text" };

type Read = (row: ViewRow, column: string) => { spec: Spec | null; value: CellJson; text: string };

/** What stands in a cell now; in the column of captions the name of the row. */
function reading(table: TableModel, book: Book): Read {
  const index = new Map(table.columns.map((column, at) => [column.id, at]));
  const caption = table.columns.find((column) => column.stub === "caption")?.id;
  return (row, column) => {
    if (column === caption) return { spec: NAME, value: row.label === "" ? null : { t: row.label }, text: row.label };
    const { value, text } = book.view(keyOf(row.key, column));
    return { spec: specAt(table, row, index.get(column) ?? -1), value, text };
  };
}

/** Whether a row is asked for, by what stands in it now. */
function fitting(read: Read, filters: Arrangement["filters"]): (row: ViewRow) => boolean {
  const wishes = Object.entries(filters).filter(([, wanted]) => wanted.trim() !== "");
  return (row) =>
    wishes.every(([column, wanted]) => {
      const { spec, value, text } = read(row, column);
      return spec !== null && asked(wanted, spec)(value, text);
    });
}

/**
 * The arrangement as it falls now, for `GridControl.arrange`: rows that are added or changed later stay in sight and in
 * their place until it is asked for again, so nothing vanishes under the hand.
 */
export function arranged(table: TableModel, book: Book, rows: readonly ViewRow[], wish: Arrangement): ((rows: ViewRow[]) => ViewRow[]) | null {
  if (!isArranged(wish)) return null;
  const own = rows.filter((row) => row.inst && !row.adder);
  const read = reading(table, book);
  const fits = fitting(read, wish.filters);
  const hidden = new Set(own.filter((row) => !fits(row)).map((row) => row.key));
  const column = table.columns.find((one) => one.id === wish.by);
  const order = new Map<string, number>();
  if (column) {
    const sorted = [...own].sort((a, b) => {
      const [one, other] = [read(a, column.id), read(b, column.id)];
      if ((one.value === null) !== (other.value === null)) return one.value === null ? 1 : -1;
      const found = compare(one, other);
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
