// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { sample } from "../testing/sample";
import { checkAtOpening } from "./checking";
import type { Finding, IslandData } from "./api";
import { begin, setState, state } from "./store";

const fault: Finding = { code: "formula.missing", place: "f_a/s1/r1:c2", message: "Ô tính chưa có công thức.", severity: "error" };
const draft = { id: "d1", regime: { id: "g_a", code: "A", name: "A" }, state: "draft", rev: 3, author: "", editable: true };

beforeEach(() => begin({ draft, documents: sample(), me: { name: "" }, measures: [], functions: [], kinds: [] } as unknown as IslandData, "f_a"));

test("what is wrong with a draft is known when it is opened", async () => {
  await checkAtOpening({ check: () => Promise.resolve({ problems: [fault] }) });
  expect(state().findings).toEqual([fault]);
});

test("an answer that came with a change meanwhile is not written over", async () => {
  await checkAtOpening({
    check: () => {
      setState({ rev: 4, findings: [] });
      return Promise.resolve({ problems: [fault] });
    },
  });
  expect(state().findings).toEqual([]);
});

test("a draft as it was is not judged as it is now", async () => {
  setState({ draft: { ...draft, past: { seq: 1, at: "", by: "", label: "", now: "", may_go_back: false } } });
  await checkAtOpening({ check: () => Promise.resolve({ problems: [fault] }) });
  expect(state().findings).toEqual([]);
});
