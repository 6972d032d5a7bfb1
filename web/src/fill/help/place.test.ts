import { expect, it } from "vitest";

import { unitOf } from "./place";

it("takes the unit that the server resolved, its column's where there is no cell, and none for what is not measured", () => {
  expect(unitOf({ kind: "number", unit_label: "điểm" }, { unit_label: "%" })).toBe("điểm");
  expect(unitOf(null, { unit_label: "%" })).toBe("%");
  expect(unitOf({ kind: "choice", unit_label: "%" }, {})).toBe("");
});
