/** Areas of a sheet: merged cells, what covers what, who owns a cell. No drawing here. */
import type { Area, Block, Finding, Left, Role, Sheet, SheetCell } from "./model";

export interface Position {
  row: number;
  column: number;
}

export function areaOf(one: Position, other: Position): Area {
  return [Math.min(one.row, other.row), Math.min(one.column, other.column), Math.max(one.row, other.row), Math.max(one.column, other.column)];
}

export function contains(area: Area, row: number, column: number): boolean {
  return row >= area[0] && row <= area[2] && column >= area[1] && column <= area[3];
}

export function meets(one: Area, other: Area): boolean {
  return one[0] <= other[2] && other[0] <= one[2] && one[1] <= other[3] && other[1] <= one[3];
}

export function sizeOf(area: Area): number {
  return (area[2] - area[0] + 1) * (area[3] - area[1] + 1);
}

export function sameArea(one: Area, other: Area): boolean {
  return one.every((value, index) => value === other[index]);
}

export function letters(column: number): string {
  let text = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  return text;
}

export function placeOf(area: Area): string {
  const first = `${letters(area[1])}${area[0] + 1}`;
  return area[0] === area[2] && area[1] === area[3] ? first : `${first}:${letters(area[3])}${area[2] + 1}`;
}

/** A sheet with its cells and merged areas by place. */
export class Plan {
  readonly rows: number;
  readonly columns: number;
  private readonly cells = new Map<number, SheetCell>();
  private readonly merges = new Map<number, Area>();

  constructor(readonly sheet: Sheet) {
    this.rows = Math.max(1, sheet.rows);
    this.columns = Math.max(1, sheet.columns);
    for (const cell of sheet.cells) this.cells.set(this.key(cell[0], cell[1]), cell);
    for (const merge of sheet.merges) this.spread(merge);
  }

  private key(row: number, column: number): number {
    return row * this.columns + column;
  }

  private spread(merge: Area): void {
    const last = Math.min(merge[2], this.rows - 1);
    const right = Math.min(merge[3], this.columns - 1);
    const area: Area = [merge[0], merge[1], last, right];
    for (let row = merge[0]; row <= last; row += 1) for (let column = merge[1]; column <= right; column += 1) this.merges.set(this.key(row, column), area);
  }

  cellAt(row: number, column: number): SheetCell | undefined {
    return this.cells.get(this.key(row, column));
  }

  mergeAt(row: number, column: number): Area | undefined {
    return this.merges.get(this.key(row, column));
  }

  /** The area grown until no merged cell is cut by its edge. */
  whole(area: Area): Area {
    let [top, left, bottom, right] = area;
    for (let grown = true; grown; ) {
      grown = false;
      for (const merge of this.sheet.merges) {
        if (!meets(merge, [top, left, bottom, right])) continue;
        const next: Area = [Math.min(top, merge[0]), Math.min(left, merge[1]), Math.max(bottom, Math.min(merge[2], this.rows - 1)), Math.max(right, Math.min(merge[3], this.columns - 1))];
        grown ||= !sameArea(next, [top, left, bottom, right]);
        [top, left, bottom, right] = next;
      }
    }
    return [top, left, bottom, right];
  }

  /** The cell beside this one; a merged cell is one step wide and high. */
  beside(at: Position, down: number, across: number): Position {
    const merge = this.mergeAt(at.row, at.column) ?? [at.row, at.column, at.row, at.column];
    const row = down > 0 ? merge[2] + down : down < 0 ? merge[0] + down : at.row;
    const column = across > 0 ? merge[3] + across : across < 0 ? merge[1] + across : at.column;
    return { row: Math.min(this.rows - 1, Math.max(0, row)), column: Math.min(this.columns - 1, Math.max(0, column)) };
  }
}

const RANK: Partial<Record<Role, number>> = { ignore: 0, row: 1, stub: 2, header: 2, title: 2 };

/** Who owns each cell: index of the finding, -1 - index of what was not understood, or nothing. */
export class Owners {
  private readonly of: Int32Array;

  constructor(private readonly plan: Plan, readonly findings: readonly Finding[], readonly left: readonly Left[], number: number) {
    this.of = new Int32Array(plan.rows * plan.columns).fill(NOBODY);
    const own = findings.flatMap((finding, index) => (finding.sheet === number ? [index] : []));
    // A row lies over the whole width; what says more about a part of it is painted over it.
    own.sort((a, b) => rank(findings[a]!) - rank(findings[b]!) || sizeOf(findings[b]!.area) - sizeOf(findings[a]!.area));
    for (const index of own) this.paint(findings[index]!.area, index);
    left.forEach((item, index) => {
      if (item.sheet === number) this.paint(item.area, -1 - index);
    });
  }

  private paint(area: Area, who: number): void {
    const bottom = Math.min(area[2], this.plan.rows - 1);
    const right = Math.min(area[3], this.plan.columns - 1);
    // Only the first cell of a merged area is drawn: what is said of a part of it is seen there.
    const first = this.plan.mergeAt(area[0], area[1]);
    if (first) this.of[first[0] * this.plan.columns + first[1]] = who;
    for (let row = area[0]; row <= bottom; row += 1) this.of.fill(who, row * this.plan.columns + area[1], row * this.plan.columns + right + 1);
  }

  private who(row: number, column: number): number {
    return this.of[row * this.plan.columns + column] ?? NOBODY;
  }

  findingAt(row: number, column: number): number | null {
    const who = this.who(row, column);
    return who >= 0 ? who : null;
  }

  leftAt(row: number, column: number): number | null {
    const who = this.who(row, column);
    return who < 0 && who !== NOBODY ? -1 - who : null;
  }
}

const NOBODY = -2_147_483_648;

function rank(finding: Finding): number {
  return RANK[finding.role] ?? 3;
}

/** Edges of the blocks that cross a row: `[left, right, top here, bottom here]`. */
export function edgesOf(blocks: readonly Block[], number: number, row: number): [number, number, boolean, boolean][] {
  return blocks.flatMap((block) => (block.sheet === number && row >= block.area[0] && row <= block.area[2] ? [[block.area[1], block.area[3], row === block.area[0], row === block.area[2]]] : []));
}
