/** Which rows to draw: all of a table of ordinary size, a window of a large one, all again while printing. */

import { useVirtualizer, defaultRangeExtractor, type Range } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useState, type RefObject } from "react";
import { flushSync } from "react-dom";

import type { GridControl } from "./control";

/** Cells up to which the whole table is drawn: measured, above it the cost of painting grows past a frame. */
export const WINDOW_FROM = 2_600;
const ROW = 28;
/** The part of the window that the region of a large table takes: its rows are drawn at once, before it has been measured. */
const REGION = 0.7;

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
  useEffect(() => {
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

export function useRowWindow(control: GridControl, scroller: RefObject<HTMLElement | null>, rows: number, scale = 1): RowWindow {
  const printing = usePrinting();
  const windowed = rows * control.columns > WINDOW_FROM && !printing;
  const [most, whole] = useGrowing(windowed ? 0 : rows, scale);
  const virtual = useVirtualizer({
    count: rows,
    enabled: windowed,
    getScrollElement: () => scroller.current,
    initialRect: { width: 0, height: Math.round(window.innerHeight * REGION) },
    estimateSize: () => ROW * scale,
    overscan: 10,
    // The active row stays drawn, or typing would end when it is scrolled out of sight.
    rangeExtractor: (range: Range) => {
      const active = control.selection.active?.row;
      const rowsInView = defaultRangeExtractor(range);
      return active === undefined || active >= rows || rowsInView.includes(active) ? rowsInView : [...rowsInView, active].sort((a, b) => a - b);
    },
  });
  useLayoutEffect(() => {
    if (windowed) virtual.measure();
  }, [virtual, windowed, scale]);
  if (!windowed) {
    const drawn = printing ? rows : Math.min(most, rows);
    const all: (number | Gap)[] = Array.from({ length: drawn }, (_, index) => index);
    if (drawn < rows) all.push({ gap: (rows - drawn) * ROW * scale, after: drawn });
    return { items: all, measure: undefined, toRow: whole };
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
