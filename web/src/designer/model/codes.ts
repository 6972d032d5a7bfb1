/** Codes and printed numbers of columns and rows. A code that was given once is not given to another. */
import type { ColumnNode, Documents, GridSection, Id, RowNode } from "./documents";
import { formOf } from "./documents";
import { columnsOf, rowsOf } from "./geometry";

/** The next free code of a kind: one more than the last that is taken. Upper and lower case are one code. */
export function nextCode(own: (string | undefined)[], taken: Iterable<string>, letter: string, width: number): () => string {
  const all = new Set([...own.map((code) => code ?? ""), ...taken].map((code) => code.toLowerCase()));
  let last = 0;
  for (const code of all) {
    const match = code.match(new RegExp(`^${letter}(\\d+)$`));
    if (match) last = Math.max(last, Number(match[1]));
  }
  return () => letter + String(++last).padStart(width, "0");
}

/** All codes of a form. Within a form a code names one column, row or question, over all its tables. */
export function codesIn(documents: Documents, form: Id): Set<string> {
  const found = new Set<string>();
  for (const section of Object.values(formOf(documents, form)?.sections.items ?? {}))
    for (const nodes of [section.columns?.nodes, section.rows?.nodes, section.fields?.items])
      for (const node of Object.values(nodes ?? {}) as { code?: string }[]) if (node.code) found.add(node.code);
  return found;
}

export function columnCodes(section: GridSection, taken: Iterable<string> = []): () => string {
  return nextCode(Object.values(section.columns.nodes).map((node) => node.code), taken, "c", 1);
}

export function rowCodes(section: GridSection, taken: Iterable<string> = []): () => string {
  const codes = Object.values(section.rows.nodes).map((node) => node.code);
  const wide = codes.some((code) => /^r0\d/.test(code ?? "")) || codes.length === 0 ? 2 : 1;
  return nextCode(codes, taken, "r", wide);
}

export interface Numbering {
  numbers: Map<Id, string>;
  codes: Map<Id, string>;
  /** Relation lines rewritten for the new numbers, by column. */
  relations: Map<Id, string>;
}

/**
 * Printed numbers 1, 2, 3 … for the data columns and A, B, C … for the stub columns in front (unless those carry
 * numbers already), codes for columns
 * without one. Codes that exist stay: formulas and stored figures go by them.
 */
export function numbering(section: GridSection, taken: Iterable<string> = []): Numbering {
  const { leaves } = columnsOf(section.columns);
  const numbers = new Map<Id, string>();
  const codes = new Map<Id, string>();
  const renamed = new Map<string, string>();
  const next = columnCodes(section, taken);
  // Some forms number their captions too: "1" stands over the markers, and the figures begin at 3.
  const throughout = leaves.some(({ node }) => node.stub && /^\d+$/.test(node.number ?? ""));
  let data = 0;
  let stub = 0;
  for (const { id, node } of leaves) {
    const wanted = node.stub && !throughout ? String.fromCharCode(65 + stub++) : String(++data);
    if (!node.stub && !node.code) codes.set(id, next());
    if (node.number && node.number !== wanted) renamed.set(node.number, wanted);
    if (node.number !== wanted) numbers.set(id, wanted);
  }
  const relations = new Map<Id, string>();
  for (const { id, node } of leaves) {
    const line = node.relation && renumbered(node.relation, renamed);
    if (line && line !== node.relation) relations.set(id, line);
  }
  return { numbers, codes, relations };
}

/**
 * A printed relation line with its column numbers replaced all at once. "2+...+7" keeps its dots when the columns
 * it means still stand side by side; otherwise they are written out, so that it goes on meaning the same ones.
 */
export function renumbered(line: string, renamed: ReadonlyMap<string, string>): string {
  const now = (number: string): string => renamed.get(number) ?? number;
  return line.replace(/(\d+)(\s*\+?\s*(?:\.{2,}|…)\s*\+?\s*)(\d+)|\d+/g, (whole, first?: string, dots?: string, last?: string) => {
    if (first === undefined || dots === undefined || last === undefined) return now(whole);
    const meant = Array.from({ length: Math.max(0, Number(last) - Number(first) + 1) }, (_, at) => now(String(Number(first) + at)));
    const together = meant.every((number, at) => at === 0 || Number(number) === Number(meant[at - 1]) + 1);
    return together ? now(first) + dots + now(last) : meant.join("+");
  });
}

/** A line typed as a spreadsheet begins one, "=1+2", is that of its column: "4=1+2". */
export function wholeLine(text: string, number: string | undefined): string {
  return number && /^\s*=\s*\d/.test(text) ? `${number}${text.trim()}` : text;
}

export function newColumn(label: string, code: string): ColumnNode {
  return { label, code };
}

export function newRow(label: string, code: string | undefined, marker?: string): RowNode {
  return { label, kind: "data", ...(code ? { code } : {}), ...(marker ? { marker } : {}) };
}

/** "1" → "2", "1.9" → "1.10", "a" → "b", "I" → "II", "đ" → "e": the marker that a following row would carry. */
export function nextMarker(marker: string | undefined): string | undefined {
  if (!marker) return undefined;
  const digits = marker.match(/^(.*?)(\d+)(\D*)$/);
  if (digits) return `${digits[1]}${Number(digits[2]) + 1}${digits[3]}`;
  const roman = ROMAN.indexOf(marker);
  if (roman >= 0 && ROMAN[roman + 1]) return ROMAN[roman + 1];
  for (const letters of ["abcdđeghiklmnopqrstuvxy", "ABCDĐEGHIKLMNOPQRSTUVXY"]) {
    const at = letters.indexOf(marker);
    if (marker.length === 1 && at >= 0 && letters[at + 1]) return letters[at + 1];
  }
  return marker === "-" || marker === "+" ? marker : undefined;
}

const ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"];

export function lastRow(section: GridSection): Id | null {
  return rowsOf(section.rows).rows.at(-1)?.id ?? null;
}
