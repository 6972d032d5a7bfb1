/** The question for the reason of another figure than the one carried over. */

import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { expect, it } from "vitest";

import { Book } from "./book";
import { GridControl } from "./control";
import { OverrideDialog } from "./dialogs";
import type { Spec, TableModel } from "./model";

const TABLE = {
  section: "s1",
  title: "",
  columns: [{ id: "cA", stub: "caption" }, { id: "c1", stub: null }],
  rows: [{ id: "r1", kind: "data", caption: "Số đơn", spec: [null, 0] }],
  specs: [{ kind: "carried", override: true }],
} as unknown as TableModel;
const specOf = (): Spec => ({ kind: "carried", override: true }) as Spec;

function asked() {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) { this.open = true; };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) { this.open = false; };
  localStorage.clear();
  const book = new Book({ values: {}, specOf, compute: () => ({ values: { "r1:c1": "100" }, incomplete: [] }) });
  const control = new GridControl(TABLE, book, {});
  const place = document.body.appendChild(document.createElement("div"));
  act(() => createRoot(place).render(createElement(OverrideDialog, { control })));
  const write = (selector: string, text: string) => act(() => {
    const field = place.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector)!;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return { book, control, place, write, press: (selector: string) => act(() => place.querySelector<HTMLButtonElement>(selector)!.click()) };
}

it("takes the figure with its reason", () => {
  const { book, control, place, write, press } = asked();
  act(() => control.refuse(control.find("r1:c1")!, "1"));
  expect(place.querySelector("input")!.value).toBe("1");
  write("input", "120,5");
  write("textarea", "Theo biên bản.");
  press(".btn-primary");
  expect([book.get("r1:c1"), book.overrides]).toEqual(["120.5", { "r1:c1": { reason: "Theo biên bản." } }]);
  expect(place.querySelector("dialog")).toBeNull();
});

it("is left and comes back with what was begun in it", () => {
  const { control, place, write, press } = asked();
  act(() => control.refuse(control.find("r1:c1")!));
  expect(place.querySelector("input")!.value).toBe("100");
  write("input", "130");
  write("textarea", "Theo sổ.");
  press(".btn:not(.btn-primary)");
  act(() => control.refuse(control.find("r1:c1")!));
  expect([place.querySelector("input")!.value, place.querySelector("textarea")!.value]).toEqual(["130", "Theo sổ."]);
});

it("does not write over what a colleague put there meanwhile, and says so", () => {
  const { book, control, write, press } = asked();
  act(() => control.refuse(control.find("r1:c1")!, "7"));
  write("textarea", "Theo sổ.");
  act(() => book.accept({ "r1:c1": "120" }, undefined, { "r1:c1": { reason: "Biên bản" } }));
  press(".btn-primary");
  expect([book.get("r1:c1"), book.overrides["r1:c1"]?.reason]).toEqual(["120", "Biên bản"]);
  expect(control.message).toContain("sửa số chuyển sang này thành 120");
});
