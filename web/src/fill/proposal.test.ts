import { describe, expect, it } from "vitest";

import { Book } from "../grid";
import { isDone, outdated, shownIn, type CellCorrection } from "./proposal";

const SAID = { vi: "", en: "" };
const C9: CellCorrection = { key: "r1:c9", cell: "Cột 9", from: "97", to: "98", determined: true, sentence: SAID };
const C11: CellCorrection = { key: "r1:c11", cell: "Cột 11", from: "31", to: null, determined: false, sentence: SAID };

function book(): Book {
  return new Book({ values: { "r1:c9": "97", "r1:c11": "31", "r1:c12": "33" }, specOf: () => null });
}

describe("a proposal", () => {
  it("is asked with what stands on the screen", () => {
    const shown = book();
    shown.edit({ cells: [{ key: "r1:c12", to: "34" }] });
    expect(shownIn(shown)).toEqual({ values: { "r1:c9": "97", "r1:c11": "31", "r1:c12": "34" }, instances: {}, overrides: {} });
  });

  it("stays while only its own cells are changed, and not otherwise", () => {
    const shown = book();
    const before = shownIn(shown);
    const edit = (key: string, to: string | null) => shown.edit({ cells: [{ key, to }] });
    edit("r1:c9", "98");
    expect(outdated(before, shownIn(shown), [C9, C11])).toBe(false);
    // A cell without a value of its own takes what the records say.
    edit("r1:c11", "30");
    expect(outdated(before, shownIn(shown), [C9, C11])).toBe(false);
    edit("r1:c9", "99");
    expect(outdated(before, shownIn(shown), [C9, C11])).toBe(true);
    edit("r1:c9", "98");
    edit("r1:c12", null);
    expect(outdated(before, shownIn(shown), [C9, C11])).toBe(true);
    shown.undo();
    expect(outdated(before, shownIn(shown), [C9, C11])).toBe(false);
    shown.edit({ instances: { r2: [{ id: "k1", label: "x", item: null }] } });
    expect(outdated(before, shownIn(shown), [C9, C11])).toBe(true);
  });

  it("knows which of its cells are corrected, and that undo takes a correction back", () => {
    const shown = book();
    expect([isDone(shown, C9), isDone(shown, C11)]).toEqual([false, false]);
    shown.edit({ cells: [{ key: "r1:c9", to: "97" }] });
    expect(isDone(shown, C9)).toBe(false);
    shown.edit({ cells: [{ key: "r1:c9", to: "98" }] });
    shown.edit({ cells: [{ key: "r1:c11", to: "32" }] });
    expect([isDone(shown, C9), isDone(shown, C11)]).toEqual([true, true]);
    shown.undo();
    expect(isDone(shown, C11)).toBe(false);
    expect(isDone(shown, { ...C9, from: "98", to: null })).toBe(false);
  });
});
