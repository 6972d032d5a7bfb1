/** The panels of the designer: which part of the language each shows, and what it leaves to another place. */
import { fragment, type Kind, type Schema } from "./schemas";

export interface Panel {
  kind: Kind;
  /** Where its schema stands; see `fragment`. */
  at: string[];
  omit: string[];
}

const SECTION = ["sections", "items", "*"];
/** Drawn on the table, chosen when the section is added, pinned by the library, or no longer part of the language. */
const DRAWN = ["kind", "columns", "rows", "cells", "parts", "sheets"];

export const PANELS = {
  form: { kind: "form", at: [], omit: ["spec", "id", "sections"] },
  grid: { kind: "form", at: [...SECTION, ":grid"], omit: DRAWN },
  list: { kind: "form", at: [...SECTION, ":list"], omit: DRAWN },
  outline: { kind: "form", at: [...SECTION, ":outline"], omit: ["kind"] },
  fields: { kind: "form", at: [...SECTION, ":fields"], omit: ["kind"] },
  files: { kind: "form", at: [...SECTION, ":files"], omit: ["kind"] },
  columns: { kind: "form", at: [...SECTION, ":grid", "columns", "nodes", "*"], omit: ["children", "cell", "repeats"] },
  rows: { kind: "form", at: [...SECTION, ":grid", "rows", "nodes", "*"], omit: ["children", "cell", "repeats"] },
  columnCells: { kind: "form", at: [...SECTION, ":grid", "columns", "nodes", "*", "cell"], omit: [] },
  rowCells: { kind: "form", at: [...SECTION, ":grid", "rows", "nodes", "*", "cell"], omit: [] },
  cells: { kind: "form", at: [...SECTION, ":grid", "cells", "*"], omit: [] },
  layout: { kind: "layout", at: [], omit: ["spec", "id", "form"] },
  regime: { kind: "regime", at: [], omit: ["spec", "id", "forms", "route"] },
  rule: { kind: "rules", at: ["items", "*"], omit: [] },
  consolidation: { kind: "consolidation", at: [], omit: ["spec", "id", "form"] },
  dimension: { kind: "dimension", at: [], omit: ["spec", "id", "part"] },
  indicator: { kind: "indicator", at: [], omit: ["spec", "id", "part"] },
} as const satisfies Record<string, Panel>;

/** What a panel is drawn from: its schema, the name of its place, and what it leaves out. */
export function placed(name: keyof typeof PANELS): { at: string[]; schema: Schema; omit: string[] } {
  const { kind, at, omit } = PANELS[name] as Panel;
  return { at: [kind, ...at], schema: fragment(kind, at), omit: [...omit] };
}
