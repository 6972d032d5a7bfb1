import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Book, type CellJson, type Instances } from "../grid";
import { RequestFailed } from "../http";
import type { Conflict, Draft } from "./draft";
import { mergeInstances, mergeOverrides } from "../grid/merging";
import { mergeDraft } from "./draft";
import type { News, SaveAnswer, SaveBody } from "./payload";
import { DELAY, Saver, type SaveState } from "./saver";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function bench(values: Record<string, CellJson> = { "r1:c1": "1", "r1:c2": "2" }, instances: Instances = {}) {
  const book = new Book({ values, instances, specOf: () => ({ kind: "number" }) });
  const server = { values: { ...values } as Record<string, CellJson>, instances, version: 1 };
  let typing: string | null = null;
  const sent: SaveBody[] = [];
  const answers: (RequestFailed | null)[] = [];
  const news: News[] = [];
  const states: SaveState["kind"][] = [];
  const conflicts: Conflict[] = [];
  let kept: Draft | null = null;
  const send = async (body: SaveBody): Promise<SaveAnswer> => {
    sent.push(structuredClone(body));
    const failure = answers.shift();
    if (failure) throw failure;
    for (const [key, { to }] of Object.entries(body.cells)) server.values[key] = to;
    server.instances = { ...server.instances, ...body.instances };
    server.version += 1;
    return { version: server.version, ...(news.length && { news: news.shift()! }) };
  };
  const start = () =>
    new Saver(book, { values: { ...server.values }, instances: server.instances, overrides: {} }, server.version, {
      send,
      load: async () => ({ values: { ...server.values }, instances: server.instances, overrides: {}, version: server.version }),
      draft: { stands: true, keep: (dirty, _changed, draftOf) => { kept = draftOf(dirty); }, clear: () => { kept = null; } },
      onConflicts: (found) => conflicts.push(...found),
      editing: () => typing,
      onState: (state) => states.push(state.kind),
    });
  const saver = start();
  return { book, server, news, type: (key: string | null) => { typing = key; }, sent, answers, states, conflicts, saver, start, draft: () => kept };
}

const put = (book: Book, key: string, to: CellJson) => book.edit({ cells: [{ key, to }] });
const failure = (status: number, problems: { code: string; place: string; message?: string }[] = []) => new RequestFailed(status, { problems });

