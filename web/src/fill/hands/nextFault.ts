/** From wrong cell to wrong cell, in the order of the form and around its end. */

import type { Desk } from "../desk";

/** Cells that the list of findings names first, in the order in which the form shows them. */
export function faultyCells(desk: Desk): string[] {
  const keys = new Set(desk.checks.flatMap((check) => check.cells.slice(0, 1)));
  const found: string[] = [];
  for (const control of desk.controls.values()) {
    const here = [...keys].flatMap((key) => {
      const at = control.find(key);
      return at ? [{ key, place: at.row * control.columns + at.column }] : [];
    });
    here.sort((a, b) => a.place - b.place);
    for (const { key } of here) {
      found.push(key);
      keys.delete(key);
    }
  }
  return [...found, ...keys];
}

/** Where the keyboard is, as a place in that order: the number of faulty cells up to and with it. */
function passed(desk: Desk, cells: readonly string[], inclusive: boolean): number {
  const [tables, active] = [[...desk.controls.values()], desk.active];
  const at = active?.selection.active;
  if (!active || !at) return 0;
  const turn = tables.indexOf(active);
  return cells.filter((key) => {
    const home = tables.findIndex((control) => control.find(key) !== null);
    if (home < 0 || home > turn) return false;
    if (home < turn) return true;
    const place = active.find(key)!;
    const gap = place.row - at.row || place.column - at.column;
    return inclusive ? gap <= 0 : gap < 0;
  }).length;
}

/** Key of the next (or last) wrong cell from where the keyboard is; null when nothing is wrong. */
export function nextFault(desk: Desk, by: 1 | -1): string | null {
  const cells = faultyCells(desk);
  if (!cells.length) return null;
  const index = by === 1 ? passed(desk, cells, true) : passed(desk, cells, false) - 1;
  return cells[(index + cells.length) % cells.length]!;
}
