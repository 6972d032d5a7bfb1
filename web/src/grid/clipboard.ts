/** Blocks of cells as text: reading what Excel, LibreOffice or a web page put on the clipboard, and writing ours. */

import { asAround, fontsIn, type FontOf } from "../letters/fonts";
import { readIn } from "../letters/old";
import { evidence, movedNumber, type Style } from "../numbers";
import { isNumber, textOf, type CellJson } from "./cells";
import type { Spec } from "./model";

/** One pasted cell: its text, and its exact value when the program that copied it said so. */
export interface Pasted {
  text: string;
  /** Canonical number from an attribute of a spreadsheet program. */
  number?: string;
  /** ISO date behind a cell that shows a date. */
  date?: string;
  /** Our own value, exact, when the block was copied from one of our tables. */
  value?: CellJson;
  /** Its letters were of a font from before Unicode and have been read. */
  old?: true;
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

/** What Google writes beside a cell: {"1":3,"3":1234.5} is a number. */
function ofGoogle(given: string | null): string {
  const [, number = ""] = /"1":3,"3":(-?[\d.]+(?:[eE][+-]?\d+)?)/.exec(given ?? "") ?? [];
  return number;
}

const DATE_SHOWN = /^\d{1,4}[/-]\d{1,2}[/-]\d{1,4}(?:\s|$)|^\d{1,2}\.\d{1,2}\.\d{4}(?:\s|$)/;
/** Days of spreadsheets are counted from here; earlier than March 1900 programs disagree. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const [FIRST_DAY, LAST_DAY] = [61, 2_958_465];

function dayOf(serial: string): string | undefined {
  const days = Math.floor(Number(serial));
  return days >= FIRST_DAY && days <= LAST_DAY ? new Date(DAY_ZERO + days * 86_400_000).toISOString().slice(0, 10) : undefined;
}

/** The exact value behind a cell, when the program says it: a date is no number, 12,5 % is 12.5 and not 0.125. */
function exactly(cell: Element, text: string): Pick<Pasted, "number" | "date"> {
  const given = cell.getAttribute("sdval") || cell.getAttribute("x:num") || ofGoogle(cell.getAttribute("data-sheets-value"));
  const number = given ? movedNumber(given, text.endsWith("%") ? 2 : 0) : undefined;
  if (number === undefined) return {};
  if (!DATE_SHOWN.test(text)) return { number };
  const date = dayOf(number);
  return date ? { date } : {};
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

/** The font that stands around a cell's text, from the page down. */
function fontAround(cell: Element, fonts: FontOf): string {
  if (fonts === asAround) return "";
  const around = cell.parentElement ? fontAround(cell.parentElement, fonts) : "";
  return fonts(cell, around);
}

/** Text as the sheet shows it: lines that the program only wrapped in its source are one, `<br>` is a new line; old letters are read. */
function shownText(cell: Element, fonts: FontOf): { text: string; old: boolean } {
  let old = false;
  const walk = (node: Node, font: string): string => {
    if (node.nodeType === Node.TEXT_NODE) {
      const written = node.nodeValue ?? "";
      const read = font ? readIn(written, font) : written;
      old ||= read !== written && read !== written.normalize("NFC");
      return read.replace(/[ \t\r\n]+/g, " ");
    }
    if (node.nodeName === "BR") return "\n";
    return Array.from(node.childNodes, (child) => walk(child, child.nodeType === Node.ELEMENT_NODE ? fonts(child as Element, font) : font)).join("");
  };
  const text = walk(cell, fontAround(cell, fonts)).replace(/\u00a0/g, " ").replace(/ *\n */g, "\n").trim();
  return { text, old };
}

function readCell(cell: HTMLTableCellElement, fonts: FontOf): Pasted {
  const { text, old } = shownText(cell, fonts);
  const pasted: Pasted = { text, ...exactly(cell, text), ...(old && { old }) };
  const value = ownValue(cell);
  if (value !== undefined) pasted.value = value;
  return pasted;
}

/** Excel ends its table with an unseen row that only carries widths; a hidden row with figures stays. */
function onlyWidths(row: HTMLTableRowElement): boolean {
  return /display:\s*none/i.test(row.getAttribute("style") ?? "") && !(row.textContent ?? "").trim();
}

/** The first table of an HTML clipboard; merged cells leave their other places blank. Null when there is no table. */
export function readHtml(html: string): Block | null {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  if (!table) return null;
  const fonts = fontsIn(html);
  const drawn = Array.from(table.rows).filter((row) => !onlyWidths(row));
  const rows: Block = drawn.map(() => []);
  let count = 0;
  drawn.forEach((tr, top) => {
    for (const cell of Array.from(tr.cells)) {
      let left = 0;
      while (rows[top]![left]) left += 1;
      count += cell.colSpan * cell.rowSpan;
      if (count > MAX_CELLS) return;
      for (let down = 0; down < cell.rowSpan && rows[top + down]; down += 1) {
        for (let right = 0; right < cell.colSpan; right += 1) rows[top + down]![left + right] = { text: "" };
      }
      rows[top]![left] = readCell(cell, fonts);
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
