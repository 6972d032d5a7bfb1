import { describe, expect, it, vi } from "vitest";

import { sumOf } from "../numbers";
import { Book, type Compute, type Entered } from "./book";
import type { CellJson } from "./cells";
import { readHtml } from "./clipboard";
import { GridControl } from "./control";
import { fillFrom, fillTyped } from "./filling";
import { cutSelection, dropMoving } from "./moving";
import type { Row, Spec, TableModel } from "./model";

const specs: Spec[] = [{ kind: "number", decimals: 0 }, { kind: "computed", decimals: 0 }, { kind: "carried", override: true }];
const columns = ["cA", "c1", "c2", "c3"].map((id, index) => ({ id, label: id, path: [id], stub: index === 0 ? ("caption" as const) : null }));
const row = (id: string, kind: Row["kind"] = "data"): Row => ({ id, label: id, depth: 0, kind, spec: [null, 1, 0, 2], ...(kind === "open" && { open: { max: 3 } }) });
const table: TableModel = { section: "s", title: "", columns, header: [], number_row: [], rows: [row("r1"), row("o1", "open"), row("r2")], specs };
const specOf = (key: string): Spec | null => (key.endsWith("@label") ? { kind: "text" } : { c1: specs[1]!, c2: specs[0]!, c3: specs[2]! }[key.split(":")[1]!] ?? null);

function rowsOf(values: Entered): [string, CellJson][] {
  const found: [string, CellJson][] = [];
  values.forEach((value, key) => found.push([key, value]));
  return found;
}

const total: Compute = (values) => ({
  values: { "r1:c1": sumOf(rowsOf(values).filter(([key, value]) => key.endsWith("c2") && typeof value === "string").map(([, value]) => value as string)), "r1:c3": "7" },
  incomplete: rowsOf(values).some(([, value]) => typeof value === "object") ? ["r1:c1"] : [],
});

function made() {
  const book = new Book({ values: { "r1:c2": "1" }, instances: { o1: [{ id: "k1", label: "một" }] }, specOf, compute: total });
  return { book, control: new GridControl(table, book) };
}

describe("a book", () => {
  it("draws only the cells that changed", () => {
    const { book } = made();
    const [one, other, sum] = [vi.fn(), vi.fn(), vi.fn()];
    book.onCell("r1:c2", one);
    book.onCell("r2:c2", other);
    book.onCell("r1:c1", sum);
    book.edit({ cells: [{ key: "r1:c2", to: "5" }] });
    expect([one.mock.calls.length, other.mock.calls.length, sum.mock.calls.length]).toEqual([1, 0, 1]);
    expect(book.view("r1:c1").text).toBe("5");
  });

  it("gives the same view until something in it changes", () => {
    const { book } = made();
    const before = book.view("r2:c2");
    book.edit({ cells: [{ key: "r1:c2", to: "5" }] });
    expect(book.view("r2:c2")).toBe(before);
  });

  it("does nothing when nothing changes", () => expect(made().book.edit({ cells: [{ key: "r1:c2", to: "1" }] })).toBe(false));

  it("undoes and redoes, and a new edit forgets what was undone", () => {
    const { book } = made();
    book.edit({ cells: [{ key: "r1:c2", to: "2" }] });
    book.edit({ cells: [{ key: "r1:c2", to: "3" }] });
    book.undo();
    expect(book.get("r1:c2")).toBe("2");
    book.redo();
    expect(book.get("r1:c2")).toBe("3");
    book.undo();
    book.edit({ cells: [{ key: "r2:c2", to: "9" }] });
    expect(book.redo()).toBe(false);
  });

  it("marks totals built on drafts", () => {
    const { book } = made();
    book.edit({ cells: [{ key: "r1:c2", to: { raw: "abc" } }] });
    expect(book.view("r1:c1").incomplete).toBe(true);
    expect(book.view("r1:c2").fault).toContain("abc");
  });

  it("shows a carried figure until it is overridden with a reason", () => {
    const { book, control } = made();
    const at = control.find("r1:c3")!;
    expect(control.lockAt(at)).toBe("carried");
    control.refuse(at);
    control.override(null, "9");
    expect(control.lockAt(at)).toBe("carried");
    control.refuse(at, "9");
    expect(control.overriding).toEqual({ key: "r1:c3", typed: "9" });
    control.override("số kỳ trước sai", "9,5");
    expect(control.lockAt(at)).toBeNull();
    expect(book.get("r1:c3")).toBe("9.5");
    control.commit(at, "8");
    expect(book.get("r1:c3")).toBe("8");
    book.undo();
    book.undo();
    expect(control.lockAt(at)).toBe("carried");
    expect(book.values()).not.toHaveProperty("r1:c3");
  });

  it("counts a carried figure that cannot stand there among the faults, until it is overridden", () => {
    const book = new Book({ values: {}, specOf, compute: () => ({ values: { "r1:c1": "-2", "r1:c3": "-1" }, incomplete: [] }) });
    expect([book.faulty(), book.view("r1:c3").fault]).toEqual([["r1:c3"], "-1 là số âm; ô này không nhận số âm."]);
    book.edit({ overrides: { "r1:c3": { reason: "kiểm kê" } }, cells: [{ key: "r1:c3", to: "0" }] });
    expect(book.faulty()).toEqual([]);
  });
});

