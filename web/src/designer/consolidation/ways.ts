/** How each cell of a report comes about, as the server works it out: the document, the cell's own property, the default. */
import type { CellSpec, Documents, FormDocument, GridSection, Id } from "../model/documents";
import { isGrid } from "../model/documents";
import { columnsOf, rowsOf } from "../model/geometry";
import { specAt } from "../model/resolve";
import type { Operation } from "../model/operations";
import { setting } from "../model/operations";
import { idSource } from "../model/ids";
import { areaOf, type Selection } from "../state/selection";
import { leavesUnder } from "../model/tree";

export const HOWS = ["sum", "wmean", "last", "recompute", "count", "collate", "none", "formula"] as const;
export type HowName = (typeof HOWS)[number];
export type Said = "cell" | "column" | "row" | "spec" | "kind" | "indicator" | "default";

export interface How {
  how: HowName;
  expr?: string;
  weight?: string;
}

export interface Way extends How {
  /** Where it is said. */
  said: Said;
}

export interface ConsolidationDocument {
  spec: "consolidation/1";
  id: Id;
  form: Id;
  title?: string;
  units?: "children" | "reporters";
  missing?: "list" | "refuse";
  default?: "sum" | "indicator" | "none";
  adjust?: { allowed?: boolean; reason?: boolean };
  cells: Record<string, How>;
}

export function isConsolidation(document: unknown): document is ConsolidationDocument {
  const spec = (document as { spec?: unknown } | undefined)?.spec;
  return typeof spec === "string" && spec.startsWith("consolidation/");
}

export function consolidationOf(documents: Documents, form: Id): ConsolidationDocument | undefined {
  return (Object.values(documents) as unknown[]).filter(isConsolidation).find((each) => each.form === form);
}

const NUMERIC = new Set(["number", "computed", "carried"]);

export function wayAt(documents: Documents, form: FormDocument, section: Id, grid: GridSection, row: Id, column: Id): Way | null {
  const spec: CellSpec = specAt(form, section, grid, row, column);
  const kind = spec.kind ?? "number";
  if (kind === "blocked" || grid.rows.nodes[row]?.kind === "heading") return null;
  const document = consolidationOf(documents, form.id);
  for (const [key, said] of [[`${row}:${column}`, "cell"], [column, "column"], [row, "row"]] as const) {
    const how = document?.cells[key];
    if (how) return { ...how, said };
  }
  if (spec.aggregate) return { how: spec.aggregate as HowName, ...(spec.weight ? { weight: spec.weight } : {}), said: "spec" };
  if (kind === "computed") return { how: "recompute", said: "kind" };
  if (!NUMERIC.has(kind)) return { how: kind === "text" ? "collate" : "none", said: "kind" };
  if (document?.default === "none") return { how: "none", said: "default" };
  return document?.default === "indicator" ? indicated(documents, grid, row, column) : { how: "sum", said: "default" };
}

function indicated(documents: Documents, grid: GridSection, row: Id, column: Id): Way {
  const id = grid.columns.nodes[column]?.indicator ?? grid.rows.nodes[row]?.indicator;
  const additivity = (id ? documents[id] : undefined)?.["additivity"] as { units?: HowName } | undefined;
  return id && documents[id] ? { how: additivity?.units ?? "sum", said: "indicator" } : { how: "sum", said: "indicator" };
}

/** Cells with a way, in order. */
export function cellsOf(grid: GridSection, rows?: readonly Id[], columns?: readonly Id[]): { row: Id; column: Id }[] {
  const lines = rowsOf(grid.rows).rows.filter((each) => each.node.kind !== "heading" && (!rows || rows.includes(each.id)));
  const leaves = columnsOf(grid.columns).leaves.filter((leaf) => !leaf.node.stub && (!columns || columns.includes(leaf.id)));
  return lines.flatMap((line) => leaves.map((leaf) => ({ row: line.id, column: leaf.id })));
}

export interface Chosen {
  section: Id;
  kind: "columns" | "rows" | "cells";
  /** Keys of the consolidation document: column ids, row ids or cells. */
  keys: string[];
  cells: { row: Id; column: Id }[];
}

/** What the selection stands for: whole columns or rows where they are whole, else cell by cell. */
export function chosenBy(form: FormDocument, selection: Selection | null): Chosen | null {
  const grid = selection ? form.sections.items[selection.section] : undefined;
  if (!selection || !isGrid(grid) || selection.kind === "section") return null;
  const { section } = selection;
  if (selection.kind === "columns") {
    const keys = [...new Set(selection.ids.flatMap((id) => leavesUnder(grid.columns, id)))].filter((id) => grid.columns.nodes[id] && !grid.columns.nodes[id].stub);
    return keys.length > 0 ? { section, kind: "columns", keys, cells: cellsOf(grid, undefined, keys) } : null;
  }
  if (selection.kind === "rows") {
    const keys = selection.ids.filter((id) => grid.rows.nodes[id] && grid.rows.nodes[id].kind !== "heading");
    return keys.length > 0 ? { section, kind: "rows", keys, cells: cellsOf(grid, keys) } : null;
  }
  const area = areaOf(grid, selection.from, selection.to);
  const cells = cellsOf(grid, area.rows, area.columns);
  const whole = area.rows.length > 1 && area.rows.length === rowsOf(grid.rows).rows.length;
  const columns = [...new Set(cells.map((each) => each.column))];
  return cells.length === 0 ? null : whole ? { section, kind: "columns", keys: columns, cells } : { section, kind: "cells", keys: cells.map((each) => `${each.row}:${each.column}`), cells };
}

/** A consolidation that says what goes without saying. */
export function beginning(documents: Documents, form: Id): ConsolidationDocument {
  return { spec: "consolidation/1", id: idSource(documents)("x"), form, units: "reporters", missing: "list", default: "sum", cells: {} };
}

/** Operations that give these keys a way of their own, or with null none. A document is begun where there is none. */
export function giving(documents: Documents, form: Id, keys: readonly string[], how: How | null): Operation[] {
  const held = consolidationOf(documents, form);
  if (!held) {
    const made = beginning(documents, form);
    return how ? [{ op: "set", path: [made.id], value: { ...made, cells: Object.fromEntries(keys.map((key) => [key, how])) } }] : [];
  }
  const rest = Object.keys(held.cells).filter((key) => !keys.includes(key));
  // A document always has its map of cells: the last one is taken out with the map put back empty.
  if (how === null && rest.length === 0) return Object.keys(held.cells).length > 0 ? [setting(documents, [held.id, "cells"], {})] : [];
  const changed = keys.filter((key) => JSON.stringify(held.cells[key] ?? null) !== JSON.stringify(how));
  return changed.map((key) => setting(documents, [held.id, "cells", key], how ?? undefined));
}
