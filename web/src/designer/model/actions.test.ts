import { describe, expect, it } from "vitest";
import { sample } from "../testing/sample";
import { type Action, addBeside, addChild, drop, group, indent, outdent, type Place, remove, renumber, shift, ungroup } from "./actions";
import type { Documents } from "./documents";
import { gridOf } from "./documents";
import { columnsOf, rowsOf } from "./geometry";
import { applyAll } from "./operations";

const columns: Place = { doc: "f_a", section: "s1", axis: "columns" };
const rows: Place = { ...columns, axis: "rows" };

function after(action: Action, documents = sample()): Documents {
  return applyAll(documents, action.operations);
}

function leaves(documents: Documents): string[] {
  return columnsOf(gridOf(documents, "f_a", "s1")!.columns).leaves.map((leaf) => leaf.path.join("/"));
}

function lines(documents: Documents): string[] {
  return rowsOf(gridOf(documents, "f_a", "s1")!.rows).rows.map((row) => `${"-".repeat(row.depth)}${row.node.label}`);
}

describe("columns", () => {
  it("are added beside, with the next free code", () => {
    const action = addBeside(sample(), columns, "c2", "before");
    const made = gridOf(after(action), "f_a", "s1")!.columns;
    expect(made.nodes["g1"]?.children).toEqual([action.select[0], "c2", "c3"]);
    expect(made.nodes[action.select[0]!]?.code).toBe("c5");
  });
  it("go on with the printed count at the end of the table, and nowhere else", () => {
    const number = (by: string | null, side: "before" | "after"): string | undefined => {
      const action = addBeside(sample(), columns, by, side);
      return gridOf(after(action), "f_a", "s1")!.columns.nodes[action.select[0]!]?.number;
    };
    expect([number("c4", "after"), number(null, "after"), number("c4", "before"), number("c3", "after")]).toEqual(["5", "5", undefined, undefined]);
  });
  it("move under a new header when a column of figures gets a child, keeping code and figures", () => {
    const next = after(addChild(sample(), columns, "c4"));
    expect(leaves(next)).toEqual(["Nội dung", "Tổng số", "Chia ra/Nam", "Chia ra/Nữ", "Tỷ lệ/", "Tỷ lệ/"]);
    expect(gridOf(next, "f_a", "s1")!.columns.nodes["c4"]).toMatchObject({ code: "c4", cell: { formula: "c2 / c1 * 100" } });
  });
  it("get one more child each time the button is pressed, not a deeper level", () => {
    const first = addChild(sample(), columns, "c4");
    const once = after(first);
    const second = addChild(once, columns, first.select[0]!);
    const twice = after(second, once);
    expect(leaves(twice).slice(-3)).toEqual(["Tỷ lệ/", "Tỷ lệ/", "Tỷ lệ/"]);
    const thrice = after(addChild(twice, columns, second.select[0]!), twice);
    expect(leaves(thrice).slice(-4)).toEqual(["Tỷ lệ/", "Tỷ lệ/", "Tỷ lệ/", "Tỷ lệ/"]);
    expect(leaves(after(addChild(sample(), columns, "c2")))).toContain("Chia ra/Nam/");
  });
  it("group and ungroup back to the same table", () => {
    const grouped = after(group(sample(), columns, ["c1", "c2"], "Nhóm"));
    expect(leaves(grouped)).toEqual(["Nội dung", "Nhóm/Tổng số", "Nhóm/Chia ra/Nam", "Nhóm/Chia ra/Nữ", "Tỷ lệ"]);
    const id = gridOf(grouped, "f_a", "s1")!.columns.root[1]!;
    expect(leaves(after(ungroup(grouped, columns, [id]), grouped))).toEqual(leaves(sample()));
  });
  it("step over a neighbour, out at the edge, and stay at the end", () => {
    expect(leaves(after(shift(sample(), columns, ["c1"], 1)))).toEqual(["Nội dung", "Chia ra/Nam", "Chia ra/Nữ", "Tổng số", "Tỷ lệ"]);
    expect(leaves(after(shift(sample(), columns, ["c3"], 1)))).toEqual(["Nội dung", "Tổng số", "Chia ra/Nam", "Nữ", "Tỷ lệ"]);
    expect(shift(sample(), columns, ["c4"], 1).operations).toEqual([]);
  });
  it("nest under the header before and come out again; an emptied header goes", () => {
    const nested = after(indent(sample(), columns, ["c4"]));
    expect(leaves(nested).at(-1)).toBe("Chia ra/Tỷ lệ");
    expect(indent(sample(), columns, ["c1"]).operations).toEqual([]);
    const out = after(outdent(sample(), columns, ["c2", "c3"]));
    expect(leaves(out)).toEqual(["Nội dung", "Tổng số", "Nam", "Nữ", "Tỷ lệ"]);
    expect(gridOf(out, "f_a", "s1")!.columns.nodes["g1"]).toBeUndefined();
  });
  it("take an emptied header and their own cells with them", () => {
    const action = remove(sample(), columns, ["c2", "c3"]);
    const next = gridOf(after(action), "f_a", "s1")!;
    expect(next.columns.root).toEqual(["cA", "c1", "c4"]);
    expect(next.cells).toEqual({});
    expect(action.select).toEqual(["c4"]);
  });
  it("drop beside and onto another, never into themselves", () => {
    expect(leaves(after(drop(sample(), columns, ["c4"], { target: "c2", where: "after" })))[3]).toBe("Chia ra/Tỷ lệ");
    expect(leaves(after(drop(sample(), columns, ["c4"], { target: "c1", where: "into" })))).toEqual(["Nội dung", "/Tổng số", "/Tỷ lệ", "Chia ra/Nam", "Chia ra/Nữ"]);
    expect(drop(sample(), columns, ["g1"], { target: "c2", where: "before" }).operations).toEqual([]);
  });
  it("are numbered in order; codes stay and relation lines go on meaning the same columns", () => {
    const swapped = after(drop(sample(), columns, ["c4"], { target: "c1", where: "before" }));
    const next = gridOf(applyAll(swapped, renumber(swapped, "f_a", "s1")), "f_a", "s1")!.columns;
    expect(columnsOf(next).leaves.map((leaf) => leaf.node.number)).toEqual(["A", "1", "2", "3", "4"]);
    expect(next.nodes["c1"]).toMatchObject({ code: "c1", number: "2", relation: "2=3+4" });
  });
});

describe("rows", () => {
  it("are added with the next marker and code", () => {
    const action = addBeside(sample(), rows, "r1", "after");
    const next = gridOf(after(action), "f_a", "s1")!.rows;
    expect(next.root).toEqual(["r1", action.select[0], "r2"]);
    expect(next.nodes[action.select[0]!]).toEqual({ label: "", kind: "data", code: "r03", marker: "II" });
  });
  it("nest and come out", () => {
    expect(lines(after(indent(sample(), rows, ["r2"])))).toEqual(["Khiếu nại", "-Lần đầu", "-Ghi chú"]);
    expect(lines(after(outdent(sample(), rows, ["r1a"])))).toEqual(["Khiếu nại", "Lần đầu", "Ghi chú"]);
  });
  it("keep a parent row that has lost its last child", () => {
    expect(lines(after(remove(sample(), rows, ["r1a"])))).toEqual(["Khiếu nại", "Ghi chú"]);
  });
});
