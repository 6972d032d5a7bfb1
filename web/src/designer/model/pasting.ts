/** A copied part in its new place: ids fresh, codes free, formulas going on to name what they named. */
import type { Action, Place } from "./actions";
import { drop, NOTHING } from "./actions";
import type { Clip, CellClip, TreeClip } from "./clip";
import { codesIn, columnCodes, renumbered, rowCodes } from "./codes";
import type { CellSpec, ColumnNode, Documents, GridSection, Id, RowNode, Tree } from "./documents";
import { formOf, gridOf } from "./documents";
import { columnsOf, rowsOf } from "./geometry";
import { idSource } from "./ids";
import { type Operation, setting } from "./operations";
import { same, valueAt } from "./path";
import { resolve } from "./resolve";
import { followed, type Following } from "./rewrite";
import { siblings, standingOf, subtree, type Branch } from "./tree";

type Node = ColumnNode & RowNode;

/** Columns or rows behind the node `by`, or at the end of its table. */
export function pasteTree(documents: Documents, draft: string, clip: TreeClip, place: Place, by: Id | null): Action {
  const section = gridOf(documents, place.doc, place.section);
  if (!section || place.axis !== clip.kind) return NOTHING;
  const home = clip.draft === draft && clip.form === place.doc && clip.section === place.section;
  if (clip.cut && home) return moved(documents, clip, place, by);
  const made = copied(documents, section, clip, place, by);
  const gone = clip.cut && clip.draft === draft ? leftBehind(documents, clip) : [];
  return { operations: [...gone, ...made.operations], select: made.select };
}

function moved(documents: Documents, clip: TreeClip, place: Place, by: Id | null): Action {
  const tree = gridOf(documents, place.doc, place.section)?.[place.axis] as Tree<Branch> | undefined;
  const there = clip.ids.filter((id) => tree?.nodes[id]);
  const target = by ?? tree?.root.at(-1);
  return target === undefined ? NOTHING : drop(documents, place, there, { target, where: "after" });
}

function leftBehind(documents: Documents, clip: TreeClip): Operation[] {
  const place: Place = { doc: clip.form, section: clip.section, axis: clip.kind };
  const nodes = gridOf(documents, clip.form, clip.section)?.[clip.kind].nodes ?? {};
  return clip.ids.filter((id) => nodes[id]).map((id) => ({ op: "remove_node", ...place, id }));
}

function copied(documents: Documents, section: GridSection, clip: TreeClip, place: Place, by: Id | null): Action {
  const fresh = idSource(documents);
  const all = clip.ids.flatMap((id) => subtree({ root: clip.ids, nodes: clip.nodes }, id));
  const ids = new Map(all.map((id) => [id, fresh(place.axis === "rows" ? "r" : clip.nodes[id]?.children ? "g" : "c")]));
  const following: Following = { renamed: freeCodes(documents, section, clip, place, all), from: clip.form, to: place.doc, outside: new Set(clip.codes) };
  const numbers = clip.kind === "columns" ? freeNumbers(section, clip, all) : new Map<string, string>();
  const tree = section[place.axis] as Tree<Branch>;
  const parent = (by === null ? undefined : standingOf(tree, by)?.parent) ?? null;
  const operations: Operation[] = [];
  const lines: Operation[] = [];
  const put = (list: Id[], under: Id | null, behind: Id | null): Id[] => {
    let after = behind;
    return list.map((id) => {
      const { children, relation, ...node } = clip.nodes[id] as Node;
      const made = { ...node, ...(node.code && { code: following.renamed.get(node.code) ?? node.code }), ...(node.number && { number: numbers.get(node.number) ?? node.number }), ...(node.cell && { cell: specFollowed(node.cell, following) }) };
      const next = ids.get(id) as Id;
      operations.push({ op: "insert_node", ...place, parent: under, after, id: next, node: made });
      const line = relation && lineFollowed(relation, numbers, clip.form === place.doc && gridOf(documents, clip.form, clip.section) === section);
      if (line) lines.push({ op: "set_relation", doc: place.doc, section: place.section, column: next, text: line });
      put(children ?? [], next, null);
      after = next;
      return next;
    });
  };
  const select = put(clip.ids, parent, by ?? siblings(tree, parent).at(-1) ?? null);
  return { operations: [...operations, ...cellsCopied(documents, section, clip, place, ids, following), ...lines], select };
}

/** A code goes along where it is free in the whole form; else the copy gets the next free one. */
function freeCodes(documents: Documents, section: GridSection, clip: TreeClip, place: Place, all: Id[]): Map<string, string> {
  const taken = codesIn(documents, place.doc);
  // What leaves this form for another table of it takes its codes along.
  if (clip.cut && clip.form === place.doc) for (const id of all) taken.delete(clip.nodes[id]?.code ?? "");
  const lower = new Set([...taken].map((code) => code.toLowerCase()));
  const next = clip.kind === "columns" ? columnCodes(section, [...taken, ...clip.codes]) : rowCodes(section, [...taken, ...clip.codes]);
  return new Map(all.flatMap((id) => {
    const code = clip.nodes[id]?.code;
    return code ? [[code, lower.has(code.toLowerCase()) ? next() : code] as const] : [];
  }));
}

