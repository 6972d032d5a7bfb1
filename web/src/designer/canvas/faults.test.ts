import { expect, test } from "vitest";
import { byPlace, faultClass } from "./faults";

test("a warning has its own colour; one error beside it makes the place one of errors, and both are said", () => {
  const faults = byPlace([["c1", "warning", "Chưa có số."], ["c2", "warning", "Chưa có số."], ["c2", "error", "Trùng mã."], ["c3", "error", "Chưa có tên."]]);
  expect(["c1", "c2", "c3", "c4"].map((id) => faultClass(faults.get(id)))).toEqual(["is-warned", "is-faulty", "is-faulty", undefined]);
  expect(faults.get("c2")?.text).toBe("Chưa có số.\nTrùng mã.");
});
