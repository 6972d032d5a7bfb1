/** The row that a telephone shows: what is typed into its fields is never another row's, and never lost. */

import { createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Book, GridControl } from "../../grid";
import type { Spec, TableModel } from "../../grid/model";
import { smallIn } from "../offline/testing";
import { editing, followTyping, takeTyped } from "../offline/typing";
import { OneRow } from "./OneRow";

const number: Spec = { kind: "number", decimals: 0 } as Spec;
const specOf = () => number;
const TABLE = {
  section: "s1",
  columns: [{ id: "cA", label: "Xã", path: ["Xã"], stub: "caption" }, { id: "c1", label: "Số hộ", path: ["Số hộ"], stub: null }],
  rows: [{ id: "o1", label: "", depth: 0, kind: "open", spec: [null, 0], open: { max: 9 } }, { id: "r2", label: "Hai", depth: 0, kind: "data", spec: [null, 0] }, { id: "r3", label: "Ba", depth: 0, kind: "data", spec: [null, 0] }],
  specs: [number],
  header: [],
} as unknown as TableModel;
const FILES = { open: () => undefined, href: () => "" } as never;

let root: Root;
let place: HTMLElement;
let book: Book;
let control: GridControl;

const field = (key: string) => place.querySelector<HTMLInputElement>(`[data-one="${key}"] input`)!;
const type = (key: string, text: string) => act(() => {
  field(key).focus();
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!.call(field(key), text);
  field(key).dispatchEvent(new Event("input", { bubbles: true }));
});

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  place = document.body.appendChild(document.createElement("div"));
  book = new Book({ values: { "r2:c1": "4" }, specOf });
  control = new GridControl(TABLE, book);
  control.goTo("r2:c1");
  root = createRoot(place);
  act(() => root.render(createElement(OneRow, { control, files: FILES, labelledBy: "t" })));
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
});

describe("a field of the row in hand", () => {
  it("stands in the small store with every key, and comes into its cell at the next visit", () => {
    const small = smallIn();
    const stop = followTyping("here", book, small);
    type("r2:c1", "12");
    expect(editing()).toBe("r2:c1");
    expect(JSON.parse(small.getItem("here")!)).toEqual({ key: "r2:c1", text: "12" });
    const next = new Book({ values: { "r2:c1": "4" }, specOf });
    expect([takeTyped("here", next, small), next.get("r2:c1")]).toEqual([true, "12"]);
    stop();
  });

  it("goes with its row when somebody else adds one above", () => {
    type("r2:c1", "12");
    act(() => book.accept({}, { o1: [{ id: "k1", label: "Xã mới", item: null }] }));
    expect([field("r2:c1").value, document.activeElement === field("r2:c1")]).toEqual(["12", true]);
    act(() => field("r2:c1").blur());
    expect(book.values()).toEqual({ "r2:c1": "12" });
  });

  it("puts what it holds when the table is shown instead", () => {
    type("r2:c1", "12");
    act(() => root.render(null));
    expect(book.get("r2:c1")).toBe("12");
  });

  it("puts nothing when nothing was typed, whatever somebody else wrote meanwhile", () => {
    act(() => field("r2:c1").focus());
    act(() => book.accept({ "r2:c1": "7" }));
    act(() => field("r2:c1").blur());
    expect([book.get("r2:c1"), field("r2:c1").value, book.canUndo]).toEqual(["7", "7", false]);
  });

  it("says why a carried figure was changed, and that another came under it", () => {
    act(() => {
      book.edit({ overrides: { "r2:c1": { reason: "kiểm kê" } }, cells: [{ key: "r2:c1", to: "5" }] });
      book.setRenewed(new Map([["r2:c1", "số chuyển sang nay là 6; số đã sửa vẫn giữ"]]));
    });
    expect([...place.querySelectorAll(".one-lock")].map((one) => one.textContent)).toEqual(["Đã sửa số chuyển sang. Lý do: kiểm kê", "Số chuyển sang nay là 6; số đã sửa vẫn giữ."]);
  });
});
