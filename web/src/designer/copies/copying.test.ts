/** Which lists a table can be copied by, and what is chosen to begin with. */
import { describe, expect, it } from "vitest";
import type { Documents } from "../model/documents";
import { begun, listsWithMembers } from "./copying";

const member = (name: string) => ({ name });
const DOCUMENTS = {
  g: { spec: "regime/1", id: "g", code: "X", name: "X", forms: [] },
  d1: { spec: "dimension/1", id: "d1", name: "Huyện", kind: "closed", total: "all", members: { order: ["all", "b", "a"], items: { a: member("Ân Thi"), b: member("Khoái Châu"), all: member("Toàn tỉnh") } } },
  d2: { spec: "dimension/1", id: "d2", name: "Mở", kind: "open", members: { order: [], items: {} } },
} as unknown as Documents;

describe("copies of a table", () => {
  it("offers the lists that have members, in the order of the list, and tells the total", () => {
    expect(listsWithMembers(DOCUMENTS)).toEqual([
      { id: "d1", name: "Huyện", members: [{ id: "all", name: "Toàn tỉnh", total: true }, { id: "b", name: "Khoái Châu", total: false }, { id: "a", name: "Ân Thi", total: false }] },
    ]);
  });

  it("begins with all but the total", () => {
    expect([...begun(listsWithMembers(DOCUMENTS)[0])]).toEqual(["b", "a"]);
    expect([...begun(undefined)]).toEqual([]);
  });
});
