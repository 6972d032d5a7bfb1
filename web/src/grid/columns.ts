/** The widths of a table's columns while it is open: they grow with what is typed and never shrink under a number. */

import type { GridControl } from "./control";
import { keyOf, specAt, type ViewRow } from "./model";
import { textOf } from "./cells";
import { Signal, type Stop } from "./signal";
import { dataWidth, figureWidth, MOST, numberWidth, shared, signWidth, smallWidth, stubWidth, type Natural } from "./widths";

/** The part of the room that the frozen captions may take, and what they get at the least. */
const MOST_FROZEN = 0.42;
const LEAST_CAPTION = 110;
/** Below this width captions are kept short. */
const NARROW = 640;
const A_DAY = "30/12/2000";
const WORDY = new Set(["text", "choice", "file", "target"]);

function stubText(view: ViewRow, stub: string): string {
  if (stub === "marker") return view.marker;
  if (stub === "code") return view.row.printed_code ?? view.row.code ?? "";
  if (stub === "unit") return view.row.unit_label ?? "";
  return view.label;
}

export class Columns {
  private readonly signal = new Signal<"change">();
  private natural: Natural[] = [];
  private scale = 1;
  private narrow = false;
  widths: readonly number[] = [];

  /** @param room The width that the region will probably have, so that it is not all drawn anew once it is known; 0 when nobody can tell. */
  constructor(
    private readonly control: GridControl,
    private room = 0,
  ) {
    this.narrow = room > 0 && room < NARROW;
    this.measure();
  }

  on = (listener: () => void): Stop => this.signal.on("change", listener);
  snapshot = (): readonly number[] => this.widths;

  /** Measures every column from its heading and all its texts. */
  measure(): void {
    const { table, view } = this.control;
    const wordy = new Set(table.specs.filter((spec) => WORDY.has(spec.kind)));
    this.natural = table.columns.map((column, index) => {
      if (column.stub) return stubWidth(column, view.map((row) => stubText(row, column.stub!)), this.narrow);
      // By the form, not by the rows that are there: an empty list gets its first row later.
      const words = wordy.size > 0 && table.rows.some(({ spec }) => wordy.has(table.specs[spec[index] ?? -1]!));
      return dataWidth(column, table.header, words ? 0 : this.widest(index, column.id), words);
    });
    this.share();
  }

  /** The room that the figures of a column take. Numbers of one shape are as wide as each other: each shape is measured once. */
  private widest(index: number, id: string): number {
    const { table, view, book } = this.control;
    const shapes = new Set<number>();
    // A day is as wide as any other, and typed ones come later.
    let widest = table.rows.some(({ spec }) => table.specs[spec[index] ?? -1]?.kind === "date") ? figureWidth(A_DAY) : 0;
    for (const row of view) {
      const spec = specAt(table, row, index);
      if (spec === null || spec.kind === "date") continue;
      const key = keyOf(row.key, id);
      // Of cells to enter there is one figure: not to look for a second one counts in a table of 60,000.
      const value = spec.kind === "number" ? book.entry(key) : book.get(key);
      if (value === null) continue;
      if (typeof value === "string") {
        const decimals = spec.decimals ?? 0;
        const carried = spec.kind === "carried";
        const shape = (((value.length * 64 + value.indexOf(".") + 1) * 64 + decimals) * 2 + (value.charCodeAt(0) === 45 ? 1 : 0)) * 2 + (carried ? 1 : 0);
        if (shapes.has(shape)) continue;
        shapes.add(shape);
        widest = Math.max(widest, numberWidth(value, decimals) + (carried ? signWidth() : 0));
      } else widest = Math.max(widest, figureWidth(textOf(value, spec)));
    }
    return widest;
  }

  /** The width of the region that shows the table. */
  setRoom(room: number): void {
    const narrow = room < NARROW;
    if (Math.abs(room - this.room) < 2 && narrow === this.narrow) return;
    this.room = room;
    if (narrow === this.narrow) this.share();
    else {
      this.narrow = narrow;
      this.measure();
    }
  }

  /** Draws everything so many times as large: widths are measured at 1. */
  setScale(scale: number): void {
    if (scale === this.scale) return;
    this.scale = scale;
    this.share();
  }

  /** Makes a column wide enough for a number; false when the number is beyond the widest column. */
  fit(index: number, text: string): boolean {
    return this.grow(index, figureWidth(text));
  }

  /** The same for the small line of the period before. */
  fitSmall(index: number, text: string): boolean {
    return this.grow(index, smallWidth(text));
  }

  private grow(index: number, need: number): boolean {
    if (need > MOST) return false;
    const column = this.natural[index];
    if (column && need > column.need) {
      this.natural[index] = { need, most: Math.max(need, column.most) };
      this.share();
    }
    return true;
  }

  private share(): void {
    const widths = shared(this.natural, this.room / this.scale).map((width) => Math.ceil(width * this.scale));
    const { caption } = this.control;
    // Captions stay in sight while the rest is scrolled; they never take the window for themselves.
    if (caption >= 0 && this.room > 0) widths[caption] = Math.min(widths[caption]!, Math.max(LEAST_CAPTION, Math.floor(this.room * MOST_FROZEN)));
    this.widths = widths;
    this.signal.fire("change");
  }
}
