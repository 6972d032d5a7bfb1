/** What can be done with the selection, where the mouse is. */
import { t } from "../../words/designer";
import { formOf, gridOf } from "../model/documents";
import { Menu, type MenuItem } from "../parts/Menu";
import { groupSelected, insert, insertChild, nestSelected, removeSelected, renumberColumns, setNode, setSpec, shiftSelected, ungroupSelected } from "../state/commands";
import { canMove, copyByList, isTable, moveSection, removeSection } from "../state/sectionActs";
import { currentForm, setState, state, useDesigner } from "../state/store";
import { beginCarrying } from "./carrying";
import { heldClip, pasteHeld } from "./clipboard";
import { KIND_KEYS, typedOnCells } from "./commandKeys";
import { editable, startEditing, clearCells } from "./editing";
import type { Selection } from "../state/selection";
import type { CellKind, RowKind } from "../model/documents";

export const KINDS: CellKind[] = ["number", "computed", "carried", "blocked", "choice", "text", "date", "file", "target"];
export const ROW_KINDS: RowKind[] = ["data", "total", "heading", "open", "unit"];

export function ContextMenu() {
  const menu = useDesigner((s) => s.menu);
  const selection = useDesigner((s) => s.selection);
  const open = useDesigner((s) => s.draft.editable);
  if (!menu || !selection || !open) return null;
  const close = (restore: boolean): void => {
    setState({ menu: null });
    const home = selection.kind === "section" ? `[data-section="${CSS.escape(selection.section)}"] .ds-section-title` : ".ds-editor";
    if (restore) document.querySelector<HTMLElement>(home)?.focus({ preventScroll: true });
  };
  return <Menu label={t("menu.name")} at={menu} items={itemsFor(selection)} onClose={close} />;
}

function itemsFor(selection: Selection): MenuItem[] {
  if (selection.kind === "columns") return columnItems(selection);
  if (selection.kind === "rows") return rowItems(selection);
  if (selection.kind === "cells") return cellItems();
  return sectionItems(selection.section);
}

function sectionItems(id: string): MenuItem[] {
  const form = formOf(state().documents, currentForm());
  if (!form) return [];
  return [
    ...(isTable(form, id) ? [{ label: t("copies.do"), icon: "table" as const, run: () => copyByList(form, id) }] : []),
    { label: t("move.up"), icon: "up", disabled: !canMove(form, id, -1), parted: true, run: () => moveSection(form, id, -1) },
    { label: t("move.down"), icon: "down", disabled: !canMove(form, id, 1), run: () => moveSection(form, id, 1) },
    { label: t("section.remove"), icon: "trash", danger: true, parted: true, run: () => removeSection(form, id) },
  ];
}

function columnItems(selection: Extract<Selection, { kind: "columns" }>): MenuItem[] {
  const section = gridOf(state().documents, currentForm(), selection.section);
  const groups = selection.ids.some((id) => (section?.columns.nodes[id]?.children?.length ?? 0) > 0);
  return [
    { label: t(selection.part === "relation" ? "menu.editRelation" : "menu.edit"), icon: "edit", keys: "F2", disabled: !editable(selection), run: startEditing },
    { label: t("insert.left"), icon: "columnLeft", keys: "Shift+Insert", parted: true, run: () => insert("before") },
    { label: t("insert.right"), icon: "columnRight", keys: "Ctrl+Enter", run: () => insert("after") },
    { label: t("insert.childColumn"), icon: "child", keys: "Ctrl+Shift+Enter", run: insertChild },
    { label: t("group.columns"), icon: "group", keys: "Ctrl+G", parted: true, run: groupSelected },
    { label: t("ungroup"), icon: "ungroup", keys: "Ctrl+Shift+G", disabled: !groups, run: ungroupSelected },
    { label: t("move.left"), icon: "left", keys: "Alt+←", parted: true, run: () => shiftSelected(-1) },
    { label: t("move.right"), icon: "right", keys: "Alt+→", run: () => shiftSelected(1) },
    { label: t("nest.in.column"), icon: "deeper", keys: "Alt+Shift+↓", run: () => nestSelected(true) },
    { label: t("nest.out"), icon: "shallower", keys: "Alt+Shift+↑", run: () => nestSelected(false) },
    ...clipItems(),
    { label: t("carry"), icon: "back", keys: "Alt+K", parted: true, run: beginCarrying },
    { label: t("number.columns"), icon: "number", keys: "Alt+N", run: () => renumberColumns(selection.section) },
    { label: t("remove.columns"), icon: "trash", keys: "Delete", danger: true, parted: true, run: () => removeSelected() },
  ];
}

