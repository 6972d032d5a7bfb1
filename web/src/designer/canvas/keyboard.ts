/** Keys on the canvas while no text is being edited. The same list is shown in the help of the keys. */
import type { KeyboardEvent } from "react";
import { gridOf } from "../model/documents";
import { groupSelected, insert, insertChild, nestSelected, removeSelected, selectAll, shiftSelected, ungroupSelected } from "../state/commands";
import { type Arrow, stepped } from "../state/selection";
import { currentForm, select, setState, state } from "../state/store";
import { step } from "../state/sync";
import { clearCells, startEditing } from "./editing";
import { elementOf } from "./places";

export function onCanvasKey(event: KeyboardEvent): void {
  if (run(event)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function run(event: KeyboardEvent): boolean {
  const { key, altKey, shiftKey } = event;
  const control = event.ctrlKey || event.metaKey;
  if (key.startsWith("Arrow")) return onArrow(key as Arrow, altKey, shiftKey);
  if (control && !altKey) return onControl(key.toLowerCase(), shiftKey);
  switch (key) {
    case "Enter":
    case "F2":
      startEditing();
      return true;
    case "Insert":
      insert(shiftKey ? "before" : "after");
      return true;
    case "Delete":
    case "Backspace":
      if (state().selection?.kind === "cells") clearCells();
      else removeSelected();
      return true;
    case "Escape":
      select(null);
      return true;
    case "ContextMenu":
      openMenu();
      return true;
    case "F10":
      if (!shiftKey) return false;
      openMenu();
      return true;
    default:
      return false;
  }
}

function onArrow(arrow: Arrow, alt: boolean, shift: boolean): boolean {
  const { selection, documents } = state();
  const section = selection && gridOf(documents, currentForm(), selection.section);
  if (!selection || !section) return false;
  if (alt && shift) {
    nestSelected(arrow === "ArrowRight" || arrow === "ArrowDown");
    return true;
  }
  if (alt) {
    const columns = selection.kind === "columns";
    if (columns === (arrow === "ArrowLeft" || arrow === "ArrowRight")) shiftSelected(arrow === "ArrowLeft" || arrow === "ArrowUp" ? -1 : 1);
    return true;
  }
  const next = stepped(section, selection, arrow, shift);
  if (next) select(next);
  return true;
}

function onControl(key: string, shift: boolean): boolean {
  switch (key) {
    case "enter":
      if (shift) insertChild();
      else insert("after");
      return true;
    case "g":
      if (shift) ungroupSelected();
      else groupSelected();
      return true;
    case "z":
      void step(shift ? "redo" : "undo");
      return true;
    case "y":
      void step("redo");
      return true;
    case "a":
      selectAll();
      return true;
    default:
      return false;
  }
}

function openMenu(): void {
  const element = elementOf(document, state().selection);
  const box = element?.getBoundingClientRect();
  if (box) setState({ menu: { x: box.left + 12, y: box.bottom } });
}
