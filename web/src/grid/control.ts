/**
 * One table in use: its rows as drawn, what is selected, and every act of the keyboard and the mouse on it.
 *
 * It knows no React. The component draws what stands here and passes events on, so the acts are tested without a page.
 */

import { sumOf, type Style } from "../numbers";
import { t } from "../words/grid";
import type { Book } from "./book";
import { isFile, isNumber, isRaw, NO_FILE, parseText, sameValue, type CellJson, type Change } from "./cells";
import { writeHtml, writeText, type Block } from "./clipboard";
import { captionColumn, isGiven, isLabelKey, keyOf, LABEL, labelSpec, newInstanceId, specAt, viewRows, type Instances, type Spec, type TableModel, type ViewRow } from "./model";
import { corner, rowEnd, tab, type Places } from "./moves";
import type { LettersQuestion } from "./oldLetters";
import { nameOfRow } from "./openRows";
import type { NumbersQuestion, Surface } from "./paste";
import { pasteInto } from "./pasting";
import { Selection, type Box, type Position } from "./selection";
import { Signal, type Stop } from "./signal";

/** "file" is locked to typing and pasting only: it is filled by choosing a file. */
export type Lock = "computed" | "blocked" | "carried" | "party" | "read" | "file" | "given" | null;

export interface ControlOptions {
  readOnly?: boolean;
  /** The side that fills in: cells of the other side are locked. */
  party?: "unit" | "lead";
  /** The form that the table is of. */
  form?: string;
}

export interface Copied {
  text: string;
  html: string;
  count: number;
}

/** What a pasted block leaves open. */
export type Question = NumbersQuestion | LettersQuestion;

type Topic = "rows" | "message" | "question" | "override" | "find";

export class GridControl implements Surface, Places {
  readonly selection = new Selection();
  private readonly signal = new Signal<Topic>();
  private readonly stop: Stop;
  view: ViewRow[] = [];
  arrangement: ((rows: ViewRow[]) => ViewRow[]) | null = null;
  readonly columns: number;
  readonly caption: number;
  /** The column that offers one more open row: the captions, in a list without them its first cells. */
  readonly adder: number;
  message = "";
  question: Question | null = null;
  /** The line for finding is open. */
  finding = false;
  /** The carried cell whose change waits for a reason, and what was typed on it. */
  overriding: { key: string; typed: string } | null = null;

  constructor(
    readonly table: TableModel,
    readonly book: Book,
    readonly options: ControlOptions = {},
  ) {
    this.columns = table.columns.length;
    this.caption = captionColumn(table);
    this.adder = this.caption >= 0 ? this.caption : Math.max(0, table.columns.findIndex((column) => !column.stub));
    this.refreshRows();
    this.selection.active = corner(this, "first");
    const first = tab(this, { row: 0, column: -1 }, false, false);
    if (first) this.selection.moveTo(first);
    this.stop = book.on("rows", () => this.refreshRows());
  }

  dispose(): void {
    this.stop();
  }

  on(topic: Topic, listener: () => void): Stop {
    return this.signal.on(topic, listener);
  }

  get rows(): number {
    return this.view.length;
  }

  get readOnly(): boolean {
    return this.options.readOnly ?? false;
  }

  get party(): "unit" | "lead" {
    return this.options.party ?? "unit";
  }

  /** Open rows are added, named and removed by the unit alone. */
  get adds(): boolean {
    return !this.readOnly && this.party === "unit";
  }

  /** The rows to draw when these open rows are there. */
  drawn(instances: Instances): ViewRow[] {
    const rows = viewRows(this.table, instances, this.adds);
    return this.arrangement ? this.arrangement(rows) : rows;
  }

  private refreshRows(): void {
    const before = this.view;
    this.view = this.drawn(this.book.instances);
    // Rows that somebody else adds above must not put the hand, and what it types next, into another row.
    const places = new Map(this.view.map((view, row) => [view.key, row]));
    const placeOf = (row: number) => places.get(before[row]?.key ?? "") ?? Math.max(0, Math.min(row, this.view.length - 1));
    if (before.some((view, row) => this.view[row]?.key !== view.key)) this.selection.follow(placeOf);
    this.signal.fire("rows");
  }

  /** Shows the rows through a filter or in another order; null: as they stand. The data keep their order. */
  arrange(how: ((rows: ViewRow[]) => ViewRow[]) | null): void {
    const held = this.view[this.selection.active?.row ?? -1]?.key;
    const column = this.selection.active?.column ?? 0;
    this.arrangement = how;
    this.refreshRows();
    // The cell in hand is the same one when its row is still in sight; else the first that is.
    const row = this.view.findIndex((view) => view.key === held);
    if (held !== undefined) this.selection.moveTo({ row: Math.max(0, row), column });
  }

  setFinding(on: boolean): void {
    this.finding = on;
    this.signal.fire("find");
  }

