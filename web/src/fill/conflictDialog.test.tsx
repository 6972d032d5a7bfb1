/** What two people changed is asked about, but not under typing hands: an arrow would change the answer, and the figure would stand nowhere. */

import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { expect, it, vi } from "vitest";

import { ConflictDialog } from "./ConflictDialog";
import type { Desk } from "./desk";
import type { Conflict } from "./draft";

it("comes once no key was pressed for a moment", async () => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) { this.open = true; };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) { this.open = false; };
  vi.useFakeTimers();
  const place = document.body.appendChild(document.createElement("div"));
  let mine = "60";
  const desk = { nameOf: (key: string) => key, book: { specOf: () => ({ kind: "number" }), entry: () => mine } } as unknown as Desk;
  const settled = vi.fn<(choices: ReadonlyMap<Conflict, boolean>) => void>();
  const conflicts = [{ key: "r1:c1", yours: "60", theirs: "70" }];
  const root = createRoot(place);
  act(() => root.render(createElement(ConflictDialog, { desk, conflicts, onSettle: settled })));
  const asked = () => place.querySelector("dialog") !== null;
  const later = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));
  for (let key = 0; key < 4; key += 1) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
    await later(600);
    expect(asked()).toBe(false);
  }
  // What was typed on meanwhile is what the question is about, and what stays.
  mine = "607";
  await later(1_000);
  expect(asked()).toBe(true);
  expect([...place.querySelectorAll("td")].map((one) => one.textContent?.trim())).toEqual(["607", "70"]);
  // It stays: what is pressed from now on is meant for it.
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
  await later(100);
  expect(asked()).toBe(true);
  act(() => place.querySelector<HTMLButtonElement>(".btn-primary")!.click());
  expect([...settled.mock.calls[0]![0]]).toEqual([[{ key: "r1:c1", yours: "607", theirs: "70" }, true]]);
  act(() => root.unmount());
  vi.useRealTimers();
});
