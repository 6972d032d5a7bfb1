/** Values by key over others that never change and that several share: a form of 60,000 cells is not copied for each who follows it. */

import type { CellJson } from "./cells";

export class Layered {
  /** What differs from below; null: blank here. */
  private readonly above = new Map<string, CellJson>();

  constructor(private readonly below: ReadonlyMap<string, CellJson>) {}

  /** Undefined for a blank cell. */
  get(key: string): CellJson | undefined {
    const own = this.above.size > 0 ? this.above.get(key) : undefined;
    return own === undefined ? this.below.get(key) : (own ?? undefined);
  }

  set(key: string, value: CellJson): void {
    if (value === null && !this.below.has(key)) this.above.delete(key);
    else this.above.set(key, value);
  }

  /** Goes through all cells that are not blank. */
  forEach(act: (value: CellJson, key: string) => void): void {
    if (this.above.size === 0) this.below.forEach(act);
    else {
      this.below.forEach((value, key) => void (this.above.has(key) || act(value, key)));
      this.above.forEach((value, key) => void (value !== null && act(value, key)));
    }
  }

  keys(): string[] {
    const found: string[] = [];
    this.forEach((_, key) => found.push(key));
    return found;
  }

  /** A copy as one object. */
  record(): Record<string, CellJson> {
    const found: Record<string, CellJson> = Object.create(null);
    this.forEach((value, key) => {
      found[key] = value;
    });
    return found;
  }
}

/** Values as a map; a map is taken as it is, and must not change from then on. */
export function mapOf(values: Readonly<Record<string, CellJson>> | ReadonlyMap<string, CellJson>): ReadonlyMap<string, CellJson> {
  return values instanceof Map ? values : new Map(Object.entries(values));
}
