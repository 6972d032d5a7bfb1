/** Saves what changed in a book, a little after the last change, until it has arrived. */

import { RequestFailed } from "../http";
import type { Book, CellJson, Instances, Overrides } from "../grid";
import { sameValue } from "../grid/cells";
import { alike, mergeInstances, mergeOverrides } from "../grid/merging";
import { changedReasons, changedRows, mergeDraft, type Conflict, type DraftStore } from "./draft";
import type { CellPatch, FillPayload, SaveAnswer, SaveBody } from "./payload";

export type SaveState =
  | { kind: "saved"; at: Date | null }
  | { kind: "waiting" }
  | { kind: "saving" }
  | { kind: "retry"; seconds: number }
  | { kind: "login" }
  | { kind: "conflict" }
  | { kind: "refused"; message: string };

export interface SaverPorts {
  send: (body: SaveBody, version: number) => Promise<SaveAnswer>;
  /** The form as the server holds it now. */
  load: () => Promise<Pick<FillPayload, "values" | "instances" | "overrides" | "version">>;
  draft: DraftStore;
  /** Called with every cell that two people changed; answered by `settle`. */
  onConflicts: (conflicts: readonly Conflict[]) => void;
  onState: (state: SaveState) => void;
  onSaved?: (answer: SaveAnswer) => void;
  now?: () => Date;
}

export const DELAY = 600;
const RETRY = [2, 4, 8, 15, 30, 60];

export class Saver {
  private base: Record<string, CellJson>;
  private baseInstances: Instances;
  private baseOverrides: Overrides;
  private readonly dirty = new Set<string>();
  /** Cells that wait for the person's choice, and cells that the server refused: not sent until they change. */
  private readonly held = new Set<string>();
  private readonly refused = new Map<string, string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private tries = 0;
  private stopped = false;
  private readonly unsubscribe: () => void;
  state: SaveState = { kind: "saved", at: null };

  constructor(
    private readonly book: Book,
    start: Pick<FillPayload, "values" | "instances" | "overrides">,
    public version: number,
    private readonly ports: SaverPorts,
  ) {
    this.base = { ...start.values };
    this.baseInstances = start.instances;
    this.baseOverrides = start.overrides;
    this.unsubscribe = book.on("edit", () => this.changed());
  }

  dispose(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.unsubscribe();
  }

  /** True while something typed is not on the server. */
  get unsaved(): boolean {
    return this.dirty.size > 0 || this.held.size > 0 || this.book.instances !== this.baseInstances || this.book.overrides !== this.baseOverrides;
  }

  /** Takes over what an earlier visit left unsaved on this machine. Returns how many cells came back. */
  restore(): number {
    const draft = this.ports.draft.read();
    if (!draft) return 0;
    const merge = mergeDraft(draft.cells, this.base);
    const cells = Object.entries(merge.mine).map(([key, to]) => ({ key, to }));
    const rows = draft.instances && mergeInstances(draft.instances.to, draft.instances.was, this.baseInstances);
    const reasons = draft.overrides && mergeOverrides(draft.overrides.to, draft.overrides.was, this.baseOverrides);
    this.book.edit({ cells, ...(rows && { instances: rows }), ...(reasons && { overrides: reasons }) });
    this.hold(merge.conflicts);
    if (!cells.length && !merge.conflicts.length && !this.unsaved) this.ports.draft.write(null);
    return cells.length;
  }

  /** Takes the person's choices for cells in conflict: true keeps their own value. */
  settle(choices: ReadonlyMap<Conflict, boolean>): void {
    const mine: { key: string; to: CellJson }[] = [];
    const theirs: Record<string, CellJson> = {};
    for (const [conflict, keep] of choices) {
      this.held.delete(conflict.key);
      this.base[conflict.key] = conflict.theirs;
      this.dirty.delete(conflict.key);
      if (keep) mine.push({ key: conflict.key, to: conflict.yours });
      else theirs[conflict.key] = conflict.theirs;
    }
    this.book.accept(theirs);
    this.book.edit({ cells: mine });
    mine.forEach(({ key }) => this.dirty.add(key));
    this.tries = 0;
    this.plan(0);
  }

