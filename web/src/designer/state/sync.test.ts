import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RequestFailed } from "../../http";
import { valueAt } from "../model/path";
import { setting } from "../model/operations";
import { sample } from "../testing/sample";
import type { Answer, DraftApi } from "./api";
import { begin, setState, state } from "./store";
import { useTogether } from "./together";
import { act, flushed, listen, resolve, startSync, step } from "./sync";
import { seen, useRefused } from "./refused";

const TITLE = ["f_a", "title"];
/** For what comes a moment later, on however busy a machine. */
const PATIENCE = { timeout: 30_000 };

function answer(rev: number, value: unknown, by = "Hoa"): Answer {
  return { rev, entries: [{ seq: rev, by, at: "", label: "Sửa tên biểu", mine: by === "Hoa", changes: [{ path: TITLE, new: value }] }], since: [], problems: [] };
}

function server(): { [K in keyof DraftApi]: ReturnType<typeof vi.fn> } {
  return { send: vi.fn(), since: vi.fn().mockResolvedValue({ rev: 0, entries: [] }), leave: vi.fn(), step: vi.fn(), check: vi.fn(), parse: vi.fn(), trial: vi.fn(), diff: vi.fn(), submit: vi.fn() };
}

let api: ReturnType<typeof server>;
let stop: () => void;

function start(): void {
  const draft = { id: "d1", regime: { id: "g_a", code: "A", name: "" }, state: "draft", rev: 0, author: "Hoa", editable: true };
  begin({ draft, documents: sample(), me: { name: "Hoa" }, measures: [], functions: [], kinds: [] }, null);
  stop = startSync(api as unknown as DraftApi);
}

