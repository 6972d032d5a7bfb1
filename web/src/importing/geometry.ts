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

/** Columns that are drawn: a form has no more, and a browser could not draw all that a sheet may have. */
export const MOST_COLUMNS = 400;

/** A sheet with its cells and merged areas by place. Rows are looked into only when they are drawn. */
export class Plan {
  readonly rows: number;
  readonly columns: number;
  private readonly cells = new Map<number, SheetCell>();
  private readonly merges = new Map<number, Area[]>();

  constructor(readonly sheet: Sheet) {
    this.rows = Math.max(1, sheet.rows);
    this.columns = Math.max(1, Math.min(sheet.columns, MOST_COLUMNS));
    for (const cell of sheet.cells) if (cell[1] < this.columns) this.cells.set(cell[0] * MOST_COLUMNS + cell[1], cell);
  }

  cellAt(row: number, column: number): SheetCell | undefined {
    return column < this.columns ? this.cells.get(row * MOST_COLUMNS + column) : undefined;
  }

  mergeAt(row: number, column: number): Area | undefined {
    return this.mergesIn(row).find((merge) => column >= merge[1] && column <= merge[3]);
  }

  private mergesIn(row: number): Area[] {
    let found = this.merges.get(row);
    if (!found) {
      found = this.sheet.merges
        .filter((merge) => row >= merge[0] && row <= merge[2] && merge[1] < this.columns)
        .map(([top, left, bottom, right]): Area => [top, left, Math.min(bottom, this.rows - 1), Math.min(right, this.columns - 1)]);
      this.merges.set(row, found);
    }
    return found;
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
  private readonly order: { who: number; area: Area; first: Area | undefined }[];
  private readonly lines = new Map<number, Int32Array>();

  constructor(private readonly plan: Plan, readonly findings: readonly Finding[], readonly left: readonly Left[], number: number) {
    // A row lies over the whole width; what says more about a part of it is painted over it.
    const own = findings.flatMap((finding, index) => (finding.sheet === number ? [index] : []));
    own.sort((a, b) => rank(findings[a]!) - rank(findings[b]!) || sizeOf(findings[b]!.area) - sizeOf(findings[a]!.area));
    const all = [...own, ...left.flatMap((item, index) => (item.sheet === number ? [-1 - index] : []))];
    this.order = all.map((who) => {
      const { area } = who >= 0 ? findings[who]! : left[-1 - who]!;
      return { who, area, first: plan.mergeAt(area[0], area[1]) };
    });
  }

  /** A row is painted when it is first looked at. */
  private line(row: number): Int32Array {
    let line = this.lines.get(row);
    if (!line) {
      line = new Int32Array(this.plan.columns).fill(NOBODY);
      for (const { who, area: [top, left, bottom, right], first } of this.order) {
        if (row >= top && row <= bottom) line.fill(who, left, Math.min(right, this.plan.columns - 1) + 1);
        // Only the first cell of a merged area is drawn: what is said of a part of it is seen there.
        if (first && first[0] === row) line[first[1]] = who;
      }
      this.lines.set(row, line);
    }
    return line;
  }

  private who(row: number, column: number): number {
    return this.line(row)[column] ?? NOBODY;
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
