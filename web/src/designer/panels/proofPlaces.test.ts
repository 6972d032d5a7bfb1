// @vitest-environment jsdom
import { beforeEach, expect, it } from "vitest";
import type { Documents } from "../model/documents";
import { sample } from "../testing/sample";
import { shownMarks, useProving } from "../state/proving";
import { begin, select, state } from "../state/store";
import { showCells, showRule } from "./proofPlaces";

const K_B = { spec: "rules/1", id: "k_b", form: "f_b", order: ["k9"], items: { k9: { expr: "c1 > 0", severity: "error" } } };

beforeEach(() => {
  useProving.setState({ runs: {}, shown: null });
  const draft = { id: "d1", regime: { id: "g_a", code: "A", name: "" }, state: "draft", rev: 0, author: "Hoa", editable: true };
  const documents = { ...sample(), k_b: K_B } as unknown as Documents;
  begin({ draft, documents, me: { name: "Hoa" }, measures: [], functions: [], kinds: [] }, "f_a");
});

it("a finding leads to its check, its first cell selected and all of them marked", () => {
  showRule("f_a", "k_a/k1", ["prev|f_a|r1:c1", "r1a:c2", "r1:c3", "same|f_b|u1:b1"]);
  const at = { row: "r1a", column: "c2" };
  expect(state().selection).toEqual({ kind: "cells", section: "s1", from: at, to: at });
  expect(state().marks.map((mark) => `${mark.form} ${mark.cell}`)).toEqual(["f_a r1a:c2", "f_a r1:c3", "f_b u1:b1"]);
  expect(state().bottom).toBe("rules");
  expect(useProving.getState().shown).toMatchObject({ form: "f_a", id: "k1" });
});

it("a check of another form opens that form", () => {
  showRule("f_a", "k_b/k9", ["r1:c1", "same|f_b|u1:b1"]);
  expect(state().page).toEqual({ kind: "form", form: "f_b" });
  expect(state().selection).toMatchObject({ from: { row: "u1", column: "b1" } });
  expect(useProving.getState().shown).toMatchObject({ form: "f_b", id: "k9" });
});

it("the marks stay until something else is selected", () => {
  showCells("f_a", ["r1:c1"]);
  expect(shownMarks()).toHaveLength(1);
  select({ kind: "columns", section: "s1", ids: ["c2"], part: "label" });
  expect(shownMarks()).toBeNull();
  showRule("f_a", "k_a/gone", []);
  expect(shownMarks()).toBeNull();
});
