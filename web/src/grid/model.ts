/** The shape of a table as the server describes it, and the rows to draw once open rows are filled in. */


export type CellKind = "number" | "computed" | "carried" | "blocked" | "choice" | "text" | "date" | "file" | "target";

export interface Choice {
  value: string;
  label: string;
}

/** What one cell may hold, resolved from the layers of the form. */
export interface Spec {
  kind: CellKind;
  unit?: string | null;
  unit_label?: string | null;
  decimals?: number;
  signed?: boolean;
  min?: string | null;
  max?: string | null;
  required?: boolean;
  dash?: boolean;
  choices?: Choice[];
  max_length?: number | null;
  /** A text of paragraphs with marks and lists; never in a table. */
  rich?: boolean;
  guidance?: string;
  formula?: string;
  formula_words?: string;
  override?: boolean;
  /** Filled by the lead agency, not by the reporting unit. */
  party?: "unit" | "lead";
  /** A figure here needs a file in its row. */
  evidence?: boolean;
  accept?: string[];
  max_mb?: number | null;
}

export interface Column {
  id: string;
  code?: string | null;
  number?: string | null;
  relation?: string | null;
  label: string;
  path: string[];
  stub?: "marker" | "caption" | "code" | "unit" | null;
  unit?: string | null;
  unit_label?: string | null;
  /** The form's own width, in pixels. */
  width?: number | null;
  guidance?: string;
}

export interface HeaderCell {
  id: string;
  label: string;
  colspan: number;
  rowspan: number;
  leaf: boolean;
}

export interface OpenRow {
  catalogue?: string | null;
  min?: number;
  max?: number;
  numbering?: "restart" | "continue" | "none";
  /** Copies that the form gives from the beginning: neither deleted nor renamed. */
  given?: Instance[];
  /** Members of the catalogue, when captions are picked and not typed. */
  items?: { id: string; label: string }[];
}

export interface Row {
  id: string;
  inst?: string | null;
  code?: string | null;
  marker?: string | null;
  label: string;
  depth: number;
  /** How far the caption is indented, as in print; a marker tells the depth alone. */
  indent?: number;
  kind: "data" | "total" | "heading" | "open" | "unit";
  /** "instance" = the server's own copy of an open row, "template" = the open row itself. */
  role?: string | null;
  printed_code?: string | null;
  guidance?: string;
  unit_label?: string | null;
  open?: OpenRow | null;
  /** Index into `specs` per column, in column order; null where there is no cell. */
  spec: (number | null)[];
}

export interface TableModel {
  section: string;
  title: string;
  columns: Column[];
  header: HeaderCell[][];
  number_row: { id: string; text: string }[];
  rows: Row[];
  specs: Spec[];
}

/** One filled copy of an open row. `item` is the catalogue member it stands for. */
export interface Instance {
  id: string;
  label: string;
  item?: string | null;
}

export type Instances = Record<string, Instance[]>;

/** A row as drawn. `key` is "row" or "row#inst"; `adder` marks the place where one more open row can be added. */
export interface ViewRow {
  key: string;
  row: Row;
  inst: string | null;
  marker: string;
  label: string;
  /** The open row that this row is a copy of, when it is the head of the copy. */
  openId: string | null;
  adder: boolean;
  /** The caption of the copy that this row stands under. */
  under?: string;
}

/** Pseudo column of the caption of an open row: its text is an instance's label, not a cell of the form. */
export const LABEL = "@label";
const LABEL_END = `:${LABEL}`;

export function keyOf(rowKey: string, columnId: string): string {
  return `${rowKey}:${columnId}`;
}

export function isLabelKey(key: string): boolean {
  return key.endsWith(LABEL_END);
}

function plain(row: Row, inst: string | null, label = row.label, marker = row.marker ?? ""): ViewRow {
  return { key: inst ? `${row.id}#${inst}` : row.id, row, inst, label, marker, openId: null, adder: false };
}

