/** What is selected on the canvas, by ids, and the steps of the arrow keys over it. */
import type { GridSection, Id } from "../model/documents";
import { columnsOf, rowsOf } from "../model/geometry";
import { leavesUnder, siblings, standingOf } from "../model/tree";

export type ColumnPart = "label" | "number" | "relation";
export type RowPart = "label" | "marker" | "code" | "unit";

export type Selection =
  | { kind: "columns"; section: Id; ids: Id[]; part: ColumnPart }
  | { kind: "rows"; section: Id; ids: Id[]; part: RowPart }
  | { kind: "cells"; section: Id; from: Cell; to: Cell }
  | { kind: "section"; section: Id };

export interface Cell {
  row: Id;
  column: Id;
}

export interface Area {
  rows: Id[];
  columns: Id[];
}

/** The rows and leaf columns between two corners, in order; empty when a corner is gone. */
export function areaOf(section: GridSection, from: Cell, to: Cell): Area {
  const { rows, indexOf: rowAt } = rowsOf(section.rows);
  const { leaves, indexOf: columnAt } = columnsOf(section.columns);
  const [top, bottom] = ordered(rowAt.get(from.row), rowAt.get(to.row));
  const [left, right] = ordered(columnAt.get(from.column), columnAt.get(to.column));
  return {
    rows: rows.slice(top, bottom + 1).map((row) => row.id),
    columns: leaves.slice(left, right + 1).map((leaf) => leaf.id),
  };
}

function ordered(a: number | undefined, b: number | undefined): [number, number] {
  if (a === undefined || b === undefined) return [0, -1];
  return a < b ? [a, b] : [b, a];
}

/** Nodes from one to another among header cells: same level neighbours, else everything between in leaf order. */
export function columnsBetween(section: GridSection, from: Id, to: Id): Id[] {
  const tree = section.columns;
  const a = standingOf(tree, from);
  const b = standingOf(tree, to);
  if (a && b && a.parent === b.parent) {
    const list = siblings(tree, a.parent);
    return list.slice(Math.min(a.index, b.index), Math.max(a.index, b.index) + 1);
  }
  const { header } = columnsOf(tree);
  const cells = header.flat();
  const [x, y] = [cells.find((cell) => cell.id === from), cells.find((cell) => cell.id === to)];
  if (!x || !y) return [to];
  const left = Math.min(x.from, y.from);
  const right = Math.max(x.from + x.colspan, y.from + y.colspan);
  const { leaves } = columnsOf(tree);
  return leaves.slice(left, right).map((leaf) => leaf.id);
}

export function rowsBetween(section: GridSection, from: Id, to: Id): Id[] {
  const { rows, indexOf } = rowsOf(section.rows);
  const [first, last] = ordered(indexOf.get(from), indexOf.get(to));
  return rows.slice(first, last + 1).map((row) => row.id);
}

export type Arrow = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";

/** The selection one step on, over header, number row, relation row, captions and cells as one surface. */
export function stepped(section: GridSection, selection: Selection, arrow: Arrow, extend: boolean): Selection | null {
  switch (selection.kind) {
    case "columns":
      return extend ? extendColumns(section, selection, arrow) : stepColumn(section, selection, arrow);
    case "rows":
      return stepRow(section, selection, arrow, extend);
    case "cells":
      return stepCell(section, selection, arrow, extend);
    case "section":
      return null;
  }
}

type Columns = Extract<Selection, { kind: "columns" }>;
type Rows = Extract<Selection, { kind: "rows" }>;
type Cells = Extract<Selection, { kind: "cells" }>;

