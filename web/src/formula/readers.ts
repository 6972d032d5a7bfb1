/** Who reads which cell, and what is still to be worked out again. */
import { besideHole, type Repeated, type Way } from "./patterns";
import type { LeafJson } from "./wire";

/** A formula or check by its place in the order; `own`: it reads the cell of its own instance only, not of all of them. */
export interface Reader {
  index: number;
  own: boolean;
}

const NOBODY: readonly Reader[] = [];

function found(groups: readonly ByHole[] | undefined, hole: string): Reader[] {
  return (groups ?? []).flatMap((items) => items.get(hole) ?? []);
}

/** The items of one pattern by what stands in their hole. */
type ByHole = ReadonlyMap<string, Reader>;

/** Formulas or checks by the pattern of the cells that they read. */
export class Readers {
  private readonly byKey = new Map<string, Reader[]>();
  /** Those that repeat, by the half of a cell's key that all items share: its column, where they repeat over rows. */
  private readonly byHalf: Record<Way, Map<string, ByHole[]>> = { row: new Map(), column: new Map() };

  /** `alone`: what each formula or check reads that does not repeat, by its place in the order; `repeated`: the others, and what a pattern reads. */
  constructor(alone: Iterable<readonly [index: number, reads: readonly LeafJson[]]>, repeated: Iterable<readonly [Repeated<unknown>, reads: readonly LeafJson[]]>) {
    for (const [index, reads] of alone) for (const leaf of reads) this.add(leaf, index);
    for (const [group, reads] of repeated) this.addAll(group, reads);
  }

  private addAll({ pattern: { by }, holes, indices }: Repeated<unknown>, reads: readonly LeafJson[]): void {
    const items: ByHole = new Map(holes.map((hole, nth) => [hole, { index: indices[nth]!, own: false }]));
    for (const leaf of reads) {
      const half = leaf[0] === "c" ? besideHole(leaf[1], by) : null;
      if (half === null) for (const index of indices) this.add(leaf, index);
      else this.byHalf[by].set(half, [...(this.byHalf[by].get(half) ?? []), items]);
    }
  }

  private add(leaf: LeafJson, index: number): void {
    const key = leaf[leaf.length - 1] as string;
    const own = leaf[0] === "c" && key.includes("#:");
    const found = this.byKey.get(key);
    if (found) found.push({ index, own });
    else this.byKey.set(key, [{ index, own }]);
  }

  of(pattern: string): readonly Reader[] {
    const alone = this.byKey.get(pattern) ?? NOBODY;
    const colon = pattern.indexOf(":");
    if (colon < 0) return alone;
    const [row, column] = [pattern.slice(0, colon), pattern.slice(colon + 1)];
    const repeated = [...found(this.byHalf.row.get(column), row), ...found(this.byHalf.column.get(row), column)];
    return repeated.length ? [...alone, ...repeated] : alone;
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