/** Rows below `start` that belong to it (deeper, up to the next row of its depth). */
function subtree(rows: readonly Row[], start: number): Row[] {
  const depth = rows[start]!.depth;
  const end = rows.findIndex((row, index) => index > start && row.depth <= depth);
  return rows.slice(start + 1, end < 0 ? rows.length : end);
}

/** A copy that the form gives: there from the beginning, neither deleted nor renamed. */
export function isGiven(view: ViewRow): boolean {
  return view.openId !== null && !view.adder && (view.row.open?.given ?? []).some((one) => one.id === view.inst);
}

/** Whether copies of an open row are numbered; a marker of its own that is no number stands in all of them, as in print. */
function isNumbered(row: Row): boolean {
  const own = (row.marker ?? "").replace(/^[().]+|[().]+$/g, "");
  return row.open?.numbering !== "none" && (!row.marker || /^\p{Nd}+$/u.test(own));
}

function copies(row: Row, children: Row[], list: readonly Instance[], from: number | null): ViewRow[] {
  return list.flatMap((instance, index) => [
    { ...plain(row, instance.id, instance.label, from === null ? (row.marker ?? "") : String(from + index + 1)), openId: row.id },
    ...children.map((child) => ({ ...plain(child, instance.id), under: instance.label })),
  ]);
}

/**
 * The rows to draw: every open row is replaced by its copies, with the rows under it, and (when `adding`) by a last
 * row that adds one more. Copies that the server has drawn itself give way to those in `instances`, which may have
 * changed since.
 */
export function viewRows(table: TableModel, instances: Instances, adding: boolean): ViewRow[] {
  const rows = table.rows.filter((row) => row.role !== "instance" || !(row.id in instances));
  const out: ViewRow[] = [];
  let counted = 0;
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index]!;
    if (row.kind !== "open" || row.inst) {
      out.push(plain(row, row.inst ?? null));
      continue;
    }
    const children = subtree(rows, index);
    const list = instances[row.id] ?? [];
    const numbered = isNumbered(row);
    // Numbers that run on follow the open row before, whether that one began anew or not.
    if (numbered && row.open?.numbering !== "continue" && list.length) counted = 0;
    out.push(...copies(row, children, list, numbered ? counted : null));
    if (numbered) counted += list.length;
    if (adding && list.length < (row.open?.max ?? 500)) out.push({ ...plain(row, null), key: `${row.id}#+`, openId: row.id, adder: true });
    index += children.length;
  }
  return out;
}

/** The specification of a cell, or null where the table has none. */
export function specAt(table: TableModel, view: ViewRow, column: number): Spec | null {
  if (view.adder) return null;
  const index = view.row.spec[column];
  return index === null || index === undefined ? null : (table.specs[index] ?? null);
}

/** The specification of an open row's caption: a pick from the catalogue or free text. */
export function labelSpec(row: Row): Spec {
  const items = row.open?.items;
  if (row.open?.catalogue && items) return { kind: "choice", choices: items.map((item) => ({ value: item.id, label: item.label })), dash: false };
  return { kind: "text", max_length: 500, dash: false };
}

/** The class that indents a caption as deep as it prints. */
export function indentClass(row: Row): string {
  return row.indent ? ` k-indent k-indent-${Math.min(row.indent, 6)}` : "";
}

export function captionColumn(table: TableModel): number {
  return table.columns.findIndex((column) => column.stub === "caption");
}

/** The name of a cell for a screen reader: row caption, column captions from the top, unit of measure. */
export function cellName(view: ViewRow, column: Column, spec: Spec | null): string {
  const rowName = [view.under, [view.marker, view.label].filter(Boolean).join(" ")].filter(Boolean).join(", ");
  const path = column.path.length ? column.path.join(", ") : column.label;
  const columnName = column.number ? `${path} (${column.number.replace(/[()]/g, "")})` : path;
  const measured = !spec || !["text", "choice", "date", "file"].includes(spec.kind);
  return [rowName, columnName, measured ? (spec?.unit_label ?? column.unit_label ?? "") : ""].filter(Boolean).join("; ");
}

/** A short id for a new copy of an open row. */
export function newInstanceId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => (byte % 36).toString(36)).join("");
}
