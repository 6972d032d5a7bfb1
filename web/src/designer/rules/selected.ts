/** What the selection on the table means for a new check: the codes it names, and the rows or columns it keeps to. */
import { gridOf, type Documents, type GridSection, type Id, type Rule } from "../model/documents";
import { columnsOf, rowsOf } from "../model/geometry";
import { leavesUnder } from "../model/tree";
import { areaOf, type Selection } from "../state/selection";

export interface Selected {
  codes: string[];
  /** Rows that a range of cells covers when they are not all of them. */
  rows: Id[];
}

const NOTHING: Selected = { codes: [], rows: [] };

export function selectedFor(documents: Documents, form: Id, selection: Selection | null): Selected {
  const section = selection ? gridOf(documents, form, selection.section) : undefined;
  if (!section || !selection || selection.kind === "section") return NOTHING;
  if (selection.kind === "rows") return { codes: rowCodes(section, selection.ids), rows: [] };
  if (selection.kind === "columns") return { codes: columnCodes(section, selection.ids.flatMap((id) => leavesUnder(section.columns, id))), rows: [] };
  const area = areaOf(section, selection.from, selection.to);
  const rows = area.rows.filter((id) => section.rows.nodes[id]?.kind !== "heading");
  const every = rowsOf(section.rows).rows.filter((each) => each.node.kind !== "heading");
  // One column of several rows is a sum down the rows; anything else a sum along the columns of these rows.
  const columns = columnCodes(section, area.columns);
  if (columns.length <= 1 && rows.length > 1) return { codes: rowCodes(section, rows), rows: [] };
  return { codes: columns, rows: rows.length < every.length ? rows : [] };
}

function columnCodes(section: GridSection, ids: readonly Id[]): string[] {
  const wanted = new Set(ids);
  return columnsOf(section.columns).leaves.filter((leaf) => wanted.has(leaf.id) && !leaf.node.stub).flatMap((leaf) => leaf.node.code ?? []);
}

function rowCodes(section: GridSection, ids: readonly Id[]): string[] {
  const wanted = new Set(ids);
  return rowsOf(section.rows).rows.filter((row) => wanted.has(row.id) && row.node.kind !== "heading").flatMap((row) => row.node.code ?? []);
}

export function blankRule(): Rule {
  return { expr: "", severity: "error", tolerance: "0", blanks: "nothing", origin: { kind: "manual" } };
}