/** Printed numbers that the table has already are counted on behind its last; "Đánh số cột" puts all in order. */
function freeNumbers(section: GridSection, clip: TreeClip, all: Id[]): Map<string, string> {
  const held = Object.values(section.columns.nodes).map((node) => node.number ?? "");
  let last = Math.max(0, ...held.filter((number) => /^\d+$/.test(number)).map(Number));
  return new Map(all.flatMap((id) => {
    const number = clip.nodes[id]?.number;
    return number ? [[number, held.includes(number) && /^\d+$/.test(number) ? String(++last) : number] as const] : [];
  }));
}

/** A relation line speaks by numbers. In another table it comes along only when all its numbers do. */
function lineFollowed(line: string, numbers: ReadonlyMap<string, string>, home: boolean): string | undefined {
  const dots = /\.{2,}|…/.test(line);
  const whole = (line.match(/\d+/g) ?? []).every((number) => numbers.has(number)) && !dots;
  return home || whole ? renumbered(line, numbers) : undefined;
}

function specFollowed(spec: CellSpec, following: Following): CellSpec {
  const text = (key: "formula" | "weight") => (spec[key] === undefined ? {} : { [key]: followed(spec[key], following) });
  return { ...spec, ...text("formula"), ...text("weight") };
}

/** Own settings of cells, where the other axis has the same place: the same id, or in another table the same code. */
function cellsCopied(documents: Documents, section: GridSection, clip: TreeClip, place: Place, ids: Map<Id, Id>, following: Following): Operation[] {
  const nodes = (clip.kind === "rows" ? section.columns.nodes : section.rows.nodes) as Record<Id, Node>;
  const byCode = new Map(Object.entries(nodes).flatMap(([id, node]) => (node.code ? [[node.code, id] as const] : [])));
  const across = new Map(clip.across.flatMap(({ id, code }) => {
    const there = nodes[id] ? id : byCode.get(code ?? "");
    return there ? [[id, there] as const] : [];
  }));
  const base = [place.doc, "sections", "items", place.section, "cells"];
  return Object.entries(clip.cells).flatMap(([key, spec]) => {
    const [row = "", column = ""] = key.split(":");
    const at = clip.kind === "rows" ? [ids.get(row), across.get(column)] : [across.get(row), ids.get(column)];
    return at[0] && at[1] ? [setting(documents, [...base, at.join(":")], specFollowed(spec, following))] : [];
  });
}

/** Settings of a block of cells over the cells from `row`, `column` on; a larger choice is filled by repeating the block. */
export function pasteCells(documents: Documents, clip: CellClip, doc: Id, name: Id, area: { rows: Id[]; columns: Id[] }): Operation[] {
  const form = formOf(documents, doc);
  const section = gridOf(documents, doc, name);
  const [row, column] = [area.rows[0], area.columns[0]];
  if (!form || !section || row === undefined || column === undefined) return [];
  const rows = spread(rowsOf(section.rows).rows.map((each) => each.id), row, clip.rows.length, area.rows.length);
  const columns = spread(columnsOf(section.columns).leaves.filter((leaf) => !leaf.node.stub).map((leaf) => leaf.id), column, clip.columns.length, area.columns.length);
  const operations: Operation[] = [];
  rows.forEach((to, down) => {
    if (section.rows.nodes[to]?.kind === "heading") return;
    columns.forEach((at, right) => {
      const spec = clip.specs[down % clip.rows.length]?.[right % clip.columns.length];
      if (!spec) return;
      const block = { down: down - (down % clip.rows.length), right: right - (right % clip.columns.length) };
      const wanted = specFollowed(spec, blockFollowing(clip, section, doc, rows.slice(block.down), columns.slice(block.right)));
      operations.push(...differing(documents, [doc, "sections", "items", name, "cells", `${to}:${at}`], wanted, resolve(form, name, section, to, at).spec));
    });
  });
  return operations;
}

/** A block goes into as many places as were chosen when that is a multiple of its size, else into its own size. */
function spread(list: Id[], from: Id, size: number, chosen: number): Id[] {
  const start = list.indexOf(from);
  return start < 0 ? [] : list.slice(start, start + (chosen % size === 0 ? chosen : size));
}

/** What a formula names inside the copied block it names in the new one; in the same row or column nothing has to change. */
function blockFollowing(clip: CellClip, section: GridSection, doc: Id, rows: Id[], columns: Id[]): Following {
  const renamed = new Map<string, string>();
  const pair = (from: { code: string | undefined }[], to: Id[], nodes: Record<Id, { code?: string }>): void =>
    from.forEach(({ code }, index) => {
      const next = nodes[to[index] ?? ""]?.code;
      if (code && next && code !== next) renamed.set(code, next);
    });
  pair(clip.rows, rows, section.rows.nodes);
  pair(clip.columns, columns, section.columns.nodes);
  return { renamed, from: clip.form, to: doc, outside: new Set(clip.codes) };
}

function differing(documents: Documents, path: string[], wanted: CellSpec, now: CellSpec): Operation[] {
  const keys = new Set([...Object.keys(wanted), ...Object.keys(now)]) as Set<keyof CellSpec>;
  const own = valueAt(documents, path) as CellSpec | undefined;
  // What a weaker layer says beyond the copy cannot be unsaid here.
  const changes = [...keys].filter((key) => !same(wanted[key] ?? null, now[key] ?? null) && (wanted[key] !== undefined || own?.[key] !== undefined));
  return changes.map((key) => setting(documents, [...path, key], wanted[key]));
}

export function isTree(clip: Clip): clip is TreeClip {
  return clip.kind !== "cells";
}
