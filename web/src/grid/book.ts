/**
 * The values of one form while it is on the screen: what was entered, what was computed from it, what is wrong.
 *
 * A row of the table listens to its own cells only, so a keystroke draws one cell and the totals that changed,
 * whatever the size of the table. Every act of the person is one `Edit` that can be undone.
 */

import { captionOf, recaptioned } from "./captions";
import { faultOf, sameValue, textOf, type CellJson, type Change } from "./cells";
import { Layered, mapOf } from "./layered";
import { isLabelKey, LABEL, type Instances, type Spec } from "./model";
import type { Moving } from "./moving";
import { Signal, type Stop } from "./signal";
import { standing, Steps, type Edit, type Side } from "./steps";

export type Severity = "error" | "warning";

export interface CellMark {
  severity: Severity;
  text: string;
}

export interface Computed {
  values: Record<string, CellJson>;
  incomplete: Iterable<string>;
  /** Only `values` was worked out again; all other computed cells are as they were. */
  partial?: boolean;
}

/** What was entered, by key; undefined for a blank cell. */
export type Entered = Pick<Layered, "get" | "forEach">;

/** Recomputes after a change; `changed` null means that anything may have changed. */
export type Compute = (values: Entered, instances: Instances, changed: readonly string[] | null) => Computed;

export type Overrides = Record<string, { reason: string }>;

export interface BookStart {
  /** A map is shared, not copied: it must not change. */
  values: Readonly<Record<string, CellJson>> | ReadonlyMap<string, CellJson>;
  instances?: Instances;
  overrides?: Overrides;
  specOf: (key: string) => Spec | null;
  compute?: Compute;
}

/** Everything that a cell needs to draw itself. The same object is given until something in it changes. */
export interface CellView {
  value: CellJson;
  text: string;
  fault: string | null;
  mark: CellMark | null;
  incomplete: boolean;
  overridden: boolean;
  note: string | null;
  /** Another figure came into it from another report: what is to be said of that. */
  renewed: string | null;
  /** Somebody else is in this cell. */
  other: Other | null;
  /** Cut: its figure moves to where it is pasted. */
  moving: boolean;
}

/** Who else is in a cell, in words, and whether something is being typed there. */
export interface Other {
  name: string;
  typing: boolean;
}

export interface EditRequest {
  cells?: readonly Change[];
  instances?: Instances;
  overrides?: Overrides;
}

type Topic = "edit" | "taken" | "rows" | "marks" | "history" | `cell ${string}` | `row ${string}`;

export class Book {
  private readonly signal = new Signal<Topic>();
  private readonly views = new Map<string, CellView>();
  private readonly entered: Layered;
  private computed = new Map<string, CellJson>();
  private incomplete = new Set<string>();
  private marks = new Map<string, CellMark>();
  /** Entered cells whose value cannot stand there. */
  private readonly wrong = new Set<string>();
  private notes = new Map<string, string>();
  private readonly renewed = new Map<string, string>();
  private others: ReadonlyMap<string, Other> = new Map();
  readonly steps = new Steps();
  /** What was cut and waits to be pasted. */
  moving: Moving | null = null;
  /** Grows whenever a cell looks another way. */
  turn = 0;
  /** Cells that the last undo or redo left alone because somebody else changed them meanwhile. */
  skipped = 0;
  private changedKeys: string[] = [];
  readonly specOf: (key: string) => Spec | null;
  private readonly compute: Compute | undefined;
  instances: Instances;
  overrides: Overrides;

  constructor(start: BookStart) {
    const values = mapOf(start.values);
    this.entered = new Layered(values);
    this.instances = start.instances ?? {};
    this.overrides = start.overrides ?? {};
    this.specOf = start.specOf;
    this.compute = start.compute;
    values.forEach((value, key) => void (faultOf(value, this.specOf(key)) && this.wrong.add(key)));
    this.recompute(null);
  }

  on(topic: "edit" | "taken" | "rows" | "marks" | "history", listener: () => void): Stop {
    return this.signal.on(topic, listener);
  }

  onCell = (key: string, listener: () => void): Stop => this.signal.on(`cell ${key}`, listener);
  onRow = (key: string, listener: () => void): Stop => this.signal.on(`row ${key}`, listener);

  /** What was entered, computed cells left out. A copy. */
  values(): Record<string, CellJson> {
    return this.entered.record();
  }

