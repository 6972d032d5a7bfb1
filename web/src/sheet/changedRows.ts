/** Rows of a table that hold cells of interest, with the headings above them. */

import type { Row } from "../grid";

/** `keys` are cell keys ("r1:c9", "r1#k2:c9"); a row stays when one of them is its own or is below it. */
export function rowsWith(rows: readonly Row[], keys: readonly string[]): Row[] {
  const wanted = new Set(keys.map((key) => key.split(":")[0]!.split("#")[0]!));
  const kept: Row[] = [];
  let above = 0;
  // From below, so that a heading is met after what stands under it.
  for (const row of [...rows].reverse()) {
    const own = wanted.has(row.id);
    if (!own && row.depth >= above) continue;
    kept.push(row);
    above = row.depth;
  }
  return kept.reverse();
}
