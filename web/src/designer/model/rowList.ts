/** A pasted list of rows as a tree: by its markers (A, I, 1, 1.1, a, -), else by its indentation. */
import type { Action, Place } from "./actions";
import { NOTHING } from "./actions";
import { codesIn, nextMarker, rowCodes } from "./codes";
import type { Documents, Id, RowNode } from "./documents";
import { gridOf } from "./documents";
import { idSource } from "./ids";
import type { Operation } from "./operations";
import { siblings, standingOf } from "./tree";

export interface RowCaption {
  label: string;
  marker?: string;
  depth: number;
  /** A line such as "Tổng cộng". */
  total?: true;
  /** Further cells of the pasted line. */
  rest: string[];
}

/** Kinds of marker, each with what tells it. A letter that could be a Roman numeral is settled by what came before. */
const MARKERS: [string, RegExp][] = [
  ["letter", /^[A-ZĐ][.)]?$/],
  ["roman", /^[IVXLC]+[.)]?$/],
  ["number", /^\(?\d+[.)]?$/],
  ["decimal2", /^\d+\.\d+[.)]?$/],
  ["decimal3", /^\d+\.\d+\.\d+[.)]?$/],
  ["decimal4", /^\d+(\.\d+){3}[.)]?$/],
  ["small", /^[a-zđ]\d?[.)]?$/],
  ["dash", /^[-–—]$/],
  ["plus", /^\+$/],
  ["dot", /^[•·*]$/],
];
const LEADING = /^([IVXLC]+[.)]|[A-ZĐ][.)]|\d+(?:\.\d+)*[.)]|\d+(?:\.\d+)+|[a-zđ][.)]|[-–—+•·*])\s*(\S.*)$/s;
const TOTAL = /^(tổng\s*(cộng|số)|cộng|toàn\s+(tỉnh|ngành))(\s|$|:|\()/i;

interface Line {
  label: string;
  marker?: string;
  rest: string[];
  indent: number;
}

/**
 * A kind of marker that was not seen yet opens a deeper level, one that is open returns to its level. Where nothing is
 * marked the indentation says the level; an unmarked line between marked ones stands under the one before, a total at the top.
 */
export function outlineRows(block: string[][], indents: number[] = []): RowCaption[] {
  const lines = block
    .map((row, index): Line => ({ ...splitMarker(row.map((text) => text.trim())), indent: indents[index] ?? spacesBefore(row) }))
    .filter((line) => line.label !== "" || line.marker);
  return lines.some((line) => line.marker) ? byMarkers(lines) : byIndents(lines);
}

function byMarkers(lines: Line[]): RowCaption[] {
  const open: { kind: string; marker: string; indent: number }[] = [];
  return lines.map(({ label, marker, rest, indent }) => {
    if (marker === undefined) return TOTAL.test(label) ? { label, depth: 0, total: true as const, rest } : { label, depth: open.length, rest };
    const kind = kindOf(marker, open);
    let at = open.map((level) => level.kind).lastIndexOf(kind);
    // The same kind of marker again, further in: "1" under "1", as some circulars print it.
    if (at >= 0 && at === open.length - 1 && indent > (open[at]?.indent ?? 0) && restarts(marker)) at = -1;
    if (at >= 0) open.length = at;
    open.push({ kind, marker, indent });
    return { label, marker, depth: open.length - 1, rest };
  });
}

function restarts(marker: string): boolean {
  return /^\(?(1|I|a|A)[.)]?$/.test(marker);
}

/** "Đ" follows "D" and "I" may follow "H": what continues an open list is of its kind. */
function kindOf(marker: string, open: { kind: string; marker: string }[]): string {
  const kinds = MARKERS.filter(([, pattern]) => pattern.test(marker)).map(([kind]) => kind);
  const bare = (text: string): string => text.replace(/[.)(]/g, "");
  const continued = [...open].reverse().find((level) => kinds.includes(level.kind) && follows(bare(level.marker), bare(marker), level.kind));
  if (continued) return continued.kind;
  const alone = bare(marker);
  // Without a list to continue, only I, V and X begin or stand in Roman counting; C, D, L are letters.
  return kinds.includes("roman") && /^[IVX]+$/.test(alone) ? "roman" : (kinds[0] ?? "plain");
}

function follows(before: string, marker: string, kind: string): boolean {
  if (kind !== "letter") return nextMarker(before) === marker;
  const letters = "ABCDĐEFGHIJKLMNOPQRSTUVWXYZ";
  const step = letters.indexOf(marker) - letters.indexOf(before);
  // Lists leave out Đ, F, J, W or Z as their author likes.
  return step >= 1 && step <= 2;
}

function byIndents(lines: Line[]): RowCaption[] {
  const open: number[] = [];
  return lines.map(({ label, rest, indent }) => {
    while (open.length > 0 && (open.at(-1) as number) >= indent) open.pop();
    open.push(indent);
    const total = TOTAL.test(label) && open.length === 1;
    return { label, depth: open.length - 1, rest, ...(total && { total: true as const }) };
  });
}

function spacesBefore(row: string[]): number {
  const text = row.find((each) => each.trim() !== "") ?? "";
  return text.length - text.trimStart().length;
}

function splitMarker(cells: string[]): Omit<Line, "indent"> {
  const [first = "", ...rest] = cells;
  const known = MARKERS.some(([, pattern]) => pattern.test(first));
  const at = rest.findIndex((text) => text !== "");
  if (known && at >= 0 && at <= 1) return { label: rest[at] as string, marker: first, rest: rest.slice(at + 1) };
  if (first === "" && at >= 0) return { ...inside(rest[at] as string), rest: rest.slice(at + 1) };
  return { ...inside(first), rest };
}

function inside(text: string): { label: string; marker?: string } {
  const match = text.match(LEADING);
  return match ? { label: match[2] as string, marker: match[1] as string } : { label: text };
}

/** Which further cells of a pasted line say the code or the unit of the row. */
export interface RowParts {
  parts: ("code" | "unit")[];
  /** Id of the unit of measure with a name; undefined when there is none. */
  unitOf: (name: string) => string | undefined;
}

/** Pasted rows, behind the row `by` and what stands under it. */
export function pasteRows(documents: Documents, place: Place, by: Id | null, captions: RowCaption[], { parts, unitOf }: RowParts = { parts: [], unitOf: () => undefined }): Action {
  const section = gridOf(documents, place.doc, place.section);
  if (!section || captions.length === 0) return NOTHING;
  const fresh = idSource(documents);
  const taken = codesIn(documents, place.doc);
  const next = rowCodes(section, taken);
  const lower = new Set([...taken].map((code) => code.toLowerCase()));
  const codeOf = (text: string | undefined): string => {
    const free = text !== undefined && /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(text) && !lower.has(text.toLowerCase());
    const code = free ? text : next();
    lower.add(code.toLowerCase());
    return code;
  };
  const top = (by === null ? undefined : standingOf(section.rows, by)?.parent) ?? null;
  const lasts: (Id | null)[] = [by ?? siblings(section.rows, top).at(-1) ?? null];
  const operations: Operation[] = [];
  const select: Id[] = [];
  for (const { label, marker, depth: wanted, total, rest } of captions) {
    const depth = Math.min(wanted, select.length === 0 ? 0 : lasts.length);
    const id = fresh("r");
    const unit = unitOf(rest[parts.indexOf("unit")] ?? "");
    const node: RowNode = { label, kind: total ? "total" : "data", code: codeOf(rest[parts.indexOf("code")]), ...(marker ? { marker } : {}), ...(unit ? { cell: { unit } } : {}) };
    const parent = depth === 0 ? top : (lasts[depth - 1] ?? top);
    operations.push({ op: "insert_node", ...place, parent, after: lasts[depth] ?? null, id, node });
    lasts.length = depth;
    lasts[depth] = id;
    if (depth === 0) select.push(id);
  }
  return { operations, select };
}
