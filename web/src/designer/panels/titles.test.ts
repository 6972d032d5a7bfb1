import { beforeEach, expect, test } from "vitest";
import { sample } from "../testing/sample";
import { setState } from "../state/store";
import { titleOf } from "./Properties";

beforeEach(() => setState({ documents: sample(), page: { kind: "form", form: "f_a" } }));

test("the panel of a column or row is headed by its caption and number; of none by the form", () => {
  expect(titleOf(null)).toBe("Biểu mẫu");
  expect(titleOf({ kind: "columns", section: "s1", ids: ["c2"], part: "label" })).toBe("Cột «Nam» (2)");
  expect(titleOf({ kind: "columns", section: "s1", ids: ["c1", "c2"], part: "label" })).toBe("2 cột");
  expect(titleOf({ kind: "rows", section: "s1", ids: ["r1a"], part: "label" })).toBe("Dòng «1 Lần đầu»");
});

test("a column without a caption is called by its number, once", () => {
  const documents = sample();
  setState({ documents: JSON.parse(JSON.stringify(documents).replace('"Nam"', '""')) });
  expect(titleOf({ kind: "columns", section: "s1", ids: ["c2"], part: "label" })).toBe("Cột 2");
});
