/** What a paste could not bring along, counted, so that nothing goes without a word. */

import { t } from "../../words/rich";

const KINDS = ["tables", "images", "objects", "links", "footnotes", "comments", "deleted", "hidden", "controls", "renumbered", "levels", "oldFont"] as const;

export type LeftKind = (typeof KINDS)[number];

export class Left {
  private readonly counts = new Map<LeftKind, number>();

  add(kind: LeftKind, count = 1): void {
    if (count > 0) this.counts.set(kind, (this.counts.get(kind) ?? 0) + count);
  }

  of(kind: LeftKind): number {
    return this.counts.get(kind) ?? 0;
  }

  all(): Iterable<[LeftKind, number]> {
    return this.counts;
  }

  /** What was left out or changed, in one sentence; empty when nothing was. */
  get sentence(): string {
    return KINDS.filter((kind) => this.of(kind)).map((kind) => t(`left.${kind}`, { count: this.of(kind) })).join("; ");
  }
}
