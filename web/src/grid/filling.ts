/** Filling a range from its first row or column, or with what was typed: Ctrl+D, Ctrl+R, Ctrl+Enter. */

import { t } from "../words/grid";
import { parseText, textOf, type CellJson } from "./cells";
import type { GridControl } from "./control";
import type { Spec } from "./model";
import { valueOf } from "./paste";
import type { Box, Position } from "./selection";

export type FillDirection = "down" | "right";

/** The range that is written and, of each of its cells, the one it is filled from. */
function planOf(box: Box, direction: FillDirection): { target: Box; source: (at: Position) => Position } {
  if (direction === "down") {
    const from = box.top === box.bottom ? box.top - 1 : box.top;
    return { target: { ...box, top: from + 1 }, source: ({ column }) => ({ row: from, column }) };
  }
  const from = box.left === box.right ? box.left - 1 : box.left;
  return { target: { ...box, left: from + 1 }, source: ({ row }) => ({ row, column: from }) };
}

/** What a value becomes in a cell that may be of another kind. */
function carried(value: CellJson, from: Spec | null, to: Spec): CellJson {
  return valueOf({ text: textOf(value, from), value }, to, "vi");
}

function told(control: GridControl, { done, locked }: { done: number; locked: number }): void {
  control.say(t(locked ? "fill.locked" : "fill.done", { n: done, locked }));
}

/** Copies the first row of the selection down, or its first column to the right; of one cell, from its neighbour. */
export function fillFrom(control: GridControl, direction: FillDirection): void {
  const box = control.selection.box;
  if (!box) return;
  const { target, source } = planOf(box, direction);
  const positions = control.positions(target);
  // Beside a heading or a caption there is nothing to copy; blanking the cells would be a loss.
  const filled = positions.filter((at) => control.specAt(source(at)) !== null);
  if (!filled.length) {
    control.say(t(`fill.none.${direction}`));
    return;
  }
  told(control, control.write(filled, (at) => carried(control.valueAt(source(at)), control.specAt(source(at)), control.specAt(at)!)));
}

/** Puts what was typed into every open cell of the selection. */
export function fillTyped(control: GridControl, typed: string): void {
  told(control, control.write(control.positions(), (at) => parseText(typed, control.specAt(at)!)));
}
