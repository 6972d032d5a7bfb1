/** What the server says of a draft under review, and which changes are marked where. */

import type { ChangeMark, MarkKind, TableModel } from "../grid";

export type Layer = "meaning" | "structure" | "look";
export type View = "beside" | "over" | "new";
export type Side = "old" | "new" | "both";

export interface Sides {
  what: string;
  old: string;
  new: string;
}

export interface Change {
  n: number;
  text: string;
  subject: string;
  layer: Layer;
  class: number;
  kind: string;
  form: string | null;
  /** The part in which old and new are read beside each other; empty for what is marked on a table. */
  part: string;
  /** The check that it is about, `document/check`: where a comment on it stands. */
  at: string;
  marks: Record<string, MarkKind>;
  sides: Sides | null;
}

export interface Item {
  id: string;
  text: string;
  depth: number;
  detail: string;
}

interface Common {
  id: string;
  title: string;
  state: "kept" | "added" | "removed";
}

export type TableSection = Common & { kind: "grid" | "list"; old: TableModel | null; new: TableModel | null; both: TableModel };
export type ItemSection = Common & { kind: "outline" | "fields" | "files"; old: Item[] | null; new: Item[] | null; both: Item[] };
export type Section = TableSection | ItemSection;

export interface Answer {
  id: string;
  text: string;
  by: string;
  at: string;
}

export interface Comment extends Answer {
  form: string;
  section: string;
  place: string;
  where: string;
  gone: boolean;
  resolved: { by: string; at: string } | null;
  answers: Answer[];
}

export interface FormTab {
  id: string;
  code: string;
  title: string;
  changes: number;
  state: "kept" | "added" | "removed";
}

export interface ReviewData {
  draft: string;
  forms: FormTab[];
  form: string | null;
  first: boolean;
  changes: Change[];
  sections: Section[];
  /** Address of another form; `{form}` stands for its id. */
  address: string;
  /** Left out where nothing can be said: the link that leaders get. */
  comments?: Comment[];
  write?: boolean;
  resolve?: boolean;
}

export interface Filter {
  layers: ReadonlySet<Layer>;
  classes: ReadonlySet<number>;
}

/** The first change that a table of the open form shows: what the desk opens at. */
export function firstPlaced(changes: readonly Change[], { form, sections }: Pick<ReviewData, "form" | "sections">): Change | null {
  const placed = new Set(sections.filter(isTable).flatMap(({ both }) => [...both.columns, ...both.rows, ...both.header.flat()].map((each) => each.id)));
  return changes.find((change) => change.form === form && Object.keys(change.marks).some((key) => key.split(":").every((id) => placed.has(id)))) ?? null;
}

/** A place that a comment can be about, by what was clicked. */
export interface Place {
  key: string;
  row: string;
  column: string;
}

export function isTable(section: Section): section is TableSection {
  return section.kind === "grid" || section.kind === "list";
}

export function shown(changes: readonly Change[], filter: Filter): Change[] {
  return changes.filter((change) => filter.layers.has(change.layer) && filter.classes.has(change.class));
}

/** The sign of a change in the list: by what it does to the places it marks. */
export function kindOf(change: Change): MarkKind {
  const kinds = new Set(Object.values(change.marks));
  for (const kind of ["removed", "added", "moved"] as const) if (kinds.has(kind)) return kind;
  if (/\.added$/.test(change.kind)) return "added";
  return /\.removed$/.test(change.kind) ? "removed" : "changed";
}

export const SIGNS: Readonly<Record<MarkKind, string>> = { added: "+", removed: "−", changed: "≠", moved: "→" };

const WEIGHT: readonly MarkKind[] = ["moved", "changed", "added", "removed"];

/** Marks of one form on one side: what was removed is on no new side, what was added on no old one. */
export function marksOf(changes: readonly Change[], form: string, side: Side, selected: number | null): Record<string, ChangeMark> {
  const marks: Record<string, ChangeMark> = {};
  for (const change of changes) {
    if (change.form !== form) continue;
    for (const [key, kind] of Object.entries(change.marks)) {
      if ((side === "old" && kind === "added") || (side === "new" && kind === "removed")) continue;
      const known = marks[key];
      const focus = change.n === selected || known?.focus === true;
      const heavier = known && WEIGHT.indexOf(known.kind) > WEIGHT.indexOf(kind) ? known.kind : kind;
      marks[key] = { kind: heavier, text: known ? `${known.text}; ${change.text}` : change.text, focus };
    }
  }
  return marks;
}

/** The same with the cells of whole columns that came, went or are looked at, so that they are seen far below the header. */
export function withColumns(marks: Record<string, ChangeMark>, table: TableModel): Record<string, ChangeMark> {
  const all = { ...marks };
  for (const column of table.columns) {
    const mark = marks[column.id];
    if (!mark || column.stub || (mark.kind !== "added" && mark.kind !== "removed")) continue;
    for (const row of table.rows) {
      const key = `${row.id}:${column.id}`;
      all[key] ??= { kind: mark.kind, text: mark.text, quiet: true };
    }
  }
  return all;
}

/** Changes that a place takes part in: its own, those of its row and those of its column. */
export function changesAt(changes: readonly Change[], form: string, place: Place): Change[] {
  const keys = [place.key, place.row, place.column].filter(Boolean);
  const exact = changes.filter((change) => change.form === form && place.key in change.marks);
  return exact.length ? exact : changes.filter((change) => change.form === form && keys.some((key) => key in change.marks));
}