  get(key: string): CellJson {
    if (isLabelKey(key)) return captionOf(this.instances, key);
    const made = this.computed.get(key);
    if (made !== undefined && !(key in this.overrides)) return made;
    return this.entry(key);
  }

  entry(key: string): CellJson {
    return this.entered.get(key) ?? null;
  }

  view(key: string): CellView {
    const known = this.views.get(key);
    if (known) return known;
    const value = this.get(key);
    const spec = this.specOf(key);
    const view: CellView = {
      value,
      text: textOf(value, spec),
      fault: faultOf(value, spec),
      mark: this.marks.get(key) ?? null,
      incomplete: this.incomplete.has(key),
      overridden: key in this.overrides,
      note: this.notes.get(key) ?? null,
      renewed: this.renewed.get(key) ?? null,
      other: this.others.get(key) ?? null,
      moving: this.moving?.keys.has(key) ?? false,
    };
    this.views.set(key, view);
    return view;
  }

  /** Keys changed by the edits since the last call; autosave asks for them. */
  takeChanged(): string[] {
    const keys = [...new Set(this.changedKeys)];
    this.changedKeys = [];
    return keys;
  }

  /** Does one act. Cells whose value stays the same are left out; nothing happens when nothing changes. */
  edit(request: EditRequest): boolean {
    const edit = this.editOf(request);
    if (!edit) return false;
    this.steps.push(edit);
    this.play(edit, "to");
    return true;
  }

  /** Puts back what was typed in an earlier visit: saved like an edit, without a step of its own. */
  resume(request: EditRequest): void {
    const edit = this.editOf(request);
    if (edit) this.play(edit, "to");
  }

  private editOf(request: EditRequest): Edit | null {
    const labels = (request.cells ?? []).filter((change) => isLabelKey(change.key));
    const cells = (request.cells ?? [])
      .filter((change) => !isLabelKey(change.key) && !sameValue(this.entry(change.key), change.to))
      .map((change) => ({ key: change.key, from: this.entry(change.key), to: change.to }));
    const instances = labels.reduce((all, change) => recaptioned(all, change, this.specOf(change.key)), request.instances ?? this.instances);
    const edit: Edit = { cells };
    if (instances !== this.instances) edit.instances = { from: this.instances, to: instances };
    if (request.overrides) edit.overrides = { from: this.overrides, to: request.overrides };
    return cells.length || edit.instances || edit.overrides ? edit : null;
  }

  /** Makes all edits of one act a single step of undo. */
  together(act: () => void): void {
    this.steps.together(act);
    this.signal.fire("history");
  }

  undo(): boolean {
    return this.step(this.steps.done, this.steps.undone, "to", "from");
  }

  redo(): boolean {
    return this.step(this.steps.undone, this.steps.done, "from", "to");
  }

  /** Plays the newest step of which something still stands; one that others wrote over whole is dropped. */
  private step(stack: Edit[], other: Edit[], here: Side, there: Side): boolean {
    this.skipped = 0;
    for (let edit = stack.pop(); edit; edit = stack.pop()) {
      const left = standing(edit, this, here, there);
      this.skipped += edit.cells.length - (left?.cells.length ?? 0);
      if (!left) continue;
      other.push(left);
      this.play(left, there);
      return true;
    }
    this.signal.fire("history");
    return false;
  }

  get canUndo(): boolean {
    return this.steps.done.length > 0;
  }

  get canRedo(): boolean {
    return this.steps.undone.length > 0;
  }

  /** Takes values over from the server (a merge, another tab) without an undo step and without saving them again. */
  accept(values: Record<string, CellJson>, instances?: Instances, overrides?: Overrides): void {
    const keys = Object.keys(values);
    for (const key of keys) this.put(key, values[key] ?? null);
    if (instances) this.instances = instances;
    const reasons = overrides ? Object.keys({ ...this.overrides, ...overrides }) : [];
    if (overrides) this.overrides = overrides;
    if (!keys.length && !instances && !reasons.length) return;
    [...keys, ...reasons].forEach((key) => this.refresh(key));
    this.recompute(instances || reasons.length ? null : keys);
    if (instances) this.signal.fire("rows");
    this.signal.fire("taken");
  }

