/** The library that reckons which rows of a large table are in sight. It comes with the first large table: most forms do without it. */

import type { Virtualizer, VirtualizerOptions } from "@tanstack/virtual-core";
import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "react";
import { flushSync } from "react-dom";

type Core = typeof import("@tanstack/virtual-core");
type Rows = Virtualizer<HTMLElement, HTMLTableRowElement>;
/** What a table says; the rest is the same for every table. */
export type Wish = Pick<VirtualizerOptions<HTMLElement, HTMLTableRowElement>, "count" | "enabled" | "getScrollElement" | "initialRect" | "initialOffset" | "estimateSize" | "overscan" | "rangeExtractor">;

let known: Core | null = null;
let asked: Promise<Core> | null = null;
/** Once more after so long: a line that was cut for a moment. */
const AGAIN = 2_000;

async function load(): Promise<Core> {
  try {
    known = await import("@tanstack/virtual-core");
  } catch {
    await new Promise((done) => setTimeout(done, AGAIN));
    known = await import("@tanstack/virtual-core");
  }
  return known;
}

function asking(): Promise<Core> {
  asked ??= load().catch((error: unknown) => {
    // The next table may ask again.
    asked = null;
    throw error;
  });
  return asked;
}

/** The library, once it is there; `failed` when it cannot be had. */
function useCore(needed: boolean): { core: Core | null; failed: boolean } {
  const [core, setCore] = useState(known);
  const [failed, setFailed] = useState(false);
  // Asked for before the first rows are drawn: it comes meanwhile, and is there when somebody scrolls.
  const coming = useMemo(() => (needed && !core ? asking() : null), [needed, core]);
  useEffect(() => {
    if (!coming) return undefined;
    let alive = true;
    coming.then((found) => alive && setCore(found), () => alive && setFailed(true));
    return () => { alive = false; };
  }, [coming]);
  return { core, failed };
}

/** What `useVirtualizer` of the library does for a component, from the time on when the library is there. */
export function useVirtual(needed: boolean, wish: Wish): { core: Core | null; failed: boolean; virtual: Rows | null } {
  const { core, failed } = useCore(needed);
  const redraw = useReducer((turn: number) => turn + 1, 0)[1];
  const made = useRef<Rows | null>(null);
  const measuring = useRef(false);
  if (core) {
    const options = {
      ...wish,
      observeElementRect: core.observeElementRect,
      observeElementOffset: core.observeElementOffset,
      scrollToFn: core.elementScroll,
      // While a row is being drawn nothing may be drawn at once.
      onChange: (_: unknown, sync: boolean) => (sync && !measuring.current ? flushSync(redraw) : redraw()),
    };
    made.current ??= measured(new core.Virtualizer(options), measuring);
    made.current.setOptions(options);
  }
  const virtual = made.current;
  useLayoutEffect(() => virtual?._didMount(), [virtual]);
  useLayoutEffect(() => virtual?._willUpdate());
  return { core, failed, virtual };
}

function measured(virtual: Rows, measuring: { current: boolean }): Rows {
  const measure = virtual.measureElement;
  virtual.measureElement = (row) => {
    measuring.current = true;
    try {
      measure(row);
    } finally {
      measuring.current = false;
    }
  };
  return virtual;
}
