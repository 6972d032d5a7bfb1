/**
 * The values that formulas and checks read. A cell of a fixed row has a place in one array, given when the program is made ready: in a form
 * of 60,000 cells no key is looked up while it is computed. Cells of open rows come and go, and go by their keys.
 */
import type { Operand } from "./functions";

/** What an expression reads from: it asks for its cells once, when it is made ready, and for their values whenever it is computed. */
export interface Source {
  /** Values of cells of open rows. */
  readonly open: ReadonlyMap<string, Operand>;
  /** The copy of an open row that is computed just now. */
  readonly inst: string;
  /** Copies of open rows. */
  readonly instances: ReadonlyMap<string, readonly string[]>;
  /** What gives the values of cells of fixed rows, by their places in the list. */
  fixedOf: (keys: readonly string[]) => (nth: number) => Operand;
}

export class Cells implements Source {
  private readonly places = new Map<string, number>();
  /** Values of fixed cells, by place; blank is null. */
  readonly fixed: Operand[] = [];
  /** Values of cells of open rows. */
  readonly open = new Map<string, Operand>();
  /** The copy of an open row that is computed just now. */
  inst = "";
  /** Copies of open rows. */
  instances = new Map<string, readonly string[]>();

  /** The place of a fixed cell that something reads. */
  placeOf(key: string): number {
    let place = this.places.get(key);
    if (place === undefined) {
      place = this.fixed.length;
      this.places.set(key, place);
      this.fixed.push(null);
    }
    return place;
  }

  fixedOf(keys: readonly string[]): (nth: number) => Operand {
    const { fixed } = this;
    const places = keys.map((key) => this.placeOf(key));
    return (nth) => fixed[places[nth]!]!;
  }

  /** The place of a cell; undefined when it stands in no fixed row or nothing reads it. */
  known(key: string): number | undefined {
    return this.places.get(key);
  }

  /** Takes the value of a cell; what nothing reads is not kept. */
  put(key: string, value: Operand): void {
    const place = this.places.get(key);
    if (place !== undefined) this.fixed[place] = value;
    if (key.includes("#")) this.open.set(key, value);
  }

  clear(): void {
    this.fixed.fill(null);
    this.open.clear();
  }
}
