import { expect, test } from "vitest";
import type { Documents, Rule } from "./documents";
import { applyAll } from "./operations";
import { accepting, proposed, type Proposing } from "./proposals";
import { valueAt } from "./path";

const rule: Rule = { expr: "c1 >= c2 + c3", severity: "error", printed: "1≥2+3", origin: { kind: "manual" } };
const documents = {
  g: { spec: "regime/1", id: "g", code: "G", name: "G", forms: ["f_a"] },
  f_a: {
    spec: "form/1", id: "f_a", code: "A", title: "A",
    sections: { order: ["s1"], items: { s1: {
      kind: "grid",
      columns: { root: ["c1", "g1", "c4"], nodes: { c1: { label: "Tổng", code: "c1", number: "1", relation: "1=2+3" }, g1: { label: "Trong đó", children: ["c2", "c3"] }, c2: { label: "Một", code: "c2", number: "2" }, c3: { label: "Hai", code: "c3", number: "3" }, c4: { label: "Ba", code: "c4", number: "6" } } },
      rows: { root: ["r1"], nodes: { r1: { label: "Dòng", kind: "data", code: "r1" } } },
      cells: {},
    } } },
  },
  k_a: { spec: "rules/1", id: "k_a", form: "f_a", order: ["k1"], items: { k1: rule } },
} as unknown as Documents;

const node = ["f_a", "sections", "items", "s1", "columns", "nodes"];

function after(place: string, args: Proposing["args"] & object): Documents {
  return applyAll(documents, accepting(documents, { place, args }));
}

test("a line is printed under its column", () => {
  expect(accepting(documents, { place: "f_a/s1/c1", args: { proposal_line: "1=2+3=4" } })).toEqual([{ op: "set_relation", doc: "f_a", section: "s1", column: "c1", text: "1=2+3=4" }]);
});

test("a check is added to the form, under an id of its own", () => {
  const made = after("f_a/s1/g1", { proposal_rule: { ...rule, expr: "c1 == c2 + c3" } });
  const { order, items } = made["k_a"] as unknown as { order: string[]; items: Record<string, Rule> };
  expect(order.length).toBe(2);
  expect(items[order[1] ?? ""]?.expr).toBe("c1 == c2 + c3");
});

test("a check gets another condition, keeps its settings and loses what it was printed as", () => {
  const made = after("f_a/s1/g1", { proposal_expr: "c1 == c2 + c3", proposal_of: "k_a/k1" });
  expect(valueAt(made, ["k_a", "items", "k1"])).toEqual({ expr: "c1 == c2 + c3", severity: "error", origin: { kind: "manual" } });
});

test("a check is let follow rounding, and stays what it was printed as", () => {
  const args = { proposal_tolerance: "auto", proposal_of: "k_a/k1" };
  const before = (documents["k_a"] as unknown as { items: Record<string, Rule> }).items["k1"];
  expect(valueAt(after("f_a/s1/c1", args), ["k_a", "items", "k1"])).toEqual({ ...before, tolerance: "auto" });
  expect(proposed(documents, { place: "f_a/s1/c1", args })).toBe("cho lệch do làm tròn");
});

test("formulas, captions, codes and numbers are set where the finding stands", () => {
  expect(valueAt(after("f_a/s1/c1", { proposal_expr: "c2 + c3" }), [...node, "c1", "cell", "formula"])).toBe("c2 + c3");
  expect(valueAt(after("f_a/s1/g1", { proposal_caption: "Chia ra" }), [...node, "g1", "label"])).toBe("Chia ra");
  expect(valueAt(after("f_a/s1/c4", { proposal_code: "c9" }), [...node, "c4", "code"])).toBe("c9");
  expect(valueAt(after("f_a/s1/c4", { proposal_number: "4" }), [...node, "c4", "number"])).toBe("4");
  expect(valueAt(after("f_a/s1/r1", { proposal_code: "r9" }), ["f_a", "sections", "items", "s1", "rows", "nodes", "r1", "code"])).toBe("r9");
});

test("columns counted anew take their printed lines along", () => {
  const made = after("f_a/s1/c4", { proposal_numbers: { c2: "4", c4: "5" } });
  expect(["c2", "c4"].map((id) => valueAt(made, [...node, id, "number"]))).toEqual(["4", "5"]);
  expect(valueAt(made, [...node, "c1", "relation"])).toBe("1=4+3");
});

test("nothing is offered for a place or a check that is gone, or without a proposal", () => {
  expect(accepting(documents, { place: "f_a/s1/c9", args: { proposal_line: "1=2" } })).toEqual([]);
  expect(accepting(documents, { place: "f_a/s1/g1", args: { proposal_expr: "c1 == c2", proposal_of: "k_a/k9" } })).toEqual([]);
  expect(accepting(documents, { place: "f_a/s1/c1", args: { line: "1=2" } })).toEqual([]);
  expect(proposed(documents, { place: "f_a/s1/c1" })).toBe("");
});

test("what is offered can be read before it is taken", () => {
  expect(proposed(documents, { place: "", args: { proposal_line: "1=2", proposal_rule: rule } })).toBe("1=2");
  expect(proposed(documents, { place: "", args: { proposal_rule: rule } })).toBe("1≥2+3");
  expect(proposed(documents, { place: "f_a/s1/c3", args: { proposal_numbers: { c4: "5", c3: "4" } } })).toBe("«Hai» (3) → 4, «Ba» (6) → 5");
});

test("what the language no longer has is removed where it is stated, and offered only while it is", () => {
  const args = { proposal_clear: ["f_a", "sections", "items", "s1", "sheets"], name: "Mỗi mục một tờ" };
  const stated = applyAll(documents, [{ op: "set", path: args.proposal_clear, value: "d1" }]);
  const finding = { place: "f_a/s1/sheets", args };
  expect(proposed(stated, finding)).toBe("bỏ “Mỗi mục một tờ”");
  expect(applyAll(stated, accepting(stated, finding))).toEqual(documents);
  expect(accepting(documents, finding)).toEqual([]);
});

test("cells get the formula of their row, and keep what else they say", () => {
  const cells = ["f_a", "sections", "items", "s1", "cells"];
  const held = applyAll(documents, [{ op: "set", path: [...cells, "r1:c1"], value: { decimals: 2 } }]);
  const finding: Proposing = { place: "f_a/s1/c1", args: { proposal_cells: { "r1:c1": "sum(children())" } } };
  expect(valueAt(applyAll(held, accepting(held, finding)), [...cells, "r1:c1"])).toEqual({ decimals: 2, kind: "computed", formula: "sum(children())" });
  expect(proposed(held, finding)).toContain("sum(children())");
});
