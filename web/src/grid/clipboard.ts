/** Blocks of cells as text: reading what Excel, LibreOffice or a web page put on the clipboard, and writing ours. */

import { evidence, type Style } from "../numbers";
import { isNumber, textOf, type CellJson } from "./cells";
import type { Spec } from "./model";

/** One pasted cell: its text, and its exact value when the program that copied it said so. */
export interface Pasted {
  text: string;
  /** Canonical number from an attribute of a spreadsheet program. */
  number?: string;
  /** Our own value, exact, when the block was copied from one of our tables. */
  value?: CellJson;
}

export type Block = Pasted[][];

const MAX_CELLS = 200_000;

/** Tab separated text; quoted cells may hold tabs, line ends and doubled quotes (as spreadsheets write them). */
export function readText(text: string): Block {
  const rows: Block = [[]];
  let cell = "";
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let index = 0; index < source.length; index += 1) {
    const char = source[index]!;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (source[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (char === '"' && cell === "") quoted = true;
    else if (char === "\t" || char === "\n") {
      rows.at(-1)!.push({ text: cell });
      cell = "";
      if (char === "\n") rows.push([]);
    } else cell += char;
  }
  rows.at(-1)!.push({ text: cell });
  return rows;
}

function exactNumber(cell: Element): string | undefined {
  const given = cell.getAttribute("sdval") ?? cell.getAttribute("x:num") ?? "";
  return /^-?\d+(\.\d+)?$/.test(given) ? given.replace(/^(-?)0+(?=\d)/, "$1") : undefined;
}

function ownValue(cell: Element): CellJson | undefined {
  const given = cell.getAttribute("data-khuon");
  if (given === null) return undefined;
  try {
    return JSON.parse(given) as CellJson;
  } catch {
    return undefined;
  }
}

function readCell(cell: HTMLTableCellElement): Pasted {
  cell.querySelectorAll("br").forEach((line) => line.replaceWith("\n"));
  const pasted: Pasted = { text: (cell.textContent ?? "").replace(/\u00a0/g, " ").replace(/[ \t\r]*\n[ \t\r]*/g, "\n").trim() };
  const number = exactNumber(cell);
  const value = ownValue(cell);
  if (number !== undefined) pasted.number = number;
  if (value !== undefined) pasted.value = value;
  return pasted;
}

/** The first table of an HTML clipboard; merged cells leave their other places blank. Null when there is no table. */
export function readHtml(html: string): Block | null {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  if (!table) return null;
  const rows: Block = Array.from(table.rows, () => []);
  let count = 0;
  Array.from(table.rows).forEach((tr, top) => {
    for (const cell of Array.from(tr.cells)) {
      let left = 0;
      while (rows[top]![left]) left += 1;
      count += cell.colSpan * cell.rowSpan;
      if (count > MAX_CELLS) return;
      for (let down = 0; down < cell.rowSpan && rows[top + down]; down += 1) {
        for (let right = 0; right < cell.colSpan; right += 1) rows[top + down]![left + right] = { text: "" };
      }
      rows[top]![left] = readCell(cell);
    }
  });
  return rows.map((row) => Array.from(row, (cell) => cell ?? { text: "" }));
}

/** The pasted block: from HTML when it holds the same table as the text (it may carry exact values), else from the text. */
export function readClipboard(data: DataTransfer): Block {
  const html = data.getData("text/html");
  const fromHtml = html ? readHtml(html) : null;
  return fromHtml && fromHtml.length ? fromHtml : readText(data.getData("text/plain"));
}

/** How the numbers of a block are written; "ask" with a sample when nothing in it tells. */
export type Verdict = { style: Style } | { ask: string; count: number };

/**
 * Decides from the members that can be read one way only. A cell with an exact value is a witness too: the text
 * "1.234" beside the value 1234 shows that the point separates thousands. Cells in `texts` do not count.
 */
export function verdict(cells: readonly Pasted[]): Verdict {
  const votes = { vi: 0, en: 0 };
  const open: string[] = [];
  for (const cell of cells) {
    if (cell.value !== undefined) continue;
    const seen = evidence(cell.text);
    if (seen === "either" && cell.number !== undefined) {
      const thousands = !cell.number.includes(".");
      votes[cell.text.includes(".") === thousands ? "vi" : "en"] += 1;
    } else if (seen === "either") open.push(cell.text);
    else if (seen) votes[seen] += 1;
  }
  if (!open.length || (votes.vi && !votes.en)) return { style: "vi" };
  if (votes.en && !votes.vi) return { style: "en" };
  return { ask: open[0]!, count: open.length };
}

function quoted(text: string): string {
  return /[\t\n"]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** A block as tab separated text with Vietnamese numbers. */
export function writeText(block: { value: CellJson; spec: Spec | null }[][]): string {
  return block.map((row) => row.map((cell) => quoted(textOf(cell.value, cell.spec))).join("\t")).join("\r\n");
}

/** The same block as an HTML table that keeps exact values for LibreOffice, Excel and ourselves. */
export function writeHtml(block: { value: CellJson; spec: Spec | null }[][]): string {
  const cell = ({ value, spec }: { value: CellJson; spec: Spec | null }): string => {
    const exact = isNumber(value) ? ` x:num="${value}" sdval="${value}"` : ` x:str=""`;
    return `<td data-khuon="${escaped(JSON.stringify(value))}"${exact}>${escaped(textOf(value, spec))}</td>`;
  };
  const rows = block.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("");
  return `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table>${rows}</table></body></html>`;
}
