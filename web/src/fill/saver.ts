/** Saves what changed in a book, a little after the last change, until it has arrived. */

import { RequestFailed } from "../http";
import type { Book } from "../grid";
import { sameValue } from "../grid/cells";
import { instanceOf } from "./clashes";
import { joined, type Conflict, type Draft, type DraftStore } from "./draft";
import { Ledger, type Opened, type ServerForm } from "./ledger";
import type { News, SaveAnswer, SaveBody } from "./payload";

export type SaveState =
  | { kind: "saved"; at: Date | null }
  /** The form stands as last seen here: what the server holds now is not known yet. */
  | { kind: "checking" }
  | { kind: "waiting" }
  | { kind: "saving" }
  | { kind: "retry"; seconds: number }
  /** No answer came: what is typed is kept on this machine. */
  | { kind: "offline"; cells: number }
  /** The session has ended, or (`other`) somebody else is signed in here now. */
  | { kind: "login"; other?: string }
  | { kind: "conflict" }
  /** `place`: the cell, row or reason that was refused first. */
  | { kind: "refused"; message: string; place?: string }
  /** Other forms of the report hold figures that are not saved. */
  | { kind: "elsewhere"; forms: string };

export interface SaverPorts {
  send: (body: SaveBody, version: number) => Promise<SaveAnswer>;
  /** The form as the server holds it now. */
  load: () => Promise<ServerForm>;
  draft: DraftStore;
  /** Called with everything that two people changed; answered by `settle`. */
  onConflicts: (conflicts: readonly Conflict[]) => void;
  onState: (state: SaveState) => void;
  onSaved?: (answer: SaveAnswer) => void;
  /** The server's side of these cells changed, by a save or by others. */
  onKnown?: (keys: readonly string[]) => void;
  /** Nothing more is taken: the report was sent or is being signed. */
  onClosed?: () => void;
  /** The cell whose editor is open. */
  editing?: () => string | null;
  now?: () => Date;
}

export const DELAY = 600;
/** Milliseconds after which it is looked again whether an editor has closed. */
const SOON = 200;
const RETRY = [2, 4, 8, 15, 30, 60];
/** What a save is answered once the report has left the unit's hands. */
const CLOSED = new Set(["submission.already_submitted", "submission.not_editable"]);

/**
 * The cell, row or reason of a save that a problem is about. What no text may hold is refused where it stands in the body
 * (`/cells/r1:c4/to/t`): without its cell the save would be refused again with everything else in it.
 */
function wholeOf(place: string | undefined, body: SaveBody): string | undefined {
  const key = /^\/(?:cells|instances|overrides)\/([^/]+)/.exec(place ?? "")?.[1] ?? place ?? "";
  return key in body.cells || key in (body.instances ?? {}) || key in (body.overrides ?? {}) ? key : undefined;
}

export class Saver {
  readonly ledger: Ledger;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private tries = 0;
  private stopped = false;
  private savedAt: Date | null = null;
  /** Version of the form as it was opened. */
  private readonly began: number;
  private readonly unsubscribe: () => void;
  state: SaveState = { kind: "saved", at: null };

  constructor(
    private readonly book: Book,
    start: Omit<Opened, "version">,
    version: number,
    private readonly ports: SaverPorts,
  ) {
    this.began = version;
    this.ledger = new Ledger(book, { ...start, version }, ports.editing);
    this.unsubscribe = book.on("edit", () => this.changed());
  }

  dispose(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.unsubscribe();
  }

  get version(): number {
    return this.ledger.version;
  }

  /** True while something typed is not on the server. */
  get unsaved(): boolean {
    return this.ledger.unsaved;
  }

  /** True when the page may go: what is not on the server stands in this browser. */
  get kept(): boolean {
    return !this.unsaved || this.ports.draft.stands;
  }

  /**
   * The form stood as last seen, and the server has answered with another: meets it where it stands, as after a refused save. Gives how
   * many cells others changed.
   */
  async meet(now: ServerForm): Promise<number> {
    while (this.running) await this.running;
    // A save that was answered meanwhile told what others did until then, and knows more than an answer of before it.
    if (this.stopped || (this.version !== this.began && now.version < this.version)) return 0;
    const conflicts = this.encounter(now);
    this.plan(conflicts.length ? 0 : DELAY);
    return this.ledger.met.filter((key) => !this.ledger.dirty.has(key)).length;
  }

