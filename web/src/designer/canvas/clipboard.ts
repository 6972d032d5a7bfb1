/** Copying, cutting and pasting on the canvas: parts of tables between tables and forms, captions from Excel and Word. */
import type { ClipboardEvent } from "react";
import { readClipboard } from "../../grid/clipboard";
import { t } from "../../words/designer";
import type { Action, Place } from "../model/actions";
import { headerOfSpans, headerTree, numberLine } from "../model/captions";
import { CLIP, clipOf, type Clip, plainText, readClip } from "../model/clip";
import { gridOf, type GridSection, type Id } from "../model/documents";
import { columnsOf } from "../model/geometry";
import { type Operation, setting } from "../model/operations";
import { nodePath } from "../model/actions";
import { pasteColumns } from "../model/pasteHeader";
import { isTree, pasteCells, pasteTree } from "../model/pasting";
import { outlineRows, pasteRows, type RowParts } from "../model/rowList";
import { focusOf } from "../state/commands";
import { areaOf, type Selection } from "../state/selection";
import { announce, currentForm, select, state, toast } from "../state/store";
import { act } from "../state/sync";
import { clearCells, commitText, editable, isEmpty } from "./editing";
import { readTable } from "./pastedTable";

/** What was cut moves with the first paste; after that it is a copy. */
let spent = "";
let held: Clip | null = null;

/** What was copied or cut last on this page. */
export function heldClip(): Clip | null {
  return held;
}

export function pasteHeld(): void {
  if (held && state().draft.editable) pasteClip(held);
}

export function copySelected(event: ClipboardEvent, cut: boolean): void {
  const { selection, documents, draft } = state();
  const form = currentForm();
  if (!selection || !form) return;
  const clip = clipOf(documents, draft.id, form, selection, cut && draft.editable);
  if (!clip) return;
  held = clip;
  event.preventDefault();
  event.clipboardData.setData(CLIP, JSON.stringify(clip));
  event.clipboardData.setData("text/plain", plainText(clip));
  if (cut && clip.kind === "cells") clearCells();
  announce(t(cut ? "clip.cut" : "clip.copied", { what: whatOf(clip) }));
  if (cut && isTree(clip) && draft.editable) toast(t("clip.cutHint", { what: whatOf(clip) }), { topic: "clip" });
}

function whatOf(clip: Clip): string {
  if (clip.kind === "cells") return t("clip.cells", { n: clip.rows.length * clip.columns.length });
  return t(clip.kind === "columns" ? "clip.columns" : "clip.rows", { n: clip.ids.length });
}

export function pasteInto(event: ClipboardEvent): void {
  event.preventDefault();
  if (!state().draft.editable) return;
  const clip = readClip(event.clipboardData.getData(CLIP));
  if (clip) pasteClip(clip);
  else pasteBlock(readClipboard(event.clipboardData).map((row) => row.map((cell) => cell.text)), event.clipboardData.getData("text/html"));
}

function pasteClip(clip: Clip): void {
  const { selection, documents, draft } = state();
  const doc = currentForm();
  const section = selection && gridOf(documents, doc, selection.section);
  if (!doc || !selection || !section) return;
  if (!isTree(clip)) {
    if (selection.kind !== "cells") announce(t("clip.cellsOnly"));
    else done(act(pasteCells(documents, clip, doc, selection.section, areaOf(section, selection.from, selection.to))), t("clip.pasted", { what: whatOf(clip) }));
    return;
  }
  const focus = focusOf(selection, clip.kind);
  if (!focus) {
    toast(t(clip.kind === "columns" ? "clip.wantsColumn" : "clip.wantsRow"), { topic: "clip" });
    return;
  }
  const once = clip.cut && clip.token === spent ? { ...clip, cut: false } : clip;
  if (clip.cut) spent = clip.token;
  const action = pasteTree(documents, draft.id, once, focus.place, focus.ids.at(-1) ?? null);
  put(action, focus.place, selection, t(once.cut ? "clip.moved" : "clip.pasted", { what: whatOf(clip) }));
}

