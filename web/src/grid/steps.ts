/** The steps of undo and redo: what each changed, and what of it still stands when others worked on. */

import type { Overrides } from "./book";
import { sameValue, type CellJson } from "./cells";
import { alike, mergeInstances, mergeOverrides } from "./merging";
import type { Instances } from "./model";

export interface Edit {
  cells: { key: string; from: CellJson; to: CellJson }[];
  instances?: { from: Instances; to: Instances };
  overrides?: { from: Overrides; to: Overrides };
}

export type Side = "from" | "to";

const MOST = 200;

export class Steps {
  done: Edit[] = [];
  undone: Edit[] = [];
  private grouping = false;

  push(edit: Edit): void {
    this.done.push(edit);
    if (!this.grouping && this.done.length > MOST) this.done.splice(0, this.done.length - MOST);
    this.undone.length = 0;
  }

  /** Makes all edits of one act a single step. */
  together(act: () => void): void {
    const before = this.done.length;
    this.grouping = true;
    try {
      act();
    } finally {
      this.grouping = false;
    }
    const parts = this.done.splice(before);
    if (parts.length > 0) this.done.push(parts.reduce(merged));
    if (this.done.length > MOST) this.done.splice(0, this.done.length - MOST);
  }
}

function merged(first: Edit, second: Edit): Edit {
  const cells = new Map(first.cells.map((cell) => [cell.key, cell]));
  for (const cell of second.cells) cells.set(cell.key, { ...cell, from: (cells.get(cell.key) ?? cell).from });
  const edit: Edit = { cells: [...cells.values()] };
  const [a, b] = [first.instances, second.instances];
  if (a || b) edit.instances = { from: (a ?? b)!.from, to: (b ?? a)!.to };
  const [c, d] = [first.overrides, second.overrides];
  if (c || d) edit.overrides = { from: (c ?? d)!.from, to: (d ?? c)!.to };
  return edit;
}

interface Standing {
  instances: Instances;
  overrides: Overrides;
  entry: (key: string) => CellJson;
}

/**
 * The part of a step that can be played from side `here` to side `there` without touching what somebody else wrote
 * since; null when nothing of it is left. Rows and reasons of others stay beside those of the step.
 */
export function standing(edit: Edit, now: Standing, here: Side, there: Side): Edit | null {
  const left: Edit = { cells: edit.cells.filter((cell) => sameValue(now.entry(cell.key), cell[here])) };
  if (edit.instances) {
    const target = alike(now.instances, edit.instances[here]) ? edit.instances[there] : mergeInstances(edit.instances[there], edit.instances[here], now.instances);
    if (!alike(target, now.instances)) left.instances = { [here]: now.instances, [there]: target } as Record<Side, Instances>;
  }
  const ids = new Set(Object.values(left.instances?.[there] ?? now.instances).flatMap((list) => list.map((one) => one.id)));
  left.cells = left.cells.filter((cell) => cell[there] === null || inPlace(cell.key, ids));
  if (edit.overrides) {
    const target = mergeOverrides(edit.overrides[there], edit.overrides[here], now.overrides);
    if (!alike(target, now.overrides)) left.overrides = { [here]: now.overrides, [there]: target } as Record<Side, Overrides>;
  }
  return left.cells.length || left.instances || left.overrides ? left : null;
}

/** A figure goes into no row that somebody removed. */
function inPlace(key: string, ids: ReadonlySet<string>): boolean {
  const instance = key.split(":")[0]!.split("#")[1];
  return instance === undefined || ids.has(instance);
}
