/** What a person copies on the canvas: columns or rows with all that stands in them, or the settings of a block of cells. */
import type { CellSpec, ColumnNode, Documents, FormDocument, Id, RowNode, Tree } from "./documents";
import { formOf, isGrid } from "./documents";
import { codesIn } from "./codes";
import { columnsOf, rowsOf } from "./geometry";
import { resolve } from "./resolve";
import { areaOf, type Selection } from "../state/selection";
import { subtree, topmost } from "./tree";

interface Source {
  /** Names the copying, so that what was cut moves once only. */
  token: string;
  draft: string;
  form: Id;
  section: Id;
  /** All codes of the form, so that a copy in another form can still ask for what it names. */
  codes: string[];
}

export interface TreeClip extends Source {
  kind: "columns" | "rows";
  cut: boolean;
  ids: Id[];
  nodes: Record<Id, ColumnNode & RowNode>;
  /** Own settings of cells, by "row:column". */
  cells: Record<string, CellSpec>;
  /** Codes and ids of the other axis, by which cells find their place in another table. */
  across: { id: Id; code: string | undefined }[];
}

export interface CellClip extends Source {
  kind: "cells";
  cut: false;
  rows: { id: Id; code: string | undefined }[];
  columns: { id: Id; code: string | undefined }[];
  /** Row by row, as they hold with all layers. */
  specs: CellSpec[][];
}

export type Clip = TreeClip | CellClip;

/** Cells that one copied block may have. */
const MOST = 30_000;

export function clipOf(documents: Documents, draft: string, form: Id, selection: Selection, cut: boolean): Clip | null {
  const document = formOf(documents, form);
  const section = document?.sections.items[selection.section];
  if (!document || !isGrid(section) || selection.kind === "section") return null;
  const source: Source = { token: crypto.randomUUID(), draft, form, section: selection.section, codes: [...codesIn(documents, form)] };
  if (selection.kind === "cells") return cellsClip(document, source, selection);
  const tree = section[selection.kind] as Tree<ColumnNode & RowNode>;
  const ids = topmost(tree, selection.ids);
  const all = ids.flatMap((id) => subtree(tree, id));
  const part = selection.kind === "rows" ? 0 : 1;
  const within = new Set(all);
  const cells = Object.fromEntries(Object.entries(section.cells ?? {}).filter(([key]) => within.has(key.split(":")[part] ?? "")));
  const other = selection.kind === "rows" ? columnsOf(section.columns).leaves : rowsOf(section.rows).rows;
  const across = other.map(({ id, node }) => ({ id, code: node.code }));
  return { ...source, kind: selection.kind, cut, ids, nodes: Object.fromEntries(all.map((id) => [id, tree.nodes[id] as ColumnNode & RowNode])), cells, across };
}

function cellsClip(form: FormDocument, source: Source, selection: Extract<Selection, { kind: "cells" }>): CellClip | null {
  const section = form.sections.items[source.section];
  if (!isGrid(section)) return null;
  const { rows, columns } = areaOf(section, selection.from, selection.to);
  if (rows.length * columns.length > MOST) return null;
  const named = <N extends { code?: string }>(nodes: Record<Id, N>) => (id: Id) => ({ id, code: nodes[id]?.code });
  return {
    ...source,
    kind: "cells",
    cut: false,
    rows: rows.map(named(section.rows.nodes)),
    columns: columns.map(named(section.columns.nodes)),
    specs: rows.map((row) => columns.map((column) => resolve(form, source.section, section, row, column).spec)),
  };
}

/** The captions of a copied part as lines and tabs, for a spreadsheet or a text document. */
export function plainText(clip: Clip): string {
  if (clip.kind === "cells") return clip.specs.map((row) => row.map((spec) => (spec.formula ? `=${spec.formula}` : spec.kind === "blocked" ? "X" : "")).join("\t")).join("\r\n");
  const part = { root: clip.ids, nodes: clip.nodes };
  if (clip.kind === "rows") return rowsOf(part).rows.map(({ node, depth }) => `${node.marker ?? ""}\t${"  ".repeat(depth)}${node.label.replace(/\s+/g, " ")}`).join("\r\n");
  const { header, leaves } = columnsOf(part);
  const lines = header.map((line) => {
    const cells = leaves.map(() => "");
    for (const cell of line) cells[cell.from] = cell.label.replace(/\s+/g, " ");
    return cells.join("\t");
  });
  const numbers = leaves.map(({ node }) => node.relation ?? node.number ?? "");
  return [...lines, ...(numbers.every(Boolean) ? [numbers.join("\t")] : [])].join("\r\n");
}

/** The part as it travels on the clipboard. */
export const CLIP = "application/x-khuon-part+json";

export function readClip(text: string): Clip | null {
  if (text === "") return null;
  try {
    const clip = JSON.parse(text) as Clip;
    const whole = typeof clip.form === "string" && Array.isArray(clip.codes) && (clip.kind === "cells" ? Array.isArray(clip.specs) : (clip.kind === "columns" || clip.kind === "rows") && Array.isArray(clip.ids) && typeof clip.nodes === "object");
    return whole ? clip : null;
  } catch {
    return null;
  }
}
