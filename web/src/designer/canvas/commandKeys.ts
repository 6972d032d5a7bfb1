/**
 * Every key of the canvas and what it does. The keyboard runs by this list and the page of the keys shows it, so neither can
 * say anything that the other does not.
 */
import type { t } from "../../words/designer";
import { gridOf } from "../model/documents";
import type { CellKind } from "../model/documents";
import { groupSelected, insert, insertChild, nestSelected, removeSelected, renumberColumns, selectAll, setSpec, shiftSelected, ungroupSelected } from "../state/commands";
import { type Arrow, atEdge, stepped, wholeLine } from "../state/selection";
import { currentForm, select, setState, state } from "../state/store";
import { step } from "../state/sync";
import { beginCarrying } from "./carrying";
import { clearCells, startEditing } from "./editing";
import { openFind } from "./find";
import { focusProperties, nextPane } from "./panes";
import { elementOf } from "./places";
import { stayPut } from "./reveal";

type Word = Parameters<typeof t>[0];

export interface Command {
  /** "Ctrl+Shift+Enter": the keys, each of which does the same but for its direction. */
  keys: string[];
  says: Word;
  /** False when there was nothing to do it with, and the browser may have the key. */
  run: (key: string) => boolean;
}

export interface CommandGroup {
  title: Word;
  commands: Command[];
}

const ARROWS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];
const back = (key: string): boolean => key.endsWith("Left") || key.endsWith("Up");
const across = (key: string): boolean => key.endsWith("Left") || key.endsWith("Right");

function done(what: () => void): () => boolean {
  return () => {
    what();
    return true;
  };
}

function go(extend: boolean): (key: string) => boolean {
  return (key) => {
    const section = chosenSection();
    const { selection } = state();
    if (!section || !selection) return false;
    const next = stepped(section, selection, key.split("+").at(-1) as Arrow, extend);
    if (next) select(next);
    return true;
  };
}

function chosenSection() {
  const { selection, documents } = state();
  return selection ? gridOf(documents, currentForm(), selection.section) : undefined;
}

function jump(key: string): boolean {
  const section = chosenSection();
  const { selection } = state();
  const next = section && selection ? atEdge(section, selection, key) : null;
  if (next) select(next);
  return next !== null;
}

function whole(axis: "columns" | "rows"): () => boolean {
  return () => {
    const section = chosenSection();
    const { selection } = state();
    const next = section && selection ? wholeLine(section, selection, axis) : null;
    if (!next) return false;
    stayPut();
    setState({ selection: next, editing: false });
    return true;
  };
}

function all(): boolean {
  stayPut();
  selectAll();
  return true;
}

/** Moving goes along the axis of what is chosen; across it there is nothing to move by. */
function move(key: string): boolean {
  const columns = state().selection?.kind === "columns";
  if (columns === across(key)) shiftSelected(back(key) ? -1 : 1);
  return true;
}

function openMenu(): boolean {
  const box = elementOf(document, state().selection)?.getBoundingClientRect();
  if (box) setState({ menu: { x: box.left + 12, y: box.bottom } });
  return box !== undefined;
}

