/** What stands in the book against what the server holds: which cells, rows and reasons are not saved, and what others changed. */

import type { Book, CellJson, Instances, Overrides } from "../grid";
import { sameValue } from "../grid/cells";
import { Layered, mapOf } from "../grid/layered";
import { isLabelKey } from "../grid/model";
import { alike, mergeInstances, mergeOverrides } from "../grid/merging";
import { askedAgain, instanceOf, Pending, reasonClashes, rowClashes } from "./clashes";
import { changedReasons, changedRows, mergeDraft, type Conflict, type Draft, type DraftCell } from "./draft";
import type { CellPatch, FillPayload, News, SaveBody } from "./payload";
import { settled } from "./settling";

export type ServerForm = Pick<FillPayload, "values" | "instances" | "overrides" | "version">;

/** The form as it was opened; its cells are shared with the book that shows them. */
export type Opened = Omit<ServerForm, "values"> & { values: ServerForm["values"] | ReadonlyMap<string, CellJson> };

/** The server takes no more in one request; what is left follows. */
const MOST_CELLS = 4000;
const MOST_TEXT = 1_500_000;

export class Ledger {
  values: Layered;
  instances: Instances;
  overrides: Overrides;
  version: number;
  readonly dirty = new Set<string>();
  readonly pending = new Pending();
  /** Cells and open rows that the server refused: not sent until they change. */
  readonly refused = new Map<string, string>();
  /** What others put into the cell that is being typed in: taken once the editor has closed without a change. */
  private readonly aside = new Map<string, CellJson>();
  /** What was sent without an answer: found on the server, it is one's own and no conflict. */
  private readonly sent = new Map<string, CellJson[]>();
  private sentRows: Instances = {};
  /** Cells that the last meeting found changed on the server. */
  met: readonly string[] = [];

  constructor(
    readonly book: Book,
    start: Opened,
    /** The cell whose editor is open just now. */
    private readonly editing: () => string | null = () => null,
  ) {
    this.values = new Layered(mapOf(start.values));
    this.instances = start.instances;
    this.overrides = start.overrides;
    this.version = start.version;
  }

  /** True while something typed is not on the server. */
  get unsaved(): boolean {
    return this.dirty.size > 0 || this.pending.size > 0 || this.rowsChanged || Object.keys(changedReasons(this.overrides, this.book.overrides)).length > 0;
  }

  private get rowsChanged(): boolean {
    return Object.keys(changedRows(this.instances, this.book.instances)).length > 0;
  }

  /** Takes note of edits in the book; gives the keys that were touched. */
  edited(): string[] {
    const keys = this.book.takeChanged();
    for (const key of keys) {
      this.refused.delete(key);
      if (sameValue(this.book.entry(key), this.values.get(key))) this.dirty.delete(key);
      else this.dirty.add(key);
    }
    // Rows change as a whole; what a refused reason became is not told by key.
    for (const key of this.refused.keys()) if (key in this.book.instances || (key in this.book.overrides && !this.dirty.has(key))) this.refused.delete(key);
    return keys;
  }

  /** The editor may have closed: what others put into its cell is shown, unless the person changed it too. */
  freshen(): void {
    for (const [key, value] of [...this.aside]) {
      if (key === this.editing()) continue;
      this.aside.delete(key);
      if (this.dirty.has(key)) continue;
      this.values.set(key, value);
      this.book.accept({ [key]: value });
    }
  }

  /** Ids of the rows that stand in a list of open rows. */
  private ids(instances: Instances): Set<string> {
    return new Set(Object.values(instances).flatMap((list) => list.map((one) => one.id)));
  }

  private sendableRows(): [string, Instances[string]][] {
    return Object.entries(changedRows(this.instances, this.book.instances)).filter(([row]) => !this.pending.row(row) && !this.refused.has(row));
  }

  private sendableReasons(): [string, { reason: string } | null][] {
    return Object.entries(changedReasons(this.overrides, this.book.overrides)).filter(([key]) => !this.pending.reason(key) && !this.refused.has(key));
  }

  /** Whether a save has anything to send: asked with every key, so nothing is put together for it. */
  get sendable(): boolean {
    const rows = this.sendableRows();
    if (rows.length || this.sendableReasons().length) return true;
    let there: Set<string> | null = null;
    for (const key of this.dirty) {
      if (this.pending.cell(key) || this.refused.has(key)) continue;
      if (instanceOf(key) === undefined || placed(key, (there ??= this.ids(this.instances)))) return true;
    }
    return false;
  }

