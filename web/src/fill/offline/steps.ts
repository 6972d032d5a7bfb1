/** Undo and redo over a reload: the steps of a page, kept beside its draft. */

import type { Book, Edit } from "../../grid";
import type { Small } from "./drafts";
import type { Shelf } from "./vault";

/** What the small store takes at once, and what is kept at all. */
const NEAR = 200_000;
const MOST = 4_000_000;
const PAUSE = 500;
const WEEK = 7 * 24 * 3600 * 1000;

interface Kept {
  at: string;
  done: Edit[];
  undone: Edit[];
}

const stepsKey = (name: string, page: string) => `khuon:steps:${name}:${page}`;

export class StepsKeeper {
  private readonly key: string;
  private readonly texts = new WeakMap<Edit, string>();
  private planned = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly name: string,
    page: string,
    private readonly book: Book,
    private readonly small: Small,
    private readonly shelf: Shelf,
  ) {
    this.key = stepsKey(name, page);
    this.unsubscribe = book.on("history", () => this.plan());
  }

  /** Steps of this page from before a reload, else the newest of a page that was closed. */
  async restore(living: ReadonlySet<string>, names = this.shelf.names()): Promise<void> {
    const start = stepsKey(this.name, "");
    const pageOf = (key: string) => key.slice(start.length);
    const keys = [...new Set([...this.small.keys(), ...(await names)])].filter((key) => key.startsWith(start));
    const mine = keys.filter((key) => key === this.key || !living.has(pageOf(key)));
    const read = await Promise.all(mine.map(async (key) => ({ key, kept: parsed(this.small.getItem(key) ?? (await this.shelf.get<string>(key))) })));
    const found = read.find(({ key, kept }) => key === this.key && kept) ?? read.sort((a, b) => ((a.kept?.at ?? "") < (b.kept?.at ?? "") ? 1 : -1))[0];
    for (const key of mine) if (key !== this.key) this.drop(key);
    if (found?.kept && !this.book.canUndo && !this.book.canRedo) {
      this.book.steps.done.push(...found.kept.done);
      this.book.steps.undone.push(...found.kept.undone);
      this.write();
    }
    this.sweep();
  }

  /** Steps of forms that nobody opened for a week. */
  private sweep(): void {
    const limit = new Date(Date.now() - WEEK).toISOString();
    for (const key of this.small.keys()) {
      if (key.startsWith("khuon:steps:") && (this.small.getItem(key)?.slice(7, 31) ?? "") < limit) this.small.removeItem(key);
    }
  }

  private drop(key: string): void {
    this.small.removeItem(key);
    void this.shelf.drop(key);
  }

  private plan(): void {
    if (this.planned) return;
    this.planned = true;
    // Several edits of one act are one step by then; nothing comes between that and a reload.
    queueMicrotask(() => {
      this.planned = false;
      this.write();
    });
  }

  private textOf(edit: Edit): string {
    const known = this.texts.get(edit);
    if (known !== undefined) return known;
    const text = JSON.stringify(edit);
    this.texts.set(edit, text);
    return text;
  }

  private write(): void {
    let left = MOST;
    const newest = (steps: readonly Edit[]) => {
      const texts: string[] = [];
      for (let index = steps.length - 1; index >= 0; index -= 1) {
        const text = this.textOf(steps[index]!);
        left -= text.length;
        if (left < 0) break;
        texts.unshift(text);
      }
      return texts.join(",");
    };
    const { done, undone } = this.book.steps;
    const text = `{"at":"${new Date().toISOString()}","done":[${newest(done)}],"undone":[${newest(undone)}]}`;
    clearTimeout(this.timer);
    if (text.length <= NEAR && this.near(text)) return;
    this.timer = setTimeout(() => {
      void this.shelf.put(this.key, text).then((put) => {
        if (put) this.small.removeItem(this.key);
      });
    }, PAUSE);
  }

  private near(text: string): boolean {
    try {
      this.small.setItem(this.key, text);
      return true;
    } catch {
      return false;
    }
  }

  stop(): void {
    this.unsubscribe();
    if (this.planned) this.write();
  }
}

function parsed(text: string | null | undefined): Kept | null {
  try {
    const kept = text ? (JSON.parse(text) as Kept) : null;
    return kept && Array.isArray(kept.done) && Array.isArray(kept.undone) ? kept : null;
  } catch {
    return null;
  }
}