  /** Saves now; resolves when everything that can be saved is. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    for (let round = 0; round < 5 && this.sendable(); round += 1) {
      await (this.running ?? this.start());
      if (this.state.kind !== "saved" && this.state.kind !== "waiting") return;
    }
  }

  private changed(): void {
    for (const key of this.book.takeChanged()) {
      this.refused.delete(key);
      if (sameValue(this.book.entry(key), this.base[key])) this.dirty.delete(key);
      else this.dirty.add(key);
    }
    this.keep();
    this.tries = 0;
    this.plan(DELAY);
  }

  private plan(delay: number): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    if (!this.sendable()) {
      if (!this.running) this.rest();
      return;
    }
    if (delay >= 0 && this.state.kind !== "saving" && this.state.kind !== "retry") this.show({ kind: "waiting" });
    this.timer = setTimeout(() => void (this.running ?? this.start()), delay);
  }

  private rest(): void {
    if (this.held.size) this.show({ kind: "conflict" });
    else if (this.refused.size) this.show({ kind: "refused", message: [...this.refused.values()][0]! });
    else this.show({ kind: "saved", at: this.state.kind === "saved" ? this.state.at : null });
  }

  private show(state: SaveState): void {
    this.state = state;
    this.ports.onState(state);
  }

  private sendable(): boolean {
    const cells = [...this.dirty].some((key) => !this.held.has(key) && !this.refused.has(key));
    return cells || this.book.instances !== this.baseInstances || this.book.overrides !== this.baseOverrides;
  }

  private alive(key: string): boolean {
    const inst = key.split(":")[0]!.split("#")[1];
    return !inst || Object.values(this.book.instances).some((list) => list.some((one) => one.id === inst));
  }

  private body(): SaveBody {
    const cells: Record<string, CellPatch> = {};
    for (const key of this.dirty) {
      // The server drops the cells of a removed row itself and knows none of them afterwards.
      if (this.held.has(key) || this.refused.has(key) || !this.alive(key)) continue;
      cells[key] = { to: this.book.entry(key), was: this.base[key] ?? null };
    }
    const body: SaveBody = { cells };
    const { instances, overrides } = this.book;
    if (instances !== this.baseInstances) body.instances = changedRows(this.baseInstances, instances);
    if (overrides !== this.baseOverrides) body.overrides = changedReasons(this.baseOverrides, overrides);
    return body;
  }

  private keep(): void {
    const cells: Record<string, CellPatch> = {};
    for (const key of this.dirty) cells[key] = { to: this.book.entry(key), was: this.base[key] ?? null };
    if (!this.unsaved) this.ports.draft.write(null);
    else {
      const instances = this.book.instances !== this.baseInstances ? { instances: { to: this.book.instances, was: this.baseInstances } } : {};
      const overrides = this.book.overrides !== this.baseOverrides ? { overrides: { to: this.book.overrides, was: this.baseOverrides } } : {};
      this.ports.draft.write({ at: this.now().toISOString(), cells, ...instances, ...overrides });
    }
  }

  private now(): Date {
    return this.ports.now?.() ?? new Date();
  }

  private start(): Promise<void> {
    this.running = this.save().finally(() => {
      this.running = null;
      if (this.state.kind === "saved" && this.sendable()) this.plan(DELAY);
    });
    return this.running;
  }

  private async save(): Promise<void> {
    const body = this.body();
    const { instances, overrides } = this.book;
    this.show({ kind: "saving" });
    try {
      const answer = await this.ports.send(body, this.version);
      this.arrived(body, instances, overrides, answer);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      await this.failed(error, body);
    }
  }

  private arrived(body: SaveBody, instances: Instances, overrides: Overrides, answer: SaveAnswer): void {
    this.baseInstances = instances;
    this.baseOverrides = overrides;
    for (const [key, { to }] of Object.entries(body.cells)) {
      this.base[key] = to;
      if (sameValue(this.book.entry(key), to)) this.dirty.delete(key);
    }
    for (const key of [...this.dirty]) {
      if (this.alive(key)) continue;
      this.dirty.delete(key);
      delete this.base[key];
    }
    this.version = answer.version;
    this.tries = 0;
    this.keep();
    this.state = { kind: "saved", at: answer.saved_at ? new Date(answer.saved_at) : this.now() };
    if (this.held.size || this.refused.size) this.rest();
    else this.show(this.state);
    this.ports.onSaved?.(answer);
  }

  private async failed(error: RequestFailed, body: SaveBody): Promise<void> {
    if (error.status === 401) this.show({ kind: "login" });
    else if (error.status === 409) await this.reload(error);
    else if (error.passing) this.again();
    else this.refuse(error, body);
  }

  private again(): void {
    const seconds = RETRY[Math.min(this.tries, RETRY.length - 1)]!;
    this.tries += 1;
    this.show({ kind: "retry", seconds });
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void (this.running ?? this.start()), seconds * 1000);
  }

  /** The server will never take these cells: keep them here, say why, and save the others. */
  private refuse(error: RequestFailed, body: SaveBody): void {
    const named = (error.body.problems ?? []).filter((problem) => problem.place && problem.place in body.cells);
    for (const problem of named) this.refused.set(problem.place!, problem.message ?? error.message);
    this.show({ kind: "refused", message: named[0]?.message ?? error.body.title ?? error.message });
    if (named.length) this.plan(0);
  }

