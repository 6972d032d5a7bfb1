/** What two people, or two pages of one person, changed differently is asked about, also by the page that comes after. */

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Book, type CellJson, type Instances } from "../grid";
import type { Conflict, Draft } from "./draft";
import type { SaveAnswer, SaveBody } from "./payload";
import { DELAY, Saver } from "./saver";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function world(values: Record<string, CellJson>, instances: Instances = {}, overrides: Record<string, { reason: string }> = {}) {
  const server = { values: { ...values }, instances, overrides: { ...overrides }, version: 1 };
  const page = (editing: () => string | null = () => null) => {
    const book = new Book({ values: { ...server.values }, instances: server.instances, overrides: { ...server.overrides }, specOf: () => ({ kind: "number" }) });
    const sent: SaveBody[] = [];
    const conflicts: Conflict[] = [];
    let kept: Draft | null = null;
    const send = async (body: SaveBody): Promise<SaveAnswer> => {
      sent.push(structuredClone(body));
      for (const [key, { to }] of Object.entries(body.cells)) server.values[key] = to;
      server.instances = { ...server.instances, ...body.instances };
      server.version += 1;
      return { version: server.version };
    };
    const load = async () => structuredClone(server);
    const saver = new Saver(book, structuredClone(server), server.version, { send, load, draft: { stands: true, keep: (dirty, _c, of) => { kept = of(dirty); }, clear: () => { kept = null; } }, onConflicts: (f) => { conflicts.length = 0; conflicts.push(...f); }, editing, onState: () => undefined });
    return { book, saver, sent, conflicts, draft: () => kept as Draft | null };
  };
  return { server, page };
}
const put = (book: Book, key: string, to: CellJson) => book.edit({ cells: [{ key, to }] });

describe("a question that nobody has answered is asked again by the next page", () => {
  it("of a cell", async () => {
    const { server, page } = world({ a: "100" });
    const one = page();
    put(one.book, "a", "7");
    Object.assign(server.values, { a: "200" });
    server.version = 2;
    await one.saver.meet(structuredClone(server));
    expect(one.conflicts).toHaveLength(1);
    const draft = structuredClone(one.draft()!);
    one.saver.dispose();
    const two = page();
    two.saver.restore([draft]);
    expect(two.conflicts).toEqual([{ key: "a", yours: "7", theirs: "200" }]);
  });

  it("of a caption", async () => {
    const { server, page } = world({}, { o: [{ id: "x", label: "A" }] });
    const one = page();
    one.book.edit({ cells: [], instances: { o: [{ id: "x", label: "mine" }] } });
    server.instances = { o: [{ id: "x", label: "theirs" }] };
    server.version = 2;
    await one.saver.meet(structuredClone(server));
    expect(one.conflicts).toHaveLength(1);
    const two = page();
    two.saver.restore([structuredClone(one.draft()!)]);
    expect(two.conflicts).toHaveLength(1);
  });

  it("of a row that was removed here", async () => {
    const { server, page } = world({ "o#x:c": "1" }, { o: [{ id: "x", label: "A" }] });
    const one = page();
    one.book.edit({ cells: [], instances: { o: [] } });
    server.values["o#x:c"] = "2";
    server.version = 2;
    await one.saver.meet(structuredClone(server));
    expect(one.conflicts).toHaveLength(1);
    const two = page();
    two.saver.restore([structuredClone(one.draft()!)]);
    expect(two.conflicts).toHaveLength(1);
  });

  it("of a row that was removed there", async () => {
    const { server, page } = world({ "o#x:c": "1" }, { o: [{ id: "x", label: "A" }] });
    const one = page();
    put(one.book, "o#x:c", "9");
    server.values = {};
    server.instances = { o: [] };
    server.version = 2;
    await one.saver.meet(structuredClone(server));
    expect(one.conflicts).toHaveLength(1);
    const two = page();
    two.saver.restore([structuredClone(one.draft()!)]);
    expect(two.conflicts).toHaveLength(1);
  });
});

