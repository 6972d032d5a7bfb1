/**
 * What is selected in a table: one active cell and a rectangle, as positions in the drawn rows and columns.
 *
 * Rows listen to their own snapshot (`rowState`), so moving the ring draws the two rows concerned and no others.
 */

import { Signal, type Stop } from "./signal";

export interface Position {
  row: number;
  column: number;
}

export interface Box {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export class Selection {
  private readonly signal = new Signal<"change">();
  active: Position | null = null;
  private anchor: Position | null = null;
  private head: Position | null = null;
  /** True while the table holds the keyboard; the ring is drawn only then. */
  focused = false;

  on = (listener: () => void): Stop => this.signal.on("change", listener);

  get box(): Box | null {
    if (!this.anchor || !this.head) return null;
    return {
      top: Math.min(this.anchor.row, this.head.row),
      bottom: Math.max(this.anchor.row, this.head.row),
      left: Math.min(this.anchor.column, this.head.column),
      right: Math.max(this.anchor.column, this.head.column),
    };
  }

  /** The corner that Shift+arrows move. */
  get extent(): Position | null {
    return this.head;
  }

  get single(): boolean {
    const box = this.box;
    return !box || (box.top === box.bottom && box.left === box.right);
  }

  moveTo(position: Position): void {
    this.active = position;
    this.anchor = position;
    this.head = position;
    this.signal.fire("change");
  }

  extendTo(position: Position): void {
    if (!this.anchor) {
      this.moveTo(position);
      return;
    }
    this.head = position;
    this.signal.fire("change");
  }

  /** Selects a rectangle; the active cell stays where it is when it lies inside. */
  select(from: Position, to: Position): void {
    this.anchor = from;
    this.head = to;
    this.active ??= from;
    this.signal.fire("change");
  }

  setFocused(focused: boolean): void {
    if (this.focused === focused) return;
    this.focused = focused;
    this.signal.fire("change");
  }

  /** The rows are drawn at other places: what is selected goes with its rows. A row that is gone leaves its place to the one there now. */
  follow(placeOf: (row: number) => number): void {
    const moved = (position: Position | null) => position && { ...position, row: placeOf(position.row) };
    [this.active, this.anchor, this.head] = [moved(this.active), moved(this.anchor), moved(this.head)];
    this.signal.fire("change");
  }

  clear(): void {
    this.active = null;
    this.anchor = null;
    this.head = null;
    this.signal.fire("change");
  }

  /** "left-right|active|focused" for one row: equal text means that nothing changed in it. */
  rowState(row: number): string {
    const box = this.box;
    const range = box && !this.single && row >= box.top && row <= box.bottom ? `${box.left}-${box.right}` : "";
    const active = this.active?.row === row ? String(this.active.column) : "";
    return range || active ? `${range}|${active}|${this.focused ? 1 : 0}` : "";
  }
}

export interface RowState {
  left: number;
  right: number;
  active: number;
  focused: boolean;
}

export function readRowState(state: string): RowState {
  const [range = "", active = "", focused = ""] = state.split("|");
  const [left, right] = range ? range.split("-").map(Number) : [-1, -2];
  return { left: left ?? -1, right: right ?? -2, active: active === "" ? -1 : Number(active), focused: focused === "1" };
}
