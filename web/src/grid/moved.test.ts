/** Rows that somebody else adds or removes: what is selected goes with its rows, and what is typed goes into its cell. */

import { expect, it } from "vitest";

import { Book } from "./book";
import { GridControl } from "./control";
import type { Spec, TableModel } from "./model";

const number: Spec = { kind: "number", decimals: 0 } as Spec;
const row = (id: string, kind = "data") => ({ id, label: id, depth: 0, kind, spec: [null, 0], ...(kind === "open" && { open: { max: 9 } }) });
const TABLE = {
  section: "s1",
  columns: [{ id: "cA", label: "Xã", path: ["Xã"], stub: "caption" }, { id: "c1", label: "Số", path: ["Số"], stub: null }],
  rows: [row("o1", "open"), row("r2"), row("r3"), row("r4")],
  specs: [number],
  header: [],
} as unknown as TableModel;

const added = (...ids: string[]) => ({ o1: ids.map((id) => ({ id, label: id, item: null })) });

function made() {
  const book = new Book({ values: {}, specOf: () => number });
  const control = new GridControl(TABLE, book);
  const keys = () => control.positions().map(control.keyAt);
  return { book, control, keys };
}

it("keeps a range on the rows that it was drawn over", () => {
  const { book, control, keys } = made();
  control.selection.moveTo(control.find("r2:c1")!);
  control.selection.extendTo(control.find("r3:c1")!);
  book.accept({}, added("k1", "k2"));
  expect([keys(), control.keyAt(control.selection.active!)]).toEqual([["r2:c1", "r3:c1"], "r2:c1"]);
  book.accept({}, added("k2"));
  expect(keys()).toEqual(["r2:c1", "r3:c1"]);
});

it("puts what was typed into the cell where it was begun, or nowhere when its row is gone", () => {
  const { book, control } = made();
  const at = control.find("r2:c1")!;
  book.accept({}, added("k1"));
  expect(control.commitTo("r2:c1", at, "5")).toBe(true);
  expect(book.values()).toEqual({ "r2:c1": "5" });
  const gone = control.find("o1#k1:c1")!;
  book.accept({}, added());
  expect(control.commitTo("o1#k1:c1", gone, "6")).toBe(false);
  expect(book.values()).toEqual({ "r2:c1": "5" });
  expect(control.message).toContain("“6”");
});

it("puts what was typed into a row that a filter hides, and says so where a cell was locked meanwhile", () => {
  const { book, control } = made();
  book.accept({}, added("k1"));
  const at = control.find("o1#k1:c1")!;
  control.arrange((rows) => rows.filter((one) => one.inst !== "k1"));
  expect([control.commitTo("o1#k1:c1", at, "6"), book.values(), control.view.length]).toEqual([true, { "o1#k1:c1": "6" }, 4]);
  const carried = new Book({ values: {}, overrides: { "r2:c1": { reason: "x" } }, specOf: () => ({ ...number, kind: "carried" }) });
  const over = new GridControl({ ...TABLE, specs: [{ ...number, kind: "carried" }] }, carried);
  const place = over.find("r2:c1")!;
  carried.accept({}, undefined, {});
  expect([over.lockAt(place), over.commitTo("r2:c1", place, "8"), over.message]).toEqual(["carried", false, expect.stringContaining("“8”")]);
});

it("pastes into the rows that were selected, also when rows were added above while it asked; into none where they are together no more", () => {
  const { book, control } = made();
  const ask = () => {
    control.selection.moveTo(control.find("r2:c1")!);
    control.paste([[{ text: "1.234" }], [{ text: "5.678" }]]);
    expect(control.question).not.toBeNull();
  };
  ask();
  book.accept({}, added("k1"));
  control.answer("vi");
  expect(book.values()).toEqual({ "r2:c1": "1234", "r3:c1": "5678" });
  control.selection.moveTo(control.find("o1#k1:c1")!);
  control.paste([[{ text: "1.111" }]]);
  book.accept({}, added("k2"));
  control.answer("vi");
  expect([book.values(), control.message]).toEqual([{ "r2:c1": "1234", "r3:c1": "5678" }, expect.stringContaining("chưa dán gì")]);
});

it("stays at its place when the row in hand is removed", () => {
  const { book, control } = made();
  book.accept({}, added("k1", "k2"));
  control.selection.moveTo(control.find("o1#k1:c1")!);
  book.accept({}, added("k2"));
  expect(control.keyAt(control.selection.active!)).toBe("o1#k2:c1");
});
