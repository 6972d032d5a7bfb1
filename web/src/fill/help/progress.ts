/** How far a form is filled: its cells for entry in the order of the form, those that are blank, and where the next one is. */

import type { GridControl } from "../../grid";
import { keyOf, specAt, viewRows, type ViewRow } from "../../grid/model";
import type { Desk } from "../desk";
import type { FormTab } from "../payload";

const MADE = new Set(["computed", "carried", "blocked"]);

/** Where the cells for entry are changes with the rows alone: those of a large table are not looked for after every key. */
const known = new WeakMap<readonly ViewRow[], string[]>();

function ofTable(control: GridControl, desk: Desk, shown: boolean): string[] {
  const { table, caption } = control;
  const view = shown || !control.arrangement ? control.view : viewRows(table, desk.book.instances, control.adds);
  const before = known.get(view);
  if (before) return before;
  const found: string[] = [];
  for (const row of view) {
    for (let column = 0; column < table.columns.length; column += 1) {
      const spec = column === caption ? null : specAt(table, row, column);
      if (!spec || MADE.has(spec.kind) || (spec.party ?? "unit") !== "unit") continue;
      const key = keyOf(row.key, table.columns[column]!.id);
      if (desk.book.specOf(key)) found.push(key);
    }
  }
  known.set(view, found);
  return found;
}

/** Keys of the cells that the unit fills, section by section; only those in sight where a list is filtered, if so asked. */
export function entryCells(desk: Desk, shown = false): string[] {
  return desk.payload.form.sections.flatMap((section) => {
    const control = desk.controls.get(section.section);
    if (control) return ofTable(control, desk, shown);
    const own = desk.questions.filter((question) => question.section === section.section);
    return own.filter(({ spec }) => !MADE.has(spec.kind) && (spec.party ?? "unit") === "unit").map(({ id }) => id);
  });
}

export interface Progress {
  filled: number;
  missing: number;
  wrong: number;
}

/** How the server counted the form when it gave it: shown until it has been counted here. */
export function toldProgress(desk: Desk): Progress {
  const told = desk.payload.submission.forms.find((tab) => tab.id === desk.payload.form.id);
  return { filled: told?.filled ?? 0, missing: told?.missing ?? 0, wrong: told?.errors ?? 0 };
}

export function progressOf(desk: Desk): Progress {
  const cells = entryCells(desk);
  let filled = 0;
  for (const key of cells) if (desk.book.get(key) !== null) filled += 1;
  const wrong = new Set(desk.checks.filter((check) => check.severity === "error").flatMap((check) => check.cells.slice(0, 1))).size;
  return { filled, missing: cells.length - filled, wrong };
}

/** The whole report: this form as it stands on the screen, the others as the server counted them last. */
export function reportProgress(tabs: readonly FormTab[], form: string, own: Progress): Progress {
  return tabs.filter((tab) => tab.id !== form).reduce(
    (sum, tab) => ({ filled: sum.filled + tab.filled, missing: sum.missing + tab.missing, wrong: sum.wrong + tab.errors }),
    own,
  );
}

/** The next (or last) blank cell from the cell in hand, around the end of the form; what a filter hides comes after all in sight. Null when none is blank. */
export function nextBlank(desk: Desk, from: string, by: 1 | -1): string | null {
  return blankAmong(desk, entryCells(desk, true), from, by) ?? blankAmong(desk, entryCells(desk), from, by);
}

function blankAmong(desk: Desk, cells: readonly string[], from: string, by: 1 | -1): string | null {
  const blank = (key: string): boolean => desk.book.get(key) === null;
  const start = startIn(desk, cells, from);
  for (let step = 1; step <= cells.length; step += 1) {
    const key = cells[(((start + by * step) % cells.length) + cells.length) % cells.length]!;
    if (blank(key)) return key;
  }
  return null;
}

/** A cell that is not for entry is passed by the place where it stands in its table. */
function startIn(desk: Desk, cells: readonly string[], from: string): number {
  const here = cells.indexOf(from);
  if (here >= 0) return here;
  for (const control of desk.controls.values()) {
    const at = control.find(from);
    if (!at) continue;
    const place = at.row * control.columns + at.column;
    const before = cells.filter((key) => {
      const other = control.find(key);
      return other !== null && other.row * control.columns + other.column < place;
    });
    return before.length ? cells.indexOf(before.at(-1)!) : -1;
  }
  return -1;
}
