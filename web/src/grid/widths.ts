/**
 * Widths of columns, measured so that no number is ever clipped: a number that loses its first digit under the
 * frozen column reads as another number.
 */

import type { Column, HeaderCell } from "./model";

export const FIGURE_FONT = '400 14px "Inter Variable", Inter, system-ui, sans-serif';
export const HEAD_FONT = '500 12px "Inter Variable", Inter, system-ui, sans-serif';
const SMALL_FONT = '400 12px "Inter Variable", Inter, system-ui, sans-serif';
const LINE_PADDING = 18;
const LEAST = 60;
const RELATION_LINES = 3;
const RELATION_LINE = 13;
/** Beyond this a number is shown as ### with its value in a tip; text wraps instead. */
export const MOST = 300;
const CAPTION = { least: 180, most: 380, narrow: 132 };

let pen: CanvasRenderingContext2D | null | undefined;
const known = new Map<string, Map<string, number>>();

function pencil(): CanvasRenderingContext2D | null {
  // jsdom has no canvas; a guess by character serves there.
  if (pen === undefined) pen = typeof CanvasRenderingContext2D === "undefined" ? null : document.createElement("canvas").getContext("2d");
  return pen;
}

/** Letters and figures by which one font is told from another. */
const SAMPLE = "08.,-aQmẾđ";

/** Forgets what was measured, for when the real font has arrived; false when it is as wide as what was measured with. */
export function forgetWidths(): boolean {
  const sample = (): string => [FIGURE_FONT, HEAD_FONT, SMALL_FONT].map((font) => [...SAMPLE].map((char) => charWidth(char, font)).join()).join();
  const before = sample();
  known.clear();
  return sample() !== before;
}

function charWidth(char: string, font: string): number {
  let widths = known.get(font);
  if (!widths) known.set(font, (widths = new Map()));
  let width = widths.get(char);
  if (width === undefined) {
    const context = pencil();
    if (context) {
      context.font = font;
      // Figures are tabular on the screen; the widest digit stands for all of them.
      width = /\d/.test(char) ? Math.max(context.measureText("0").width, context.measureText("8").width) * 1.04 : context.measureText(char).width;
    } else width = 8;
    widths.set(char, width);
  }
  return width;
}

export function textWidth(text: string, font: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char, font);
  return width;
}

/** Room that a number needs with its padding, in whole pixels. */
export function figureWidth(text: string): number {
  return Math.ceil(textWidth(text, FIGURE_FONT)) + LINE_PADDING;
}

/** Room for a canonical number as it is shown, without putting it into words: tables of 60,000 numbers are measured when they open. */
export function numberWidth(value: string, decimals: number): number {
  const negative = value.startsWith("-");
  const point = value.indexOf(".");
  const whole = (point < 0 ? value.length : point) - (negative ? 1 : 0);
  const fraction = Math.max(decimals, point < 0 ? 0 : value.length - point - 1);
  const marks = Math.floor((whole - 1) / 3) * charWidth(".", FIGURE_FONT) + (fraction ? charWidth(",", FIGURE_FONT) : 0) + (negative ? charWidth("-", FIGURE_FONT) : 0);
  return Math.ceil((whole + fraction) * charWidth("0", FIGURE_FONT) + marks) + LINE_PADDING;
}

/** Room for the sign before a carried figure (↩, or ✎ where it was overridden), in the bold of a total: a figure never stands on it nor beyond its cell. */
export function signWidth(): number {
  return Math.ceil(Math.max(textWidth("↩ ", FIGURE_FONT), textWidth("✎ ", FIGURE_FONT))) + 8;
}

/** Room for a number of the small second line of a cell. */
export function smallWidth(text: string): number {
  return Math.ceil(textWidth(text, SMALL_FONT)) + LINE_PADDING;
}

function linesAt(words: readonly number[], space: number, width: number): number {
  let lines = 1;
  let used = 0;
  for (const word of words) {
    if (used && used + space + word > width) {
      lines += 1;
      used = word;
    } else used += (used ? space : 0) + word;
  }
  return lines;
}

/** The least width at which a heading takes at most `lines` lines without breaking a word. */
export function headWidth(label: string, lines: number): number {
  return leastWidth(label.split(/\s+/), charWidth(" ", HEAD_FONT), lines);
}

/** The same for a printed relation, which breaks before "=" and after "+". */
export function relationWidth(relation: string, lines: number): number {
  return leastWidth(relation.replace(/\s+/g, "").split(/(?==)|(?<=\+)/), 0, lines);
}

function leastWidth(parts: readonly string[], space: number, lines: number): number {
  const words = parts.filter(Boolean).map((word) => textWidth(word, HEAD_FONT));
  if (!words.length) return 0;
  let width = Math.max(...words);
  while (linesAt(words, space, width) > lines) width += 4;
  return Math.ceil(width) + LINE_PADDING;
}

function leafLines(header: readonly HeaderCell[][], id: string): number {
  const cell = header.flat().find((one) => one.leaf && one.id === id);
  return Math.max(4, (cell?.rowspan ?? 1) * 3);
}

export interface Natural {
  /** Width that a column needs. */
  need: number;
  /** Takes part in sharing out spare room, up to this width. */
  most: number;
}

function fixed(width: number): Natural {
  return { need: width, most: width };
}

export function stubWidth(column: Column, texts: readonly string[], narrow: boolean): Natural {
  if (column.width && !narrow) return fixed(column.width);
  const longest = texts.reduce((most, text) => Math.max(most, textWidth(text, FIGURE_FONT)), 0) + LINE_PADDING;
  if (column.stub !== "caption") {
    const need = Math.ceil(Math.max(36, Math.min(longest, 120), headWidth(column.label, 3)));
    return { need, most: need };
  }
  if (narrow) return { need: CAPTION.narrow, most: CAPTION.narrow };
  const need = Math.max(CAPTION.least, Math.min(Math.ceil(longest) + 28, 280));
  return { need, most: Math.max(need, Math.min(CAPTION.most, Math.ceil(longest) + 40)) };
}

/** A data column: its heading in few lines and its widest figure; text columns get room to be read. */
export function dataWidth(column: Column, header: readonly HeaderCell[][], widest: number, wordy: boolean): Natural {
  const figures = wordy ? 180 : widest;
  const heading = headWidth(column.label, leafLines(header, column.id));
  const relation = column.relation ? relationWidth(column.relation, Math.min(RELATION_LINES, Math.ceil(column.relation.length / RELATION_LINE))) : 0;
  // A width of its own holds, but a figure is never cut off.
  if (column.width) return fixed(Math.max(LEAST, column.width, wordy ? 0 : figures));
  const need = Math.min(MOST, Math.max(LEAST, figures, heading, relation));
  return { need, most: wordy ? Math.max(need, 340) : Math.max(need, 116) };
}

/** Shares spare room out among the columns that can use it; never below what a column needs. */
export function shared(columns: readonly Natural[], room: number): number[] {
  const widths = columns.map((column) => column.need);
  let spare = room - widths.reduce((sum, width) => sum + width, 0);
  while (spare >= 1) {
    const takers = columns.map((_, index) => index).filter((index) => widths[index]! < columns[index]!.most);
    if (!takers.length) break;
    const each = Math.max(1, Math.floor(spare / takers.length));
    for (const index of takers) {
      const more = Math.min(each, columns[index]!.most - widths[index]!, spare);
      if (more <= 0) continue;
      widths[index]! += more;
      spare -= more;
    }
    if (spare < 1) break;
  }
  return widths;
}