  /** Replaces all marks of failed checks. */
  setMarks(marks: ReadonlyMap<string, CellMark>): void {
    const before = this.marks;
    this.marks = new Map(marks);
    for (const key of new Set([...before.keys(), ...marks.keys()])) {
      const [a, b] = [before.get(key), marks.get(key)];
      if (a?.severity !== b?.severity || a?.text !== b?.text) this.refresh(key);
    }
    this.signal.fire("marks");
  }

  setNotes(notes: ReadonlyMap<string, string>): void {
    const keys = new Set([...this.notes.keys(), ...notes.keys()]);
    this.notes = new Map(notes);
    keys.forEach((key) => this.refresh(key));
  }

  /** Computed and carried figures as they stand; a copy. */
  made(): Map<string, CellJson> {
    return new Map(this.computed);
  }

  /** Says of cells that another figure came into them from another report, until they are worked out again; an empty text takes that back. */
  setRenewed(said: ReadonlyMap<string, string>): void {
    said.forEach((text, key) => {
      text ? this.renewed.set(key, text) : this.renewed.delete(key);
      this.refresh(key);
    });
  }

  /** Marks cells as cut; null: none are. */
  setMoving(moving: Moving | null): void {
    const keys = [...(this.moving?.keys ?? []), ...(moving?.keys ?? [])];
    this.moving = moving;
    keys.forEach((key) => this.refresh(key));
  }

  /** Replaces the marks of cells in which somebody else is. */
  setOthers(others: ReadonlyMap<string, Other>): void {
    const before = this.others;
    this.others = others;
    for (const key of new Set([...before.keys(), ...others.keys()])) {
      const [a, b] = [before.get(key), others.get(key)];
      if (a?.name !== b?.name || a?.typing !== b?.typing) this.refresh(key);
    }
  }

  private play(edit: Edit, side: Side): void {
    if (this.moving) this.setMoving(null);
    for (const cell of edit.cells) this.put(cell.key, cell[side]);
    if (edit.instances) this.moveInstances(edit.instances.from, edit.instances.to, side);
    const before = this.overrides;
    if (edit.overrides) this.overrides = edit.overrides[side];
    const touched = new Set([...edit.cells.map((cell) => cell.key), ...(edit.overrides ? [...Object.keys(before), ...Object.keys(this.overrides)] : [])]);
    this.changedKeys.push(...touched);
    touched.forEach((key) => this.refresh(key));
    this.recompute(edit.instances || edit.overrides ? null : [...touched]);
    if (edit.instances) this.signal.fire("rows");
    this.signal.fire("history");
    this.signal.fire("edit");
  }

  private moveInstances(from: Instances, to: Instances, side: Side): void {
    this.instances = side === "to" ? to : from;
    for (const [row, list] of [...Object.entries(from), ...Object.entries(to)]) {
      for (const instance of list) this.refresh(`${row}#${instance.id}:${LABEL}`);
    }
  }

  private put(key: string, value: CellJson): void {
    this.entered.set(key, value);
    this.judge(key);
  }

  private judge(key: string): void {
    if (faultOf(this.entry(key), this.specOf(key))) this.wrong.add(key);
    else this.wrong.delete(key);
  }

  /** Keys of cells whose value cannot stand there: entered ones, and those into which such a value was carried over. */
  faulty(): string[] {
    return [...this.wrong, ...[...this.computed.keys()].filter((key) => !this.wrong.has(key) && this.specOf(key)?.kind === "carried" && this.view(key).fault)];
  }

  private refresh(key: string): void {
    this.turn += 1;
    this.views.delete(key);
    this.signal.fire(`cell ${key}`);
    this.signal.fire(`row ${key.slice(0, key.indexOf(":"))}`);
  }

  private recompute(changed: readonly string[] | null): void {
    if (!this.compute) return;
    const before = this.computed;
    const wasIncomplete = this.incomplete;
    const result = this.compute(this.entered, this.instances, changed);
    this.incomplete = new Set(result.incomplete);
    const keys = Object.keys(result.values);
    const all = result.partial ? keys : [...keys, ...[...before.keys()].filter((key) => !(key in result.values))];
    const touched = all.filter((key) => !sameValue(before.get(key), result.values[key]) || wasIncomplete.has(key) !== this.incomplete.has(key));
    if (!result.partial) this.computed = new Map();
    for (const key of keys) this.computed.set(key, result.values[key] ?? null);
    for (const key of touched) {
      this.renewed.delete(key);
      this.refresh(key);
    }
  }
}