  /** The next save, or null when nothing can be sent. */
  body(): SaveBody | null {
    const body: SaveBody = { cells: {} };
    const rows = this.sendableRows();
    if (rows.length) body.instances = Object.fromEntries(rows);
    const reasons = this.sendableReasons();
    if (reasons.length) body.overrides = Object.fromEntries(reasons);
    const there = this.ids({ ...this.instances, ...body.instances });
    let [count, length] = [0, 0];
    for (const key of this.dirty) {
      // The server drops the cells of a removed row itself and knows none of them afterwards.
      if (this.pending.cell(key) || this.refused.has(key) || !placed(key, there)) continue;
      const cell: CellPatch = { to: this.book.entry(key), was: this.values.get(key) ?? null };
      length += JSON.stringify(cell).length + key.length;
      if (count >= MOST_CELLS || (count > 0 && length > MOST_TEXT)) break;
      body.cells[key] = cell;
      count += 1;
    }
    return count || body.instances || body.overrides ? body : null;
  }

  /** A save goes out: until an answer comes the server may have taken it or not. */
  sending(body: SaveBody): void {
    for (const [key, { to }] of Object.entries(body.cells)) {
      const before = this.sent.get(key) ?? [];
      if (!before.some((one) => sameValue(one, to))) this.sent.set(key, [...before, to].slice(-3));
    }
    this.sentRows = { ...this.sentRows, ...body.instances };
  }

  /** A save was taken. */
  arrived(body: SaveBody, version: number, news: News | undefined): string[] {
    this.instances = { ...this.instances, ...body.instances };
    const reasons = { ...this.overrides };
    for (const [key, given] of Object.entries(body.overrides ?? {})) {
      if (given) reasons[key] = given;
      else delete reasons[key];
    }
    this.overrides = reasons;
    this.sentRows = {};
    for (const [key, { to }] of Object.entries(body.cells)) {
      this.sent.delete(key);
      this.values.set(key, to);
      if (sameValue(this.book.entry(key), to)) this.dirty.delete(key);
    }
    this.forgetRemoved();
    if (!news) this.version = version;
    else this.take(news, version);
    return Object.keys(body.cells);
  }

  private forgetRemoved(): void {
    const [here, there] = [this.ids(this.book.instances), this.ids(this.instances)];
    for (const key of [...this.dirty]) {
      if (placed(key, here) || placed(key, there)) continue;
      this.dirty.delete(key);
      this.values.set(key, null);
    }
  }

  /**
   * Takes what others saved, as far as nothing typed here stands against it; the version moves on only when all of it
   * was taken. What clashes is settled by the next save, which the server refuses with both values.
   */
  take(news: News, version: number): string[] {
    if (version <= this.version) return [];
    const editing = this.editing();
    const fresh: Record<string, CellJson> = {};
    let whole = true;
    for (const [key, value] of Object.entries(news.cells)) {
      if (sameValue(value, this.book.entry(key))) {
        this.values.set(key, value);
        this.dirty.delete(key);
      } else if (key === editing) this.aside.set(key, value);
      else if (this.dirty.has(key) || this.pending.cell(key)) whole = whole && sameValue(value, this.values.get(key));
      else fresh[key] = value;
    }
    const rows = this.newRows(news.instances, editing);
    const reasons = { ...this.overrides };
    for (const [key, given] of Object.entries(news.overrides)) {
      if (changedReasons(this.overrides, this.book.overrides)[key] !== undefined && this.book.overrides[key]?.reason !== given?.reason) whole = false;
      else if (given) reasons[key] = given;
      else delete reasons[key];
    }
    for (const [key, value] of Object.entries(fresh)) this.values.set(key, value);
    const own = mergeOverrides(this.book.overrides, this.overrides, reasons);
    this.overrides = reasons;
    this.book.accept(fresh, rows ? mergeInstances(this.book.instances, this.instances, rows) : undefined, own);
    if (rows) this.instances = rows;
    if (whole && (rows || Object.keys(news.instances).length === 0)) this.version = version;
    return Object.keys(fresh);
  }

