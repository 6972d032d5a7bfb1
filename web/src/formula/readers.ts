/** Who reads which cell, and what is still to be worked out again. */
import type { LeafJson } from "./wire";

/** A formula or check by its place in the order; `own`: it reads the cell of its own instance only, not of all of them. */
export interface Reader {
  index: number;
  own: boolean;
}

const NOBODY: readonly Reader[] = [];

/** Formulas or checks by the pattern of the cells that they read. */
export class Readers {
  private readonly byKey = new Map<string, Reader[]>();

  /** `items`: what each formula or check reads. */
  constructor(items: readonly (readonly LeafJson[])[]) {
    items.forEach((reads, index) => reads.forEach((leaf) => this.add(leaf, index)));
  }

  private add(leaf: LeafJson, index: number): void {
    const key = leaf[leaf.length - 1] as string;
    const own = leaf[0] === "c" && key.includes("#:");
    const found = this.byKey.get(key);
    if (found) found.push({ index, own });
    else this.byKey.set(key, [{ index, own }]);
  }

  of(pattern: string): readonly Reader[] {
    return this.byKey.get(pattern) ?? NOBODY;
  }
}

/** Where an item has to be worked out again: at some instances, or (null) everywhere. */
export type Places = ReadonlySet<string> | null;

/** What is to be worked out again, in the order of computing: what comes later is never marked by anything before the present. */
export class Pending {
  private readonly places: (Set<string> | null | undefined)[];
  private from: number;

  constructor(private readonly size: number) {
    this.places = new Array<Set<string> | null | undefined>(size).fill(undefined);
    this.from = size;
  }

  /** Marks an item at one instance ("" where there are none), or with null everywhere. */
  mark(index: number, inst: string | null): void {
    const known = this.places[index];
    if (inst === null || known === null) this.places[index] = null;
    else if (known) known.add(inst);
    else this.places[index] = new Set([inst]);
    if (index < this.from) this.from = index;
  }

  markAll(readers: readonly Reader[], inst: string): void {
    for (const { index, own } of readers) this.mark(index, own ? inst : null);
  }

  /** Takes marked items out in order, also those that are marked on the way, until nothing is left. */
  each(act: (index: number, places: Places) => void): void {
    for (; this.from < this.size; this.from += 1) {
      const places = this.places[this.from];
      if (places === undefined) continue;
      this.places[this.from] = undefined;
      act(this.from, places);
    }
  }
}
