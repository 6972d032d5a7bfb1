/** The table of an HTML clipboard as Excel and Word leave it: merged cells and indentation, which plain text loses. */
import type { Spanned } from "../model/captions";

const MOST = 20_000;
/** What Excel and Word step in by for one level, in points. */
const LEVEL = 9;

export interface PastedTable {
  cells: Spanned[];
  /** How far the first text of each line stands in. */
  indents: number[];
}

/** Null when the clipboard holds no table. */
export function readTable(html: string): PastedTable | null {
  if (!/<table/i.test(html)) return null;
  const page = new DOMParser().parseFromString(html, "text/html");
  const table = page.querySelector("table");
  if (!table) return null;
  const styles = Array.from(page.querySelectorAll("style"), (style) => style.textContent ?? "").join("\n");
  const taken: boolean[][] = Array.from(table.rows, () => []);
  const cells: Spanned[] = [];
  let count = 0;
  Array.from(table.rows).forEach((row, top) => {
    for (const cell of Array.from(row.cells)) {
      let left = 0;
      while (taken[top]?.[left]) left += 1;
      const down = Math.min(cell.rowSpan || 1, table.rows.length - top);
      count += down * cell.colSpan;
      if (count > MOST) return;
      for (let y = 0; y < down; y += 1) for (let x = 0; x < cell.colSpan; x += 1) (taken[top + y] as boolean[])[left + x] = true;
      cells.push({ top, left, down, right: cell.colSpan, text: textOf(cell) });
    }
  });
  if (count > MOST) return null;
  const indents = Array.from(table.rows, (row) => indentOf(Array.from(row.cells).find((cell) => textOf(cell) !== ""), styles));
  return { cells: withoutEmptyLines(cells, table.rows.length), indents };
}

/** A line that holds nothing of its own is a wider row of the drawing, not a level of the header. */
function withoutEmptyLines(cells: Spanned[], height: number): Spanned[] {
  let kept = cells;
  for (let line = height - 1; line >= 0; line -= 1) {
    const own = kept.filter((cell) => cell.top === line);
    if (own.some((cell) => cell.text !== "" || cell.down > 1)) continue;
    kept = kept.filter((cell) => cell.top !== line).map((cell) => (cell.top > line ? { ...cell, top: cell.top - 1 } : cell.top + cell.down > line ? { ...cell, down: cell.down - 1 } : cell));
  }
  return kept.filter((cell) => cell.down > 0);
}

function textOf(cell: HTMLTableCellElement): string {
  cell.querySelectorAll("br").forEach((line) => line.replaceWith("\n"));
  return (cell.textContent ?? "").replace(/\u00a0/g, " ").replace(/[ \t\r]*\n[ \t\r]*/g, " ").replace(/ {2,}/g, " ").trim();
}

function indentOf(cell: HTMLTableCellElement | undefined, styles: string): number {
  if (!cell) return 0;
  const rules = Array.from(cell.classList, (name) => styles.match(new RegExp(`\\.${name}\\s*\\{([^}]*)\\}`))?.[1] ?? "");
  const inner = Array.from(cell.querySelectorAll("[style]"), (each) => each.getAttribute("style") ?? "");
  const said = [...rules, cell.getAttribute("style") ?? "", ...inner].join(";");
  const count = said.match(/mso-char-indent-count:\s*(\d+)/)?.[1];
  if (count) return Number(count) * LEVEL;
  const length = said.match(/(?:padding-left|margin-left|text-indent):\s*([\d.]+)(pt|px|cm|in)/);
  const points = length ? Number(length[1]) * { pt: 1, px: 0.75, cm: 28.35, in: 72 }[length[2] as "pt"] : 0;
  const spaces = (cell.textContent ?? "").replace(/\u00a0/g, " ").replace(/^[\r\n]+/, "").match(/^ */)?.[0].length ?? 0;
  return points + spaces * 3;
}
