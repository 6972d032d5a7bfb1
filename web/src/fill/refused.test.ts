import { expect, it, vi } from "vitest";

import { Book } from "../grid";
import { faultOf } from "../grid/cells";
import { RequestFailed } from "../http";
import { DELAY, Saver, type SaveState } from "./saver";
import { saveText } from "./saveWords";
import type { SaveBody } from "./payload";

/** What no text may hold is refused by the place where it stands in the body. */
it("a cell, a row or a reason with letters that no text may hold is kept back, and the rest is saved", async () => {
  vi.useFakeTimers();
  const book = new Book({ values: {}, instances: {}, specOf: (key) => ({ kind: key.endsWith("c4") ? "text" : "number" }) });
  const sent: SaveBody[] = [];
  const states: SaveState[] = [];
  const places = ["/cells/r1:c4/to/t", "/overrides/r2:c1/reason"];
  const saver = new Saver(book, { values: {}, instances: {}, overrides: {} }, 1, {
    send: async (body) => {
      sent.push(structuredClone(body));
      const place = places.shift();
      if (place) throw new RequestFailed(422, { problems: [{ code: "text.control_character", place, message: "U+200E" }] });
      return { version: 2 };
    },
    load: async () => ({ values: {}, instances: {}, overrides: {}, version: 1 }),
    draft: { stands: true, keep: () => undefined, clear: () => undefined },
    onConflicts: () => undefined,
    onState: (state) => states.push(state),
  });
  book.edit({ cells: [{ key: "r1:c4", to: { t: "\u200e12" } }, { key: "r1:c1", to: "5" }], overrides: { "r2:c1": { reason: "\u202ea" } } });
  await vi.advanceTimersByTimeAsync(DELAY * 4);
  expect(sent.map((body) => [Object.keys(body.cells), Object.keys(body.overrides ?? {})])).toEqual([
    [["r1:c4", "r1:c1"], ["r2:c1"]],
    [["r1:c1"], ["r2:c1"]],
    [["r1:c1"], []],
  ]);
  expect(states.at(-1)).toMatchObject({ kind: "refused", place: "r1:c4" });
  expect(saveText(states.at(-1)!, () => "Dòng 1 · Ghi chú")).toBe("Chưa lưu: Dòng 1 · Ghi chú: U+200E");
  expect(faultOf({ raw: "\u200e12" }, { kind: "number" })).toContain("U+200E");
  expect([faultOf({ t: "\u202ea" }, { kind: "text" }), faultOf({ t: "á 👍" }, { kind: "text" })]).toEqual([expect.stringContaining("U+202E"), null]);
  expect(saver.unsaved).toBe(true);
  vi.useRealTimers();
});
