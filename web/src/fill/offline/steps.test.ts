import { describe, expect, it } from "vitest";

import { Book } from "../../grid";
import { StepsKeeper } from "./steps";
import { shelfIn, smallIn } from "./testing";
import { takeTyped } from "./typing";

const NAME = "u1:s1:f1";
const spec = { kind: "number" as const, decimals: 0 };
const bookOf = (values: Record<string, string> = {}) => new Book({ values, specOf: () => spec });

describe("undo over a reload", () => {
  async function reloaded(act: (book: Book) => void, values: Record<string, string>, page = "p1", living: string[] = []) {
    const [small, shelf] = [smallIn(), shelfIn()];
    const before = bookOf();
    const keeper = new StepsKeeper(NAME, "p1", before, small, shelf);
    act(before);
    await Promise.resolve();
    keeper.stop();
    const book = bookOf(values);
    await new StepsKeeper(NAME, page, book, small, shelf).restore(new Set(living));
    return { book, small };
  }

  it("takes back and does again what was done before", async () => {
    const { book } = await reloaded((before) => {
      before.edit({ cells: [{ key: "r1:c1", to: "1" }] });
      before.edit({ cells: [{ key: "r1:c1", to: "2" }] });
      before.edit({ cells: [{ key: "r1:c1", to: "3" }] });
      before.undo();
    }, { "r1:c1": "2" });
    book.redo();
    expect(book.get("r1:c1")).toBe("3");
    book.undo();
    book.undo();
    expect(book.get("r1:c1")).toBe("1");
    book.undo();
    expect(book.get("r1:c1")).toBeNull();
  });

  it("passes over steps whose cells somebody else changed meanwhile, and says how many", async () => {
    const { book } = await reloaded((before) => {
      before.edit({ cells: [{ key: "r1:c1", to: "1" }] });
      before.edit({ cells: [{ key: "r2:c1", to: "2" }] });
    }, { "r1:c1": "1", "r2:c1": "20" });
    expect(book.undo()).toBe(true);
    expect([book.get("r1:c1"), book.get("r2:c1"), book.skipped]).toEqual([null, "20", 1]);
  });

  it("keeps a pasted block as one step", async () => {
    const { book } = await reloaded((before) => before.together(() => {
      before.edit({ cells: [{ key: "r1:c1", to: "1" }] });
      before.edit({ cells: [{ key: "r2:c1", to: "2" }] });
    }), { "r1:c1": "1", "r2:c1": "2" });
    book.undo();
    expect(book.values()).toEqual({});
  });

  it("goes on in a new page when the old one was closed, not while it lives", async () => {
    const act = (before: Book) => before.edit({ cells: [{ key: "r1:c1", to: "1" }] });
    expect((await reloaded(act, { "r1:c1": "1" }, "p2")).book.canUndo).toBe(true);
    expect((await reloaded(act, { "r1:c1": "1" }, "p2", ["p1"])).book.canUndo).toBe(false);
  });

  it("reads spoiled steps as none", async () => {
    const small = smallIn(new Map([[`khuon:steps:${NAME}:p1`, "{\"done\":1"]]));
    const book = bookOf();
    await new StepsKeeper(NAME, "p1", book, small, shelfIn()).restore(new Set());
    expect(book.canUndo).toBe(false);
  });
});

describe("a text left in an open editor", () => {
  it("comes into its cell as one step, a number or a draft", () => {
    const small = smallIn(new Map([["here", JSON.stringify({ key: "r1:c1", text: "1.234" })]]));
    const book = bookOf({ "r1:c1": "5" });
    expect(takeTyped("here", book, small)).toBe(true);
    expect(book.get("r1:c1")).toBe("1234");
    book.undo();
    expect(book.get("r1:c1")).toBe("5");
    expect(takeTyped("here", book, small)).toBe(false);
    small.setItem("here", JSON.stringify({ key: "r1:c1", text: "12o" }));
    takeTyped("here", book, small);
    expect(book.get("r1:c1")).toEqual({ raw: "12o" });
  });
});
