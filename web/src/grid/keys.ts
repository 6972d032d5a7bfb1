/** The keyboard of a table, as in Excel. Composition of an input method is never touched. */

import type { KeyboardEvent } from "react";

import type { GridControl } from "./control";
import { fillFrom } from "./filling";
import { corner, jump, page, rowEnd, step, tab, type Direction } from "./moves";
import { dropMoving } from "./moving";
import type { Position } from "./selection";

/** The editor of the active cell, as the keyboard sees it. */
export interface EditorDoor {
  editing: boolean;
  /** Alt+Enter makes a new line and up/down move inside. */
  multiline: boolean;
  /** Starts editing with the present text (`keep`) or with an empty cell. */
  begin: (keep: boolean) => void;
  commit: () => void;
  /** Puts what was typed into all cells selected. */
  commitAll: () => void;
  cancel: () => void;
}

const ARROWS: Record<string, Direction> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

export interface KeyContext {
  control: GridControl;
  editor: EditorDoor | null;
  /** Rows that fit on the screen, for PageUp and PageDown. */
  pageRows: number;
  /** Esc was the key before: the next Tab leaves the table. */
  leaving: { current: boolean };
  /** Acts on the active cell of a table that is only read (receiving). */
  pick: ((at: Position) => void) | undefined;
  /** Opens the dialog of a file cell; false for any other cell. */
  file: (at: Position) => boolean;
}

function go(context: KeyContext, to: Position | null, extend = false): void {
  const { control, editor } = context;
  if (!to) return;
  editor?.commit();
  if (extend) control.selection.extendTo(to);
  else control.selection.moveTo(to);
}

function enter(context: KeyContext, at: Position, back: boolean): void {
  const { control } = context;
  const view = control.view[at.row];
  if (control.isAdder(at) && view?.openId && !back) control.addRow(view.openId);
  else if (context.pick && !back && !control.open(at)) context.pick(at);
  else {
    context.editor?.commit();
    const next = step(control, at, back ? "up" : "down");
    if (next) control.selection.moveTo(next);
  }
}

/** Tab inside the table; false lets the browser take the focus out of it. */
function tabbed(context: KeyContext, at: Position, back: boolean): boolean {
  const { control, editor, leaving } = context;
  if (leaving.current) return false;
  const next = tab(control, at, back, control.readOnly);
  editor?.commit();
  if (next) control.selection.moveTo(next);
  return next !== null;
}

function commands(event: KeyboardEvent, context: KeyContext): boolean {
  const { control } = context;
  const key = event.key.toLowerCase();
  if (key === "z") event.shiftKey ? control.redo() : control.undo();
  else if (key === "y") control.redo();
  else if (key === "d") fillFrom(control, "down");
  else if (key === "r") fillFrom(control, "right");
  else if (key === "enter") return true;
  else if (key === "delete") {
    const at = control.selection.active;
    if (at) control.removeRow(at.row);
  } else if (key === "a") {
    const [first, last] = [corner(control, "first"), corner(control, "last")];
    if (first && last) control.selection.select({ row: first.row, column: 0 }, { row: last.row, column: control.columns - 1 });
  } else return false;
  return true;
}

function travel(event: KeyboardEvent, context: KeyContext, at: Position): boolean {
  const { control, pageRows } = context;
  const from = event.shiftKey ? (control.selection.extent ?? at) : at;
  const control_ = event.ctrlKey || event.metaKey;
  const direction = ARROWS[event.key];
  if (direction) go(context, control_ ? jump(control, from, direction) : step(control, from, direction), event.shiftKey);
  else if (event.key === "Home") go(context, control_ ? corner(control, "first") : rowEnd(control, from.row, "first"), event.shiftKey);
  else if (event.key === "End") go(context, control_ ? corner(control, "last") : rowEnd(control, from.row, "last"), event.shiftKey);
  else if (event.key === "PageDown") go(context, page(control, from, pageRows), event.shiftKey);
  else if (event.key === "PageUp") go(context, page(control, from, -pageRows), event.shiftKey);
  else return false;
  return true;
}

function whileEditing(event: KeyboardEvent, context: KeyContext, at: Position): boolean {
  const { control, editor } = context;
  if (event.key === "Escape") editor?.cancel();
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) editor?.commitAll();
  else if (event.key === "Enter" && !(editor?.multiline && event.altKey)) enter({ ...context, pick: undefined }, at, event.shiftKey);
  else if (event.key === "Tab") return tabbed(context, at, event.shiftKey);
  else if ((event.key === "ArrowUp" || event.key === "ArrowDown") && !editor?.multiline) {
    editor?.commit();
    go(context, step(control, at, ARROWS[event.key]!));
  } else return false;
  return true;
}

/** A figure that is typed over a carried one goes on in the question that the first key opens. */
const BEGINS_FIGURE = /^[\d,(-]$/;

function whileSelecting(event: KeyboardEvent, context: KeyContext, at: Position): boolean {
  const { control, editor, leaving } = context;
  const locked = control.locked(at);
  const char = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === "Tab") return tabbed(context, at, event.shiftKey);
  if (event.key === "Escape") {
    if (dropMoving(control)) return true;
    leaving.current = true;
    control.selection.moveTo(at);
    return true;
  }
  if (["Enter", "F2", " "].includes(event.key) && !event.shiftKey && !event.ctrlKey && context.file(at)) return true;
  if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) enter(context, at, event.shiftKey);
  else if (event.key === "F2" || (event.key === "ArrowDown" && event.altKey)) locked ? control.refuse(at) : editor?.begin(true);
  else if (event.key === " " && control.isAdder(at)) enter(context, at, false);
  else if ((event.ctrlKey || event.metaKey) && commands(event, context)) return true;
  else if (event.key === "Delete") control.clear();
  else if (event.key === "Backspace") locked ? control.refuse(at) : editor?.begin(false);
  else if (travel(event, context, at)) return true;
  else if (char && locked && !control.isAdder(at)) control.refuse(at, BEGINS_FIGURE.test(event.key) ? event.key : "");
  else return false;
  return true;
}

/** Handles one key. What it leaves alone goes to the editor as typed text. */
export function onGridKey(event: KeyboardEvent, context: KeyContext): void {
  // 229: a key that an input method has taken. Touching it would break the syllable being composed.
  if (event.nativeEvent.isComposing || event.keyCode === 229) return;
  const at = context.control.selection.active;
  if (!at) return;
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "f") {
    context.editor?.commit();
    context.control.setFinding(true);
    event.preventDefault();
    return;
  }
  const handled = context.editor?.editing ? whileEditing(event, context, at) : whileSelecting(event, context, at);
  if (event.key !== "Escape" && event.key !== "Tab" && event.key !== "Shift") context.leaving.current = false;
  if (handled) event.preventDefault();
}
