import { expect, test } from "vitest";
import { sample } from "../testing/sample";
import { sentenceOf } from "./findings";

const missing = { code: "formula.missing", place: "f_a/s1/r1a:c2", message: "Ô tính “r1a:c2” chưa có công thức.", severity: "error" };

test("a cell is named by its row and column, never by the names that the machine gives", () => {
  expect(sentenceOf(sample(), missing)).toBe("Ô tính «1 Lần đầu» · «Nam» (2) chưa có công thức.");
  expect(sentenceOf(sample(), { ...missing, place: "f_a/s1/c2", message: "Cột “Nam” chưa có số." })).toBe("Cột “Nam” chưa có số.");
  expect(sentenceOf(sample(), { ...missing, place: "f_a/s1/r9:c2" })).toBe(missing.message);
});
