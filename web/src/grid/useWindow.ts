/** Which rows to draw: all of a table of ordinary size, a window of a large one, all again while printing. */

import type { Range } from "@tanstack/virtual-core";
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { flushSync } from "react-dom";

import type { GridControl } from "./control";
import { useVirtual } from "./virtual";

/** Cells up to which the whole table is drawn: measured, above it the cost of painting grows past a frame. */
export const WINDOW_FROM = 2_600;
const ROW = 28;
/** The part of the window that the region of a large table takes: its rows are drawn at once, before it has been measured. */
const REGION = 0.7;
/** Rows drawn beyond those in sight, on either side. */
const OVER = 10;
/** Rows drawn at most, in windows of the height of the page: a region that is not cut off by its styles is as high as all of its rows. */
const MOST = 2;

/** What stands above the rows at the least: they are as many as fit below it that a table draws first. */
const ABOVE = 180;

export interface Gap {
  gap: number;
  after: number;
}

export interface RowWindow {
  /** Row indexes to draw, and gaps (in pixels) in between. */
  items: (number | Gap)[];
  measure: ((element: HTMLTableRowElement | null) => void) | undefined;
  /** Brings a row near the view, so that its cells exist. */
  toRow: (row: number) => void;
}

function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useLayoutEffect(() => {
    const start = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener("beforeprint", start);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", start);
      window.removeEventListener("afterprint", end);
    };
  }, []);
  return printing;
}

/** Rows drawn so far of a table that is drawn whole: those in sight at once, the rest in idle moments, twice as many each time. */
function useGrowing(rows: number, scale: number): [number, () => void] {
  const [most, setMost] = useState(() => {
    const first = Math.ceil((window.innerHeight - ABOVE) / (ROW * scale));
    return first < rows ? first : Infinity;
  });
  const whole = useCallback(() => setMost(Infinity), []);
  useEffect(() => (most === Infinity ? undefined : onceIdle(() => setMost(most * 2 < rows ? most * 2 : Infinity))), [most, rows]);
  return [most, whole];
}

function onceIdle(act: () => void): () => void {
  let idle = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    // A browser without idle moments takes the next one.
    if (typeof requestIdleCallback === "undefined") timer = setTimeout(act);
    else idle = requestIdleCallback(act, { timeout: 300 });
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    if (idle) cancelIdleCallback(idle);
  };
}

/** Rows to draw, in order, and the room of those between, before and after them. */
function placed(shown: readonly number[], rows: number, scale: number): (number | Gap)[] {
  const items: (number | Gap)[] = [];
  let next = 0;
  const leave = (until: number) => until > next && items.push({ gap: (until - next) * ROW * scale, after: until });
  for (const row of shown) {
    leave(row);
    items.push(row);
    next = row + 1;
  }
  leave(rows);
  return items;
}

const span = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

/** The active row stays drawn, or typing would end when it is scrolled out of sight. */
function withActive(shown: number[], control: GridControl, rows: number): number[] {
  const active = control.selection.active?.row;
  return active === undefined || active >= rows || shown.includes(active) ? shown : [...shown, active].sort((a, b) => a - b);
}

/** The first row in sight by the height that rows mostly have, while nothing better is known. */
function useScrolled(waiting: boolean, scroller: RefObject<HTMLElement | null>, scale: number): number {
  const [first, setFirst] = useState(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!waiting || !element) return undefined;
    const follow = () => flushSync(() => setFirst(Math.floor(element.scrollTop / (ROW * scale))));
    element.addEventListener("scroll", follow);
    return () => element.removeEventListener("scroll", follow);
  }, [waiting, scroller, scale]);
  return first;
}

/** A range no longer than a window may be. */
export function bounded(range: Range, scale: number): Range {
  const most = range.startIndex + Math.ceil((MOST * window.innerHeight) / (ROW * scale));
  return range.endIndex > most ? { ...range, endIndex: most } : range;
}

export function useRowWindow(control: GridControl, scroller: RefObject<HTMLElement | null>, rows: number, scale = 1): RowWindow {
  const printing = usePrinting();
  const large = rows * control.columns > WINDOW_FROM;
  const wanted = useRef<number | null>(null);
  const { core, failed, virtual } = useVirtual(large, {
    count: rows,
    enabled: large && !printing,
    getScrollElement: () => scroller.current,
    initialRect: { width: 0, height: Math.round(window.innerHeight * REGION) },
    estimateSize: () => ROW * scale,
    overscan: OVER,
    // It may come after somebody has scrolled.
    initialOffset: () => scroller.current?.scrollTop ?? 0,
    rangeExtractor: (range: Range) => withActive(core!.defaultRangeExtractor(bounded(range, scale)), control, rows),
  });
  const windowed = large && !failed && !printing;
  const [most, whole] = useGrowing(windowed ? 0 : rows, scale);
  useLayoutEffect(() => {
    if (windowed) virtual?.measure();
  }, [virtual, windowed, scale]);
  useLayoutEffect(() => {
    if (virtual && wanted.current !== null) virtual.scrollToIndex(wanted.current);
    wanted.current = null;
  }, [virtual]);
  const first = useScrolled(windowed && !virtual, scroller, scale);
  if (!windowed) return { items: placed(span(0, printing ? rows : Math.min(most, rows)), rows, scale), measure: undefined, toRow: whole };
  if (!virtual) {
    const last = first + Math.ceil((window.innerHeight * REGION) / (ROW * scale));
    const shown = withActive(span(Math.max(0, first - OVER), Math.min(rows, last + OVER)), control, rows);
    return { items: placed(shown, rows, scale), measure: undefined, toRow: (row) => { wanted.current = row; } };
  }
  const items: (number | Gap)[] = [];
  let end = 0;
  for (const item of virtual.getVirtualItems()) {
    if (item.start > end) items.push({ gap: item.start - end, after: item.index });
    items.push(item.index);
    end = item.end;
  }
  if (virtual.getTotalSize() > end) items.push({ gap: virtual.getTotalSize() - end, after: rows });
  return { items, measure: virtual.measureElement, toRow: (row) => virtual.scrollToIndex(row) };
}
