// @vitest-environment jsdom
import { expect, test } from "vitest";
import { filterRows, fold } from "./behaviours";

test("search folds case, marks and đ", () => {
  expect(fold("Đường Hào")).toBe("duong hao");
});

test("filter hides rows that lack a word and counts the rest", () => {
  document.body.innerHTML =
    "<table id='t'><tbody><tr><td>Xã Tân Hưng</td></tr><tr><td>Phường Phố Hiến</td></tr></tbody></table>";
  const table = document.querySelector("table") as HTMLTableElement;
  expect(filterRows(table, "tan hung")).toBe(1);
  expect(table.tBodies[0]?.rows[1]?.hidden).toBe(true);
  expect(filterRows(table, "")).toBe(2);
});
