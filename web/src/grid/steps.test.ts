import { describe, expect, it } from "vitest";

import { Book } from "./book";
import type { Spec } from "./model";

const spec: Spec = { kind: "number", decimals: 0 };

function made(values: Record<string, string> = { "r1:c2": "1" }): Book {
  return new Book({ values, instances: { o1: [{ id: "k1", label: "một" }] }, specOf: () => spec });
}

const put = (book: Book, cells: Record<string, string | null>) => book.edit({ cells: Object.entries(cells).map(([key, to]) => ({ key, to })) });

describe("undo while others work", () => {
  it("takes back one's own cells of a step and leaves those that somebody else changed since", () => {
    const book = made();
    put(book, { "r1:c2": "5", "r2:c2": "6" });
    book.accept({ "r1:c2": "70" });
    expect(book.undo()).toBe(true);
    expect([book.get("r1:c2"), book.get("r2:c2"), book.skipped]).toEqual(["70", null, 1]);
    expect(book.redo()).toBe(true);
    expect([book.get("r1:c2"), book.get("r2:c2")]).toEqual(["70", "6"]);
  });

  it("passes over a step that was written over whole and takes back the one before", () => {
    const book = made();
    put(book, { "r2:c2": "6" });
    put(book, { "r1:c2": "5" });
    book.accept({ "r1:c2": "70" });
    expect(book.undo()).toBe(true);
    expect([book.get("r1:c2"), book.get("r2:c2"), book.skipped]).toEqual(["70", null, 1]);
    expect(book.undo()).toBe(false);
  });

  it("keeps the row that somebody else added when one's own row is taken back", () => {
    const book = made();
    const mine = { id: "k2", label: "của mình" };
    book.edit({ instances: { o1: [...book.instances.o1!, mine] }, cells: [{ key: "o1#k2:c2", to: "4" }] });
    book.accept({}, { o1: [...book.instances.o1!, { id: "k3", label: "của người khác" }] });
    book.undo();
    expect(book.instances.o1!.map((one) => one.id)).toEqual(["k1", "k3"]);
    expect(book.get("o1#k2:c2")).toBeNull();
    book.redo();
    expect(book.instances.o1!.map((one) => one.id)).toEqual(["k1", "k2", "k3"]);
    expect(book.get("o1#k2:c2")).toBe("4");
  });

  it("puts no figure into a row that somebody else removed", () => {
    const book = made();
    put(book, { "o1#k1:c2": "4" });
    put(book, { "o1#k1:c2": "5" });
    book.accept({ "o1#k1:c2": null }, { o1: [] });
    expect(book.undo()).toBe(false);
    expect(book.values()).toEqual({ "r1:c2": "1" });
  });

  it("takes up what was typed before without a step of its own, and saves it", () => {
    const book = made();
    book.resume({ cells: [{ key: "r1:c2", to: "9" }] });
    expect(book.get("r1:c2")).toBe("9");
    expect(book.takeChanged()).toEqual(["r1:c2"]);
    expect(book.canUndo).toBe(false);
  });

  it("marks the cell in which somebody else is", () => {
    const book = made();
    book.setOthers(new Map([["r1:c2", { name: "Trần Văn Minh", typing: true }]]));
    expect(book.view("r1:c2").other).toEqual({ name: "Trần Văn Minh", typing: true });
    book.setOthers(new Map());
    expect(book.view("r1:c2").other).toBeNull();
  });
});
