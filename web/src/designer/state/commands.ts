/** Commands of the toolbar, the menu and the keyboard: they read the selection, act, and select the result. */
import { t } from "../../words/designer";
import type { CellSpec, GridSection, Id, Path } from "../model/documents";
import { gridOf } from "../model/documents";
import {
  type Action, addBeside, addChild, drop, type Drop, group, indent, nodePath, outdent, type Place, remove, renumber, shift, ungroup,
} from "../model/actions";
import { columnsOf, rowsOf } from "../model/geometry";
import type { Axis, Operation } from "../model/operations";
import { setting } from "../model/operations";
import { leavesUnder } from "../model/tree";
import { valueAt } from "../model/path";
import { areaOf, type Selection } from "./selection";
import { announce, currentForm, setState, state, toast } from "./store";
import { act } from "./sync";

/** The tree that a structural command works on, and the nodes chosen there. */
export function focusOf(selection: Selection | null, axis?: Axis): { place: Place; ids: Id[] } | null {
  const doc = currentForm();
  if (!doc || !selection || selection.kind === "section") return null;
  const wanted = axis ?? (selection.kind === "columns" ? "columns" : "rows");
  const place: Place = { doc, section: selection.section, axis: wanted };
  if (selection.kind === "cells") {
    const section = gridOf(state().documents, doc, selection.section);
    if (!section) return null;
    const area = areaOf(section, selection.from, selection.to);
    return { place, ids: wanted === "columns" ? area.columns : area.rows };
  }
  return (selection.kind === "columns") === (wanted === "columns") ? { place, ids: selection.ids } : null;
}

function run(action: Action, place: Place, options: { edit?: boolean; said?: string } = {}): boolean {
  if (!act(action.operations)) return false;
  selectNodes(place, action.select, options.edit ?? false);
  if (options.said) announce(options.said);
  return true;
}

function selectNodes(place: Place, ids: Id[], edit: boolean): void {
  const selection: Selection | null =
    ids.length === 0
      ? null
      : place.axis === "columns"
        ? { kind: "columns", section: place.section, ids, part: "label" }
        : { kind: "rows", section: place.section, ids, part: "label" };
  setState({ selection, editing: edit && ids.length === 1, menu: null });
}

export function insert(side: "before" | "after", axis?: Axis): void {
  const focus = focusOf(state().selection, axis);
  if (!focus) return;
  const by = side === "before" ? focus.ids[0] : focus.ids.at(-1);
  run(addBeside(state().documents, focus.place, by ?? null, side), focus.place, { edit: true, said: t(focus.place.axis === "columns" ? "said.columnAdded" : "said.rowAdded") });
}

/** Add at the end of a section, for a table that has nothing to stand beside yet. */
export function append(section: Id, axis: Axis): void {
  const doc = currentForm();
  if (!doc) return;
  const place: Place = { doc, section, axis };
  run(addBeside(state().documents, place, null, "after"), place, { edit: true });
}

export function insertChild(): void {
  const focus = focusOf(state().selection);
  const parent = focus?.ids[0];
  if (focus && parent) run(addChild(state().documents, focus.place, parent), focus.place, { edit: true });
}

export function groupSelected(): void {
  const focus = focusOf(state().selection);
  if (focus) run(group(state().documents, focus.place, focus.ids, ""), focus.place, { edit: true });
}

export function ungroupSelected(): void {
  const focus = focusOf(state().selection);
  if (focus) run(ungroup(state().documents, focus.place, focus.ids), focus.place);
}

export function removeSelected(axis?: Axis): void {
  const focus = focusOf(state().selection, axis);
  if (!focus) return;
  const action = remove(state().documents, focus.place, focus.ids);
  const columns = focus.place.axis === "columns";
  if (!run(action, focus.place)) return;
  toast(t(columns ? "removed.columns" : "removed.rows", { n: focus.ids.length }), { undo: true });
}

export function shiftSelected(step: -1 | 1): void {
  const focus = focusOf(state().selection);
  if (!focus) return;
  const columns = focus.place.axis === "columns";
  const said = t(columns ? (step < 0 ? "said.left" : "said.right") : step < 0 ? "said.up" : "said.down");
  if (!run(shift(state().documents, focus.place, focus.ids, step), focus.place, { said })) announce(t("said.edge"));
}

export function nestSelected(deeper: boolean): void {
  const focus = focusOf(state().selection);
  if (!focus) return;
  const action = deeper ? indent(state().documents, focus.place, focus.ids) : outdent(state().documents, focus.place, focus.ids);
  if (!run(action, focus.place, { said: t(deeper ? "said.in" : "said.out") })) announce(t("said.edge"));
}

export function dropSelected(place: Place, ids: Id[], to: Drop): void {
  run(drop(state().documents, place, ids, to), place, { said: t("said.dropped") });
}

