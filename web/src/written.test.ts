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

it("offers it still when something else is written instead, and after that is taken what was written instead", () => {
  keepWritten("reason 1", "Đã sửa ô này");
  const later = box("reason 1", "Theo sổ mới");
  act(() => later.now().write("Theo sổ mới, cột 3"));
  later.close();
  const again = box("reason 1", "Theo sổ mới");
  expect([again.now().text, again.now().left]).toEqual(["Theo sổ mới, cột 3", "Đã sửa ô này"]);
  act(() => again.now().take());
  again.close();
  expect(written("reason 1", "Theo sổ mới")).toEqual({ text: "Đã sửa ô này", left: "Theo sổ mới, cột 3" });
});

it("shows what the server has by now where nothing was written", () => {
  let [seen, known]: [Box | null, string] = [null, "A"];
  const root = createRoot(document.createElement("div"));
  const Shown = () => { seen = useWritten("reason 2", known); return null; };
  act(() => root.render(createElement(Shown)));
  known = "B";
  act(() => root.render(createElement(Shown)));
  expect(seen!.text).toBe("B");
  act(() => seen!.write("B, mine"));
  known = "C";
  act(() => root.render(createElement(Shown)));
  expect(seen!.text).toBe("B, mine");
  act(() => root.unmount());
});

it("is swept once it is of a report long sent, and what is no text of a box is passed over", () => {
  keepWritten("back", "x");
  localStorage.setItem("khuon:written:lan:s1:odd", "{");
  localStorage.setItem("khuon:written:lan:s1:odder", '{"text": "x", "known": "", "left": {}}');
  expect(written("odder").text).toBe("");
  vi.useFakeTimers({ now: Date.now() + 200 * 24 * 3600 * 1000 });
  // The clock may have been set right since: what is open now stays.
  writesAs("lan", "s1");
  expect([written("back").text, written("odd").text]).toEqual(["x", ""]);
  writesAs("lan", "s2");
  vi.useRealTimers();
  expect(localStorage).toHaveLength(0);
});

it("holds what a browser that keeps nothing was given while the box is open", () => {
  const full = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => { throw new Error("full"); });
  const one = box("back");
  act(() => one.now().write("x"));
  expect([one.now().text, boxesKept()]).toEqual(["x", false]);
  one.close();
  const opened = box("back");
  expect(opened.now().text).toBe("x");
  full.mockRestore();
  act(() => opened.now().write("xy"));
  expect(boxesKept()).toBe(true);
});

it("is gone once it was handed over, also where the browser kept the beginning of it only", () => {
  const one = box("back");
  act(() => one.now().write("x"));
  const full = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => { throw new Error("full"); });
  act(() => one.now().write("xy"));
  full.mockRestore();
  expect(box("back").now().text).toBe("xy");
  expect(one.now().handed("xy")).toBe(true);
  expect([boxesKept(), written("back").text]).toEqual([true, ""]);
});
