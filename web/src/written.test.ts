import { createElement } from "react";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { beforeEach, expect, it, vi } from "vitest";

import { boxesKept, keepWritten, useWritten, writesAs, written, type Box } from "./written";

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
  // What was written on while the first part was on its way stays.
  act(() => again.now().write("Cột 2 chưa khớp sổ"));
  expect([again.now().handed("Cột 2 chưa khớp"), written("back").text]).toEqual([false, "Cột 2 chưa khớp sổ"]);
  expect([again.now().handed(" Cột 2 chưa khớp sổ"), written("back").text]).toEqual([true, ""]);
});

it("keeps nothing that the server has, and an answer that was wiped out as wiped out", () => {
  const answer = box("reason 1", "Đã sửa");
  act(() => answer.now().write("Đã sửa"));
  expect(localStorage).toHaveLength(0);
  act(() => answer.now().write(""));
  expect(box("reason 1", "Đã sửa").now().text).toBe("");
});

it("offers what was begun before somebody else changed the text, and puts it over nothing by itself", () => {
  const mine = box("reason 1", "");
  act(() => mine.now().write("Đã sửa ô này"));
  mine.close();
  const later = box("reason 1", "Số liệu theo sổ mới");
  expect([later.now().text, later.now().left]).toEqual(["Số liệu theo sổ mới", "Đã sửa ô này"]);
  act(() => later.now().take());
  expect([later.now().text, later.now().left]).toEqual(["Đã sửa ô này", ""]);
});

it("is swept once it is of a report long sent, and what is no text of a box is passed over", () => {
  keepWritten("back", "x");
  localStorage.setItem("khuon:written:lan:s1:odd", "{");
  vi.useFakeTimers({ now: Date.now() + 200 * 24 * 3600 * 1000 });
  writesAs("lan", "s1");
  vi.useRealTimers();
  expect([localStorage.length, written("odd").text]).toEqual([0, ""]);
});

it("holds what a browser that keeps nothing was given while the box is open", () => {
  const full = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => { throw new Error("full"); });
  const one = box("back");
  act(() => one.now().write("x"));
  expect([one.now().text, boxesKept()]).toEqual(["x", false]);
  full.mockRestore();
  act(() => one.now().write("xy"));
  expect(boxesKept()).toBe(true);
});