export const COMMANDS: CommandGroup[] = [
  {
    title: "keys.group.moving",
    commands: [
      { keys: ARROWS, says: "keys.move", run: go(false) },
      { keys: ARROWS.map((key) => `Shift+${key}`), says: "keys.extend", run: go(true) },
      { keys: ["Home", "End", "Ctrl+Home", "Ctrl+End", "PageUp", "PageDown"], says: "keys.jump", run: jump },
      { keys: ["Ctrl+Space"], says: "keys.wholeColumn", run: whole("columns") },
      { keys: ["Shift+Space"], says: "keys.wholeRow", run: whole("rows") },
      { keys: ["Ctrl+a"], says: "keys.all", run: all },
      { keys: ["Ctrl+f"], says: "keys.find", run: done(openFind) },
      { keys: ["F6", "Shift+F6"], says: "keys.panes", run: (key) => nextPane(key === "F6" ? 1 : -1) },
      { keys: ["Escape"], says: "keys.none", run: done(() => select(null)) },
      { keys: ["Tab", "Shift+Tab"], says: "keys.leave", run: () => false },
    ],
  },
  {
    title: "keys.group.structure",
    commands: [
      { keys: ["Enter", "F2"], says: "keys.edit", run: done(startEditing) },
      { keys: ["Ctrl+Enter", "Insert"], says: "keys.after", run: done(() => insert("after")) },
      { keys: ["Shift+Insert"], says: "keys.before", run: done(() => insert("before")) },
      { keys: ["Ctrl+Shift+Enter"], says: "keys.child", run: done(insertChild) },
      { keys: ARROWS.map((key) => `Alt+${key}`), says: "keys.shift", run: move },
      { keys: ["Alt+Shift+ArrowDown", "Alt+Shift+ArrowRight"], says: "keys.deeper", run: done(() => nestSelected(true)) },
      { keys: ["Alt+Shift+ArrowUp", "Alt+Shift+ArrowLeft"], says: "keys.shallower", run: done(() => nestSelected(false)) },
      { keys: ["Ctrl+g"], says: "keys.group", run: done(groupSelected) },
      { keys: ["Ctrl+Shift+G"], says: "keys.ungroup", run: done(ungroupSelected) },
      { keys: ["Alt+k"], says: "keys.carry", run: done(beginCarrying) },
      { keys: ["Alt+n"], says: "keys.number", run: numberAnew },
      // The browser turns these into events of the clipboard, which the text field over the selection hears.
      { keys: ["Ctrl+c", "Ctrl+x", "Ctrl+v"], says: "keys.clipboard", run: () => false },
      { keys: ["Delete", "Backspace"], says: "keys.remove", run: done(() => (state().selection?.kind === "cells" ? clearCells() : removeSelected())) },
      { keys: ["Ctrl+z", "Ctrl+y", "Ctrl+Shift+Z"], says: "keys.undo", run: (key) => done(() => void step(key === "Ctrl+z" ? "undo" : "redo"))() },
      { keys: ["Shift+F10", "ContextMenu"], says: "keys.menu", run: openMenu },
    ],
  },
];

function numberAnew(): boolean {
  const { selection } = state();
  if (selection) renumberColumns(selection.section);
  return selection !== null;
}

/** On cells one letter says what they are; the letters are those of the Vietnamese names. */
export const KIND_KEYS: Record<string, CellKind> = { n: "number", t: "computed", k: "carried", x: "blocked", l: "choice", c: "text", g: "date", f: "file", m: "target" };
export const MOST_DECIMALS = 6;

/** A letter or digit typed on cells. False when it says nothing there. */
export function typedOnCells(text: string): boolean {
  const letter = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().slice(0, 1);
  if (state().selection?.kind !== "cells" || !state().draft.editable) return false;
  const kind = KIND_KEYS[letter];
  if (kind === "carried") beginCarrying();
  else if (kind) setSpec("kind", kind);
  else if (/^\d$/.test(letter) && Number(letter) <= MOST_DECIMALS) setSpec("decimals", Number(letter));
  else if (letter === "*") setSpec("required", true);
  else if (letter === "u") focusUnit();
  else return false;
  return true;
}

function focusUnit(): void {
  setState({ right: true });
  focusProperties(".ds-prop-part select[id$='_unit']");
}

/** The name of a pressed key as the list writes it. */
export function nameOf(event: { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean }): string {
  const key = event.key === " " ? "Space" : event.key;
  const control = event.ctrlKey || event.metaKey;
  const letter = key.length === 1 ? (event.shiftKey ? key.toUpperCase() : key.toLowerCase()) : key;
  return `${control ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${event.shiftKey ? "Shift+" : ""}${letter}`;
}

const BY_KEY = new Map(COMMANDS.flatMap((group) => group.commands).flatMap((command) => command.keys.map((key) => [key, command] as const)));

/** Do what the key says. False when it says nothing here. */
export function runKey(name: string): boolean {
  return BY_KEY.get(name)?.run(name) ?? false;
}
