/** A pasted block of captions as columns (a header with merged cells) or as rows (an outline by markers). */
import type { ColumnNode, Documents, Id, RowNode } from "./documents";
import { gridOf } from "./documents";
import type { Action, Place } from "./actions";
import { NOTHING } from "./actions";
import { columnCodes, rowCodes } from "./codes";
import { idSource } from "./ids";
import type { Operation } from "./operations";
import { siblings, standingOf } from "./tree";

export interface Caption {
  label: string;
  number?: string;
  relation?: string;
  children: Caption[];
}

export interface RowCaption {
  label: string;
  marker?: string;
  depth: number;
}

const NUMBER = /^\(?\s*([A-Z]|\d{1,3})\s*\)?\s*(=.*)?$/;

/** Header rows to a tree: a blank to the right belongs to the caption before it, a blank below to the one above. */
export function headerTree(block: string[][]): Caption[] {
  const rows = block.map((row) => row.map((text) => text.trim())).filter((row) => row.some((text) => text !== ""));
  const last = rows.at(-1);
  const filled = last?.filter((text) => text !== "") ?? [];
  const numbered = rows.length > 1 && filled.length > 1 && filled.every((text) => NUMBER.test(text));
  const numbers = numbered ? rows.pop() : undefined;
  const width = Math.max(0, ...rows.map((row) => row.length), numbers?.length ?? 0);
  return captionsIn(rows, numbers, 0, 0, width);
}

function captionsIn(rows: string[][], numbers: string[] | undefined, level: number, from: number, to: number): Caption[] {
  const row = rows[level] ?? [];
  const starts: number[] = [];
  for (let at = from; at < to; at += 1) if (at === from || row[at]) starts.push(at);
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? to;
    const below = rows.slice(level + 1).some((each) => each.slice(start, end).some(Boolean));
    const caption: Caption = { label: row[start] ?? "", children: below ? captionsIn(rows, numbers, level + 1, start, end) : [] };
    if (caption.children.length > 0 || end - start === 1) return below ? caption : { ...caption, ...numberOf(numbers?.[start]) };
    const leaves = Array.from({ length: end - start }, (_, at) => ({ label: "", children: [], ...numberOf(numbers?.[start + at]) }));
    return { ...caption, children: leaves };
  });
}

function numberOf(text: string | undefined): Pick<Caption, "number" | "relation"> {
  const match = text?.match(NUMBER);
  if (!match) return {};
  return match[2] ? { number: match[1] as string, relation: `${match[1]}${match[2]}` } : { number: match[1] as string };
}

const MARKERS: [string, RegExp][] = [
  ["roman", /^[IVX]+[.)]?$/],
  ["letter", /^[A-ZĐ][.)]?$/],
  ["number", /^\d+[.)]?$/],
  ["decimal2", /^\d+\.\d+[.)]?$/],
  ["decimal3", /^\d+\.\d+\.\d+[.)]?$/],
  ["small", /^[a-zđ][.)]?$/],
  ["dash", /^[-–+•]$/],
];
const LEADING = /^([IVX]+[.)]|[A-ZĐ][.)]|\d+(?:\.\d+)*[.)]|\d+(?:\.\d+)+|[a-zđ][.)]|[-–+•])\s+(\S.*)$/s;

/** Rows with their markers; a new kind of marker opens a deeper level, a known one returns to its level. */
export function outlineRows(block: string[][]): RowCaption[] {
  const open: string[] = [];
  return block
    .filter((row) => row.some((text) => text.trim() !== ""))
    .map((row) => {
      const { label, marker } = splitMarker(row.map((text) => text.trim()));
      const kind = marker === undefined ? "plain" : (MARKERS.find(([, pattern]) => pattern.test(marker))?.[0] ?? "plain");
      if (kind === "plain") return { label, ...(marker ? { marker } : {}), depth: open.length > 0 && marker === undefined ? open.length : 0 };
      const known = open.indexOf(kind);
      if (known >= 0) open.length = known + 1;
      else open.push(kind);
      return { label, marker: marker as string, depth: open.length - 1 };
    });
}

function splitMarker(cells: string[]): { label: string; marker?: string } {
  const [first = "", ...rest] = cells;
  const words = rest.find((text) => text !== "");
  if (words !== undefined && (first === "" || MARKERS.some(([, pattern]) => pattern.test(first))))
    return first === "" ? { label: words } : { label: words, marker: first };
  const match = first.match(LEADING);
  return match ? { label: match[2] as string, marker: match[1] as string } : { label: first };
}

/** Pasted headers, behind the column `by`. */
export function pasteColumns(documents: Documents, place: Place, by: Id | null, block: string[][]): Action {
  const section = gridOf(documents, place.doc, place.section);
  const captions = headerTree(block);
  if (!section || captions.length === 0) return NOTHING;
  const fresh = idSource(documents);
  const nextCode = columnCodes(section);
  const operations: Operation[] = [];
  const relations: Operation[] = [];
  const put = (list: Caption[], parent: Id | null, behind: Id | null): Id[] => {
    let after = behind;
    return list.map((caption) => {
      const leaf = caption.children.length === 0;
      const id = fresh(leaf ? "c" : "g");
      const node: ColumnNode = { label: caption.label, ...(leaf && { code: nextCode() }), ...(leaf && caption.number ? { number: caption.number } : {}) };
      operations.push({ op: "insert_node", ...place, parent, after, id, node });
      if (caption.relation) relations.push({ op: "set_relation", doc: place.doc, section: place.section, column: id, text: caption.relation });
      put(caption.children, id, null);
      after = id;
      return id;
    });
  };
  const standing = by === null ? undefined : standingOf(section.columns, by);
  const parent = standing?.parent ?? null;
  const select = put(captions, parent, by ?? siblings(section.columns, parent).at(-1) ?? null);
  return { operations: [...operations, ...relations], select };
}

/** Pasted rows, behind the row `by` and what stands under it. */
export function pasteRows(documents: Documents, place: Place, by: Id | null, block: string[][]): Action {
  const section = gridOf(documents, place.doc, place.section);
  const captions = outlineRows(block);
  if (!section || captions.length === 0) return NOTHING;
  const fresh = idSource(documents);
  const nextCode = rowCodes(section);
  const top = (by === null ? undefined : standingOf(section.rows, by)?.parent) ?? null;
  const lasts: (Id | null)[] = [by ?? siblings(section.rows, top).at(-1) ?? null];
  const operations: Operation[] = [];
  const select: Id[] = [];
  for (const { label, marker, depth: wanted } of captions) {
    const depth = Math.min(wanted, select.length === 0 ? 0 : lasts.length);
    const id = fresh("r");
    const node: RowNode = { label, kind: "data", code: nextCode(), ...(marker ? { marker } : {}) };
    const parent = depth === 0 ? top : (lasts[depth - 1] ?? top);
    operations.push({ op: "insert_node", ...place, parent, after: lasts[depth] ?? null, id, node });
    lasts.length = depth;
    lasts[depth] = id;
    if (depth === 0) select.push(id);
  }
  return { operations, select };
}