export function renumberColumns(section: Id): void {
  const doc = currentForm();
  if (!doc) return;
  const operations = renumber(state().documents, doc, section);
  if (operations.length === 0) toast(t("number.same"));
  else if (act(operations)) {
    const relations = operations.filter((operation) => operation.op === "set_relation").length;
    toast(relations > 0 ? t("number.doneRelations", { n: relations }) : t("number.done"), { undo: true });
  }
}

/** Places where a cell property of the selection is written: whole columns, whole rows or single cells. */
export function specPaths(selection: Selection | null): Path[] {
  const doc = currentForm();
  if (!doc || !selection) return [];
  const section = gridOf(state().documents, doc, selection.section);
  const base = [doc, "sections", "items", selection.section];
  if (selection.kind === "section") return [[...base, "cell"]];
  if (!section) return [];
  if (selection.kind === "columns") {
    const leaves = [...new Set(selection.ids.flatMap((id) => leavesUnder(section.columns, id)))];
    return leaves.filter((id) => !section.columns.nodes[id]?.stub).map((id) => [...base, "columns", "nodes", id, "cell"]);
  }
  if (selection.kind === "rows") return selection.ids.map((id) => [...base, "rows", "nodes", id, "cell"]);
  const { rows, columns } = areaOf(section, selection.from, selection.to);
  const data = columns.filter((column) => !section.columns.nodes[column]?.stub);
  if (coversAllRows(section, rows)) return data.map((column) => [...base, "columns", "nodes", column, "cell"]);
  const held = rows.filter((row) => section.rows.nodes[row]?.kind !== "heading");
  return held.flatMap((row) => data.map((column) => [...base, "cells", `${row}:${column}`]));
}

/** A choice from the first row to the last is one of whole columns, and is kept as such. */
function coversAllRows(section: GridSection, rows: Id[]): boolean {
  return rows.length > 1 && rows.length === rowsOf(section.rows).rows.length;
}

/** More single cells than this are not written at once: they would be thousands of entries that say the same. */
export const MOST_CELLS = 4000;

/**
 * Write one cell property at every place of a selection; undefined gives it back to the weaker layer. A panel names the selection that
 * it shows: the one on the table may have moved on when its field is left.
 */
export function setSpec<K extends keyof CellSpec>(key: K, value: CellSpec[K] | undefined, selection = state().selection): void {
  const { documents } = state();
  const paths = specPaths(selection);
  if (paths.length > MOST_CELLS) {
    toast(t("spec.tooMany", { n: paths.length }), { tone: "error" });
    return;
  }
  const all = [...paths, ...ownCells(selection, key)];
  act(all.flatMap((path, index) => specSetting(path, key, index < paths.length ? value : undefined).filter((each) => changes(documents, each))));
}

/** Cells inside whole columns that were chosen as a range and say something else of their own. */
function ownCells(selection: Selection | null, key: keyof CellSpec): Path[] {
  const doc = currentForm();
  const section = selection && gridOf(state().documents, doc, selection.section);
  if (!doc || !section || selection?.kind !== "cells") return [];
  const { rows, columns } = areaOf(section, selection.from, selection.to);
  if (!coversAllRows(section, rows)) return [];
  const chosen = new Set(columns);
  const own = Object.entries(section.cells ?? {}).filter(([cell, spec]) => chosen.has(cell.split(":")[1] ?? "") && spec[key] !== undefined);
  return own.map(([cell]) => [doc, "sections", "items", selection.section, "cells", cell]);
}

function specSetting(path: Path, key: keyof CellSpec, value: unknown): Operation[] {
  const { documents } = state();
  const operations = [setting(documents, [...path, key], value)];
  // A formula belongs to a computed or carried cell only.
  if (key === "kind" && value !== "computed" && value !== "carried") operations.push(setting(documents, [...path, "formula"], undefined));
  return operations;
}

function changes(documents: ReturnType<typeof state>["documents"], operation: Operation): boolean {
  if (operation.op !== "set") return true;
  const now = valueAt(documents, operation.path);
  return operation.value === null ? now !== undefined : now !== operation.value;
}

export function setNode(place: Place, ids: Id[], key: string, value: unknown): void {
  const { documents } = state();
  act(ids.map((id) => setting(documents, [...nodePath(place, id), key], value)).filter((each) => changes(documents, each)));
}

export function setAt(path: Path, value: unknown): void {
  const operation = setting(state().documents, path, value);
  if (changes(state().documents, operation)) act([operation]);
}

/** Everything of the axis of the selection, for Ctrl+A. */
export function selectAll(): void {
  const { selection, documents } = state();
  const section = selection && gridOf(documents, currentForm(), selection.section);
  if (!selection || !section) return;
  const leaves = columnsOf(section.columns).leaves.filter((leaf) => !leaf.node.stub);
  const rows = rowsOf(section.rows).rows;
  const [first, last] = [rows[0], rows.at(-1)];
  const [left, right] = [leaves[0], leaves.at(-1)];
  if (!first || !last || !left || !right) return;
  setState({
    selection: { kind: "cells", section: selection.section, from: { row: first.id, column: left.id }, to: { row: last.id, column: right.id } },
    editing: false,
  });
}
