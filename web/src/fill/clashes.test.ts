import { describe, expect, it } from "vitest";

import { Book, type CellJson, type Instances } from "../grid";
import type { Conflict, Draft } from "./draft";
import { joined } from "./draft";
import { Ledger } from "./ledger";

const row = (id: string, label = id) => ({ id, label });
const rows = (...ids: string[]): Instances => ({ o1: ids.map((id) => row(id)) });

function bench(values: Record<string, CellJson>, instances: Instances = rows("a", "b")) {
  const book = new Book({ values, instances, specOf: () => ({ kind: "number" }) });
  let typing: string | null = null;
  const ledger = new Ledger(book, { values, instances, overrides: {}, version: 1 }, () => typing);
  const put = (cells: Record<string, CellJson>, more: { instances?: Instances } = {}) => {
    book.edit({ cells: Object.entries(cells).map(([key, to]) => ({ key, to })), ...more });
    ledger.edited();
  };
  const server = (now: Record<string, CellJson>, list: Instances = instances, version = 2) => ledger.meet({ values: now, instances: list, overrides: {}, version });
  const settle = (found: readonly Conflict[], keep: boolean) => {
    ledger.settle(new Map(found.map((one) => [one, keep])));
    ledger.edited();
  };
  return { book, ledger, put, server, settle, type: (key: string | null) => { typing = key; } };
}

describe("rows of two people", () => {
  it("asks about a row that somebody removed while figures were typed into it; keeping it brings it back with them", () => {
    const { ledger, put, server, settle, book } = bench({ "o1#a:c1": "1", "o1#a:c2": "8" });
    put({ "o1#a:c1": "5" });
    const found = server({}, rows("b"));
    expect(found).toEqual([{ key: "o1#a:@label", yours: { t: "a" }, theirs: null, kind: "removed-there" }]);
    expect(book.get("o1#a:c1")).toBe("5");
    expect(ledger.body()).toBeNull();
    settle(found, true);
    expect(ledger.body()).toEqual({ cells: { "o1#a:c1": { to: "5", was: null }, "o1#a:c2": { to: "8", was: null } }, instances: { o1: [row("b"), row("a")] } });
  });

  it("lets the row go when that is chosen", () => {
    const { ledger, put, server, settle, book } = bench({ "o1#a:c1": "1" });
    put({ "o1#a:c1": "5" });
    settle(server({}, rows("b")), false);
    expect([book.instances, book.values(), ledger.unsaved]).toEqual([rows("b"), {}, false]);
  });

  it("asks about a row removed here in which somebody else entered a figure", () => {
    const { ledger, put, server, settle, book } = bench({ "o1#a:c1": "1" });
    put({ "o1#a:c1": null }, { instances: rows("b") });
    const found = server({ "o1#a:c1": "70" });
    expect(found).toEqual([{ key: "o1#a:@label", yours: null, theirs: { t: "a" }, kind: "removed-here" }]);
    settle(found, false);
    expect([book.get("o1#a:c1"), book.instances.o1!.length, ledger.unsaved]).toEqual(["70", 2, false]);
  });

  it("removes it after all when that is chosen", () => {
    const { ledger, put, server, settle } = bench({ "o1#a:c1": "1" });
    put({ "o1#a:c1": null }, { instances: rows("b") });
    settle(server({ "o1#a:c1": "70" }), true);
    expect(ledger.body()).toEqual({ cells: {}, instances: { o1: [row("b")] } });
  });

  it("shows both captions of a row that two people renamed", () => {
    const { ledger, put, server, settle, book } = bench({});
    put({}, { instances: { o1: [row("a", "Đất ở"), row("b")] } });
    const theirs = { o1: [row("a", "Đất đai"), row("b")] };
    const found = server({}, theirs);
    expect(found).toEqual([{ key: "o1#a:@label", yours: { t: "Đất ở" }, theirs: { t: "Đất đai" }, kind: "caption" }]);
    settle(found, false);
    expect([book.instances, ledger.unsaved]).toEqual([theirs, false]);
  });

  it("says nothing of rows that only one of them touched", () => {
    const { ledger, put, server, book } = bench({});
    put({}, { instances: { o1: [row("a", "Đất ở"), row("b"), row("c")] } });
    expect(server({}, rows("a", "d"))).toEqual([]);
    expect(book.instances.o1!.map((one) => one.label)).toEqual(["Đất ở", "d", "c"]);
    expect(ledger.body()?.instances?.o1).toHaveLength(3);
  });
});

