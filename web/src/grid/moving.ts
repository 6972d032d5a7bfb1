/** Cutting as in a spreadsheet: the cells keep their figures until they are pasted, then the figures move in one step. */

import { t } from "../words/grid";
import type { Book } from "./book";
import type { Change } from "./cells";
import type { Copied, GridControl } from "./control";

/** Cells that were cut, and the text that the clipboard got: another text means that something else was copied since. */
export interface Moving {
  keys: ReadonlySet<string>;
  text: string;
}

function plain(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
}

/** Marks the selection as cut. Null when nothing is selected. */
export function cutSelection(control: GridControl): Copied | null {
  const copied = control.copy();
  if (!copied) return null;
  const positions = control.positions();
  const keys = positions.filter((at) => !control.locked(at)).map((at) => control.keyAt(at)!);
  control.book.setMoving({ keys: new Set(keys), text: plain(copied.text) });
  control.say(t(keys.length < positions.length ? "cut.locked" : "cut.done", { n: positions.length, locked: positions.length - keys.length }));
  return copied;
}

/** Cells that a paste of this text empties: those that were cut, when it is the text that was cut. */
export function movedFrom(book: Book, text: string): Change[] {
  const moving = book.moving;
  if (!moving || moving.text !== plain(text)) return [];
  return [...moving.keys].map((key) => ({ key, to: null }));
}

/** Esc: nothing is cut any more. True when something was. */
export function dropMoving(control: GridControl): boolean {
  if (!control.book.moving) return false;
  control.book.setMoving(null);
  control.say(t("cut.dropped"));
  return true;
}
