/**
 * "Chuyển sang từ kỳ trước…": the chosen columns, rows or cells take the figures that others had at the end of the period before.
 * The person points at the first source; the others follow side by side.
 */
import { create } from "zustand";
import type { CellKind, Documents, GridSection, Id, Path } from "../model/documents";
import { formOf, gridOf } from "../model/documents";
import { columnsOf, rowsOf } from "../model/geometry";
import { type Operation, setting } from "../model/operations";
import { leavesUnder } from "../model/tree";
import { inPeriod, type Period } from "../formula/period";
import { areaOf, type Selection } from "../state/selection";
import { currentForm, state } from "../state/store";
import type { Spot } from "./places";

export interface Target {
  form: Id;
  selection: Selection;
}

export interface Source {
  form: Id;
  section: Id;
  row: Id | null;
  column: Id | null;
}

interface Carrying {
  target: Target | null;
  source: Source | null;
  period: Period;
}

export const useCarrying = create<Carrying>()(() => ({ target: null, source: null, period: "prev" }));

export function beginCarrying(): void {
  const { selection, draft } = state();
  const form = currentForm();
  if (!form || !selection || selection.kind === "section" || !draft.editable) return;
  useCarrying.setState({ target: { form, selection }, source: null, period: "prev" });
}

export function endCarrying(): void {
  useCarrying.setState({ target: null, source: null });
}

/** A place that was clicked while the source is asked for. */
export function takeSource(spot: Spot): void {
  const form = currentForm();
  const grid = form ? gridOf(state().documents, form, spot.section) : undefined;
  if (!form || !grid) return;
  if (spot.kind === "row") useCarrying.setState({ source: { form, section: spot.section, row: spot.id, column: null } });
  else {
    const column = spot.kind === "cell" ? spot.column : (leavesUnder(grid.columns, spot.id)[0] ?? spot.id);
    if (grid.columns.nodes[column]?.stub) return;
    useCarrying.setState({ source: { form, section: spot.section, row: spot.kind === "cell" ? spot.row : null, column } });
  }
}

export interface Pair {
  /** Where the setting stands: a column's, a row's or a cell's. */
  path: Path;
  row: Id | null;
  column: Id | null;
  formula: string;
}

/** What each chosen place would take, in order; places without a source beside the first one are left out. */
export function pairs(documents: Documents, { target, source, period }: Carrying): Pair[] {
  const section = target && gridOf(documents, target.form, target.selection.section);
  const from = source && gridOf(documents, source.form, source.section);
  if (!target || !source || !section || !from) return [];
  const places = placesOf(target, section);
  const figures = columnsOf(from.columns).leaves.filter((leaf) => !leaf.node.stub).map((leaf) => leaf.id);
  const lines = rowsOf(from.rows).rows.filter((row) => row.node.kind !== "heading").map((row) => row.id);
  const firstColumn = figures.indexOf(source.column ?? "");
  const firstRow = lines.indexOf(source.row ?? "");
  return places.flatMap(({ path, row, column, right, down }): Pair[] => {
    const columnCode = source.column === null ? undefined : from.columns.nodes[figures[firstColumn + right] ?? ""]?.code;
    // Clicked in the target's own line, or in a table of one line, the column alone says which cell is meant.
    const line = lines[firstRow + down] ?? "";
    const own = source.form === target.form && source.section === target.selection.section && line === row;
    const node = from.rows.nodes[line];
    const rowCode = source.row === null || own || node?.kind === "unit" || node?.kind === "open" ? undefined : node?.code;
    const code = source.column === null ? from.rows.nodes[lines[firstRow + down] ?? ""]?.code : rowCode && row !== null ? columnCode && `${rowCode}.${columnCode}` : columnCode;
    if (!code) return [];
    const reference = source.form === target.form ? code : `form(${source.form}, ${code})`;
    return [{ path, row, column, formula: inPeriod(reference, period) }];
  });
}

interface Place {
  path: Path;
  row: Id | null;
  column: Id | null;
  right: number;
  down: number;
}

function placesOf({ form, selection }: Target, section: GridSection): Place[] {
  const base = [form, "sections", "items", selection.section];
  if (selection.kind === "columns") {
    const leaves = selection.ids.flatMap((id) => leavesUnder(section.columns, id)).filter((id) => !section.columns.nodes[id]?.stub);
    return [...new Set(leaves)].map((column, right) => ({ path: [...base, "columns", "nodes", column, "cell"], row: null, column, right, down: 0 }));
  }
  if (selection.kind === "rows") return selection.ids.map((row, down) => ({ path: [...base, "rows", "nodes", row, "cell"], row, column: null, right: 0, down }));
  if (selection.kind === "section") return [];
  const { rows, columns } = areaOf(section, selection.from, selection.to);
  const held = rows.filter((row) => section.rows.nodes[row]?.kind !== "heading");
  return held.flatMap((row, down) => columns.map((column, right) => ({ path: [...base, "cells", `${row}:${column}`], row, column, right, down })));
}

export function carryOperations(documents: Documents, list: Pair[]): Operation[] {
  const kind: CellKind = "carried";
  return list.flatMap(({ path, formula }) => [setting(documents, [...path, "kind"], kind), setting(documents, [...path, "formula"], formula)]);
}

/** Columns of all forms to choose the source from without a mouse. */
export function sourcesOf(documents: Documents, form: Id): { id: string; source: Source; path: string }[] {
  const document = formOf(documents, form);
  return (document?.sections.order ?? []).flatMap((section) => {
    const grid = gridOf(documents, form, section);
    return grid ? columnsOf(grid.columns).leaves.filter((leaf) => leaf.node.code && !leaf.node.stub).map((leaf) => ({ id: `${form}/${section}/${leaf.id}`, source: { form, section, row: null, column: leaf.id }, path: `${leaf.node.number ? `(${leaf.node.number}) ` : ""}${leaf.path.join(" › ")}` })) : [];
  });
}

/** The source by its name in the list, "form/section/column"; nothing takes the choice back. */
export function beginSourceOf(id: string): void {
  const [form = "", section = "", column = ""] = id.split("/");
  useCarrying.setState({ source: id === "" ? null : { form, section, row: null, column } });
}
