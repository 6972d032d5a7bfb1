/** A form that was copied of another regime asks for everything that that one asks for: one remark and one answer, not one a column. */
import type { Repeat } from "./meaning";

export interface Copied {
  regime: Repeat["regime"];
  list: Repeat[];
}

/** Columns and rows from which a copy is told; fewer are answered one by one. */
const LEAST = 6;
const SHARE = 0.8;

/** Remarks about other regimes by regime, where the columns and rows there are those here: copied, not asked for again by chance. */
export function copiedOf(list: readonly Repeat[]): Copied[] {
  const found = new Map<string, Copied>();
  for (const each of list) {
    if (each.own) continue;
    const group = found.get(each.regime.code) ?? { regime: each.regime, list: [] };
    group.list.push(each);
    found.set(each.regime.code, group);
  }
  return [...found.values()].filter(({ list: own }) => {
    // A caption that stands in several forms there is told of each; one of them is what it was copied of.
    const nodes = new Set(own.map((each) => each.node));
    const same = new Set(own.filter((each) => each.node === each.node_there.id && each.section === each.node_there.section).map((each) => each.node));
    return nodes.size >= LEAST && same.size >= nodes.size * SHARE;
  });
}