beforeEach(() => {
  localStorage.clear();
  api = server();
  start();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const title = (): unknown => valueAt(state().documents, TITLE);
const rename = (value: string): boolean => act([setting(state().documents, TITLE, value)]);

describe("saving", () => {
  it("shows at once, sends in order and settles on what the server says", async () => {
    api.send.mockResolvedValueOnce(answer(1, "Một")).mockResolvedValueOnce(answer(2, "Hai"));
    rename("Một");
    rename("Hai");
    expect(title()).toBe("Hai");
    expect(state().save).toBe("saving");
    await flushed();
    expect(api.send.mock.calls.map(([base, batch]) => [base, batch.operations[0].value])).toEqual([[0, "Một"], [1, "Hai"]]);
    expect([state().rev, state().save, title()]).toEqual([2, "saved", "Hai"]);
    expect(localStorage.getItem("khuon.draft.d1.pending")).toBeNull();
  });

  it("gives the operations of one gesture one group", async () => {
    api.send.mockResolvedValue(answer(1, "x"));
    act([setting(state().documents, TITLE, "x"), setting(state().documents, ["f_a", "code"], "y")]);
    await flushed();
    const [first, second] = api.send.mock.calls[0]![1].operations;
    expect(first.group).toMatch(/^[a-z0-9]{8}$/);
    expect(second.group).toBe(first.group);
  });

  it("keeps what could not be sent, and a later visit sends it", async () => {
    api.send.mockRejectedValue(new RequestFailed(0, {}));
    rename("Ngoại tuyến");
    await vi.waitFor(() => expect(state().save).toBe("waiting"), PATIENCE);
    expect(title()).toBe("Ngoại tuyến");
    stop();
    api = server();
    api.send.mockResolvedValue(answer(1, "Ngoại tuyến"));
    start();
    expect(title()).toBe("Ngoại tuyến");
    await flushed();
    expect(state().save).toBe("saved");
  });

  it("takes back what the server refuses and says why", async () => {
    api.send.mockRejectedValue(new RequestFailed(422, { code: "template.x", problems: [{ code: "template.x", place: "f_a/title", message: "Không được.", hint: "Sửa tên." }] }));
    rename("Sai");
    await vi.waitFor(() => expect(title()).toBe("Biểu A"), PATIENCE);
    expect(useRefused.getState().refused).toEqual({
      problems: [{ code: "template.x", place: "f_a/title", message: "Không được.", hint: "Sửa tên." }],
      items: [{ path: TITLE, yours: "Sai" }],
    });
    seen();
  });

  it("keeps everything when the session has ended", async () => {
    api.send.mockRejectedValue(new RequestFailed(401, {}));
    rename("Giữ");
    await vi.waitFor(() => expect(state().save).toBe("signedOut"), PATIENCE);
    expect(title()).toBe("Giữ");
    expect(localStorage.getItem("khuon.draft.d1.pending")).toContain("Giữ");
  });
});

describe("colleagues", () => {
  it("come underneath what is not sent yet, with a word about it", async () => {
    api.since.mockResolvedValue({ rev: 1, entries: [{ seq: 1, by: "Minh", at: "", label: "Sửa số hiệu", mine: false, changes: [{ path: ["f_a", "code"], new: "09/A" }] }] });
    await listen();
    expect(valueAt(state().documents, ["f_a", "code"])).toBe("09/A");
    expect(state().toasts.at(-1)?.text).toBe("Minh: Sửa số hiệu");
  });

  it("clash: both values are shown, and one's own is sent again over theirs", async () => {
    api.send.mockRejectedValueOnce(new RequestFailed(409, { code: "draft.conflict", problems: [{ code: "draft.conflict", place: "f_a/title", args: { path: TITLE, yours: "Hoa viết", theirs: "Minh viết" } }] }));
    api.since.mockResolvedValue(answer(1, "Minh viết", "Minh"));
    api.send.mockResolvedValueOnce(answer(2, "Hoa viết"));
    rename("Hoa viết");
    await vi.waitFor(() => expect(state().rev).toBe(1), PATIENCE);
    expect(state().conflict?.items[0]).toMatchObject({ yours: "Hoa viết", theirs: "Minh viết" });
    resolve(true);
    await flushed();
    expect(api.send.mock.calls[1]![1].operations[0]).toMatchObject({ value: "Hoa viết", was: "Minh viết" });
    expect(title()).toBe("Hoa viết");
  });

  it("clash: theirs stays", async () => {
    api.send.mockRejectedValueOnce(new RequestFailed(409, { code: "draft.conflict", problems: [{ code: "draft.conflict", place: "f_a/title", args: { path: TITLE, yours: "Hoa viết", theirs: "Minh viết" } }] }));
    api.since.mockResolvedValue(answer(1, "Minh viết", "Minh"));
    rename("Hoa viết");
    await vi.waitFor(() => expect(state().rev).toBe(1), PATIENCE);
    resolve(false);
    expect(title()).toBe("Minh viết");
    expect(state().pending).toEqual([]);
  });
});

describe("undo", () => {
  it("is the server's, and an offer to undo lasts until the next act", async () => {
    setState({ toasts: [{ id: 1, text: "Đã xoá 1 cột", tone: "plain", undo: true }] });
    api.step.mockResolvedValue(answer(1, "Trước"));
    await step("undo");
    expect(api.step).toHaveBeenCalledWith("undo", 0, expect.any(String));
    expect(title()).toBe("Trước");
    expect(state().toasts.map((toast) => toast.text)).toEqual(["Sửa tên biểu"]);
  });

  it("asked for while an edit is under way waits for it, and an edit made meanwhile comes after", async () => {
    const order: string[] = [];
    let sent = (_: Answer): void => undefined;
    api.send.mockImplementationOnce(() => (order.push("edit"), new Promise<Answer>((done) => (sent = done))));
    api.send.mockImplementation(() => (order.push("later edit"), Promise.resolve(answer(3, "Ba"))));
    api.step.mockImplementation(() => (order.push("undo"), Promise.resolve(answer(2, "Trước"))));
    rename("Hai");
    void step("undo");
    rename("Ba");
    sent(answer(1, "Hai"));
    await flushed();
    expect(order).toEqual(["edit", "undo", "later edit"]);
    expect(title()).toBe("Ba");
  });

  it("shows what was typed where nothing stands any more, and drops it only when told", async () => {
    api.send.mockRejectedValue(new RequestFailed(409, { code: "draft.no_place", problems: [{ code: "draft.no_place", message: "Chỗ cần sửa không còn." }] }));
    rename("Gõ lâu mới xong");
    await vi.waitFor(() => expect(state().conflict?.gone).toBe(true), PATIENCE);
    expect(state().conflict?.items).toEqual([{ path: TITLE, yours: "Gõ lâu mới xong", theirs: null, message: "Chỗ cần sửa không còn.", place: "" }]);
    expect(localStorage.getItem("khuon.draft.d1.pending")).toContain("Gõ lâu mới xong");
    resolve(false);
    expect([state().conflict, state().pending]).toEqual([null, []]);
  });

  it("names the later work that stands in the way of taking something back", async () => {
    const args = { later: [{ seq: 2, label: "Đổi tên", by: "Minh" }], yours: "a", theirs: "b" };
    api.step.mockRejectedValue(new RequestFailed(409, { code: "draft.later_work", problems: [{ code: "draft.later_work", message: "Chưa hoàn lại được", args }] }));
    await step({ revert: { first: 1, last: 1 } });
    expect(api.step.mock.calls[0]?.[0]).toEqual({ revert: { first: 1, last: 1 } });
    expect(state().laterWork).toEqual({ message: "Chưa hoàn lại được", ...args });
    expect(state().pending).toEqual([]);
  });

  it("says that this page is open and what is selected, and hears who else is there", async () => {
    const people = [{ page: "p2", name: "Minh", mine: false, place: "f_a" }];
    api.since.mockResolvedValue({ rev: 0, entries: [], people });
    await listen();
    expect(api.since.mock.lastCall).toEqual([0, useTogether.getState().page, "f_a"]);
    expect(useTogether.getState().people).toEqual(people);
    window.dispatchEvent(new Event("pagehide"));
    expect(api.leave).toHaveBeenCalledWith(useTogether.getState().page);
  });
});
