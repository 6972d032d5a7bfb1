import { describe, expect, it } from "vitest";
import { sample } from "../testing/sample";
import { cloneForm } from "./cloneForm";
import { formsOf, rulesOf, type Documents } from "./documents";
import { applyAll } from "./operations";

describe("a copied form", () => {
  it("stands behind the original with ids of its own, and its rules with it", () => {
    const documents = sample();
    const [first] = formsOf(documents);
    const id = first?.id ?? "";
    const copied = cloneForm(documents, id);
    const after = applyAll(documents, copied?.operations ?? []);
    const codes = formsOf(after).map((form) => form.code);
    expect(codes).toContain(`${first?.code} (2)`);
    const own = rulesOf(documents, id);
    const next = rulesOf(after, copied?.form.id ?? "");
    expect(next?.order).toEqual(own?.order);
    expect(next?.id).not.toBe(own?.id);
    expect(after[id]).toBe(documents[id]);
  });

  it("reads itself where the original read itself", () => {
    const documents = sample();
    const id = formsOf(documents)[0]?.id ?? "";
    const rules = { spec: "rules/1", id: "k_own", form: id, order: ["a"], items: { a: { expr: `c1 == form(${id}, c2) + form(${id}x, c2)`, severity: "error" } } };
    const copied = cloneForm({ ...documents, k_own: rules } as unknown as Documents, id);
    const set = copied?.operations.find((each) => each.op === "set" && JSON.stringify(each.value).includes("c1 == form"));
    expect(JSON.stringify(set)).toContain(`c1 == form(${copied?.form.id}, c2) + form(${id}x, c2)`);
  });
});