  /** Takes up what a page that was closed left, beside what is typed here. Gives how many cells came with it; null when the form was left meanwhile. */
  async join(drafts: readonly Draft[], old: boolean): Promise<number | null> {
    const brought = new Map(drafts.flatMap(({ cells }) => Object.entries(cells)));
    // Nothing is put under an open editor: what is typed into it would go over it unasked.
    const busy = () => brought.has(this.ports.editing?.() ?? "");
    while (!this.stopped && (this.running || busy())) await (this.running ?? new Promise((done) => void setTimeout(done, SOON)));
    if (this.stopped) return null;
    const count = [...brought].filter(([key, { to }]) => !sameValue(this.book.entry(key), to)).length;
    const own = this.unsaved ? [this.ledger.draftOf(this.ledger.dirty, this.now().toISOString())] : [];
    this.restore([...drafts, ...own], old);
    return count;
  }

  /** Takes up what earlier visits left unsaved on this machine. Returns how many cells came back. */
  restore(drafts: readonly Draft[], old = false): number {
    const found = joined(drafts);
    if (!found) return 0;
    const { count, conflicts } = this.ledger.resume(found.draft, old);
    const tabs = found.tabs.filter((one) => !sameValue(this.book.entry(one.key), one.theirs));
    tabs.forEach((one) => this.ledger.pending.add(one));
    this.keep([...this.ledger.dirty]);
    this.ask([...conflicts, ...tabs]);
    this.plan(old ? 0 : DELAY);
    return count;
  }

  /** Takes the person's choices for what is in conflict: true keeps their own value. */
  settle(choices: ReadonlyMap<Conflict, boolean>): void {
    this.ledger.settle(choices);
    this.changed();
    this.tries = 0;
    this.plan(0);
    this.ask(this.ledger.pending.list());
  }

  /** Saves now; resolves when everything that can be saved is. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    for (let round = 0; round < 40 && !this.stopped && this.ledger.sendable; round += 1) {
      await (this.running ?? this.start());
      if (this.state.kind !== "saved" && this.state.kind !== "waiting") return;
    }
  }

  /** What others saved, as the server told unasked. */
  hear(news: News | undefined, version: number): string[] {
    if (this.running) return [];
    this.ledger.freshen();
    if (!news) return [];
    const held = this.ledger.unsaved;
    const keys = this.ledger.take(news, version);
    this.ports.onKnown?.(keys);
    // Also when it turns out that the server has all of it: the answer of a save was lost.
    if (held) this.keep(keys);
    return keys;
  }

  private changed(): void {
    this.keep(this.ledger.edited());
    this.tries = 0;
    this.plan(DELAY);
  }

