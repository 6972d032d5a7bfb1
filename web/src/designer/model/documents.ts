/** The documents of a regime as the designer holds them: plain JSON, ids as keys, order in short lists. */

export type Id = string;
export type Path = string[];
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Ordered<T> {
  order: Id[];
  items: Record<Id, T>;
}

export interface Tree<N> {
  root: Id[];
  nodes: Record<Id, N>;
}

export type CellKind =
  | "number" | "computed" | "carried" | "blocked" | "choice" | "text" | "date" | "file" | "target";

export interface Choice {
  value: string;
  label: string;
}

/** Sparse: only what differs from the weaker layer is present. */
export interface CellSpec {
  kind?: CellKind;
  formula?: string;
  unit?: string;
  decimals?: number;
  signed?: boolean;
  jumps?: boolean;
  min?: string | number;
  max?: string | number;
  required?: boolean;
  dash?: boolean;
  choices?: Choice[];
  dimension?: string;
  max_length?: number;
  party?: "unit" | "lead";
  guidance?: string;
  override?: boolean;
  aggregate?: string;
  weight?: string;
  accept?: string[];
  max_mb?: number;
  tolerance?: string;
}

export type Stub = "marker" | "caption" | "code" | "unit";

export interface ColumnNode {
  label: string;
  code?: string;
  number?: string;
  relation?: string;
  stub?: Stub;
  cell?: CellSpec;
  indicator?: string;
  width?: number;
  children?: Id[];
}

export type RowKind = "data" | "total" | "heading" | "open" | "unit";

export interface RowNode {
  label: string;
  marker?: string;
  code?: string;
  kind?: RowKind;
  cell?: CellSpec;
  indicator?: string;
  audience?: string[];
  valid?: { from: string | null; to: string | null };
  open?: { catalogue?: string | null; min?: number; max?: number; numbering?: "restart" | "continue" | "none"; given?: Ordered<{ label?: string; item?: Id }> };
  children?: Id[];
}

export interface OutlineNode {
  label: string;
  kind: "heading" | "text" | "figure";
  guidance?: string;
  /** A text to write with marks and lists. */
  rich?: boolean;
  figure?: string;
  children?: Id[];
}

export interface FieldItem {
  code?: string;
  label: string;
  cell?: CellSpec;
}

export interface FileItem {
  label: string;
  required?: boolean;
  accept?: string[];
  max_mb?: number;
}

export type SectionKind = "grid" | "list" | "outline" | "fields" | "files";

export interface Section {
  kind: SectionKind;
  title?: string;
  cell?: CellSpec;
  columns?: Tree<ColumnNode>;
  rows?: Tree<RowNode>;
  cells?: Record<string, CellSpec>;
  headings?: Tree<OutlineNode>;
  fields?: Ordered<FieldItem>;
  files?: Ordered<FileItem>;
}

export type GridSection = Section & { columns: Tree<ColumnNode>; rows: Tree<RowNode> };

export interface FormDocument {
  spec: string;
  id: Id;
  code: string;
  title: string;
  basis?: string;
  cell?: CellSpec;
  sections: Ordered<Section>;
  footnotes?: Ordered<{ mark: string; text: string; at: string[] }>;
  signers?: Ordered<{ title: string; note?: string }>;
}

export interface Rule {
  expr: string;
  severity?: "error" | "warning";
  tolerance?: string;
  blanks?: "nothing" | "skip";
  rows?: Id[];
  columns?: Id[];
  message?: string;
  printed?: string;
  origin?: { kind: "printed" | "structure" | "cross" | "manual"; column?: Id; row?: Id };
  examples?: Json[];
}

export interface RulesDocument extends Ordered<Rule> {
  spec: string;
  id: Id;
  form: Id;
}

export interface LayoutDocument {
  spec: string;
  id: Id;
  form: Id;
  page?: { size?: "A4" | "A3"; orientation?: "landscape" | "portrait" };
  title?: { left?: string[]; right?: string[]; heading?: string[]; sub?: string[] };
  unit_line?: string;
  repeat_header?: boolean;
}

export interface RegimeDocument {
  spec: string;
  id: Id;
  code: string;
  name: string;
  kind?: string;
  basis?: { number: string; issuer?: string; date?: string; title?: string }[];
  purpose?: string;
  frequency?: string;
  cutoff?: { from: { month: number; day: number }; to: { month: number; day: number } };
  deadlines?: Ordered<{ tier: string; days: number; working?: boolean }>;
  rounds?: Ordered<{ name: string }>;
  reporters?: { kinds: string[]; exclude?: string[] };
  receiver?: string;
  method?: string;
  forms: Id[];
}

export type Document = { spec: string; id: Id } & Record<string, unknown>;
export type Documents = Record<Id, Document>;

export function isForm(document: unknown): document is FormDocument {
  return specOf(document).startsWith("form/");
}

export function isRules(document: unknown): document is RulesDocument {
  return specOf(document).startsWith("rules/");
}

export function isLayout(document: unknown): document is LayoutDocument {
  return specOf(document).startsWith("layout/");
}

export function isRegime(document: unknown): document is RegimeDocument {
  return specOf(document).startsWith("regime/");
}

function specOf(document: unknown): string {
  const spec = (document as { spec?: unknown } | undefined)?.spec;
  return typeof spec === "string" ? spec : "";
}

export function regimeOf(documents: Documents): RegimeDocument | undefined {
  return Object.values(documents).find(isRegime) as RegimeDocument | undefined;
}

/** The forms of the regime in its own order; forms it does not name yet follow. */
export function formsOf(documents: Documents): FormDocument[] {
  const named = regimeOf(documents)?.forms ?? [];
  const all = (Object.values(documents) as unknown[]).filter(isForm);
  const first = named.flatMap((id) => (isForm(documents[id]) ? [documents[id] as unknown as FormDocument] : []));
  return [...first, ...all.filter((form) => !named.includes(form.id))];
}

export function formOf(documents: Documents, id: Id | null): FormDocument | undefined {
  const document = id === null ? undefined : documents[id];
  return isForm(document) ? document : undefined;
}

export function rulesOf(documents: Documents, form: Id): RulesDocument | undefined {
  return Object.values(documents).find((each) => isRules(each) && each.form === form) as RulesDocument | undefined;
}

export function layoutOf(documents: Documents, form: Id): LayoutDocument | undefined {
  return Object.values(documents).find((each) => isLayout(each) && each.form === form) as LayoutDocument | undefined;
}

export function isGrid(section: Section | undefined): section is GridSection {
  return (section?.kind === "grid" || section?.kind === "list") && !!section.columns && !!section.rows;
}

export function gridOf(documents: Documents, form: Id | null, section: Id): GridSection | undefined {
  const found = formOf(documents, form)?.sections.items[section];
  return isGrid(found) ? found : undefined;
}