describe("a table in use", () => {
  it("draws copies of open rows and a place to add one", () => {
    const { control } = made();
    expect(control.view.map((view) => view.key)).toEqual(["r1", "o1#k1", "o1#+", "r2"]);
  });

  it("removes an open row with its cells and brings both back by one undo", () => {
    const { book, control } = made();
    book.edit({ cells: [{ key: "o1#k1:c2", to: "4" }] });
    control.removeRow(1);
    expect(book.instances.o1).toEqual([]);
    expect(book.get("o1#k1:c2")).toBeNull();
    book.undo();
    expect(book.instances.o1?.[0]?.label).toBe("một");
    expect(book.get("o1#k1:c2")).toBe("4");
  });

  it("stops adding at the form's limit", () => {
    const { control, book } = made();
    control.addRow("o1", "hai");
    control.addRow("o1", "ba");
    expect(book.instances.o1).toHaveLength(3);
    expect(control.view.some((view) => view.adder)).toBe(false);
  });

  it("pastes into open rows as one step, making rows up to the limit", () => {
    const { control, book } = made();
    control.selection.moveTo(control.find("o1#k1:c2")!);
    control.paste([["10"], ["20"], ["30"], ["40"]].map((cells) => cells.map((text) => ({ text }))));
    expect(book.instances.o1).toHaveLength(3);
    const values = book.values();
    expect(book.instances.o1!.map((one) => values[`o1#${one.id}:c2`])).toEqual(["10", "20", "30"]);
    book.undo();
    expect(book.instances.o1).toHaveLength(1);
    expect(Object.keys(book.values())).toEqual(["r1:c2"]);
  });

  it("copies, cuts and fills down, leaving locked cells alone", () => {
    const { control, book } = made();
    control.selection.select(control.find("r1:c1")!, control.find("r1:c2")!);
    expect(control.copy()?.text).toBe("1\t1");
    cutSelection(control);
    expect(book.get("r1:c2"), "what is cut stays until it is pasted").toBe("1");
    expect(control.message).toContain("1 ô khoá");
    control.selection.select(control.find("r1:c2")!, control.find("r2:c2")!);
    fillFrom(control, "down");
    expect([book.get("o1#k1:c2"), book.get("r2:c2")]).toEqual(["1", "1"]);
  });

  it("moves what was cut where it is pasted, in one step", () => {
    const { control, book } = made();
    control.selection.moveTo(control.find("r1:c2")!);
    const cut = cutSelection(control)!;
    expect(book.view("r1:c2").moving).toBe(true);
    control.selection.moveTo(control.find("r2:c2")!);
    control.paste(readHtml(cut.html)!, cut.text);
    expect([book.get("r1:c2"), book.get("r2:c2")]).toEqual([null, "1"]);
    expect(book.moving).toBeNull();
    control.undo();
    expect([book.get("r1:c2"), book.get("r2:c2")]).toEqual(["1", null]);
  });

  it("lets cut cells be after Esc, after other typing, or when something else was copied since", () => {
    const { control, book } = made();
    control.selection.moveTo(control.find("r1:c2")!);
    const cut = cutSelection(control)!;
    expect(dropMoving(control)).toBe(true);
    control.selection.moveTo(control.find("r2:c2")!);
    control.paste([[{ text: "1" }]], cut.text);
    expect(book.get("r1:c2"), "copied, not moved").toBe("1");
    control.selection.moveTo(control.find("r1:c2")!);
    cutSelection(control);
    control.paste([[{ text: "8" }]], "8");
    expect(book.view("r1:c2").moving).toBe(false);
  });

  it("fills one typed value into a range and counts what is locked", () => {
    const { control, book } = made();
    control.selection.select(control.find("r1:c1")!, control.find("r2:c2")!);
    fillTyped(control, "1.500");
    expect([book.get("r1:c2"), book.get("o1#k1:c2"), book.get("r2:c2")]).toEqual(["1500", "1500", "1500"]);
    expect(control.message).toBe("Đã điền 3 ô, bỏ qua 3 ô khoá.");
    control.undo();
    expect(book.values()).toEqual({ "r1:c2": "1" });
  });

  it("does not blank cells when there is nothing above or to the left to fill from", () => {
    const { control, book } = made();
    control.selection.moveTo(control.find("r1:c2")!);
    fillFrom(control, "down");
    expect(book.get("r1:c2")).toBe("1");
    expect(control.message).toBe("Không có ô nào phía trên để chép xuống.");
    fillFrom(control, "right");
    expect(book.get("r1:c2"), "the computed total stands at the left").toBe("1");
    control.selection.moveTo(control.find("r2:c1")!);
    fillFrom(control, "right");
    expect(control.message).toBe("Không có ô nào bên trái để chép sang.");
  });
});