function put(action: Action, place: Place, at: Selection, said: string): boolean {
  // An empty column or row that was just added is where the person pasted to: what is pasted takes its place.
  const id = (at.kind === "columns" || at.kind === "rows") && isEmpty(at) && at.kind === place.axis ? (at.ids[0] as Id) : null;
  const gone = action.operations.some((each) => each.op === "remove_node" && each.id === id);
  const operations: Operation[] = id === null || gone ? action.operations : [...action.operations, { op: "remove_node", ...place, id }];
  if (action.operations.length === 0 || !act(operations)) return false;
  const axis = place.axis === "columns" ? ({ kind: "columns", part: "label" } as const) : ({ kind: "rows", part: "label" } as const);
  select({ ...axis, section: place.section, ids: action.select });
  return done(true, said);
}

function done(acted: boolean, said: string): boolean {
  if (!acted) return false;
  toast(said, { undo: true, topic: "clip" });
  announce(said);
  return true;
}

/** A block from a spreadsheet or a text document, pasted on a header, its number line, or a row. True when it was taken. */
export function pasteBlock(block: string[][], html = ""): boolean {
  const { selection, documents } = state();
  const doc = currentForm();
  const section = selection && gridOf(documents, doc, selection.section);
  if (!selection || !doc || !section) return false;
  if (selection.kind !== "columns" && selection.kind !== "rows") {
    announce(t("paste.captionsOnly"));
    return false;
  }
  const id = selection.ids.at(-1) ?? null;
  if (block.length === 1 && block[0]?.length === 1 && editable(selection)) {
    commitText(selection, block[0][0] ?? "");
    return true;
  }
  if (selection.kind === "columns" && selection.part !== "label" && block.length === 1) {
    const numbers = numberLine(block[0] ?? []);
    if (numbers) return pasteNumbers(doc, selection.section, section, selection.ids[0] ?? "", numbers);
  }
  const table = readTable(html);
  const place: Place = { doc, section: selection.section, axis: selection.kind };
  const action = selection.kind === "columns"
    ? pasteColumns(documents, place, id, table ? headerOfSpans(table.cells) : headerTree(block))
    : pasteRows(documents, place, id, outlineRows(block, table?.indents), rowParts(section, selection.part));
  const count = action.operations.filter((each) => each.op === "insert_node").length;
  return put(action, place, selection, t(selection.kind === "columns" ? "paste.columns" : "paste.rows", { n: count }));
}

/** A line of numbers laid over the columns from the chosen one on. */
function pasteNumbers(doc: Id, name: Id, section: GridSection, from: Id, line: { number: string; relation?: string }[]): boolean {
  const { leaves, indexOf } = columnsOf(section.columns);
  const targets = leaves.slice(indexOf.get(from) ?? 0);
  const place: Place = { doc, section: name, axis: "columns" };
  const operations = line.slice(0, targets.length).flatMap(({ number, relation }, index): Operation[] => {
    const { id, node } = targets[index] as (typeof targets)[number];
    const lines: Operation[] = relation && !node.stub && relation !== node.relation ? [{ op: "set_relation", doc, section: name, column: id, text: relation }] : [];
    return [...(node.number === number ? [] : [setting(state().documents, [...nodePath(place, id), "number"], number)]), ...lines];
  });
  // All numbers first: the lines are read by them.
  const sorted = [...operations.filter((each) => each.op === "set"), ...operations.filter((each) => each.op !== "set")];
  return done(act(sorted), t("paste.numbers", { n: Math.min(line.length, targets.length) }));
}

/** Columns of captions behind the one that is pasted on say what the further cells of a pasted line are. */
function rowParts(section: GridSection, part: string): RowParts {
  const stubs = columnsOf(section.columns).leaves.flatMap((leaf) => leaf.node.stub ?? []);
  const at = stubs.indexOf("caption");
  const parts = part === "unit" || part === "code" ? [] : stubs.slice(at + 1).filter((stub): stub is "code" | "unit" => stub === "code" || stub === "unit");
  const plain = (text: string): string => text.trim().toLowerCase();
  const unitOf = (name: string): string | undefined => (name === "" ? undefined : state().measures.find((each) => plain(each.label) === plain(name) || plain(each.symbol ?? "") === plain(name))?.id);
  return { parts, unitOf };
}
