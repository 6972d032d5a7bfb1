/** What a long table draws: the rows in view, and of each row the columns in view. */
import { type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { GridSection, Id } from "../model/documents";
import { columnsOf, rowsOf } from "../model/geometry";
import { registerRows } from "./reveal";

/** Cells up to which a table is drawn whole. */
const WHOLE = 2000;
export const GUTTER = 40;
/** Columns and rows beyond the edges that are drawn too; the edges move by as many at once. */
const STEP = 4;

export function isLong(section: GridSection): boolean {
  return rowsOf(section.rows).rows.length * columnsOf(section.columns).leaves.length > WHOLE;
}

/** First and last leaf column that is drawn. */
export interface Span {
  first: number;
  last: number;
}

export const ALL: Span = { first: 0, last: Number.MAX_SAFE_INTEGER };

/** The columns in view. The header is always whole: it is small, and places are measured by it. */
export function useVisibleColumns(long: boolean, widths: number[], scroller: RefObject<HTMLDivElement | null>): Span {
  const [span, setSpan] = useState<Span>(ALL);
  const said = widths.join();
  // Not there yet when the table is drawn first; the canvas draws again at once.
  const element = scroller.current;
  useLayoutEffect(() => {
    if (!long || !element) {
      setSpan(ALL);
      return undefined;
    }
    let held: Span = ALL;
    const look = (): boolean => {
      const next = inView(widths, element.scrollLeft, element.clientWidth);
      if (next.first === held.first && next.last === held.last) return false;
      held = next;
      return true;
    };
    // Within the scrolling itself, so that no empty stripe is painted first.
    const follow = (): void => {
      if (look()) flushSync(() => setSpan(held));
    };
    const resize = new ResizeObserver(() => look() && setSpan(held));
    resize.observe(element);
    if (look()) setSpan(held);
    element.addEventListener("scroll", follow, { passive: true });
    return () => {
      resize.disconnect();
      element.removeEventListener("scroll", follow);
    };
  }, [long, said, element]);
  return span;
}

export function inView(widths: number[], left: number, width: number): Span {
  let edge = GUTTER;
  let first = widths.length - 1;
  let last = 0;
  widths.forEach((each, index) => {
    if (edge + each > left && edge < left + width) {
      first = Math.min(first, index);
      last = Math.max(last, index);
    }
    edge += each;
  });
  return { first: Math.max(0, Math.floor(first / STEP - 1) * STEP), last: Math.ceil((last + 1) / STEP + 1) * STEP - 1 };
}

/** Rows come and go four at a time, so that most steps of the arrow keys change nothing of the table. */
function wholeSteps({ startIndex, endIndex, count }: Range): number[] {
  const first = Math.max(0, Math.floor(startIndex / STEP - 1) * STEP);
  const last = Math.min(count - 1, Math.ceil((endIndex + 1) / STEP + 1) * STEP - 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

export function useVisibleRows(id: Id, section: GridSection, scroller: RefObject<HTMLDivElement | null>, frame: RefObject<HTMLDivElement | null>, zoom: number) {
  const count = rowsOf(section.rows).rows.length;
  const long = isLong(section);
  const [margin, setMargin] = useState(0);
  const element = scroller.current;
  // Where the rows begin moves when the header grows or a table above does: the sheet changes its size then.
  useLayoutEffect(() => {
    const sheet = frame.current?.closest(".ds-sheet");
    if (!long || !sheet || !element) return undefined;
    const look = (): void => {
      const body = frame.current?.querySelector("tbody");
      if (!body) return;
      const top = body.getBoundingClientRect().top - element.getBoundingClientRect().top + element.scrollTop;
      setMargin((held) => (Math.abs(held - top) > 1 ? top : held));
    };
    const watch = new ResizeObserver(look);
    watch.observe(sheet);
    const head = frame.current?.querySelector("thead");
    if (head) watch.observe(head);
    look();
    return () => watch.disconnect();
  }, [long, frame, element]);
  const virtual = useVirtualizer<HTMLDivElement, HTMLTableRowElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => 28 * zoom,
    rangeExtractor: wholeSteps,
    scrollMargin: margin,
    enabled: long,
  });
  useEffect(() => {
    if (!long) return undefined;
    return registerRows(id, (row) => {
      const index = rowsOf(section.rows).indexOf.get(row);
      if (index !== undefined) virtual.scrollToIndex(index, { align: "center" });
    });
  }, [id, long, section, virtual]);
  if (!long) return { lines: Array.from({ length: count }, (_, index) => ({ index })), above: 0, below: 0, measure: undefined };
  const items = virtual.getVirtualItems();
  const above = Math.max(0, (items[0]?.start ?? margin) - margin);
  const below = Math.max(0, virtual.getTotalSize() - ((items.at(-1)?.end ?? margin) - margin));
  return { lines: items, above, below, measure: virtual.measureElement };
}
