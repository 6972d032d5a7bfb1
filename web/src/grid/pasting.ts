/** Pasting a block: what is asked first, the rows it needs, its cells, all one step of undo. */

import type { Style } from "../numbers";
import { t } from "../words/grid";
import type { Change } from "./cells";
import type { Block } from "./clipboard";
import type { GridControl } from "./control";
import { movedFrom } from "./moving";
import { oldLettersIn } from "./oldLetters";
import { grownRows } from "./openRows";
import { planPaste, styleOf } from "./paste";
import type { Box } from "./selection";

interface Aimed {
  control: GridControl;
  box: Box;
  /** The rows that the block is put into, as they were drawn when it was pasted. */
  rows: readonly string[];
  /** Cells that were cut and move here. */
  left: readonly Change[];
}

const keysOf = (control: GridControl, top: number, count: number): string[] => control.view.slice(top, top + count).map((view) => view.key);

/** Where those rows stand once a question is answered: others may have added or removed some. Null when they are together no more, which is said. */
function now(aimed: Aimed): Aimed | null {
  const { control, box, rows } = aimed;
  const top = control.view.findIndex((view) => view.key === rows[0]);
  if (top >= 0 && keysOf(control, top, rows.length).join() === rows.join()) return { ...aimed, box: { ...box, top, bottom: box.bottom - box.top + top } };
  control.say(t("paste.moved"));
  return null;
}

/** Pastes a block at the selection; `text` is what the clipboard holds as text, by which cells that were cut are known. */
export function pasteInto(control: GridControl, block: Block, text: string): void {
  const box = control.selection.box;
  if (!box || !block.length) return;
  const height = Math.max(block.length, box.bottom - box.top + 1);
  const aimed = { control, box, rows: keysOf(control, box.top, height), left: movedFrom(control.book, text) };
  const old = ahead(aimed, block, () => oldLettersIn(block, box, control));
  if (old) control.ask({ ...old, answer: (read: boolean) => numbers(now(aimed), read ? old.block : block) });
  else numbers(aimed, block);
}

/** Looks at the table as it will be once the rows are there that a block lacks. */
function ahead<T>({ control, box }: Aimed, block: Block, look: () => T): T {
  const grown = control.adds ? grownRows(control, block.length, box.top) : null;
  if (!grown) return look();
  const held = control.view;
  control.view = control.drawn(grown);
  const found = look();
  control.view = held;
  return found;
}

function numbers(aimed: Aimed | null, block: Block): void {
  if (!aimed) return;
  const found = ahead(aimed, block, () => styleOf(block, aimed.box, aimed.control));
  if ("style" in found) apply(aimed, block, found.style);
  else aimed.control.ask({ sample: found.ask, count: found.count, answer: (style: Style) => apply(now(aimed), block, style) });
}

function apply(aimed: Aimed | null, block: Block, style: Style): void {
  if (!aimed) return;
  const { control, box, left } = aimed;
  const { book, selection } = control;
  book.together(() => {
    const grown = control.adds ? grownRows(control, block.length, box.top) : null;
    if (grown) book.edit({ instances: grown });
    const plan = planPaste(block, box, control, style);
    // Cells that were cut are emptied first: where the block lands on them, the block stands.
    if (plan.pasted && left.length) book.edit({ cells: left });
    book.edit({ cells: plan.changes });
    selection.select({ row: plan.box.top, column: plan.box.left }, { row: plan.box.bottom, column: plan.box.right });
    const counts = { n: plan.pasted, locked: plan.locked, outside: plan.outside };
    const old = block.flat().filter((cell) => cell.old).length;
    const which = !plan.pasted && plan.locked ? "nothing" : plan.locked && plan.outside ? "both" : plan.locked ? "locked" : plan.outside ? "outside" : "done";
    control.say([t(`paste.${which}`, counts), old && t("paste.old", { n: old })].filter(Boolean).join(" "));
  });
}
