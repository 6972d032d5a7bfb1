/** The lines of the preview, refusals first, and which of them a filter shows. */

import type { AbsentRow, AddedRow, CellChange, Preview, Refusal } from "./preview";

export type Filter = "all" | "refused" | "changed" | "rows" | "locked";

export type Line =
  | { kind: "refused"; at: number; refusal: Refusal }
  | { kind: "locked"; refusal: Refusal }
  | { kind: "changed"; change: CellChange }
  | { kind: "added"; row: AddedRow }
  | { kind: "absent"; row: AbsentRow };

export function linesOf(preview: Preview): Line[] {
  return [
    ...preview.refusals.map((refusal, at): Line => ({ kind: "refused", at, refusal })),
    ...preview.added.map((row): Line => ({ kind: "added", row })),
    ...preview.absent.map((row): Line => ({ kind: "absent", row })),
    ...preview.changes.map((change): Line => ({ kind: "changed", change })),
    ...preview.locked.map((refusal): Line => ({ kind: "locked", refusal })),
  ];
}

function sortOf(line: Line): Filter {
  return line.kind === "added" || line.kind === "absent" ? "rows" : line.kind;
}

/** Filters that have something to show, with how much. */
export function filtersOf(lines: readonly Line[]): { filter: Filter; n: number }[] {
  const sorts = (["refused", "rows", "changed", "locked"] as const).map((filter) => ({ filter, n: lines.filter((line) => sortOf(line) === filter).length }));
  const some = sorts.filter(({ n }) => n > 0);
  return some.length > 1 ? [{ filter: "all" as const, n: lines.length }, ...some] : some;
}

export function shownBy(lines: readonly Line[], filter: Filter): Line[] {
  return filter === "all" ? [...lines] : lines.filter((line) => sortOf(line) === filter);
}