describe("two sides", () => {
  it("asks about one cell first between the pages of the person, then against what somebody else entered", async () => {
    const { server, page } = world({ a: "100" });
    const one = page();
    put(one.book, "a", "8");
    server.values["a"] = "200";
    server.version = 2;
    await one.saver.meet(structuredClone(server));
    await one.saver.join([{ at: "", cells: { a: { to: "7", was: "100" } } }], false);
    expect(one.conflicts).toEqual([{ key: "a", yours: "8", theirs: "7", kind: "tab" }]);
    await vi.advanceTimersByTimeAsync(5 * DELAY);
    expect(one.sent).toEqual([]);
    const draft = structuredClone(one.draft()!);
    one.saver.settle(new Map([[one.conflicts[0]!, false]]));
    expect(one.conflicts).toEqual([{ key: "a", yours: "7", theirs: "200" }]);
    await vi.advanceTimersByTimeAsync(5 * DELAY);
    expect(one.sent).toEqual([]);
    one.saver.settle(new Map([[one.conflicts[0]!, true]]));
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(one.sent).toEqual([{ cells: { a: { to: "7", was: "200" } } }]);
    server.values["a"] = "200";
    const two = page();
    two.saver.restore([draft]);
    expect(two.conflicts.map((c) => [c.yours, c.theirs, c.kind])).toEqual([["8", "7", "tab"]]);
    two.saver.settle(new Map([[two.conflicts[0]!, true]]));
    expect(two.conflicts).toEqual([{ key: "a", yours: "8", theirs: "200" }]);
  });

  it("leaves a reason taken away that was taken away here", async () => {
    const { page } = world({ k2: "5" }, {}, { k2: { reason: "r" } });
    const one = page();
    one.book.edit({ cells: [], overrides: {} });
    await one.saver.join([{ at: "", cells: {}, overrides: { to: { k2: { reason: "r" }, k1: { reason: "n" } }, was: { k2: { reason: "r" } } } }], false);
    expect(Object.keys(one.book.overrides)).toEqual(["k1"]);
  });

  it("keeps a row that came meanwhile, with its figures, and none that was removed here", async () => {
    const [A, B, C, X] = ["A", "B", "C", "X"].map((id) => ({ id, label: id })) as [never, never, never, never];
    const { page } = world({ "o#B:c": "5" }, { o: [A, B, C] });
    const one = page();
    one.book.edit({ cells: [], instances: { o: [A, B] } });
    await one.saver.join([{ at: "", cells: { "o#X:c": { to: "3", was: null } }, instances: { to: { o: [A, X] }, was: { o: [A] } } }], false);
    expect(one.book.instances["o"]!.map((o) => o.id).sort()).toEqual(["A", "B", "X"]);
    expect(one.book.entry("o#B:c")).toBe("5");
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(one.sent[0]!.instances!["o"]!.map((o) => o.id).sort()).toEqual(["A", "B", "X"]);
  });

  it("asks about a row that somebody removed while it is typed in", async () => {
    const { server, page } = world({ "o#x:c": "1" }, { o: [{ id: "x", label: "A" }] });
    const one = page(() => "o#x:c");
    server.values = {};
    server.instances = { o: [] };
    server.version = 2;
    await one.saver.meet(structuredClone(server));
    expect(one.book.instances["o"]).toHaveLength(1);
  });

  it("sends nothing of a cell that is still asked about", async () => {
    const { server, page } = world({ a: "100", b: "1" });
    const one = page();
    put(one.book, "a", "8");
    server.values["a"] = "200";
    server.version = 2;
    await one.saver.meet(structuredClone(server));
    await one.saver.join([{ at: "", cells: { b: { to: "7", was: "1" } } }], false);
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(one.sent.map((s) => s.cells)).toEqual([{ b: { to: "7", was: "1" } }]);
    expect(one.saver.state.kind).toBe("conflict");
  });

  it("puts nothing of a closed tab under an open editor", async () => {
    const { page } = world({ a: "100" });
    let typing: string | null = "a";
    const one = page(() => typing);
    const joined = one.saver.join([{ at: "", cells: { a: { to: "7", was: "100" } } }], false);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(one.book.entry("a")).toBe("100");
    put(one.book, "a", "8");
    typing = null;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await joined).toBe(1);
    expect(one.conflicts.map((c) => [c.yours, c.theirs])).toEqual([["8", "7"]]);
  });

  it("asks about a row that two pages of one person renamed", async () => {
    const named = (label: string) => ({ o: [{ id: "x", label }] });
    const { page } = world({}, named("A"));
    const one = page();
    one.book.edit({ cells: [], instances: named("here") });
    await one.saver.join([{ at: "", cells: {}, instances: { to: named("there"), was: named("A") } }], false);
    expect(one.conflicts.map((c) => [c.yours, c.theirs, c.kind])).toEqual([[{ t: "here" }, { t: "there" }, "tab"]]);
    const two = page();
    two.saver.restore([structuredClone(one.draft()!)]);
    expect(two.conflicts).toEqual(one.conflicts);
    two.saver.settle(new Map([[two.conflicts[0]!, true]]));
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(two.sent).toEqual([{ cells: {}, instances: named("here") }]);
    one.saver.settle(new Map([[one.conflicts[0]!, false]]));
    expect(one.book.instances["o"]!.map(({ label }) => label)).toEqual(["there"]);
  });
});
