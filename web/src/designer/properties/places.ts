/** From the selection on the canvas to the properties that are shown for it. */
import { beginCarrying } from "../canvas/carrying";
import { t } from "../../words/designer";
import { commitText } from "../canvas/editing";
import { nodePath, type Place as Axis } from "../model/actions";
import type { CellSpec, FormDocument, GridSection, Id } from "../model/documents";
import { gridOf, isGrid } from "../model/documents";
import { same } from "../model/path";
import { type Layer, resolve, type Resolved } from "../model/resolve";
import { leavesUnder } from "../model/tree";
import { areaOf, type ColumnPart, type RowPart, type Selection } from "../state/selection";
import { setSpec, specPaths } from "../state/commands";
import { state } from "../state/store";
import { leadOf } from "./CellField";
import type { Inherited, Place } from "./PropertyForm";
import { placed } from "./panels";

/** A long choice is judged by its first few hundred cells. */
const MANY = 400;
const OWN: Record<Selection["kind"], Layer> = { cells: "cell", columns: "column", rows: "row", section: "section" };

/** Which properties of nodes are the node's own: captions and codes stand once, so they are not set on many at a time. */
const SINGLE = ["label", "number", "relation", "code", "marker"];

export function sectionPlace(form: FormDocument, id: Id): Place {
  const kind = form.sections.items[id]?.kind ?? "grid";
  return { ...placed(kind), paths: [[form.id, "sections", "items", id]], form: form.id, ...(isGrid(form.sections.items[id]) && { lead: ["title", "cell"] }) };
}

export function nodePlace(form: FormDocument, selection: Extract<Selection, { kind: "columns" | "rows" }>): Place {
  const axis = selection.kind;
  const standing: Axis = { doc: form.id, section: selection.section, axis };
  const section = gridOf(state().documents, form.id, selection.section);
  const nodes = selection.ids.map((id) => section?.[axis].nodes[id] as Record<string, unknown> | undefined);
  const one = selection.ids.length === 1;
  const leaf = axis === "rows" || !(nodes[0]?.["children"] as Id[] | undefined)?.length;
  const { at, schema, omit: left } = placed(axis);
  const id = selection.ids[0] ?? "";
  const omit = [...left, ...(one ? [] : SINGLE), ...(leaf ? [] : ["number", "relation", "code", "stub", "width"]), ...(nodes[0]?.["stub"] ? ["relation", "code"] : [])];
  return {
    at,
    schema,
    paths: selection.ids.map((each) => nodePath(standing, each)),
    form: form.id,
    lead: axis === "columns" ? ["label", "number", "code", "relation", "stub", "indicator", "guidance"] : ["label", "marker", "code", "kind", ...(nodes[0]?.["kind"] === "open" ? ["open"] : []), "indicator", "guidance"],
    omit,
    mixed: differing(Object.keys(schema.properties ?? {}), nodes),
    write: (keys, value) => {
      const part = keys[0] ?? "";
      if (!one || keys.length > 1 || !SINGLE.includes(part)) return false;
      const chosen: Selection = axis === "columns" && part !== "code"
        ? { kind: "columns", section: selection.section, ids: [id], part: part as ColumnPart }
        : { kind: "rows", section: selection.section, ids: [id], part: part as RowPart };
      if (axis === "columns" && part === "code") return false;
      commitText(chosen, typeof value === "string" ? value : "");
      return true;
    },
    refuse: (keys, value) => (keys[0] === "code" && typeof value === "string" && isTaken(section, axis, id, value) ? `${t("prop.wrong.taken", { code: value })} (code.taken)` : undefined),
  };
}

function isTaken(section: GridSection | undefined, axis: "columns" | "rows", id: Id, code: string): boolean {
  return Object.entries(section?.[axis].nodes ?? {}).some(([key, node]) => key !== id && node.code === code);
}

/** The cells of what is selected; null where nothing selected has cells. */
export function cellPlace(form: FormDocument, selection: Selection): Place | null {
  const paths = specPaths(selection);
  const all = resolvedFor(form, selection);
  const [first] = all;
  if (!first || paths.length === 0 || selection.kind === "section") return null;
  const { at, schema, omit } = placed(selection.kind === "cells" ? "cells" : selection.kind === "columns" ? "columnCells" : "rowCells");
  const mixed = differing(Object.keys(schema.properties ?? {}), all.map((each) => each.spec as Record<string, unknown>));
  return {
    at,
    schema,
    paths,
    form: form.id,
    omit,
    lead: leadOf(mixed.has("kind") ? "number" : first.spec.kind),
    mixed,
    inherited: inheritedBy(selection, first),
    write: (keys, value) => {
      const [key = "kind"] = keys;
      if (keys.length > 1) return false;
      setSpec(key as keyof CellSpec, value as never, selection);
      // What is carried is pointed at right away, as from the menu of the table.
      if (key === "kind" && value === "carried" && all.every((each) => !each.spec.formula)) beginCarrying();
      return true;
    },
  };
}

function differing(names: string[], all: (Record<string, unknown> | undefined)[]): Set<string> {
  return new Set(names.filter((name) => all.some((each) => !same(each?.[name], all[0]?.[name]))));
}

/** What holds without being said here, and which layer says it. */
function inheritedBy(selection: Selection, { spec, origin }: Resolved): Record<string, Inherited> {
  return Object.fromEntries(
    Object.entries(origin).flatMap(([key, from]) => {
      if (!from || from.layer === OWN[selection.kind]) return [];
      return [[key, { value: spec[key as keyof CellSpec], from: from.layer === "default" ? "" : t(`from.${from.layer}`) }]];
    }),
  );
}

function resolvedFor(form: FormDocument, selection: Selection): Resolved[] {
  const section = form.sections.items[selection.section];
  if (!section) return [];
  const at = (row: Id | null, column: Id | null): Resolved => resolve(form, selection.section, section, row, column);
  if (selection.kind === "section" || !isGrid(section)) return [at(null, null)];
  const data = (id: Id): boolean => !section.columns.nodes[id]?.stub;
  const filled = (id: Id): boolean => section.rows.nodes[id]?.kind !== "heading";
  if (selection.kind === "columns") return [...new Set(selection.ids.flatMap((id) => leavesUnder(section.columns, id)))].filter(data).map((id) => at(null, id));
  if (selection.kind === "rows") return selection.ids.filter(filled).map((id) => at(id, null));
  const { rows, columns } = areaOf(section, selection.from, selection.to);
  return rows.filter(filled).flatMap((row) => columns.filter(data).map((column) => at(row, column))).slice(0, MANY);
}

/** Ids that a footnote stands at when it is put where the selection is. */
export function anchorsOf(selection: Selection): string[] {
  if (selection.kind === "columns" || selection.kind === "rows") return selection.ids;
  if (selection.kind === "section") return [];
  const { from, to } = selection;
  return same(from, to) ? [`${from.row}:${from.column}`] : [];
}

/** The document of a kind that speaks of a form. */
export function documentOf(kind: string, form: Id | null): Id | undefined {
  return Object.values(state().documents).find((each) => each.spec.startsWith(`${kind}/`) && each["form"] === form)?.id;
}