describe("saving", () => {
  it("sends what changed once, a little after the last change", async () => {
    const { book, sent, states } = bench();
    put(book, "r1:c1", "5");
    await vi.advanceTimersByTimeAsync(DELAY - 10);
    put(book, "r1:c1", "6");
    await vi.advanceTimersByTimeAsync(DELAY - 10);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(20);
    expect(sent).toEqual([{ cells: { "r1:c1": { to: "6", was: "1" } } }]);
    expect(states).toEqual(["waiting", "waiting", "saving", "saved"]);
  });

  it("sends nothing when a change was taken back", async () => {
    const { book, sent, saver } = bench();
    put(book, "r1:c1", "5");
    book.undo();
    await vi.advanceTimersByTimeAsync(DELAY * 2);
    expect(sent).toEqual([]);
    expect(saver.unsaved).toBe(false);
  });

  it("sends what was typed while a save was under way, with the value saved before", async () => {
    const { book, sent } = bench();
    put(book, "r1:c1", "5");
    await vi.advanceTimersByTimeAsync(DELAY);
    put(book, "r1:c1", "7");
    await vi.advanceTimersByTimeAsync(DELAY * 2);
    expect(sent.at(-1)).toEqual({ cells: { "r1:c1": { to: "7", was: "5" } } });
  });

  it("tries again with growing pauses and keeps a draft meanwhile", async () => {
    const { book, answers, states, sent, draft } = bench();
    answers.push(failure(0), failure(503));
    put(book, "r1:c1", "5");
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(states.at(-1)).toBe("offline");
    expect(draft()?.cells).toEqual({ "r1:c1": { to: "5", was: "1", sent: ["5"] } });
    await vi.advanceTimersByTimeAsync(2000);
    expect(sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(4000);
    expect(states.at(-1)).toBe("saved");
    expect(draft()).toBeNull();
  });

  it("keeps everything when the session has ended, and saves after signing in", async () => {
    const { book, answers, saver, states, draft } = bench();
    answers.push(failure(401));
    put(book, "r1:c1", "5");
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(states.at(-1)).toBe("login");
    expect(draft()).not.toBeNull();
    await saver.flush();
    expect(states.at(-1)).toBe("saved");
  });

  it("holds back a cell that the server refuses and saves the others", async () => {
    const { book, answers, sent, saver, states } = bench();
    answers.push(failure(422, [{ code: "cell.not_yours", place: "r1:c1", message: "Ô này do bên khác nhập." }]));
    book.edit({ cells: [{ key: "r1:c1", to: "5" }, { key: "r1:c2", to: "6" }] });
    await vi.advanceTimersByTimeAsync(DELAY * 3);
    expect(sent.at(-1)?.cells).toEqual({ "r1:c2": { to: "6", was: "2" } });
    expect(states.at(-1)).toBe("refused");
    expect(saver.unsaved).toBe(true);
  });
});

describe("two people", () => {
  it("merges other cells and asks about the one that both changed", async () => {
    const { book, server, answers, conflicts, saver, sent } = bench();
    Object.assign(server, { values: { "r1:c1": "10", "r1:c2": "20" }, version: 9 });
    answers.push(failure(409));
    put(book, "r1:c1", "5");
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(book.get("r1:c2")).toBe("20");
    expect(conflicts).toEqual([{ key: "r1:c1", yours: "5", theirs: "10" }]);
    saver.settle(new Map([[conflicts[0]!, true]]));
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(sent.at(-1)?.cells).toEqual({ "r1:c1": { to: "5", was: "10" } });
    expect(server.values["r1:c1"]).toBe("5");
  });

  it("takes the other's value when that is chosen", async () => {
    const { book, server, answers, conflicts, saver } = bench();
    Object.assign(server, { values: { "r1:c1": "10", "r1:c2": "2" }, version: 9 });
    answers.push(failure(409));
    put(book, "r1:c1", "5");
    await vi.advanceTimersByTimeAsync(DELAY);
    saver.settle(new Map([[conflicts[0]!, false]]));
    expect(book.get("r1:c1")).toBe("10");
    expect(saver.unsaved).toBe(false);
  });
});

describe("a form that stood as last seen", () => {
  it("takes what the server answers where it stands, and what was typed goes on", async () => {
    const { book, server, saver, sent, conflicts, states } = bench();
    put(book, "r1:c1", "5");
    Object.assign(server, { values: { "r1:c1": "1", "r1:c2": "20" }, version: 9 });
    expect(await saver.meet({ values: { ...server.values }, instances: {}, overrides: {}, version: 9 })).toBe(1);
    expect([book.get("r1:c1"), book.get("r1:c2"), saver.version]).toEqual(["5", "20", 9]);
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(sent).toEqual([{ cells: { "r1:c1": { to: "5", was: "1" } } }]);
    expect([conflicts, states.at(-1), server.values]).toEqual([[], "saved", { "r1:c1": "5", "r1:c2": "20" }]);
  });

  it("asks about what both changed", async () => {
    const { book, saver, conflicts, states } = bench();
    put(book, "r1:c1", "5");
    await saver.meet({ values: { "r1:c1": "10", "r1:c2": "2" }, instances: {}, overrides: {}, version: 9 });
    expect(conflicts).toEqual([{ key: "r1:c1", yours: "5", theirs: "10" }]);
    expect([book.get("r1:c1"), states.at(-1)]).toEqual(["5", "conflict"]);
  });

  it("leaves an answer alone that is older than what a save was answered", async () => {
    const { book, saver } = bench();
    const before = { values: { "r1:c1": "1", "r1:c2": "2" }, instances: {}, overrides: {}, version: 1 };
    put(book, "r1:c1", "5");
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(await saver.meet(before)).toBe(0);
    expect([book.get("r1:c1"), saver.version, saver.unsaved]).toEqual(["5", 2, false]);
  });
});

describe("what is heard unasked", () => {
  it("leaves no draft of what the server has after all", async () => {
    const { book, saver, sent, draft } = bench();
    put(book, "r1:c1", "5");
    expect(draft()).not.toBeNull();
    saver.hear({ cells: { "r1:c1": "5" }, instances: {}, overrides: {} }, 2);
    expect(draft()).toBeNull();
    await vi.advanceTimersByTimeAsync(DELAY);
    expect([sent, saver.state.kind]).toEqual([[], "saved"]);
  });
});

describe("a tab that was closed", () => {
  it("leaves what it had not saved to the page that stands, beside what is typed there", async () => {
    const { book, saver, sent } = bench();
    put(book, "r1:c1", "5");
    expect(await saver.join([{ at: "", cells: { "r1:c2": { to: "7", was: "2" } } }], false)).toBe(1);
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(sent).toEqual([{ cells: { "r1:c1": { to: "5", was: "1" }, "r1:c2": { to: "7", was: "2" } } }]);
    expect(saver.unsaved).toBe(false);
  });

  it("puts nothing over what is typed here: the person is asked", async () => {
    const { book, saver, conflicts } = bench();
    put(book, "r1:c1", "5");
    await saver.join([{ at: "", cells: { "r1:c1": { to: "7", was: "1" } } }], false);
    expect(conflicts).toEqual([{ key: "r1:c1", yours: "5", theirs: "7", kind: "tab" }]);
    expect(book.get("r1:c1")).toBe("5");
    saver.settle(new Map([[conflicts[0]!, false]]));
    expect(book.get("r1:c1")).toBe("7");
  });

  it("keeps rows that both added", async () => {
    const [a, b] = [{ id: "a", label: "Hộ A" }, { id: "b", label: "Hộ B" }];
    const { book, saver, sent } = bench({}, { o: [] });
    book.edit({ cells: [], instances: { o: [a] } });
    await saver.join([{ at: "", cells: { "o#b:c1": { to: "7", was: null } }, instances: { to: { o: [b] }, was: { o: [] } } }], false);
    expect(book.instances.o!.map((one) => one.id).sort()).toEqual(["a", "b"]);
    await vi.advanceTimersByTimeAsync(DELAY);
    expect([sent[0]!.instances!.o!.length, sent[0]!.cells["o#b:c1"]!.to]).toEqual([2, "7"]);
  });
});

describe("a draft of an earlier visit", () => {
  it("comes back when the server still holds what was seen", async () => {
    const { book, saver, sent } = bench();
    expect(saver.restore([{ at: "", cells: { "r1:c1": { to: "5", was: "1" }, "r1:c2": { to: "2", was: "0" } } }])).toBe(1);
    expect(book.get("r1:c1")).toBe("5");
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(sent).toHaveLength(1);
  });

  it("asks when somebody else changed the cell meanwhile", () => {
    const { saver, conflicts } = bench();
    saver.restore([{ at: "", cells: { "r1:c1": { to: "5", was: "0" } } }]);
    expect(conflicts).toEqual([{ key: "r1:c1", yours: "5", theirs: "1" }]);
  });
});

describe("merging", () => {
  it("sorts cells", () => {
    expect(mergeDraft({ a: { to: "1", was: null }, b: { to: "1", was: "0" }, c: { to: "2", was: "1" } }, { b: "3", c: "2" })).toEqual({
      mine: { a: "1" },
      conflicts: [{ key: "b", yours: "1", theirs: "3" }],
    });
  });

  it("keeps rows added on both sides and drops those removed here", () => {
    const one = (id: string, label = id) => ({ id, label });
    const merged = mergeInstances({ o: [one("a", "mới"), one("c")] }, { o: [one("a"), one("b")] }, { o: [one("a"), one("b"), one("d")] });
    expect(merged.o).toEqual([one("a", "mới"), one("d"), one("c")]);
  });

  it("puts changed reasons over the server's", () => {
    const reason = (text: string) => ({ reason: text });
    expect(mergeOverrides({ a: reason("1") }, { b: reason("0") }, { b: reason("0"), c: reason("2") })).toEqual({ a: reason("1"), c: reason("2") });
  });
});