  say(message: string): void {
    this.message = message;
    this.signal.fire("message");
  }

  specAt = (at: Position): Spec | null => {
    const view = this.view[at.row];
    if (!view) return null;
    if (at.column === this.caption && view.openId && !view.adder) return labelSpec(view.row);
    return specAt(this.table, view, at.column);
  };

  keyAt = (at: Position): string | null => {
    const view = this.view[at.row];
    const column = this.table.columns[at.column];
    if (!view || !column || !this.specAt(at)) return null;
    return keyOf(view.key, at.column === this.caption && view.openId ? LABEL : column.id);
  };

  lockAt(at: Position): Lock {
    const spec = this.specAt(at);
    if (!spec) return "read";
    if (spec.kind === "blocked") return "blocked";
    if (spec.kind === "computed") return "computed";
    const key = this.keyAt(at);
    if (spec.kind === "carried" && !(key && key in this.book.overrides)) return "carried";
    if (this.readOnly) return "read";
    if (key && isLabelKey(key) && isGiven(this.view[at.row]!)) return "given";
    if ((spec.party ?? "unit") !== this.party) return "party";
    return spec.kind === "file" ? "file" : null;
  }

  locked = (at: Position): boolean => this.lockAt(at) !== null;
  has = (at: Position): boolean => this.specAt(at) !== null || this.isAdder(at);
  open = (at: Position): boolean => this.specAt(at) !== null && [null, "file"].includes(this.lockAt(at));
  filled = (at: Position): boolean => this.valueAt(at) !== null;

  isAdder(at: Position): boolean {
    return Boolean(this.view[at.row]?.adder) && at.column === this.adder;
  }

  valueAt(at: Position): CellJson {
    const key = this.keyAt(at);
    return key === null ? null : this.book.get(key);
  }

  /** Where a key is drawn, or null. */
  find(key: string): Position | null {
    const [rowKey = "", columnId = ""] = key.split(":");
    const row = this.view.findIndex((view) => view.key === rowKey && !view.adder);
    const column = columnId === LABEL ? this.caption : this.table.columns.findIndex((one) => one.id === columnId);
    return row < 0 || column < 0 ? null : { row, column };
  }

  /** Goes to a cell from outside the table and takes the keyboard there. False when the table has no such cell. */
  goTo(key: string): boolean {
    // A row that a filter hides comes into sight; a cell of another table lifts nothing.
    const [rowKey = ""] = key.split(":");
    if (this.arrangement && !this.find(key) && viewRows(this.table, this.book.instances, this.adds).some((view) => view.key === rowKey)) {
      this.arrange(null);
      this.say(t("view.lifted"));
    }
    const at = this.find(key);
    if (!at) return false;
    this.selection.moveTo(at);
    this.selection.setFocused(true);
    return true;
  }

  /** What a typed text changes in a cell; null for nothing. */
  private changeOf(at: Position, typed: string): Change | null {
    const [spec, key] = [this.specAt(at), this.keyAt(at)];
    if (!spec || key === null) return null;
    const value = parseText(typed, spec);
    return sameValue(value, this.book.get(key)) ? null : { key, to: value };
  }

  /** Puts what was typed into a cell. Returns false when nothing changed. */
  commit(at: Position, typed: string): boolean {
    const change = this.locked(at) ? null : this.changeOf(at, typed);
    return change !== null && this.book.edit({ cells: [change] });
  }

  /** The same for the cell that was drawn there when typing began: the rows may stand elsewhere by now, or a filter hide it. */
  commitTo(key: string | null, at: Position, typed: string): boolean {
    const [held, own] = [this.view, key === null || this.keyAt(at) === key ? at : this.find(key)];
    if (!own) this.view = viewRows(this.table, this.book.instances, this.adds);
    const place = own ?? this.find(key!);
    const change = place && this.changeOf(place, typed);
    const shut = place !== null && this.locked(place);
    this.view = held;
    // Somebody else took the row, or what opened the cell, meanwhile.
    if (typed.trim() && (!place || (shut && change))) this.say(t(place ? "cell.shut" : "row.gone", { text: typed.trim() }));
    return change !== null && !shut && this.book.edit({ cells: [change] });
  }

  /** Says why a locked cell takes nothing; a carried cell that may be changed asks for the reason instead. */
  refuse(at: Position, typed = ""): void {
    const lock = this.lockAt(at);
    const [spec, key] = [this.specAt(at), this.keyAt(at)];
    if (lock === "carried" && key !== null && spec?.override && !this.readOnly) {
      this.overriding = { key, typed };
      this.signal.fire("override");
      return;
    }
    if (lock) this.say(t(lock === "party" && this.party === "lead" ? "locked.unit" : `locked.${lock}`));
  }

  /** Puts a figure in the place of the one carried over; without a reason that stays. */
  override(reason: string | null, figure = ""): void {
    const key = this.overriding?.key;
    this.overriding = null;
    if (key && reason) this.book.edit({ overrides: { ...this.book.overrides, [key]: { reason } }, cells: [{ key, to: parseText(figure, this.book.specOf(key)!) }] });
    this.signal.fire("override");
  }