function stepColumn(section: GridSection, selection: Columns, arrow: Arrow): Selection | null {
  const { header, leaves, indexOf } = columnsOf(section.columns);
  const id = selection.ids.at(-1) ?? "";
  const cell = header.flat().find((each) => each.id === id);
  if (!cell) return null;
  const leaf = leaves[cell.from];
  if (selection.part !== "label") {
    if (arrow === "ArrowLeft" || arrow === "ArrowRight") {
      const next = leaves[(indexOf.get(id) ?? 0) + (arrow === "ArrowLeft" ? -1 : 1)];
      return next ? { ...selection, ids: [next.id] } : null;
    }
    if (arrow === "ArrowUp") return { ...selection, part: selection.part === "relation" ? "number" : "label" };
    return selection.part === "number" ? { ...selection, part: "relation" } : intoBody(section, selection.section, id);
  }
  if (arrow === "ArrowDown") {
    const child = section.columns.nodes[id]?.children?.[0];
    if (child) return { ...selection, ids: [child] };
    return leaf ? { ...selection, ids: [leaf.id], part: "number" } : null;
  }
  if (arrow === "ArrowUp") {
    const parent = standingOf(section.columns, id)?.parent;
    return parent ? { ...selection, ids: [parent] } : null;
  }
  const line = header.slice(0, cell.level + 1).flat().filter((each) => each.level === cell.level || each.leaf);
  const sorted = line.sort((a, b) => a.from - b.from);
  const next = sorted[sorted.indexOf(cell) + (arrow === "ArrowLeft" ? -1 : 1)];
  return next ? { ...selection, ids: [next.id] } : null;
}

function extendColumns(section: GridSection, selection: Columns, arrow: Arrow): Selection | null {
  if (arrow !== "ArrowLeft" && arrow !== "ArrowRight") return null;
  const first = selection.ids[0] ?? "";
  const end = selection.ids.at(-1) ?? "";
  const list = siblings(section.columns, standingOf(section.columns, end)?.parent ?? null);
  const next = list[list.indexOf(end) + (arrow === "ArrowLeft" ? -1 : 1)];
  if (!next) return null;
  if (selection.ids.includes(next)) return { ...selection, ids: selection.ids.slice(0, -1) };
  const grown = columnsBetween(section, first, next);
  return { ...selection, ids: grown[0] === first ? grown : grown.reverse() };
}

function intoBody(section: GridSection, name: Id, column: Id): Selection | null {
  const row = rowsOf(section.rows).rows[0];
  const node = section.columns.nodes[column];
  if (!row || !node) return null;
  if (node.stub) return { kind: "rows", section: name, ids: [row.id], part: partOf(node.stub) };
  const at = { row: row.id, column };
  return { kind: "cells", section: name, from: at, to: at };
}

function partOf(stub: "marker" | "caption" | "code" | "unit"): RowPart {
  return stub === "caption" ? "label" : stub;
}

function stubFor(section: GridSection, part: RowPart): Id | undefined {
  const { leaves } = columnsOf(section.columns);
  return leaves.find((leaf) => leaf.node.stub && partOf(leaf.node.stub) === part)?.id;
}

function stepRow(section: GridSection, selection: Rows, arrow: Arrow, extend: boolean): Selection | null {
  const { rows, indexOf } = rowsOf(section.rows);
  const id = selection.ids.at(-1) ?? "";
  const at = indexOf.get(id);
  if (at === undefined) return null;
  if (arrow === "ArrowUp" || arrow === "ArrowDown") {
    const next = rows[at + (arrow === "ArrowUp" ? -1 : 1)];
    if (!next) {
      const column = stubFor(section, selection.part);
      return arrow === "ArrowUp" && column && !extend ? { kind: "columns", section: selection.section, ids: [column], part: "relation" } : null;
    }
    if (!extend) return { ...selection, ids: [next.id] };
    const first = selection.ids[0] ?? next.id;
    const grown = rowsBetween(section, first, next.id);
    return { ...selection, ids: grown[0] === first ? grown : grown.reverse() };
  }
  const { leaves } = columnsOf(section.columns);
  const column = stubFor(section, selection.part);
  const here = column ? leaves.findIndex((leaf) => leaf.id === column) : -1;
  const next = leaves[here + (arrow === "ArrowLeft" ? -1 : 1)];
  return next ? atCell(section, selection.section, id, next.id) : null;
}

function stepCell(section: GridSection, selection: Cells, arrow: Arrow, extend: boolean): Selection | null {
  const { rows, indexOf: rowAt } = rowsOf(section.rows);
  const { leaves, indexOf: columnAt } = columnsOf(section.columns);
  const r = rowAt.get(selection.to.row);
  const c = columnAt.get(selection.to.column);
  if (r === undefined || c === undefined) return null;
  const row = rows[r + (arrow === "ArrowUp" ? -1 : arrow === "ArrowDown" ? 1 : 0)];
  const leaf = leaves[c + (arrow === "ArrowLeft" ? -1 : arrow === "ArrowRight" ? 1 : 0)];
  if (!row && arrow === "ArrowUp" && !extend)
    return { kind: "columns", section: selection.section, ids: [selection.to.column], part: "relation" };
  if (!row || !leaf) return null;
  if (extend) return leaf.node.stub ? null : { ...selection, to: { row: row.id, column: leaf.id } };
  return atCell(section, selection.section, row.id, leaf.id);
}