function rowItems(selection: Extract<Selection, { kind: "rows" }>): MenuItem[] {
  const place = { doc: currentForm() ?? "", section: selection.section, axis: "rows" as const };
  const section = gridOf(state().documents, place.doc, selection.section);
  const kind = section?.rows.nodes[selection.ids[0] ?? ""]?.kind ?? "data";
  return [
    { label: t("menu.edit"), icon: "edit", keys: "F2", disabled: !editable(selection), run: startEditing },
    { label: t("insert.above"), icon: "rowAbove", keys: "Shift+Insert", parted: true, run: () => insert("before") },
    { label: t("insert.below"), icon: "rowBelow", keys: "Ctrl+Enter", run: () => insert("after") },
    { label: t("insert.childRow"), icon: "child", keys: "Ctrl+Shift+Enter", run: insertChild },
    { label: t("move.up"), icon: "up", keys: "Alt+↑", parted: true, run: () => shiftSelected(-1) },
    { label: t("move.down"), icon: "down", keys: "Alt+↓", run: () => shiftSelected(1) },
    { label: t("nest.in"), icon: "deeper", keys: "Alt+Shift+→", run: () => nestSelected(true) },
    { label: t("nest.out"), icon: "shallower", keys: "Alt+Shift+←", run: () => nestSelected(false) },
    { label: t("group.rows"), icon: "group", keys: "Ctrl+G", run: groupSelected },
    ...clipItems(),
    { label: t("carry"), icon: "back", keys: "Alt+K", parted: true, run: beginCarrying },
    ...ROW_KINDS.map((each, index): MenuItem => ({ label: t(`rowKind.${each}`), checked: each === kind, parted: index === 0, run: () => setNode(place, selection.ids, "kind", each) })),
    { label: t("remove.rows"), icon: "trash", keys: "Delete", danger: true, parted: true, run: () => removeSelected() },
  ];
}

const letterOf = Object.fromEntries(Object.entries(KIND_KEYS).map(([letter, kind]) => [kind, letter.toUpperCase()]));

function cellItems(): MenuItem[] {
  return [
    ...KINDS.map((kind): MenuItem => ({ label: t(`kind.${kind}`), keys: letterOf[kind] ?? "", run: () => (kind === "carried" ? beginCarrying() : setSpec("kind", kind)) })),
    ...[0, 1, 2].map((n): MenuItem => ({ label: t("spec.decimalsOf", { n }), keys: String(n), parted: n === 0, run: () => setSpec("decimals", n) })),
    { label: t("cells.unit"), keys: "U", run: () => void typedOnCells("u") },
    { label: t("cells.required"), keys: "*", run: () => setSpec("required", true) },
    ...clipItems(),
    { label: t("cells.clear"), icon: "undo", keys: "Delete", parted: true, run: clearCells },
    { label: t("insert.left"), icon: "columnLeft", parted: true, run: () => insert("before", "columns") },
    { label: t("insert.right"), icon: "columnRight", run: () => insert("after", "columns") },
    { label: t("insert.above"), icon: "rowAbove", run: () => insert("before", "rows") },
    { label: t("insert.below"), icon: "rowBelow", run: () => insert("after", "rows") },
    { label: t("remove.columns"), icon: "trash", danger: true, parted: true, run: () => removeSelected("columns") },
    { label: t("remove.rows"), icon: "trash", danger: true, run: () => removeSelected("rows") },
  ];
}

/** The browser lets a page read the clipboard only for Ctrl+V; what was copied here is held here too. */
function clipItems(): MenuItem[] {
  return [
    { label: t("clip.copy"), icon: "copy", keys: "Ctrl+C", parted: true, run: () => fromMenu("copy") },
    { label: t("clip.cutOut"), keys: "Ctrl+X", run: () => fromMenu("cut") },
    ...(heldClip() ? [{ label: t("clip.paste"), keys: "Ctrl+V", run: () => void pasteHeld() }] : []),
  ];
}

function fromMenu(command: "copy" | "cut"): void {
  document.querySelector<HTMLElement>(".ds-editor")?.focus({ preventScroll: true });
  document.execCommand(command);
}
