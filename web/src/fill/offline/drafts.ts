/**
 * The draft of one form in this browser: what has been typed and is not on the server.
 *
 * A small draft is written whole and at once, in the same instant as the key, so that no reload comes between. A large
 * one (a pasted block, an hour without a network) goes to the database a moment later; what was typed since stands
 * beside it at once. Every page writes its own, so that two tabs do not wipe out each other's.
 */

import type { Draft, DraftStore } from "../draft";
import type { Shelf } from "./vault";

/** Up to so many cells a draft is written whole with every key. */
const SMALL = 500;
const PAUSE = 1000;

export interface Small {
  getItem: (key: string) => string | null;
  setItem: (key: string, value: string) => void;
  removeItem: (key: string) => void;
  keys: () => string[];
}

/** The browser's small store; one that is full or forbidden takes nothing. */
export const browserSmall: Small = {
  getItem: (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  setItem: (key, value) => localStorage.setItem(key, value),
  removeItem: (key) => {
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing stands there then.
    }
  },
  keys: () => {
    try {
      return Object.keys(localStorage);
    } catch {
      return [];
    }
  },
};

interface Written extends Draft {
  /** These cells go over the draft in the database. */
  over?: boolean;
}

export const draftKey = (name: string, page: string): string => `khuon:draft:${name}:${page}`;

export class BrowserDraft implements DraftStore {
  private readonly key: string;
  private readonly recent = new Set<string>();
  private large = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;
  stands = true;

  constructor(
    name: string,
    page: string,
    private readonly small: Small,
    private readonly shelf: Shelf,
  ) {
    this.key = draftKey(name, page);
  }

  clear(): void {
    this.small.removeItem(this.key);
    clearTimeout(this.timer);
    this.turn += 1;
    this.recent.clear();
    if (this.large) void this.shelf.drop(this.key);
    this.large = false;
    this.stands = true;
  }

  keep(dirty: ReadonlySet<string>, changed: readonly string[], draftOf: (keys: Iterable<string>) => Draft): void {
    if (dirty.size <= SMALL) {
      this.turn += 1;
      clearTimeout(this.timer);
      this.recent.clear();
      if (this.write(draftOf(dirty))) {
        this.stands = true;
        if (this.large) void this.shelf.drop(this.key);
        this.large = false;
        return;
      }
    }
    const whole = this.large && this.stands;
    // What stood whole in the small store stays there until the database has it.
    if (!this.large) dirty.forEach((key) => this.recent.add(key));
    this.large = true;
    changed.forEach((key) => this.recent.add(key));
    const written = this.write({ ...draftOf([...this.recent].filter((key) => dirty.has(key))), over: true });
    this.stands = whole && written;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.settle(dirty, draftOf), written ? PAUSE : 0);
  }

  private write(draft: Written): boolean {
    try {
      this.small.setItem(this.key, JSON.stringify(draft));
      return true;
    } catch {
      // Full: the database takes it, and the page warns before it is left with unsaved cells.
      return false;
    }
  }

  private async settle(dirty: ReadonlySet<string>, draftOf: (keys: Iterable<string>) => Draft): Promise<void> {
    const turn = (this.turn += 1);
    const taken = new Set(this.recent);
    if (!(await this.shelf.put(this.key, draftOf(dirty))) || turn !== this.turn) return;
    // What was typed while the database wrote is still only here.
    const since = [...this.recent].filter((key) => !taken.has(key));
    this.recent.clear();
    since.forEach((key) => this.recent.add(key));
    this.stands = this.write({ ...draftOf(since.filter((key) => dirty.has(key))), over: true });
  }
}

async function readOne(key: string, small: Small, shelf: Shelf): Promise<Draft | null> {
  const text = small.getItem(key);
  let near: Written | null = null;
  try {
    near = text ? (JSON.parse(text) as Written) : null;
  } catch {
    near = null;
  }
  if (near && !near.over) return near;
  const far = await shelf.get<Draft>(key);
  if (!far || !near) return far ?? near;
  // Rows, reasons and questions are written whole with every key; cells and the rows they stand in are not.
  const { over: _over, ...rest } = near;
  const stand = [...(far.stand ?? []), ...(near.stand ?? [])];
  return { ...rest, cells: { ...far.cells, ...near.cells }, ...(stand.length && { stand }) };
}

/** The draft that one page left of a form, and the way to remove it once it stands elsewhere. */
export async function draftOf(name: string, page: string, small: Small, shelf: Shelf): Promise<{ draft: Draft | null; taken: () => void }> {
  const key = draftKey(name, page);
  const taken = () => {
    small.removeItem(key);
    void shelf.drop(key);
  };
  return { draft: await readOne(key, small, shelf), taken };
}

/**
 * Drafts of a form to be taken up by this page, oldest first: its own from before a reload and those of pages that were
 * closed. Those of closed pages are removed once `taken` was called, when they stand in this page's own.
 */
export async function draftsFor(name: string, page: string, living: ReadonlySet<string>, small: Small, shelf: Shelf, names = shelf.names()): Promise<{ drafts: Draft[]; taken: () => void }> {
  const bare = `khuon:draft:${name}`;
  const known = [...new Set([...small.keys(), ...(await names)])].filter((key) => key === bare || key.startsWith(`${bare}:`));
  const pageOf = (key: string) => key.slice(bare.length + 1);
  const keys = known.filter((key) => pageOf(key) === page || !living.has(pageOf(key)));
  const read = await Promise.all(keys.map(async (key) => ({ key, draft: await readOne(key, small, shelf) })));
  const drafts = read.flatMap(({ draft }) => draft ?? []).sort((a, b) => (a.at < b.at ? -1 : 1));
  const taken = () => {
    for (const key of keys.filter((one) => pageOf(one) !== page)) {
      small.removeItem(key);
      void shelf.drop(key);
    }
  };
  return { drafts, taken };
}
