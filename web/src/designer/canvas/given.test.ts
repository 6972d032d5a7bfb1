/** What stands under an open row's caption on the canvas. */

import { expect, it } from "vitest";

import type { RowNode } from "../model/documents";
import { givenNames } from "./GivenRows";

it("calls rows given by their own captions, those of a list as the list does", () => {
  const names: Record<string, string> = { m1: "Đăng ký khai sinh" };
  const node = {
    label: "Thủ tục",
    kind: "open",
    open: { catalogue: "d_tt", given: { order: ["a", "b", "c"], items: { a: { item: "m1" }, b: { label: "Thủ tục khác" }, c: { item: "gone" } } } },
  } as RowNode;
  expect(givenNames(node, (list, item) => (list === "d_tt" ? names[item] : undefined))).toEqual(["Đăng ký khai sinh", "Thủ tục khác", ""]);
  expect(givenNames({ label: "Khác", kind: "open", open: {} } as RowNode, () => undefined)).toEqual([]);
});
