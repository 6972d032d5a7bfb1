/** Cells that hold no value to compute with: drafts, what was not given, and what is built on them. */
import type { Cells } from "./cells";
import { patternOf, templateKey } from "./keys";
import type { LeafJson } from "./wire";

export class Drafts {
  private readonly keys = new Set<string>();
  private readonly patterns = new Map<string, number>();

  clear(): void {
    this.keys.clear();
    this.patterns.clear();
  }

  get any(): boolean {
    return this.keys.size > 0;
  }

  has(key: string): boolean {
    return this.keys.has(key);
  }

  add(key: string): void {
    if (this.keys.has(key)) return;
    this.keys.add(key);
    const pattern = templateKey(key);
    this.patterns.set(pattern, (this.patterns.get(pattern) ?? 0) + 1);
  }

  delete(key: string): void {
    if (this.keys.size === 0 || !this.keys.delete(key)) return;
    const pattern = templateKey(key);
    const left = (this.patterns.get(pattern) ?? 0) - 1;
    if (left > 0) this.patterns.set(pattern, left);
    else this.patterns.delete(pattern);
  }

  /** Whether any of the cells read at an instance is one of them. */
  among(reads: readonly LeafJson[], cells: Cells, inst: string): boolean {
    return this.keys.size > 0 && reads.some((leaf) => this.reached(leaf, cells, inst));
  }

  private reached(leaf: LeafJson, cells: Cells, inst: string): boolean {
    const pattern = leaf[leaf.length - 1] as string;
    if (!this.patterns.has(pattern)) return false;
    if (this.keys.has(pattern)) return true;
    const keyAt = patternOf(pattern);
    const places = leaf[0] === "cs" ? (cells.instances.get(leaf[1]) ?? []) : [inst];
    return keyAt !== null && places.some((place) => this.keys.has(keyAt(place)));
  }
}
