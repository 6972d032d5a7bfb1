import { expect, test } from "vitest";
import { sample } from "../testing/sample";
import { formOf, type Documents, type FormDocument } from "./documents";
import { applied } from "./operations";

function noted(...at: string[]): Documents {
  const documents = sample();
  const form = documents["f_a"] as unknown as FormDocument;
  return { ...documents, f_a: { ...form, footnotes: { order: ["n1"], items: { n1: { mark: "1", text: "Không tính đơn trùng", at } } } } as never };
}

const left = (documents: Documents): string[] | undefined => formOf(documents, "f_a")?.footnotes?.items["n1"]?.at;

test("what is deleted takes the anchors of footnotes with it, as on the server", () => {
  const documents = noted("c1", "c3", "r1a", "r1:c3", "r2:c1");
  expect(left(applied(documents, { op: "remove_node", doc: "f_a", section: "s1", axis: "rows", id: "r1" }))).toEqual(["c1", "c3", "r2:c1"]);
  expect(left(applied(documents, { op: "remove_node", doc: "f_a", section: "s1", axis: "columns", id: "g1" }))).toEqual(["c1", "r1a", "r2:c1"]);
  expect(left(applied(documents, { op: "remove_section", doc: "f_a", id: "s1" }))).toEqual([]);
});
