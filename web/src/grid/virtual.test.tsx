/** The window of a large table: what stands before the library is there, with it, and without it. */

import type { Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { GridControl } from "./control";
import type { Gap, RowWindow } from "./useWindow";

const ROWS = 2_000;
const CONTROL = { columns: 30, selection: { active: { row: 0, column: 1 } } } as unknown as GridControl;
const LIBRARY = "@tanstack/virtual-core";

let root: Root;
let seen: RowWindow;
let scrolled: HTMLElement;

async function drawn(): Promise<void> {
  // All of it anew: what has been loaded once stays for the page.
  const [{ createElement, useRef }, { createRoot }, { useRowWindow }] = await Promise.all([import("react"), import("react-dom/client"), import("./useWindow")]);
  function Table() {
    const scroller = useRef<HTMLDivElement | null>(null);
    seen = useRowWindow(CONTROL, scroller, ROWS);
    // Nothing has a height here of itself.
    return createElement("div", { ref: (element: HTMLDivElement | null) => {
      if (element) Object.defineProperty(element, "clientHeight", { value: 560, configurable: true });
      if (element) scrolled = element;
      scroller.current = element;
    } });
  }
  root = createRoot(document.createElement("div"));
  root.render(createElement(Table));
}

const rows = () => seen.items.filter((item): item is number => typeof item === "number");
const gaps = () => seen.items.filter((item): item is Gap => typeof item !== "number").reduce((sum, one) => sum + one.gap, 0);
const PATIENCE = { timeout: 30_000 };

beforeEach(() => {
  vi.resetModules();
  globalThis.ResizeObserver ??= class { observe() {} unobserve() {} disconnect() {} } as unknown as typeof ResizeObserver;
});
afterEach(() => {
  root.unmount();
  vi.doUnmock(LIBRARY);
  vi.useRealTimers();
});

describe("the window of a large table", () => {
  it("shows the first rows, and the room of all, before and after the library has come", async () => {
    let come: ((library: object) => void) | undefined;
    const library = await vi.importActual<object>(LIBRARY);
    vi.doMock(LIBRARY, () => new Promise((done) => { come = done as typeof come; }));
    await drawn();
    await vi.waitFor(() => expect(rows().length).toBeGreaterThan(0), PATIENCE);
    const before = rows();
    expect(before.length).toBeLessThan(60);
    expect(before.at(-1)).toBe(before.length - 1);
    expect(before.length * 28 + gaps()).toBe(ROWS * 28);
    expect(seen.measure).toBeUndefined();
    // Scrolled before it has come: there are rows too, and the one in hand stays.
    scrolled.scrollTop = 28_000;
    scrolled.dispatchEvent(new Event("scroll"));
    await vi.waitFor(() => expect(rows()[1]).toBe(990), PATIENCE);
    expect(rows()[0]).toBe(0);
    expect(rows().length * 28 + gaps()).toBe(ROWS * 28);
    // Drawn before the loader of modules has handed the question on.
    await vi.waitFor(() => expect(come).toBeDefined(), PATIENCE);
    come!(library);
    await vi.waitFor(() => expect(seen.measure).toBeDefined(), PATIENCE);
    expect(scrolled.scrollTop).toBe(28_000);
    expect(rows()[0]).toBe(0);
    expect(rows()).toContain(1_000);
    expect(rows().length * 28 + gaps()).toBe(ROWS * 28);
  });

  it("draws all rows where the library cannot be had, after it was asked for twice", async () => {
    const asked = vi.fn(() => { throw new Error("offline"); });
    vi.doMock(LIBRARY, asked);
    vi.useFakeTimers();
    await drawn();
    await vi.advanceTimersByTimeAsync(5_000);
    await vi.waitFor(() => expect(rows().length).toBe(ROWS), PATIENCE);
    expect(asked.mock.calls.length).toBeGreaterThan(1);
  });
});
