/**
 * Formulas and checks that repeat: made ready once, computed for each row (or column) over its own cells.
 *
 * The cells that a pattern names have a place for each of its items, looked up when the first item is computed. Patterns over the same rows
 * share these places.
 */
import type { Cells, Source } from "./cells";
import type { Operand } from "./functions";
import type { ItemJson, LeafJson, PatternJson } from "./wire";

export type Way = "row" | "column";

/** The other half of a key with a hole, without the colon: the column of `@:c5`, the row of `r5:@`. Null for a key without one. */
export function besideHole(key: string, by: Way): string | null {
  if (by === "row") return key.startsWith("@:") ? key.slice(2) : null;
  return key.endsWith(":@") ? key.slice(0, -2) : null;
}

function keyOf(beside: string, by: Way, hole: string): string {
  return by === "row" ? `${hole}:${beside}` : `${beside}:${hole}`;
}

/** The key of an item's own cell. */
export function withHole(key: string, by: Way, hole: string): string {
  const beside = besideHole(key, by);
  return beside === null ? key : keyOf(beside, by, hole);
}

/** The cells of one item after the other: `at` says whose are read. */
export class Layout implements Source {
  at = 0;
  private readonly columns = new Map<string, Int32Array>();

  constructor(
    private readonly cells: Cells,
    private readonly holes: readonly string[],
    private readonly by: Way,
  ) {}

  get open(): Source["open"] {
    return this.cells.open;
  }

  get inst(): string {
    return this.cells.inst;
  }

  get instances(): Source["instances"] {
    return this.cells.instances;
  }

  fixedOf(keys: readonly string[]): (nth: number) => Operand {
    const { fixed } = this.cells;
    const columns = keys.map((key) => this.column(key));
    return (nth) => fixed[columns[nth]![this.at]!]!;
  }

  /** The places of a cell that the items name, item by item. */
  private column(key: string): Int32Array {
    let column = this.columns.get(key);
    if (!column) {
      const beside = besideHole(key, this.by);
      column = new Int32Array(this.holes.length);
      if (beside === null) column.fill(this.cells.placeOf(key));
      else this.holes.forEach((hole, nth) => (column![nth] = this.cells.placeOf(keyOf(beside, this.by, hole))));
      this.columns.set(key, column);
    }
    return column;
  }
}

/** Gives patterns over the same rows or columns the same layout. */
export class Layouts {
  private readonly made = new Map<string, Layout>();

  constructor(private readonly cells: Cells) {}

  of(by: Way, holes: readonly string[]): Layout {
    const name = `${by} ${holes.join(" ")}`;
    let layout = this.made.get(name);
    if (!layout) this.made.set(name, (layout = new Layout(this.cells, holes, by)));
    return layout;
  }
}

/** A pattern and its items: where each stands among all formulas or checks, and what stands in its hole. */
export interface Repeated<Item> {
  pattern: PatternJson<Item>;
  layout: Layout;
  holes: string[];
  indices: number[];
}

/** Collects the items of each pattern. */
export function repeatedOf<Item>(patterns: readonly PatternJson<Item>[], items: readonly (Item | ItemJson)[], layouts: Layouts): Repeated<Item>[] {
  const found = patterns.map((pattern) => ({ pattern, holes: [] as string[], indices: [] as number[] }));
  items.forEach((item, index) => {
    if (!Array.isArray(item)) return;
    const [place, hole] = item as ItemJson;
    found[place]!.holes.push(hole!);
    found[place]!.indices.push(index);
  });
  return found.map((one) => ({ ...one, layout: layouts.of(one.pattern.by, one.holes) }));
}

/** A leaf of a pattern as one item reads it. */
export function leafWithHole(leaf: LeafJson, by: Way, hole: string): LeafJson {
  return leaf[0] === "c" ? ["c", withHole(leaf[1], by, hole)] : leaf;
}

/** The word of an item under a name; empty where the pattern has none of this name. */
export function wordOf(pattern: Pick<PatternJson<unknown>, "words">, [, ...words]: ItemJson, name: string): string {
  const cut = pattern.words[name];
  return cut ? cut[0] + words[cut[1]]! + cut[2] : "";
}