  private plan(delay: number): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    if (!this.ledger.sendable) {
      if (!this.running) this.rest();
      return;
    }
    if (this.state.kind === "offline") this.show({ kind: "offline", cells: this.ledger.dirty.size });
    else if (this.state.kind !== "saving" && this.state.kind !== "retry") this.show({ kind: "waiting" });
    this.timer = setTimeout(() => void (this.running ?? this.start()), delay);
  }

  private rest(): void {
    const [refused] = this.ledger.refused;
    if (this.ledger.pending.size) this.show({ kind: "conflict" });
    else if (refused !== undefined) this.show({ kind: "refused", place: refused[0], message: refused[1] });
    else this.show({ kind: "saved", at: this.savedAt });
  }

  private show(state: SaveState): void {
    this.state = state;
    if (!this.stopped) this.ports.onState(state);
  }

  private keep(changed: readonly string[]): void {
    // The draft belongs to the page that opened the form after this one.
    if (this.stopped) return;
    const at = this.now().toISOString();
    if (!this.ledger.unsaved) this.ports.draft.clear();
    else this.ports.draft.keep(this.ledger.dirty, changed, (keys) => this.ledger.draftOf(keys, at));
  }

  private now(): Date {
    return this.ports.now?.() ?? new Date();
  }

  private start(): Promise<void> {
    this.running = this.save().finally(() => {
      this.running = null;
      if (this.state.kind === "waiting" && this.ledger.sendable) this.plan(DELAY);
    });
    return this.running;
  }

  private async save(): Promise<void> {
    const body = this.ledger.body();
    if (!body) {
      this.rest();
      return;
    }
    this.show({ kind: "saving" });
    this.ledger.sending(body);
    this.keep(Object.keys(body.cells));
    try {
      this.arrived(body, await this.ports.send(body, this.ledger.version));
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      await this.failed(error, body);
    }
  }

  private arrived(body: SaveBody, answer: SaveAnswer): void {
    const saved = this.ledger.arrived(body, answer.version, answer.news);
    this.tries = 0;
    this.keep(saved);
    this.savedAt = answer.saved_at ? new Date(answer.saved_at) : this.now();
    this.state = { kind: "saved", at: this.savedAt };
    if (this.ledger.pending.size || this.ledger.refused.size) this.rest();
    else this.show(this.ledger.sendable ? { kind: "waiting" } : this.state);
    this.ports.onKnown?.([...saved, ...Object.keys(answer.news?.cells ?? {})]);
    this.ports.onSaved?.(answer);
  }

  private async failed(error: RequestFailed, body: SaveBody): Promise<void> {
    const gone = (error.body.problems ?? []).some((problem) => problem.code === "cell.unknown" && instanceOf(problem.place ?? "") !== undefined);
    if (error.status === 401) this.show({ kind: "login", ...(typeof error.body["other"] === "string" && { other: error.body["other"] }) });
    else if (CLOSED.has(error.code)) this.refuse(error, body);
    else if (error.status === 409 || gone) await this.reload(error, body);
    else if (error.passing) this.again(error.status === 0);
    else this.refuse(error, body);
    if (CLOSED.has(error.code)) this.ports.onClosed?.();
  }

  private again(silent: boolean): void {
    const seconds = RETRY[Math.min(this.tries, RETRY.length - 1)]!;
    this.tries += 1;
    this.show(silent ? { kind: "offline", cells: this.ledger.dirty.size } : { kind: "retry", seconds });
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void (this.running ?? this.start()), seconds * 1000);
  }

  /** The server will never take these cells or rows: keep them here, say why, and save the others. */
  private refuse(error: RequestFailed, body: SaveBody): void {
    const named = (error.body.problems ?? []).filter(({ place }) => wholeOf(place, body));
    for (const problem of named) this.ledger.refused.set(wholeOf(problem.place, body)!, problem.message ?? error.message);
    const place = wholeOf(named[0]?.place, body);
    this.show({ kind: "refused", message: named[0]?.message ?? error.body.title ?? error.message, ...(place && { place }) });
    if (named.length) this.plan(0);
  }

  /** Somebody else saved meanwhile: take what they did, keep ours, and ask about what both changed. */
  private async reload(error: RequestFailed, body: SaveBody): Promise<void> {
    try {
      const now = await this.ports.load();
      const before = this.ledger.version;
      const conflicts = this.encounter(now);
      if (conflicts.length) this.plan(0);
      else if (before === now.version) this.refuse(error, body);
      else if (this.tries++ > 0) this.again(false);
      else this.later();
    } catch (problem) {
      if (!(problem instanceof RequestFailed)) throw problem;
      if (problem.status === 401) this.show({ kind: "login" });
      else this.again(problem.status === 0);
    }
  }

  private encounter(now: ServerForm): readonly Conflict[] {
    const conflicts = this.ledger.meet(now);
    this.keep([...this.ledger.dirty]);
    this.ports.onKnown?.(this.ledger.met);
    this.ask(conflicts);
    return conflicts;
  }

  /** The next try follows at once, when this one is over. */
  private later(): void {
    this.show({ kind: "waiting" });
    setTimeout(() => this.plan(0), 0);
  }

  private ask(conflicts: readonly Conflict[]): void {
    if (!conflicts.length) return;
    this.show({ kind: "conflict" });
    this.ports.onConflicts(this.ledger.pending.list());
  }
}
