import { createElement } from "react";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { beforeEach, expect, it, vi } from "vitest";

import { keepWritten, useWritten, writesAs, written, type Box } from "./written";

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  localStorage.clear();
  writesAs("lan", "s1");
});

function box(name: string, known?: string): { now: () => Box; close: () => void } {
  let seen!: Box;
  const root = createRoot(document.createElement("div"));
  const Shown = () => { seen = useWritten(name, known); return null; };
  act(() => root.render(createElement(Shown)));
  return { now: () => seen, close: () => act(() => root.unmount()) };
}

it("keeps what is written until it is handed over, for this person and this report only", () => {
  const first = box("back");
  act(() => first.now().write("Cột 2 chưa khớp"));
  first.close();
  expect(box("back").now().text).toBe("Cột 2 chưa khớp");
  writesAs("minh", "s1");
  expect(box("back").now().text).toBe("");
  writesAs("lan", "s2");
  expect(box("back").now().text).toBe("");
  writesAs("lan", "s1");
  const again = box("back");
  act(() => again.now().handed());
  expect([again.now().text, written("back")]).toEqual(["Cột 2 chưa khớp", null]);
});

it("keeps nothing that the server has, and an answer that was wiped out as wiped out", () => {
  const answer = box("reason 1", "Đã sửa");
  act(() => answer.now().write("Đã sửa"));
  expect(written("reason 1")).toBeNull();
  act(() => answer.now().write(""));
  expect(box("reason 1", "Đã sửa").now().text).toBe("");
});

it("holds what a browser that keeps nothing was given while the box is open", () => {
  const full = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => { throw new Error("full"); });
  const one = box("back");
  act(() => one.now().write("x"));
  expect(one.now().text).toBe("x");
  keepWritten("back", null);
  full.mockRestore();
});
