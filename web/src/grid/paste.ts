/** Working out what a pasted block does to the table before anything is changed. */

import { isCanonical, moneyOf, type Style } from "../numbers";
import { DASH, isNumeric, parseText, takesMoney, type CellJson, type Change } from "./cells";
import { verdict, type Block, type Pasted, type Verdict } from "./clipboard";
import type { Spec } from "./model";
import type { Box, Position } from "./selection";

/** The table as a target: the key and kind of a place, or why it cannot be written. */
export interface Surface {
  rows: number;
  columns: number;
  keyAt: (position: Position) => string | null;
  specAt: (position: Position) => Spec | null;
  locked: (position: Position) => boolean;
}

export interface PastePlan {
  changes: Change[];
  pasted: number;
  locked: number;
  outside: number;
  /** The rectangle written, to be selected afterwards. */
  box: Box;
}

interface Aim {
  at: Position;
  cell: Pasted;
}

/** Where each pasted cell goes. One cell, or a block that divides the selection evenly, fills the selection. */
export function aims(block: Block, box: Box): Aim[] {
  const height = block.length;
  const width = Math.max(...block.map((row) => row.length));
  const [tall, wide] = [box.bottom - box.top + 1, box.right - box.left + 1];
  const repeats = tall % height === 0 && wide % width === 0;
  const [rows, columns] = repeats ? [tall, wide] : [height, width];
  const out: Aim[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const cell = block[row % height]?.[column % width];
      if (cell) out.push({ at: { row: box.top + row, column: box.left + column }, cell });
    }
  }
  return out;
}

function inside(surface: Surface, at: Position): boolean {
  return at.row < surface.rows && at.column < surface.columns;
}

/** The pasted cells that land on open cells of some kinds. */
export function landing(block: Block, box: Box, surface: Surface, takes: (spec: Spec) => boolean): Pasted[] {
  const found = aims(block, box).filter(({ at }) => {
    const spec = inside(surface, at) ? surface.specAt(at) : null;
    return spec !== null && takes(spec) && !surface.locked(at);
  });
  return found.map(({ cell }) => cell);
}

/** How the numbers aimed at number cells are written. */
export function styleOf(block: Block, box: Box, surface: Surface): Verdict {
  return verdict(landing(block, box, surface, isNumeric));
}

/** A pasted block whose numbers can be read two ways: the person has to say. */
export interface NumbersQuestion {
  sample: string;
  count: number;
  answer: (style: Style) => void;
}

/** A value from our own clipboard, when it fits the kind of the cell; clipboards are not to be trusted. */
function fitting(value: CellJson, spec: Spec): CellJson | undefined {
  if (value === null) return null;
  if (typeof value === "string") return isNumeric(spec) && isCanonical(value) ? value : undefined;
  if (typeof value !== "object") return undefined;
  if ("s" in value) return value.s === "-" && spec.dash !== false ? DASH : undefined;
  if ("t" in value) return spec.kind === "text" && typeof value.t === "string" ? { t: value.t } : undefined;
  if ("d" in value) return spec.kind === "date" && /^\d{4}-\d{2}-\d{2}$/.test(String(value.d)) ? { d: value.d } : undefined;
  if ("c" in value) return spec.choices?.some((choice) => choice.value === value.c) ? { c: value.c } : undefined;
  return undefined;
}

export function valueOf(cell: Pasted, spec: Spec, style: Style): CellJson {
  if (cell.value !== undefined) {
    const own = fitting(cell.value, spec);
    if (own !== undefined) return own;
  }
  if (spec.kind === "date" && cell.date) return { d: cell.date };
  const money = cell.number !== undefined && isNumeric(spec) ? moneyOf(cell.text) : null;
  // A mark of money is judged with the text: the figure may be in another unit than the cell.
  if (cell.number !== undefined && isNumeric(spec) && (!money || takesMoney(money.mark, spec))) return cell.number;
  return parseText(cell.text, spec, style);
}

/**
 * The plan of a paste: places without a cell in between (headings, stub columns) count as outside, locked cells are
 * skipped and counted, and what is no value of its cell is kept as a draft by `parseText`.
 */
export function planPaste(block: Block, box: Box, surface: Surface, style: Style): PastePlan {
  const plan: PastePlan = { changes: [], pasted: 0, locked: 0, outside: 0, box: { ...box } };
  for (const { at, cell } of aims(block, box)) {
    const spec = inside(surface, at) ? surface.specAt(at) : null;
    const key = spec ? surface.keyAt(at) : null;
    if (!spec || key === null) {
      if (cell.text !== "") plan.outside += 1;
      continue;
    }
    plan.box.bottom = Math.max(plan.box.bottom, at.row);
    plan.box.right = Math.max(plan.box.right, at.column);
    if (surface.locked(at)) {
      plan.locked += 1;
      continue;
    }
    plan.changes.push({ key, to: valueOf(cell, spec, style) });
    plan.pasted += 1;
  }
  return plan;
}
