/** Text of the place that is being edited, and what happens to it. */
import type { GridSection, Id, Path } from "../model/documents";
import { wholeLine } from "../model/codes";
import { gridOf } from "../model/documents";
import { writeFormula } from "../formula/FormulaInput";
import { columnWords, rowWords } from "../formula/tokens";
import { nodePath, type Place } from "../model/actions";
import { setting } from "../model/operations";
import { areaOf, type Selection } from "../state/selection";
import { setNode } from "../state/commands";
import { currentForm, setState, state, toast } from "../state/store";
import { act } from "../state/sync";
import { t } from "../../words/designer";

/** Places that hold text of their own. Cells have formulas, edited in the bar; units come from a list. */
export function editable(selection: Selection | null): boolean {
  if (!selection || !state().draft.editable) return false;
  if (selection.kind === "columns") return selection.ids.length === 1 && !(selection.part === "relation" && isStub(selection));
  return selection.kind === "rows" && selection.ids.length === 1 && selection.part !== "unit";
}

function sectionOf(selection: Selection): GridSection | undefined {
  return gridOf(state().documents, currentForm(), selection.section);
}

function isStub(selection: Selection): boolean {
  const id = selection.kind === "columns" ? selection.ids[0] : undefined;
  return id !== undefined && sectionOf(selection)?.columns.nodes[id]?.stub !== undefined;
}

export function textOf(selection: Selection | null): string {
  const section = selection && sectionOf(selection);
  if (!section || !selection) return "";
  if (selection.kind === "columns") return section.columns.nodes[selection.ids[0] ?? ""]?.[selection.part] ?? "";
  if (selection.kind === "rows" && selection.part !== "unit") return section.rows.nodes[selection.ids[0] ?? ""]?.[selection.part] ?? "";
  return "";
}

/** `stood` is the text that the person saw when the typing began: a colleague may have written another one since. */
export function commitText(selection: Selection, typed: string, stood = textOf(selection)): void {
  const doc = currentForm();
  const text = typed.normalize("NFC").replace(/[ \t]+/g, " ").replace(/^\s+|\s+$/g, "");
  const id = selection.kind === "section" || selection.kind === "cells" ? undefined : selection.ids[0];
  if (!doc || id === undefined || text === stood || text === textOf(selection)) return;
  if (selection.kind === "columns" && selection.part === "relation") {
    const node = gridOf(state().documents, doc, selection.section)?.columns.nodes[id];
    act([{ op: "set_relation", doc, section: selection.section, column: id, text: node?.stub ? text : wholeLine(text, node?.number) }]);
    return;
  }
  const place: Place = { doc, section: selection.section, axis: selection.kind === "columns" ? "columns" : "rows" };
  const part = selection.kind === "columns" || selection.kind === "rows" ? selection.part : "label";
  if (part === "code" && !codeFits(place, id, text)) return;
  const value = text === "" && part !== "label" ? undefined : text;
  const path = [...nodePath(place, id), part];
  if (stood === textOf(selection) || !colleagues(path)) setNode(place, [id], part, value);
  // Sent as written over what was seen, it meets the colleague's text on the server, and the person chooses between the two.
  else act([{ op: "set", path, value: value ?? null, ...((part === "label" || stood !== "") && { was: stood }) }]);
}

/** Whoever wrote last at a place was somebody else, not a step taken back here. */
function colleagues(path: Path): boolean {
  const { history, me } = state();
  const last = history.filter((entry) => entry.changes.some((change) => change.path.every((key, at) => key === path[at]))).at(-1);
  return last !== undefined && !last.mine && last.by !== me.name;
}

/** A code is a name of the formula language and stands once in its tree. */
function codeFits(place: Place, id: Id, text: string): boolean {
  const section = gridOf(state().documents, place.doc, place.section);
  const nodes = (place.axis === "columns" ? section?.columns.nodes : section?.rows.nodes) ?? {};
  const taken = Object.entries(nodes).some(([key, node]) => key !== id && node.code === text);
  const fits = text === "" || (/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(text) && !taken);
  if (!fits) toast(taken ? t("code.taken", { code: text }) : t("code.wrong"), { tone: "error" });
  return fits;
}

/** What a screen reader says for the place under the cursor. */
export function spoken(selection: Selection | null): string {
  const section = selection && sectionOf(selection);
  if (!section || !selection) return t("canvas.name");
  if (selection.kind === "columns") {
    const names = selection.ids.map((id) => columnWords(section, id)).join(", ");
    return t(`spoken.${selection.part}`, { what: names, text: textOf(selection) });
  }
  if (selection.kind === "rows") return t("spoken.row", { what: selection.ids.map((id) => rowWords(section, id)).join(", ") });
  if (selection.kind === "cells") return t("spoken.cell", { row: rowWords(section, selection.to.row), column: columnWords(section, selection.to.column) });
  return t("canvas.name");
}

/** An empty column or row, as one is just after it was added; a row then has the marker that follows. */
export function isEmpty(selection: Selection): boolean {
  const section = sectionOf(selection);
  if (!section || (selection.kind !== "columns" && selection.kind !== "rows") || selection.ids.length !== 1) return false;
  const id = selection.ids[0] as Id;
  if (selection.kind === "columns") {
    const node = section.columns.nodes[id];
    return node !== undefined && node.label === "" && !node.relation && !node.cell && !node.children && !node.stub;
  }
  const node = section.rows.nodes[id];
  return node !== undefined && node.label === "" && !node.cell && !node.children && (node.kind ?? "data") === "data";
}

/** Give the selected cells back to their row and column. */
export function clearCells(): void {
  const { selection, documents } = state();
  const doc = currentForm();
  const section = selection && gridOf(documents, doc, selection.section);
  if (!doc || !section || selection?.kind !== "cells") return;
  const { from, to } = selection;
  const chosen = cellKeys(section, from, to).filter((key) => section.cells?.[key]);
  if (act(chosen.map((key) => setting(documents, [doc, "sections", "items", selection.section, "cells", key], undefined))))
    toast(t("cells.cleared", { n: chosen.length }), { undo: true });
}

function cellKeys(section: GridSection, from: { row: Id; column: Id }, to: { row: Id; column: Id }): string[] {
  const { rows, columns } = areaOf(section, from, to);
  return rows.flatMap((row) => columns.map((column) => `${row}:${column}`));
}

export function startEditing(): void {
  const { selection } = state();
  if (editable(selection)) setState({ editing: true, menu: null });
  else if (selection?.kind === "rows" && selection.part === "unit") setState({ right: true });
  else if (selection) focusFormula(false);
}

/** Go on in the formula bar; begun anew, the formula that stands gives way to what is typed. */
export function focusFormula(anew: boolean): void {
  writeFormula(document.querySelector<HTMLElement>(".ds-formula .cm-content"), anew);
}

