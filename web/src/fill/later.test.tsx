/** Parts of the page that are fetched after it: a line cut at that moment takes nothing away that stands. */

import { createElement, lazy, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { expect, it, vi } from "vitest";

import { Guard } from "./Guard";
import { untilThere, whenOpened } from "./later";

const drawn = (part: ReturnType<typeof createElement>) => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  const place = document.body.appendChild(document.createElement("div"));
  act(() => createRoot(place).render(createElement(Guard, null, part)));
  return place;
};

it("waits for the network with what stands in the part's place, and takes the part then", async () => {
  vi.useFakeTimers();
  const line = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  const load = vi.fn(async () => {
    if (!navigator.onLine) throw new TypeError("Failed to fetch dynamically imported module");
    return { default: () => createElement("b", null, "written") };
  });
  const Part = lazy(() => untilThere(load));
  const place = drawn(createElement(Suspense, { fallback: "read" }, createElement(Part)));
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(place.textContent).toBe("read");
  line.mockReturnValue(true);
  await act(() => vi.advanceTimersByTimeAsync(4_000));
  expect(place.textContent).toBe("written");
  vi.useRealTimers();
});

it("gives a part up that is not to be had with a network, and says so of one that was opened without", async () => {
  vi.useFakeTimers();
  const load = vi.fn(() => Promise.reject(new TypeError("gone")));
  const given = expect(untilThere(load)).rejects.toThrow("gone");
  await vi.advanceTimersByTimeAsync(60_000);
  await given;
  expect(load).toHaveBeenCalledTimes(5);
  const Opened = whenOpened(load);
  const place = drawn(createElement("p", null, "form", createElement(Opened)));
  await act(() => vi.advanceTimersByTimeAsync(1));
  expect(place.textContent).toMatch(/^form/);
  expect(place.querySelector("[role=alert]")?.textContent).toContain("Không có mạng");
  vi.useRealTimers();
});
