/** The specification of a cell and, for each property, the layer that it comes from. */
import type { CellSpec, FormDocument, GridSection, Id, Path, Section } from "./documents";

export type Layer = "cell" | "column" | "row" | "section" | "form" | "default";

export interface Origin {
  layer: Layer;
  path: Path | null;
}

export interface Resolved {
  spec: CellSpec;
  origin: Partial<Record<keyof CellSpec, Origin>>;
}

const DEFAULT: CellSpec = { kind: "number", decimals: 0 };

interface LayerSpec extends Origin {
  spec: CellSpec | undefined;
}

/** Weakest first. A group header gives nothing to its columns: only leaf columns and rows carry a cell. */
function layers(form: FormDocument, id: Id, section: Section, row: Id | null, column: Id | null): LayerSpec[] {
  const place = [form.id, "sections", "items", id];
  const found: LayerSpec[] = [
    { layer: "default", path: null, spec: DEFAULT },
    { layer: "form", path: [form.id, "cell"], spec: form.cell },
    { layer: "section", path: [...place, "cell"], spec: section.cell },
  ];
  if (row) found.push({ layer: "row", path: [...place, "rows", "nodes", row, "cell"], spec: section.rows?.nodes[row]?.cell });
  if (column)
    found.push({ layer: "column", path: [...place, "columns", "nodes", column, "cell"], spec: section.columns?.nodes[column]?.cell });
  if (row && column) found.push({ layer: "cell", path: [...place, "cells", `${row}:${column}`], spec: section.cells?.[`${row}:${column}`] });
  return found;
}

export function resolve(form: FormDocument, id: Id, section: Section, row: Id | null, column: Id | null): Resolved {
  const spec: CellSpec = {};
  const origin: Resolved["origin"] = {};
  const stack = layers(form, id, section, row, column);
  for (const layer of stack)
    for (const [key, value] of Object.entries(layer.spec ?? {})) {
      (spec as Record<string, unknown>)[key] = value;
      origin[key as keyof CellSpec] = { layer: layer.layer, path: layer.path };
    }
  const cell = stack.find((layer) => layer.layer === "cell");
  const closed = stack.find((layer) => (layer.layer === "row" || layer.layer === "column") && layer.spec?.kind === "blocked");
  if (closed && cell?.spec?.kind === undefined) {
    spec.kind = "blocked";
    origin.kind = { layer: closed.layer, path: closed.path };
  }
  return { spec, origin };
}

/** Stands for a layer that says nothing. */
const SILENT = {};
type Known = WeakMap<object, Known | CellSpec>;
const known: Known = new WeakMap();

/**
 * The resolved specification for drawing. It is the same object as long as its layers are, so a change elsewhere in
 * the table draws no cell again.
 */
export function specAt(form: FormDocument, id: Id, section: GridSection, row: Id, column: Id): CellSpec {
  const own = section.cells?.[`${row}:${column}`];
  const stack = [form.cell, section.cell, section.rows.nodes[row]?.cell, section.columns.nodes[column]?.cell];
  let at = known;
  for (const layer of stack) {
    const held = at.get(layer ?? SILENT);
    const next: Known = (held as Known | undefined) ?? new WeakMap();
    if (!held) at.set(layer ?? SILENT, next);
    at = next;
  }
  const held = at.get(own ?? SILENT);
  if (held) return held as CellSpec;
  const made = resolve(form, id, section, row, column).spec;
  at.set(own ?? SILENT, made);
  return made;
}
