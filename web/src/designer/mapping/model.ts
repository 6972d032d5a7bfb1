/** What the server says of the conversion of a draft, and the edits that the page makes of it. Pure, so that it is tested alone. */
import type { TableModel } from "../../grid";

export type How = "same" | "sum" | "derived" | "new";

export interface OldPlace {
  key: string;
  words: string;
  /** “cột 5” by its printed number, else as `words`: what fits a chip and stands in a formula. */
  short: string;
}

export interface KnownPlace extends OldPlace {
  axis: string;
  code: string;
}

export interface Proposal {
  how: How | "dropped";
  from: OldPlace[];
  confidence: number;
  why: string;
}

export interface Problem {
  message: string;
  hint: string;
  severity: string;
}

export interface Target {
  key: string;
  axis: "column" | "row" | "answer" | "cell";
  words: string;
  how: How | "unsaid";
  from: OldPlace[];
  expr: string;
  said: boolean;
  open: number;
  proposal: Proposal | null;
  problems: Problem[];
}

export interface Source {
  key: string;
  words: string;
  how: "unsaid" | "dropped";
  reason: string;
  open: number;
  proposal: { how: "dropped"; reason: string } | null;
  problems: Problem[];
}

export interface FormMapping {
  id: string;
  source: string;
  source_code: string;
  mapping: string | null;
  mapping_id: string;
  base: string;
  base_fits: boolean;
  state: "same" | "kept" | "changed";
  left: { old: number; new: number };
  targets: Target[];
  sources: Source[];
  places: KnownPlace[];
  tables: { old: TableModel[]; new: TableModel[] };
  offered: { id: string; words: string }[];
}

export interface FormState {
  id: string;
  code: string;
  title: string;
  state: "same" | "kept" | "changed" | "new" | "gone";
  written: boolean;
  left: { old: number; new: number };
  mapping_id: string;
}

export interface MappingData {
  rev: number;
  release: { no: number; from: string; base: string } | null;
  forms: FormState[];
  form: FormMapping | null;
  problem?: string;
}

export interface TriedCell {
  key: string;
  words: string;
  how: string;
  old: { words: string; figure: string }[];
  new: string;
  computed: boolean;
}

export interface Tried {
  cells: TriedCell[];
  lost: { words: string; figure: string }[];
}

/** One place of the new form, as it is written. */
export interface Entry {
  how: How;
  from?: string[];
  expr?: string;
}

export interface MappingDocument {
  spec: "mapping/1";
  id: string;
  form: string;
  base: string;
  source?: string;
  entries: Record<string, Entry>;
  dropped?: Record<string, { reason: string }>;
}

/** The proposals as they would be written: of what is open, and of what differs from what nobody has said yet. */
export function proposed(form: FormMapping): { entries: Record<string, Entry>; dropped: Record<string, { reason: string }>; count: number } {
  const entries: Record<string, Entry> = {};
  const dropped: Record<string, { reason: string }> = {};
  for (const line of form.targets) if (line.proposal && !line.said && line.proposal.how !== "dropped") entries[line.key] = entryOf(line.proposal);
  const taken = new Set(Object.values(entries).flatMap((entry) => entry.from ?? []));
  for (const line of form.sources) if (line.how === "unsaid" && line.proposal && !taken.has(line.key)) dropped[line.key] = { reason: line.proposal.reason };
  return { entries, dropped, count: Object.keys(entries).length + Object.keys(dropped).length };
}

export function entryOf(proposal: Proposal): Entry {
  const how = proposal.how === "dropped" ? "new" : proposal.how;
  return how === "new" ? { how } : { how, from: proposal.from.map((place) => place.key) };
}

/** The document with some places said; begun when there is none that counts. */
export function withSaid(form: FormMapping, now: MappingDocument | null, entries: Record<string, Entry>, dropped: Record<string, { reason: string }> = {}): MappingDocument {
  const begun: MappingDocument = now ?? { spec: "mapping/1", id: form.mapping_id, form: form.id, base: form.base, ...(form.source !== form.id && { source: form.source }), entries: {} };
  return { ...begun, entries: { ...begun.entries, ...entries }, dropped: { ...begun.dropped, ...dropped } };
}

/** The entry after an old place was pointed at: one more, or one less; several are added up. */
export function toggled(line: Target, key: string): Entry {
  const held = line.how === "same" || line.how === "sum" ? line.from.map((place) => place.key) : [];
  // A place that keeps its id without a word is not a choice that somebody made: pointing replaces it.
  const chosen = line.said ? held : [];
  const from = chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key];
  return from.length === 0 ? { how: "new" } : { how: from.length > 1 ? "sum" : "same", from };
}

/** The entry when another way is chosen; what is still right of the old one stays. */
export function changedHow(line: Target, how: How): Entry {
  const from = line.from.map((place) => place.key);
  switch (how) {
    case "new":
      return { how };
    case "derived":
      return { how, from, expr: line.expr };
    case "same":
      return { how, from: from.slice(0, 1) };
    case "sum":
      return { how, from };
  }
}

/** A formula with the places that it reads, by their codes. */
export function derived(text: string, places: KnownPlace[]): Entry {
  const names = new Set(text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []);
  return { how: "derived", expr: text, from: places.filter((place) => place.code !== "" && names.has(place.code)).map((place) => place.key) };
}

/** Code → what it is called in a formula on the screen; a name that two places share is no name. */
function namesOf(places: KnownPlace[]): Map<string, string> {
  const coded = places.filter((place) => place.code !== "");
  const times = new Map<string, number>();
  for (const { short } of coded) times.set(folded(short), (times.get(folded(short)) ?? 0) + 1);
  return new Map(coded.filter(({ short }) => times.get(folded(short)) === 1).map((place) => [place.code, place.short]));
}

const folded = (text: string): string => text.normalize("NFC").toLocaleLowerCase("vi").replace(/\s+/gu, " ");

/** A formula as it is read: columns and rows by their printed numbers instead of their codes. Texts in it stay. */
export function shownFormula(expr: string, places: KnownPlace[]): string {
  const names = namesOf(places);
  return expr.replace(/"[^"]*"|[\p{L}_][\p{L}\p{N}_]*/gu, (word) => names.get(word) ?? word);
}

/** What was typed as a formula of codes; codes may be typed too. */
export function writtenFormula(text: string, places: KnownPlace[]): string {
  const codes = new Map(Array.from(namesOf(places), ([code, name]) => [folded(name), code]));
  // Longer names first: “cột 1” begins “cột 1a” too.
  const known = Array.from(codes.keys()).sort((a, b) => b.length - a.length).map((name) => name.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&").replaceAll(" ", "\\s+"));
  if (known.length === 0) return text;
  const pattern = new RegExp(`"[^"]*"|(?<![\\p{L}\\p{N}_])(?:${known.join("|")})(?![\\p{L}\\p{N}_]|\\.[\\p{L}\\p{N}])`, "giu");
  return text.normalize("NFC").replace(pattern, (found) => codes.get(folded(found)) ?? found);
}

/** The old place that a click means for a line: along the same axis, or the cell itself for a single cell. */
export function pointedAt(line: Target, at: { key: string; row: string; column: string }): string | null {
  switch (line.axis) {
    case "column":
      return at.column || null;
    case "row":
      return at.row || null;
    default:
      return at.row && at.column ? `${at.row}:${at.column}` : at.column || at.row || null;
  }
}
