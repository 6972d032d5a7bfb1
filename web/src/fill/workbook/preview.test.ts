/** One edit is made of what was chosen, and nothing else is touched. */

import { describe, expect, it } from "vitest";

import { Book } from "../../grid";
import { filtersOf, linesOf, shownBy } from "./lines";
import { applied, asOpen, bulkWays, chosenCells, count, inBulk, NOTHING_CHOSEN, overtaken, type Preview } from "./preview";

const change = (key: string, from: string | null, to: string | null) => ({ key, name: key, place: "Biểu!B6", from, to, from_text: from ?? "", to_text: to ?? "", marks: [] });
const refusal = (key: string, code: string, proposals: Preview["refusals"][number]["proposals"]) => ({ key, name: key, place: "Biểu!C6", code, message: code, hint: "", severity: "error", now: null, now_text: "", typed: "1.234", proposals });

function preview(): Preview {
  return {
    form: "f_1",
    version: 3,
    older_release: null,
    changes: [change("r1:c1", "1", "5"), change("r1:c2", "2", null), change("o1#n1:c1", null, "7")],
    refusals: [
      refusal("r2:c1", "cell.ambiguous_number", [{ how: "vi", fits: true, to: "1234", text: "1.234" }, { how: "en", fits: true, to: "1.234", text: "1,234" }]),
      refusal("r2:c2", "cell.ambiguous_number", [{ how: "vi", fits: true, to: "5678", text: "5.678" }, { how: "en", fits: false, to: "5.678", text: "5,678" }]),
      refusal("r2:c3", "file.formula_in_input", []),
    ],
    added: [{ row: "o1", id: "n1", label: "Đất đai", item: null, name: "Lĩnh vực", place: "Biểu!A9" }],
    absent: [{ row: "o1", id: "k1", label: "Cũ", item: null, name: "Lĩnh vực", cells: 1 }],
    locked: [refusal("r1:c9", "workbook.locked", [])],
    remarks: [],
    counts: { changes: 3, refusals: 3, unchanged: 40, locked: 1, hidden: 0, added: 1, absent: 1 },
  };
}

function book(): Book {
  return new Book({ values: { "r1:c1": "1", "r1:c2": "2", "o1#k1:c1": "3" }, instances: { o1: [{ id: "k1", label: "Cũ" }] }, specOf: () => ({ kind: "number" }) });
}

describe("what a workbook brings back", () => {
  it("takes all changes and added rows at first, no refusal and no removal, as one undo", () => {
    const form = book();
    expect(count(preview(), NOTHING_CHOSEN)).toEqual({ cells: 3, rows: 1 });
    expect(applied(form, preview(), NOTHING_CHOSEN)).toBe(true);
    expect(form.values()).toEqual({ "r1:c1": "5", "o1#k1:c1": "3", "o1#n1:c1": "7" });
    expect(form.instances.o1?.map((row) => row.id)).toEqual(["k1", "n1"]);
    form.undo();
    expect(form.values()).toEqual({ "r1:c1": "1", "r1:c2": "2", "o1#k1:c1": "3" });
    expect(form.instances.o1?.map((row) => row.id)).toEqual(["k1"]);
  });

  it("leaves out what was unticked, a row with its cells", () => {
    const choices = { ...NOTHING_CHOSEN, without: new Set(["r1:c1", "o1#n1"]) };
    expect(chosenCells(preview(), choices).map((one) => one.key)).toEqual(["r1:c2"]);
    const form = book();
    applied(form, preview(), choices);
    expect(form.instances.o1?.map((row) => row.id)).toEqual(["k1"]);
    expect(form.get("o1#n1:c1")).toBeNull();
  });

  it("takes proposals that were chosen, one by one or the same for many", () => {
    expect([...bulkWays(preview())]).toEqual([["vi", 2], ["en", 1]]);
    const choices = inBulk(preview(), NOTHING_CHOSEN, "vi");
    expect(chosenCells(preview(), choices).slice(3)).toEqual([{ key: "r2:c1", from: null, to: "1234" }, { key: "r2:c2", from: null, to: "5678" }]);
    const one = { ...choices, proposals: new Map([[0, 1]]) };
    expect(chosenCells(preview(), one).at(-1)).toEqual({ key: "r2:c1", from: null, to: "1.234" });
  });

  it("removes a row with its cells only when it was ticked", () => {
    const form = book();
    applied(form, preview(), { ...NOTHING_CHOSEN, remove: new Set(["o1#k1"]) });
    expect(form.instances.o1?.map((row) => row.id)).toEqual(["n1"]);
    expect(form.get("o1#k1:c1")).toBeNull();
    form.undo();
    expect(form.get("o1#k1:c1")).toBe("3");
  });

  it("notices cells that changed while the preview was looked at", () => {
    const form = book();
    expect(overtaken(form, preview(), NOTHING_CHOSEN)).toEqual([]);
    form.accept({ "r1:c1": "99" });
    expect(overtaken(form, preview(), NOTHING_CHOSEN)).toEqual(["r1:c1"]);
    const open = asOpen(preview(), form);
    expect(open.changes[0]).toMatchObject({ from: "99", from_text: "99", to: "5" });
    expect(overtaken(form, open, NOTHING_CHOSEN)).toEqual([]);
  });
});

describe("lines of the preview", () => {
  it("stand refusals first and are filtered by sort", () => {
    const lines = linesOf(preview());
    expect(lines.map((line) => line.kind)).toEqual(["refused", "refused", "refused", "added", "absent", "changed", "changed", "changed", "locked"]);
    expect(filtersOf(lines)).toEqual([{ filter: "all", n: 9 }, { filter: "refused", n: 3 }, { filter: "rows", n: 2 }, { filter: "changed", n: 3 }, { filter: "locked", n: 1 }]);
    expect(shownBy(lines, "rows")).toHaveLength(2);
  });
});