  positions(box: Box | null = this.selection.box): Position[] {
    if (!box) return [];
    const out: Position[] = [];
    for (let row = box.top; row <= box.bottom; row += 1) {
      for (let column = box.left; column <= box.right; column += 1) if (this.specAt({ row, column })) out.push({ row, column });
    }
    return out;
  }

  /** Writes the open ones of some cells as one act and counts the locked ones. */
  write(positions: readonly Position[], value: (at: Position) => CellJson): { done: number; locked: number } {
    // A file cell takes nothing, or the file of another cell.
    const takes = (at: Position) => !this.locked(at) || (this.lockAt(at) === "file" && isFile(value(at) ?? NO_FILE));
    const open = positions.filter(takes);
    this.book.edit({ cells: open.map((at): Change => ({ key: this.keyAt(at)!, to: value(at) })) });
    return { done: open.length, locked: positions.length - open.length };
  }

  clear(): void {
    const positions = this.positions();
    if (positions.length === 1 && !this.open(positions[0]!)) {
      this.refuse(positions[0]!);
      return;
    }
    const { done, locked } = this.write(positions, () => null);
    if (locked) this.say(t("clear.locked", { n: done, locked }));
  }

  copy(): Copied | null {
    const box = this.selection.box;
    if (!box) return null;
    const columns = Array.from({ length: box.right - box.left + 1 }, (_, i) => box.left + i);
    const rows = Array.from({ length: box.bottom - box.top + 1 }, (_, i) => box.top + i);
    const block = rows.map((row) => columns.map((column) => ({ value: this.valueAt({ row, column }), spec: this.specAt({ row, column }) })));
    return { text: writeText(block), html: writeHtml(block), count: this.positions(box).length };
  }

  /** Pastes a block; `text` is what the clipboard holds as text, by which cells that were cut are known. */
  paste(block: Block, text = ""): void {
    pasteInto(this, block, text);
  }

  ask(question: Question | null): void {
    this.question = question;
    this.signal.fire("question");
  }

  /** How numbers are read, or whether old letters are; null: nothing is pasted. */
  answer(given: Style | boolean | null): void {
    const question = this.question;
    this.ask(null);
    if (!question || given === null) return;
    if ("pairs" in question) question.answer(given === true);
    else question.answer(given === "en" ? "en" : "vi");
  }

  addRow(openId: string, label = ""): void {
    const list = this.book.instances[openId] ?? [];
    const id = newInstanceId();
    this.book.edit({ instances: { ...this.book.instances, [openId]: [...list, { id, label, item: null }] } });
    const row = this.view.findIndex((view) => view.inst === id);
    const at = this.find(`${openId}#${id}:${LABEL}`) ?? (row < 0 ? null : rowEnd(this, row, "first"));
    if (at) this.selection.moveTo(at);
  }

  /** Removes a copy of an open row with its cells; one undo brings both back. */
  removeRow(row: number): void {
    const view = this.view[row];
    if (!view?.openId || view.adder || !this.adds) return;
    if (isGiven(view)) {
      this.say(t("row.given", { label: view.label }));
      return;
    }
    const label = nameOfRow(this, row) || t("row.unnamed");
    const cells = Object.keys(this.book.values()).filter((key) => key.split(":")[0]!.endsWith(`#${view.inst}`)).map((key): Change => ({ key, to: null }));
    const list = (this.book.instances[view.openId] ?? []).filter((one) => one.id !== view.inst);
    this.book.edit({ cells, instances: { ...this.book.instances, [view.openId]: list } });
    this.say(t("row.removed", { label }));
  }

  undo(): void {
    this.sayStep(this.book.undo(), "undo");
  }

  redo(): void {
    this.sayStep(this.book.redo(), "redo");
  }

  private sayStep(done: boolean, which: "undo" | "redo"): void {
    const { skipped, steps } = this.book;
    const played = done ? (which === "undo" ? steps.undone : steps.done).at(-1) : undefined;
    const hidden = this.arrangement ? (played?.cells ?? []).filter(({ key }) => key.includes("#") && !this.find(key)).length : 0;
    const more = [skipped && t("undo.skipped", { n: skipped }), hidden && t("undo.hidden", { n: hidden })];
    this.say([t(`${which}.${done ? "done" : "none"}`), ...more].filter(Boolean).join(" "));
  }

  /** Sum and count of the numbers selected, when more than one cell is; null otherwise. */
  selectionSum(): { sum: string; count: number } | null {
    if (this.selection.single) return null;
    const numbers = this.positions().map((at) => this.valueAt(at)).filter((value): value is string => isNumber(value) && !isRaw(value));
    return numbers.length ? { sum: sumOf(numbers), count: numbers.length } : null;
  }
}
