/** Only rows that changed: with their headings, without the others. */
import { describe, expect, it } from "vitest";

import type { Row } from "../grid";
import { rowsWith } from "./changedRows";

const row = (id: string, depth: number, kind: Row["kind"] = "data"): Row => ({ id, depth, kind, label: id, spec: [] });
const ROWS = [row("total", 0, "total"), row("I", 0, "heading"), row("a", 1), row("b", 1), row("II", 0, "heading"), row("c", 1, "open"), row("d", 0)];
const names = (...keys: string[]) => rowsWith(ROWS, keys).map((one) => one.id);

describe("rows with changed cells", () => {
  it("a row comes with its heading and without its neighbours", () => {
    expect(names("b:c1")).toEqual(["I", "b"]);
  });
  it("a cell in an added row brings the open row", () => {
    expect(names("c#k1:c2", "total:c1")).toEqual(["total", "II", "c"]);
  });
  it("without a change there is no row", () => {
    expect(names()).toEqual([]);
  });
});