/** The selection for one place of the body: a row when the column is a stub, else a cell. */
export function atCell(section: GridSection, name: Id, row: Id, column: Id): Selection {
  const stub = section.columns.nodes[column]?.stub;
  if (stub) return { kind: "rows", section: name, ids: [row], part: partOf(stub) };
  return { kind: "cells", section: name, from: { row, column }, to: { row, column } };
}

/** Rows that one page key goes over. */
const PAGE = 15;

/** Where Home, End and the page keys lead: the edge of the line, with Ctrl the corner of the table. */
export function atEdge(section: GridSection, selection: Selection, key: string): Selection | null {
  const { leaves } = columnsOf(section.columns);
  const { rows, indexOf } = rowsOf(section.rows);
  const figures = leaves.filter((leaf) => !leaf.node.stub);
  const [left, right] = [figures[0], figures.at(-1)];
  if (selection.kind === "section") return null;
  if (key.startsWith("Ctrl+")) {
    const row = key === "Ctrl+Home" ? rows[0] : rows.at(-1);
    const leaf = key === "Ctrl+Home" ? left : right;
    return row && leaf ? atCell(section, selection.section, row.id, leaf.id) : null;
  }
  const end = key === "End" ? right : left;
  if (selection.kind === "columns") {
    const leaf = key === "End" ? leaves.at(-1) : leaves[0];
    return leaf && (key === "Home" || key === "End") ? { ...selection, ids: [leaf.id] } : null;
  }
  const at = selection.kind === "cells" ? selection.to.row : (selection.ids.at(-1) ?? "");
  if (key === "Home" || key === "End") return end ? atCell(section, selection.section, at, end.id) : null;
  const row = rows[Math.max(0, Math.min(rows.length - 1, (indexOf.get(at) ?? 0) + (key === "PageUp" ? -PAGE : PAGE)))];
  if (!row) return null;
  return selection.kind === "rows" ? { ...selection, ids: [row.id] } : atCell(section, selection.section, row.id, selection.to.column);
}

/** All cells of the chosen columns, or of the chosen rows. */
export function wholeLine(section: GridSection, selection: Selection, axis: "columns" | "rows"): Selection | null {
  const rows = rowsOf(section.rows).rows.map((row) => row.id);
  const figures = columnsOf(section.columns).leaves.filter((leaf) => !leaf.node.stub).map((leaf) => leaf.id);
  if (selection.kind === "section") return null;
  const area = selection.kind === "cells" ? areaOf(section, selection.from, selection.to) : null;
  const columns = area?.columns ?? (selection.kind === "columns" ? selection.ids.flatMap((id) => leavesUnder(section.columns, id)).filter((id) => figures.includes(id)) : figures);
  const [across, down] = axis === "columns" ? [columns, rows] : [figures, area?.rows ?? (selection.kind === "rows" ? selection.ids : rows)];
  const [left, right, top, bottom] = [across[0], across.at(-1), down[0], down.at(-1)];
  if (!left || !right || !top || !bottom) return null;
  return { kind: "cells", section: selection.section, from: { row: top, column: left }, to: { row: bottom, column: right } };
}

/** The selection without what is gone from the documents; null when nothing is left. */
export function pruned(section: GridSection | undefined, selection: Selection | null): Selection | null {
  if (!selection || selection.kind === "section" || !section) return selection?.kind === "section" ? selection : null;
  if (selection.kind === "cells") {
    const { from, to } = selection;
    const there = [from, to].every((cell) => section.rows.nodes[cell.row] && section.columns.nodes[cell.column]);
    return there ? selection : null;
  }
  const nodes: Record<Id, unknown> = selection.kind === "columns" ? section.columns.nodes : section.rows.nodes;
  const ids = selection.ids.filter((id) => nodes[id]);
  if (ids.length === selection.ids.length) return selection;
  return ids.length > 0 ? { ...selection, ids } : null;
}