describe("news", () => {
  const news = (cells: Record<string, CellJson>, instances: Instances = {}) => ({ cells, instances, overrides: {} });

  it("fills cells that nobody here touched and moves the version on", () => {
    const { ledger, book } = bench({ "r1:c1": "1" });
    expect(ledger.take(news({ "r1:c1": "2", "r1:c2": "3" }), 5)).toEqual(["r1:c1", "r1:c2"]);
    expect([book.get("r1:c1"), book.get("r1:c2"), ledger.version, ledger.unsaved]).toEqual(["2", "3", 5, false]);
  });

  it("leaves what is typed here to the next save, which tells both values", () => {
    const { ledger, put, book, server } = bench({ "r1:c1": "1" });
    put({ "r1:c1": "9" });
    ledger.take(news({ "r1:c1": "2", "r1:c2": "3" }), 5);
    expect([book.get("r1:c1"), book.get("r1:c2"), ledger.version]).toEqual(["9", "3", 1]);
    expect(ledger.body()?.cells).toEqual({ "r1:c1": { to: "9", was: "1" } });
    expect(server({ "r1:c1": "2", "r1:c2": "3" }, undefined, 5)).toEqual([{ key: "r1:c1", yours: "9", theirs: "2" }]);
  });

  it("does not disturb the cell that is being typed in, and shows the other's figure when the editor closes unchanged", () => {
    const { ledger, book, type } = bench({ "r1:c1": "1" });
    type("r1:c1");
    ledger.take(news({ "r1:c1": "2" }), 5);
    expect(book.get("r1:c1")).toBe("1");
    ledger.freshen();
    expect(book.get("r1:c1")).toBe("1");
    type(null);
    ledger.freshen();
    expect([book.get("r1:c1"), ledger.unsaved]).toEqual(["2", false]);
  });

  it("never overwrites in silence what came while the cell was being typed in", () => {
    const { ledger, put, type, server } = bench({ "r1:c1": "1" });
    type("r1:c1");
    ledger.take(news({ "r1:c1": "2" }), 5);
    put({ "r1:c1": "9" });
    type(null);
    ledger.freshen();
    expect(ledger.body()?.cells).toEqual({ "r1:c1": { to: "9", was: "1" } });
    expect(server({ "r1:c1": "2" }, undefined, 5)).toHaveLength(1);
  });

  it("takes rows of others, but not while own rows wait", () => {
    const { ledger, put, book } = bench({});
    ledger.take(news({}, rows("a", "b", "c")), 2);
    expect([book.instances, ledger.version]).toEqual([rows("a", "b", "c"), 2]);
    put({}, { instances: rows("a", "b", "c", "d") });
    ledger.take(news({}, rows("a")), 3);
    expect([book.instances, ledger.version]).toEqual([rows("a", "b", "c", "d"), 2]);
  });
});

describe("drafts", () => {
  const draft = (at: string, cells: Draft["cells"]): Draft => ({ at, cells });

  it("of two tabs are one; what they typed differently is told", () => {
    const found = joined([draft("1", { "r1:c1": { to: "1", was: null } }), draft("2", { "r1:c1": { to: "2", was: null }, "r1:c2": { to: "3", was: null } })])!;
    expect(found.draft.cells).toEqual({ "r1:c1": { to: "2", was: null }, "r1:c2": { to: "3", was: null } });
    expect(found.tabs).toEqual([{ key: "r1:c1", yours: "2", theirs: "1", kind: "tab" }]);
  });

  it("remember the row that somebody removed meanwhile", () => {
    const before = bench({ "o1#a:c1": "1" });
    before.put({ "o1#a:c1": "5" });
    const kept = before.ledger.draftOf(before.ledger.dirty, "now");
    const after = bench({}, rows("b"));
    const { conflicts } = after.ledger.resume(kept, false);
    expect(conflicts).toEqual([{ key: "o1#a:@label", yours: { t: "a" }, theirs: null, kind: "removed-there" }]);
    expect(after.book.get("o1#a:c1")).toBe("5");
  });

  it("come back over a form kept on this machine without asking about what was saved since it was kept", () => {
    const { ledger, book } = bench({ "r1:c1": "1" });
    const { count, conflicts } = ledger.resume(draft("now", { "r1:c1": { to: "6", was: "5" } }), true);
    expect([count, conflicts, book.get("r1:c1")]).toEqual([1, [], "6"]);
    expect(ledger.body()?.cells).toEqual({ "r1:c1": { to: "6", was: "5" } });
  });

  it("know what was sent without an answer: found on the server it is one's own", () => {
    const before = bench({ "r1:c1": "1" });
    before.put({ "r1:c1": "5" }, { instances: { o1: [row("a", "Đất"), row("b")] } });
    before.ledger.sending(before.ledger.body()!);
    before.put({ "r1:c1": "6" }, { instances: { o1: [row("a", "Đất ở"), row("b")] } });
    const kept = before.ledger.draftOf(before.ledger.dirty, "now");
    const taken = { o1: [row("a", "Đất"), row("b")] };
    expect(before.server({ "r1:c1": "5" }, taken)).toEqual([]);
    expect(before.ledger.body()).toEqual({ cells: { "r1:c1": { to: "6", was: "5" } }, instances: { o1: [row("a", "Đất ở"), row("b")] } });
    const after = bench({ "r1:c1": "5" }, taken);
    expect(after.ledger.resume(kept, false).conflicts).toEqual([]);
    expect(after.server({ "r1:c1": "7" }, taken, 3)).toEqual([{ key: "r1:c1", yours: "6", theirs: "7" }]);
  });

  it("are sent in portions that the server takes", () => {
    const { ledger, put } = bench({});
    put(Object.fromEntries(Array.from({ length: 9_000 }, (_, index) => [`r${index}:c1`, "1"])));
    expect(Object.keys(ledger.body()!.cells)).toHaveLength(4_000);
    put({ "r1:c1": { t: "x".repeat(1_600_000) }, "r2:c1": { t: "y" } });
    expect(Object.keys(ledger.body()!.cells).length).toBeLessThan(4_000);
  });
});
