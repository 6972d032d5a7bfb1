// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setting } from "../model/operations";
import { ruleAt, withExamples } from "../model/examples";
import { sample } from "../testing/sample";
import type { DraftApi } from "./api";
import { prove, sameRules, stop, useProving, type Proof } from "./proving";
import { begin, state } from "./store";
import { act, flushed, startSync } from "./sync";

const TITLE = ["f_a", "title"];
/** For what comes a moment later, on however busy a machine. */
const PATIENCE = { timeout: 30_000 };
const PROOF: Proof = { form: "f_a", complete: true, seconds: 0.4, findings: [], unproven: [], examples: {}, no_example: {}, rev: 0 };

let end: () => void;
const fetched = vi.fn<(address: string, init: RequestInit) => Promise<Response>>();
const send = vi.fn();
const since = vi.fn().mockResolvedValue({ rev: 0, entries: [] });

beforeEach(() => {
  localStorage.clear();
  useProving.setState({ runs: {}, shown: null });
  vi.stubGlobal("fetch", fetched);
  const draft = { id: "d1", regime: { id: "g_a", code: "A", name: "" }, state: "draft", rev: 0, author: "Hoa", editable: true };
  begin({ draft, documents: sample(), me: { name: "Hoa" }, measures: [], functions: [], kinds: [] }, null);
  end = startSync({ send, since } as unknown as DraftApi);
});
afterEach(() => {
  end();
  [fetched, send, since].forEach((each) => each.mockReset());
  since.mockResolvedValue({ rev: 0, entries: [] });
  vi.unstubAllGlobals();
});

const run = () => useProving.getState().runs["f_a"];
const answers = (body: unknown, status = 200) => fetched.mockResolvedValueOnce(new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } }));
const waits = () => fetched.mockImplementationOnce((_, { signal }) => new Promise((_done, fail) => signal?.addEventListener("abort", () => fail(new DOMException("", "AbortError")))));
const rename = (value: string) => {
  send.mockResolvedValueOnce({ rev: state().rev + 1, since: [], entries: [{ seq: state().rev + 1, by: "Hoa", at: "", changes: [{ path: TITLE, new: value }] }] });
  act([setting(state().documents, TITLE, value)]);
};

describe("a proof", () => {
  it("is asked for by form and kept with the documents that it is about", async () => {
    answers(PROOF);
    const done = prove("f_a");
    expect(run()).toEqual({ kind: "running" });
    await done;
    expect(fetched.mock.calls[0]![0]).toBe("/api/drafts/d1/proofs");
    expect(JSON.parse(String(fetched.mock.calls[0]![1].body))).toEqual({ form: "f_a" });
    expect(run()).toEqual({ kind: "done", proof: PROOF, of: state().documents });
  });

  it("is given up when the draft changes, and stopped by hand", async () => {
    waits();
    const first = prove("f_a");
    await vi.waitFor(() => expect(fetched).toHaveBeenCalledTimes(1), PATIENCE);
    rename("Tên khác");
    await first;
    expect(run()).toEqual({ kind: "stopped", changed: true });
    await flushed();
    waits();
    const second = prove("f_a");
    await vi.waitFor(() => expect(fetched).toHaveBeenCalledTimes(2), PATIENCE);
    stop("f_a");
    await second;
    expect(run()).toEqual({ kind: "stopped", changed: false });
  });

  it("goes stale by an edit and is true again when the edit is taken back", async () => {
    answers(PROOF);
    await prove("f_a");
    const { of } = run() as Extract<ReturnType<typeof run>, { kind: "done" }>;
    rename("Tên khác");
    expect(sameRules(of, state().documents)).toBe(false);
    await flushed();
    rename("Biểu A");
    expect(sameRules(of, state().documents)).toBe(true);
    await flushed();
  });

  it("is not taken away by a filled example that is kept", () => {
    const before = state().documents;
    const example = { spec: "example/1", id: "e_1", form: "f_a", title: "Quý I", cells: {}, expect: {} };
    expect(sameRules(before, { ...before, e_1: example as unknown as (typeof before)[string] })).toBe(true);
  });

  it("says why there is none", async () => {
    answers({ title: "Mẫu có lỗi", code: "formula.unknown_name", problems: [{ code: "formula.unknown_name", message: "Không có mã “c99”." }] }, 422);
    await prove("f_a");
    expect(run()).toEqual({ kind: "failed", messages: ["Không có mã “c99”."] });
  });

  it("of a revision that a colleague made is about the documents of that revision", async () => {
    answers({ ...PROOF, rev: 1 });
    since.mockResolvedValueOnce({ rev: 1, entries: [{ seq: 1, by: "Minh", at: "", changes: [{ path: TITLE, new: "Của Minh" }] }] });
    await prove("f_a");
    // The colleague's change arrived while the proof was under way: what stands here now is what was proven.
    expect(run()).toMatchObject({ kind: "done", of: { f_a: { title: "Của Minh" } } });
    expect(state().documents["f_a"]?.["title"]).toBe("Của Minh");
  });
});

it("kept examples and looks change nothing that is proven", () => {
  const before = sample();
  const kept = { ...before, ...{ l_a: { spec: "layout/1", id: "l_a", form: "f_a" } } };
  expect(sameRules(before, kept)).toBe(true);
  const operation = withExamples(ruleAt(before, "k_a/k1")!, [{ cells: {}, expect: "pass" }]);
  send.mockResolvedValueOnce({ rev: 0, since: [], entries: [] });
  act([operation]);
  expect(sameRules(before, state().documents)).toBe(true);
  expect(state().documents["k_a"]).not.toEqual(before["k_a"]);
});
