import { expect, test } from "vitest";
import { blankOf } from "./shapes";

test("a new deadline begins with days that somebody could mean, other numbers with the least that is allowed", () => {
  const deadline = { type: "object", required: ["tier", "days"], properties: { tier: { type: "string" }, days: { type: "integer", minimum: 0 }, working: { type: "boolean" } } };
  expect(blankOf(deadline, "deadlines")).toMatchObject({ days: 3 });
  expect(blankOf({ type: "integer", minimum: 1 }, "max_mb")).toBe(1);
  expect(blankOf({ type: "integer", minimum: 5 }, "days")).toBe(5);
});