  /** Rows as others left them, or null when they stand against what is done here (or nothing changed). */
  private newRows(news: Instances, editing: string | null): Instances | null {
    if (Object.keys(news).length === 0) return null;
    const own = changedRows(this.instances, this.book.instances);
    const server = { ...this.instances, ...news };
    const there = this.ids(server);
    const busy = [...this.dirty, ...(editing ? [editing] : [])].some((key) => !placed(key, there) && placed(key, this.ids(this.instances)));
    return busy || Object.keys(news).some((row) => row in own && !alike({ row: news[row] ?? [] }, { row: this.book.instances[row] ?? [] })) ? null : server;
  }

  /** Meets the form as the server holds it: takes what others did, keeps what is typed here, gives what clashes. */
  meet(server: ServerForm): Conflict[] {
    for (const [row, list] of Object.entries(this.sentRows)) {
      if (alike({ row: list }, { row: server.instances[row] ?? [] })) this.instances = { ...this.instances, [row]: list };
    }
    const [here, there, before] = [this.ids(this.book.instances), this.ids(server.instances), this.ids(this.instances)];
    const changed = new Set([...Object.keys(server.values), ...this.values.keys()].filter((key) => !sameValue(server.values[key], this.values.get(key))));
    this.met = [...changed];
    const inRow = (keys: Iterable<string>) => new Set([...keys].map(instanceOf));
    const editing = this.editing();
    const [typed, moved] = [inRow(editing ? [...this.dirty, editing] : this.dirty), inRow(changed)];
    const sides = { mine: this.book.instances, was: this.instances, server: server.instances };
    const rows = rowClashes({ ...sides, typedHere: (id) => typed.has(id), changedThere: (id) => moved.has(id) });
    const kept = new Set(rows.filter((one) => one.kind === "removed-there").map((one) => instanceOf(one.key)!));
    const reasons = reasonClashes(this.book.overrides, this.overrides, server.overrides);
    // A row that was removed on one side is asked about as a row, not cell by cell.
    const cells = Object.fromEntries([...this.dirty].filter((key) => placed(key, here) && (placed(key, there) || !placed(key, before))).map((key) => [key, this.patch(key)]));
    const { conflicts } = mergeDraft(cells, server.values);
    this.accept(server, changed, kept);
    // Figures of a row that somebody else removed stand nowhere but here.
    if (kept.size) for (const key of Object.keys(this.book.values())) if (kept.has(instanceOf(key) ?? "")) this.dirty.add(key);
    const found = [...conflicts, ...rows, ...reasons];
    found.forEach((one) => this.pending.add(one));
    return found;
  }

  private accept(server: ServerForm, changed: ReadonlySet<string>, kept: ReadonlySet<string>): void {
    const [news, editing] = [{} as Record<string, CellJson>, this.editing()];
    for (const key of changed) {
      const value = server.values[key] ?? null;
      if (key === editing) this.aside.set(key, value);
      else if (!this.dirty.has(key) && !kept.has(instanceOf(key) ?? "")) news[key] = value;
    }
    for (const key of [...this.dirty]) if (sameValue(server.values[key], this.book.entry(key))) this.dirty.delete(key);
    const merged = mergeInstances(this.book.instances, this.instances, server.instances);
    const rows = Object.fromEntries(Object.entries(merged).map(([row, list]) => [row, [...list, ...(this.book.instances[row] ?? []).filter((one) => kept.has(one.id))]]));
    const reasons = mergeOverrides(this.book.overrides, this.overrides, server.overrides);
    const seen = editing !== null && changed.has(editing) && !this.dirty.has(editing) ? { key: editing, value: this.values.get(editing) ?? null } : null;
    this.values = new Layered(mapOf(server.values));
    if (seen) this.values.set(seen.key, seen.value);
    this.instances = server.instances;
    this.overrides = server.overrides;
    this.version = server.version;
    this.book.accept(news, rows, reasons);
    this.forgetRemoved();
  }

  /** Takes the person's choices: true keeps what is here. */
  settle(choices: ReadonlyMap<Conflict, boolean>): void {
    for (const [conflict, keep] of choices) {
      const next = this.pending.drop(conflict);
      settled(this, conflict, keep);
      const yours = this.book.entry(conflict.key);
      if (next && !sameValue(yours, next.theirs)) this.pending.add({ ...next, yours });
    }
  }

