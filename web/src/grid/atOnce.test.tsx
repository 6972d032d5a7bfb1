/** A table takes the hand from the moment on in which it is drawn: before the next picture, as on a slow machine. */

import { createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Book, Grid, GridControl } from ".";
import type { Spec, TableModel } from "./model";

const number: Spec = { kind: "number", decimals: 0 } as Spec;
const column = (id: string, stub: "caption" | null = null) => ({ id, label: id, path: [id], stub });
const TABLE = {
  section: "s1",
  columns: [column("cA", "caption"), column("c1"), column("c2")],
  rows: [{ id: "o1", label: "", depth: 0, kind: "open", spec: [null, 0, 0], open: { max: 9 } }, { id: "r2", label: "Hai", depth: 0, kind: "data", spec: [null, 0, 0] }],
  specs: [number],
  header: [],
  number_row: [],
} as unknown as TableModel;

let root: Root;
let place: HTMLElement;
let book: Book;

const held = () => document.activeElement?.closest<HTMLElement>("[data-key]")?.dataset["key"] ?? null;
const press = (key: string) => document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const click = (key: string) => place.querySelector(`[data-key="${key}"]`)!.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true }));
const type = (text: string) => {
  (document.activeElement as HTMLInputElement).value = text;
  document.activeElement!.dispatchEvent(new Event("input", { bubbles: true }));
};

beforeEach(() => {
  globalThis.ResizeObserver ??= class { observe() {} unobserve() {} disconnect() {} } as unknown as typeof ResizeObserver;
  place = document.body.appendChild(document.createElement("div"));
  book = new Book({ values: {}, specOf: () => number });
  root = createRoot(place);
  root.render(createElement(Grid, { control: new GridControl(TABLE, book) }));
});
afterEach(() => {
  root.unmount();
  place.remove();
});

describe("a table that was drawn this moment", () => {
  it("gives the keyboard to the cell that is clicked, and takes the keys after it", () => {
    click("r2:c2");
    expect(held()).toBe("r2:c2");
    type("5");
    press("Enter");
    expect(book.get("r2:c2")).toBe("5");
  });

  it("follows Tab through a row that was added this moment", () => {
    place.querySelector<HTMLElement>(".k-add")!.click();
    const row = held()!.split(":")[0]!;
    expect(row).toMatch(/^o1#/);
    press("Tab");
    expect(held()).toBe(`${row}:c1`);
    type("7");
    press("Tab");
    expect([held(), book.get(`${row}:c1`)]).toEqual([`${row}:c2`, "7"]);
  });
});
