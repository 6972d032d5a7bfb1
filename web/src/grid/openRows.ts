/** Open rows: those that a pasted block needs, and how one is called. */

import type { Book } from "./book";
import { textOf } from "./cells";
import type { GridControl } from "./control";
import { newInstanceId, type Instance, type Instances, type ViewRow } from "./model";

interface Drawn {
  readonly view: ViewRow[];
  readonly book: Book;
}

/** The open rows once those are there that a block of `height` rows pasted at row `top` lacks, up to the form's limit; null when it lacks none. */
export function grownRows({ view, book }: Drawn, height: number, top: number): Instances | null {
  const openId = view[top]?.openId;
  if (!openId) return null;
  const end = view.findIndex((one, row) => row >= top && one.openId === openId && one.adder);
  const list = book.instances[openId] ?? [];
  const perCopy = Math.max(1, view.filter((one) => one.inst && one.inst === list[0]?.id).length);
  const missing = Math.ceil((height - (end - top)) / perCopy);
  const room = Math.min(missing, (view[end]?.row.open?.max ?? 500) - list.length);
  if (end < 0 || room <= 0) return null;
  const fresh = Array.from({ length: room }, (): Instance => ({ id: newInstanceId(), label: "", item: null }));
  return { ...book.instances, [openId]: [...list, ...fresh] };
}

/** The rows that a row hangs under, from the top: groups, and the copy of an open row that it belongs to. */
export function rowsAbove(view: readonly ViewRow[], row: number): number[] {
  const above: number[] = [];
  let depth = view[row]?.row.depth ?? 0;
  for (let at = row - 1; at >= 0 && depth > 0; at -= 1) {
    const one = view[at]!;
    if (one.adder || one.row.depth >= depth) continue;
    depth = one.row.depth;
    above.unshift(at);
  }
  return above;
}

/** What a row added at row `at` belongs to; where groups have open rows of one name, with the group. */
export function addedTo(control: GridControl, at: number): string {
  const { view } = control;
  const label = view[at]?.row.label ?? "";
  if (!label || view.filter((one) => one.adder && one.row.label === label).length < 2) return label;
  const group = rowsAbove(view, at).at(-1);
  return group === undefined ? label : `${label} (${nameOfRow(control, group)})`;
}

/** How a row is called: its number with its caption, in a list without captions with what stands in it first. */
export function nameOfRow({ view, table, keyAt, book }: GridControl, row: number): string {
  const drawn = view[row];
  if (!drawn) return "";
  const first = (): string | undefined => {
    for (let column = 0; column < table.columns.length; column += 1) {
      const key = keyAt({ row, column });
      const text = key === null ? "" : textOf(book.get(key), book.specOf(key));
      if (text) return text;
    }
    return undefined;
  };
  return [drawn.marker, drawn.label || (first() ?? "")].filter(Boolean).join(" ");
}