  private patch(key: string): DraftCell {
    const sent = this.sent.get(key);
    return { to: this.book.entry(key), was: this.values.get(key) ?? null, ...(sent && { sent }) };
  }

  /** These cells as a draft, with the added rows they stand in and all rows and reasons that are not saved. */
  draftOf(keys: Iterable<string>, at: string): Draft {
    const draft: Draft = { at, cells: Object.fromEntries([...keys].map((key) => [key, this.patch(key)])) };
    const ids = new Set(Object.keys(draft.cells).map(instanceOf));
    const rows = ids.size > 1 || !ids.has(undefined) ? Object.entries(this.book.instances) : [];
    const stand = rows.flatMap(([row, list]) => list.filter((one) => ids.has(one.id)).map((one) => ({ row, one })));
    if (stand.length) draft.stand = stand;
    if (Object.keys(this.sentRows).length) draft.sent = this.sentRows;
    if (this.rowsChanged) draft.instances = { to: this.book.instances, was: this.instances };
    if (Object.keys(changedReasons(this.overrides, this.book.overrides)).length) draft.overrides = { to: this.book.overrides, was: this.overrides };
    if (this.pending.size) draft.asked = this.pending.whole();
    return draft;
  }

  /**
   * Takes up a draft. Against the server's own answer what others changed meanwhile is told; against a form that was
   * kept on this machine (`old`) the draft knows better what the server held.
   */
  resume(draft: Draft, old: boolean): { count: number; conflicts: Conflict[] } {
    const now = { values: this.values.record(), instances: this.instances, overrides: this.overrides, version: this.version };
    if (old) for (const [key, { was }] of Object.entries(draft.cells)) now.values[key] = was;
    for (const [key, { sent }] of Object.entries(draft.cells)) if (sent) this.sent.set(key, sent);
    this.sentRows = { ...draft.sent };
    // The server's side as it was when the draft was written; then it meets what stands there now.
    for (const [key, { was }] of Object.entries(draft.cells)) this.values.set(key, was);
    this.instances = draft.instances?.was ?? this.instances;
    this.overrides = draft.overrides?.was ?? this.overrides;
    let rows = draft.instances?.to ?? this.book.instances;
    const [known, present] = [this.ids(this.instances), this.ids(rows)];
    for (const { row, one } of draft.stand ?? []) {
      // The row was removed by somebody else meanwhile: it stands here until the person has chosen.
      if (present.has(one.id)) continue;
      rows = { ...rows, [row]: [...(rows[row] ?? []), one] };
      if (!known.has(one.id)) this.instances = { ...this.instances, [row]: [...(this.instances[row] ?? []), one] };
    }
    const cells = Object.entries(draft.cells).filter(([key]) => placed(key, this.ids(rows)));
    const count = cells.filter(([key, { to }]) => !sameValue(now.values[key], to)).length;
    this.book.resume({ cells: cells.map(([key, { to }]) => ({ key, to })), instances: rows, ...(draft.overrides && { overrides: draft.overrides.to }) });
    this.edited();
    return { count, conflicts: [...this.meet(now), ...this.askAgain(draft.asked ?? [])] };
  }

  /** What was asked and not answered before the page went. */
  private askAgain(asked: readonly Conflict[]): Conflict[] {
    const again = asked.flatMap((one) => (this.pending.has(one.key) ? [] : (this.stillAsked(one) ?? [])));
    again.forEach((one) => this.pending.add(one));
    return again;
  }

  private stillAsked(asked: Conflict): Conflict | null {
    if (asked.kind !== undefined && asked.kind !== "tab") return askedAgain(asked, this.book, this);
    const yours = isLabelKey(asked.key) ? this.book.get(asked.key) : this.book.entry(asked.key);
    // Another figure than was asked about has been found by the meeting.
    const open = asked.kind === "tab" || (this.dirty.has(asked.key) && sameValue(this.values.get(asked.key), asked.theirs));
    return open && !sameValue(yours, asked.theirs) ? { ...asked, yours } : null;
  }
}

/** Whether a key belongs to no added row, or to one of these. */
export function placed(key: string, ids: ReadonlySet<string>): boolean {
  const instance = instanceOf(key);
  return instance === undefined || ids.has(instance);
}
