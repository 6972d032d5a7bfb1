import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { expect, it } from "vitest";

import type { Desk } from "../desk";
import { writesAs } from "../../written";
import { TalkDialog } from "./TalkDialog";
import type { Talk } from "./useTalk";

/** The dialog about a cell while the report lies with these; gives its field and the mark "for the colleagues". */
function opened(...steps: string[]) {
  const place = document.body.appendChild(document.createElement("div"));
  const desk = { payload: { form: { id: "f_1" }, submission: { people: { steps: steps.map((step) => ({ step })) } } }, nameOf: (cell: string) => cell } as unknown as Desk;
  const root = createRoot(place);
  act(() => root.render(createElement(TalkDialog, { desk, submission: "s1", cell: "r1:c1", talk: { side: "unit" } as Talk, onClose: () => undefined })));
  const field = place.querySelector("textarea")!;
  return {
    field,
    internal: () => place.querySelectorAll<HTMLInputElement>("input[type=checkbox]")[1]!.checked,
    type: (text: string) => act(() => {
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")!.set!.call(field, text);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }),
    close: () => act(() => root.unmount()),
  };
}

it("offers what was begun for the colleagues as a word for them alone, wherever the report lies by now", () => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) { this.open = true; };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) { this.open = false; };
  writesAs("lan", "s1");
  const checking = opened("entered", "handed");
  expect(checking.internal()).toBe(true);
  checking.type("Số này chưa có sổ");
  checking.close();
  const back = opened("entered");
  expect([back.field.value, back.internal()]).toEqual(["Số này chưa có sổ", true]);
  back.type("");
  back.close();
  expect(opened("entered").internal()).toBe(false);
});
