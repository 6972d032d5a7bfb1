import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Draft } from "../draft";
import { BrowserDraft, draftsFor } from "./drafts";
import { shelfIn, smallIn } from "./testing";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const NAME = "u1:s1:f1";

function bench(limit = Infinity) {
  const [near, far] = [new Map<string, string>(), new Map<string, unknown>()];
  const [small, shelf] = [smallIn(near, limit), shelfIn(far)];
  const dirty = new Map<string, string>();
  const draft = new BrowserDraft(NAME, "p1", small, shelf);
  const draftOf = (keys: Iterable<string>): Draft => ({ at: "2026-11-27T08:00:00Z", cells: Object.fromEntries([...keys].map((key) => [key, { to: dirty.get(key) ?? null, was: null }])) });
  const type = (cells: Record<string, string>) => {
    Object.entries(cells).forEach(([key, to]) => dirty.set(key, to));
    draft.keep(new Set(dirty.keys()), Object.keys(cells), draftOf);
  };
  const back = async (page = "p1", living: string[] = []) => (await draftsFor(NAME, page, new Set(living), small, shelf)).drafts;
  return { near, far, small, shelf, draft, type, back, dirty, draftOf };
}

const block = (count: number, to = "1") => Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}:c1`, to]));

describe("a draft in the browser", () => {
  it("stands there in the instant of the key and goes when all is saved", async () => {
    const { type, back, draft, near } = bench();
    type({ "r1:c1": "5" });
    expect((await back())[0]!.cells).toEqual({ "r1:c1": { to: "5", was: null } });
    draft.clear();
    expect(near.size).toBe(0);
    expect(await back()).toEqual([]);
  });

  it("keeps a large pasted block and what was typed after it, before and after the database wrote", { timeout: 60_000 }, async () => {
    const { type, back, far, draft } = bench(5_000_000);
    type(block(20_000));
    type({ "r1:c1": "7" });
    expect([far.size, draft.stands]).toEqual([0, false]);
    expect((await back())[0]!.cells["r1:c1"]).toEqual({ to: "7", was: null });
    await vi.advanceTimersByTimeAsync(2000);
    expect([far.size, draft.stands]).toEqual([1, true]);
    type({ "r2:c1": "8" });
    expect(draft.stands).toBe(true);
    const [kept] = await back();
    expect(Object.keys(kept!.cells)).toHaveLength(20_000);
    expect([kept!.cells["r1:c1"]!.to, kept!.cells["r2:c1"]!.to, kept!.cells["r3:c1"]!.to]).toEqual(["7", "8", "1"]);
  });

  it("gives a block that is too large for the small store to the database at once", async () => {
    const { type, back, draft } = bench(10_000);
    type(block(5_000));
    expect(draft.stands).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(draft.stands).toBe(true);
    expect(Object.keys((await back())[0]!.cells)).toHaveLength(5_000);
  });

  it("forgets the block once few cells are left", async () => {
    const { type, back, far, draft, draftOf } = bench();
    type(block(2_000));
    await vi.advanceTimersByTimeAsync(2000);
    draft.keep(new Set(["r1:c1"]), [], draftOf);
    expect(Object.keys((await back())[0]!.cells)).toEqual(["r1:c1"]);
    await vi.advanceTimersByTimeAsync(0);
    expect(far.size).toBe(0);
  });

  it("takes up what closed pages left, oldest first, and leaves a living page its own", async () => {
    const { small, shelf, type, back } = bench();
    small.setItem(`khuon:draft:${NAME}`, JSON.stringify({ at: "2026-11-26T00:00:00Z", cells: { "r9:c1": { to: "9", was: null } } }));
    type({ "r1:c1": "5" });
    expect((await back("p2", ["p1", "p2"])).map((one) => Object.keys(one.cells))).toEqual([["r9:c1"]]);
    const { drafts, taken } = await draftsFor(NAME, "p2", new Set(["p2"]), small, shelf);
    expect(drafts.map((one) => Object.keys(one.cells)[0])).toEqual(["r9:c1", "r1:c1"]);
    taken();
    expect(small.keys()).toEqual([]);
  });

  it("does not mistake another form or another person for its own", async () => {
    const { type, small, shelf } = bench();
    type({ "r1:c1": "5" });
    expect((await draftsFor("u1:s1:f", "p1", new Set(), small, shelf)).drafts).toEqual([]);
    expect((await draftsFor("u2:s1:f1", "p1", new Set(), small, shelf)).drafts).toEqual([]);
  });

  it("reads a spoiled draft as none", async () => {
    const { small, back } = bench();
    small.setItem(`khuon:draft:${NAME}:p1`, "{");
    expect(await back()).toEqual([]);
  });
});