  /** Somebody else saved meanwhile: take their cells, keep ours, and ask about those that both changed. */
  private async reload(error: RequestFailed): Promise<void> {
    try {
      const now = await this.ports.load();
      const before = this.version;
      this.version = now.version;
      const cells = Object.fromEntries([...this.dirty].map((key) => [key, { to: this.book.entry(key), was: this.base[key] ?? null }]));
      const merge = mergeDraft(cells, now.values);
      this.takeOver(now.values, merge.conflicts);
      this.takeOverRows(now.instances, now.overrides);
      this.hold(merge.conflicts);
      if (!merge.conflicts.length && before === now.version) this.refuse(error, { cells });
      else if (!merge.conflicts.length) this.again();
    } catch (problem) {
      if (!(problem instanceof RequestFailed)) throw problem;
      if (problem.status === 401) this.show({ kind: "login" });
      else this.again();
    }
  }

  private takeOver(server: Readonly<Record<string, CellJson>>, conflicts: readonly Conflict[]): void {
    const disputed = new Set(conflicts.map((conflict) => conflict.key));
    const news: Record<string, CellJson> = {};
    for (const key of new Set([...Object.keys(server), ...Object.keys(this.base)])) {
      const value = server[key] ?? null;
      if (this.dirty.has(key)) {
        if (!disputed.has(key) && sameValue(value, this.book.entry(key))) this.dirty.delete(key);
      } else if (!sameValue(value, this.base[key])) news[key] = value;
    }
    this.base = { ...server };
    this.book.accept(news);
  }

  private takeOverRows(instances: Instances, overrides: Overrides): void {
    const rows = mergeInstances(this.book.instances, this.baseInstances, instances);
    const reasons = mergeOverrides(this.book.overrides, this.baseOverrides, overrides);
    this.baseInstances = alike(rows, instances) ? rows : instances;
    this.baseOverrides = alike(reasons, overrides) ? reasons : overrides;
    this.book.overrides = reasons;
    this.book.accept({}, rows);
  }

  private hold(conflicts: readonly Conflict[]): void {
    if (!conflicts.length) return;
    for (const { key, yours } of conflicts) {
      this.held.add(key);
      this.dirty.add(key);
      if (!sameValue(this.book.entry(key), yours)) this.book.accept({ [key]: yours });
    }
    this.keep();
    this.show({ kind: "conflict" });
    this.ports.onConflicts(conflicts);
  }
}
