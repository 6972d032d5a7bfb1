/** What a person does to header and row trees, as operations. All pure: documents in, operations out. */
import type { Documents, GridSection, Id, Path, Tree } from "./documents";
import { gridOf } from "./documents";
import { type IdKind, idSource } from "./ids";
import { codesIn, columnCodes, newColumn, newRow, nextMarker, numbering, rowCodes } from "./codes";
import type { Axis, Operation } from "./operations";
import { setting } from "./operations";
import { columnsOf } from "./geometry";
import { ancestors, before, type Branch, siblings, standingOf, subtree, topmost, walk } from "./tree";

/** A section of a form and one of its trees. */
export interface Place {
  doc: Id;
  section: Id;
  axis: Axis;
}

/** Operations of one action and the nodes to select afterwards. */
export interface Action {
  operations: Operation[];
  select: Id[];
}

export const NOTHING: Action = { operations: [], select: [] };

export function nodePath(place: Place, id: Id): Path {
  return [place.doc, "sections", "items", place.section, place.axis, "nodes", id];
}

function treeAt(documents: Documents, place: Place): { section: GridSection; tree: Tree<Branch> } | undefined {
  const section = gridOf(documents, place.doc, place.section);
  return section && { section, tree: section[place.axis] as Tree<Branch> };
}

function move(place: Place, id: Id, parent: Id | null, after: Id | null): Operation {
  return { op: "move_node", ...place, id, parent, after };
}

/** Add an empty column or row beside another, or at the end when there is none to stand by. */
export function addBeside(documents: Documents, place: Place, by: Id | null, side: "before" | "after"): Action {
  const found = treeAt(documents, place);
  if (!found) return NOTHING;
  const { section, tree } = found;
  const standing = by === null ? undefined : standingOf(tree, by);
  const parent = standing?.parent ?? null;
  const list = siblings(tree, parent);
  const after = by === null ? (list.at(-1) ?? null) : side === "after" ? by : before(list, by);
  const fresh = idSource(documents);
  if (place.axis === "columns") {
    const id = fresh("c");
    const number = side === "after" ? numberAtEnd(section, by) : undefined;
    const node = { ...newColumn("", columnCodes(section, codesIn(documents, place.doc))()), ...(number && { number }) };
    return { operations: [{ op: "insert_node", ...place, parent, after, id, node }], select: [id] };
  }
  const id = fresh("r");
  const marker = side === "after" && by ? nextMarker(section.rows.nodes[by]?.marker) : undefined;
  return { operations: [{ op: "insert_node", ...place, parent, after, id, node: newRow("", rowCodes(section, codesIn(documents, place.doc))(), marker) }], select: [id] };
}

/** A column at the very end goes on with the printed count; in between, what is counted anew is for the person to say. */
function numberAtEnd(section: GridSection, by: Id | null): string | undefined {
  const { leaves } = columnsOf(section.columns);
  const last = leaves.at(-1);
  if (!last || last.node.stub || (by !== null && !subtree(section.columns as Tree<Branch>, by).includes(last.id))) return undefined;
  const next = nextMarker(last.node.number);
  return next && /\d/.test(next) && !leaves.some(({ node }) => node.number === next) ? next : undefined;
}

/** What has no caption yet is no heading to stand under: another child is one more of the header that it was just made for. */
function host(tree: Tree<Branch>, section: GridSection, axis: Axis, id: Id): Id {
  const node = (section[axis] as Tree<{ label: string; children?: Id[] }>).nodes[id];
  const above = standingOf(tree, id)?.parent;
  const nameless = node !== undefined && node.label === "" && (node.children ?? []).length === 0;
  const plain = axis === "columns" || ((section.rows.nodes[id]?.kind ?? "data") === "data");
  return nameless && plain && above ? above : id;
}

/**
 * Add a child. A leaf column cannot hold figures and children at once, so it moves, with its code and figures,
 * under a new header that takes its caption, and gets a new neighbour there.
 */
export function addChild(documents: Documents, place: Place, chosen: Id): Action {
  const found = treeAt(documents, place);
  if (!found) return NOTHING;
  const { section, tree } = found;
  const parent = host(tree, section, place.axis, chosen);
  const fresh = idSource(documents);
  const children = siblings(tree, parent);
  if (place.axis === "rows") {
    const id = fresh("r");
    return { operations: [{ op: "insert_node", ...place, parent, after: children.at(-1) ?? null, id, node: newRow("", rowCodes(section, codesIn(documents, place.doc))()) }], select: [id] };
  }
  const id = fresh("c");
  const node = newColumn("", columnCodes(section, codesIn(documents, place.doc))());
  if (children.length > 0)
    return { operations: [{ op: "insert_node", ...place, parent, after: children.at(-1) ?? null, id, node }], select: [id] };
  const leaf = section.columns.nodes[parent];
  const standing = standingOf(tree, parent);
  if (!leaf || !standing || leaf.stub) return NOTHING;
  const group = fresh("g");
  const operations: Operation[] = [
    { op: "insert_node", ...place, parent: standing.parent, after: parent, id: group, node: { label: leaf.label } },
    move(place, parent, group, null),
    setting(documents, [...nodePath(place, parent), "label"], ""),
    { op: "insert_node", ...place, parent: group, after: parent, id, node },
  ];
  return { operations, select: [parent] };
}

/** Put neighbours of one level under a new common header (or, for rows, a new heading row). */
export function group(documents: Documents, place: Place, ids: Id[], label: string): Action {
  const found = treeAt(documents, place);
  if (!found || ids.length === 0) return NOTHING;
  const { tree } = found;
  const chosen = lifted(tree, ids);
  const first = chosen[0];
  const standing = first === undefined ? undefined : standingOf(tree, first);
  if (!standing || first === undefined) return NOTHING;
  const fresh = idSource(documents);
  const id = fresh(place.axis === "columns" ? "g" : "r");
  const node = place.axis === "columns" ? { label } : { label, kind: "heading" as const };
  const operations: Operation[] = [
    { op: "insert_node", ...place, parent: standing.parent, after: before(siblings(tree, standing.parent), first), id, node },
  ];
  let last: Id | null = null;
  for (const each of chosen) {
    operations.push(move(place, each, id, last));
    last = each;
  }
  return { operations, select: [id] };
}

/** The chosen nodes brought to one common level: what is deeper is represented by its ancestor there. */
function lifted(tree: Tree<Branch>, ids: Id[]): Id[] {
  const top = topmost(tree, ids);
  const lines = top.map((id) => [...ancestors(tree, id), id]);
  const depth = Math.min(...lines.map((line) => line.length)) - 1;
  const level = [...new Set(lines.map((line) => line[depth] as Id))];
  const parent = standingOf(tree, level[0] as Id)?.parent ?? null;
  return level.filter((id) => (standingOf(tree, id)?.parent ?? null) === parent);
}

/** Dissolve headers: the children take the header's place. Rows keep the header row as a neighbour. */
export function ungroup(documents: Documents, place: Place, ids: Id[]): Action {
  const found = treeAt(documents, place);
  if (!found) return NOTHING;
  const operations: Operation[] = [];
  const select: Id[] = [];
  for (const id of topmost(found.tree, ids)) {
    const children = found.tree.nodes[id]?.children ?? [];
    const standing = standingOf(found.tree, id);
    if (children.length === 0 || !standing) continue;
    let last = id;
    for (const child of children) {
      operations.push(move(place, child, standing.parent, last));
      last = child;
    }
    if (place.axis === "columns") operations.push({ op: "remove_node", ...place, id });
    select.push(...children);
  }
  return { operations, select };
}

export function remove(documents: Documents, place: Place, ids: Id[]): Action {
  const found = treeAt(documents, place);
  if (!found) return NOTHING;
  const { tree } = found;
  const gone = withEmptied(tree, topmost(tree, ids), place.axis === "columns");
  const lost = new Set(gone.flatMap((id) => subtree(tree, id)));
  const order = walk(tree).map(([id]) => id);
  const start = order.findIndex((id) => lost.has(id));
  const next = order.slice(start).find((id) => !lost.has(id)) ?? order.slice(0, start).reverse().find((id) => !lost.has(id));
  return { operations: gone.map((id) => ({ op: "remove_node", ...place, id })), select: next ? [next] : [] };
}

/** A header whose last column goes would turn into a column of figures itself, so it goes too. */
function withEmptied(tree: Tree<Branch>, ids: Id[], closing: boolean): Id[] {
  if (!closing) return ids;
  const chosen = new Set(ids);
  for (const id of ids)
    for (const above of ancestors(tree, id).reverse())
      if ((tree.nodes[above]?.children ?? []).every((child) => chosen.has(child))) chosen.add(above);
  return topmost(tree, chosen);
}

/** One step earlier (-1) or later (+1) among the neighbours, leaving the header at its edge. */
export function shift(documents: Documents, place: Place, ids: Id[], step: -1 | 1): Action {
  const found = treeAt(documents, place);
  if (!found) return NOTHING;
  const { tree } = found;
  const chosen = lifted(tree, ids);
  const edge = step < 0 ? chosen[0] : chosen.at(-1);
  const standing = edge === undefined ? undefined : standingOf(tree, edge);
  if (!standing || edge === undefined) return NOTHING;
  const list = siblings(tree, standing.parent);
  const neighbour = list[standing.index + step];
  let after: Id | null;
  let parent = standing.parent;
  if (neighbour !== undefined) after = step > 0 ? neighbour : before(list, neighbour);
  else if (parent !== null && !emptied(tree, parent, chosen)) {
    const above = standingOf(tree, parent);
    const uncles = siblings(tree, above?.parent ?? null);
    after = step > 0 ? parent : before(uncles, parent);
    parent = above?.parent ?? null;
  } else return NOTHING;
  return { operations: chain(place, chosen, parent, after), select: ids };
}

function emptied(tree: Tree<Branch>, parent: Id, leaving: Id[]): boolean {
  return siblings(tree, parent).every((id) => leaving.includes(id));
}

function chain(place: Place, ids: Id[], parent: Id | null, after: Id | null): Operation[] {
  let last = after;
  return ids.map((id) => {
    const operation = move(place, id, parent, last);
    last = id;
    return operation;
  });
}

/** Deeper: under the neighbour before (for columns only when that is a header). */
export function indent(documents: Documents, place: Place, ids: Id[]): Action {
  const found = treeAt(documents, place);
  const chosen = found ? lifted(found.tree, ids) : [];
  const first = chosen[0];
  if (!found || first === undefined) return NOTHING;
  const standing = standingOf(found.tree, first);
  const host = standing && before(siblings(found.tree, standing.parent), first);
  if (!host) return NOTHING;
  const children = found.tree.nodes[host]?.children ?? [];
  if (place.axis === "columns" && children.length === 0) return NOTHING;
  return { operations: chain(place, chosen, host, children.at(-1) ?? null), select: ids };
}

/** Shallower: behind the header (or parent row) that it stands under. */
export function outdent(documents: Documents, place: Place, ids: Id[]): Action {
  const found = treeAt(documents, place);
  const chosen = found ? lifted(found.tree, ids) : [];
  const parent = found && chosen[0] !== undefined ? standingOf(found.tree, chosen[0])?.parent : undefined;
  if (!found || !parent) return NOTHING;
  const above = standingOf(found.tree, parent)?.parent ?? null;
  const operations = chain(place, chosen, above, parent);
  if (place.axis === "columns" && emptied(found.tree, parent, chosen)) operations.push({ op: "remove_node", ...place, id: parent });
  return { operations, select: ids };
}

export type Drop = { target: Id; where: "before" | "after" | "into" };

/** Where a drag would put the nodes; NOTHING when that is their own inside or where they stand already. */
export function drop(documents: Documents, place: Place, ids: Id[], to: Drop): Action {
  const found = treeAt(documents, place);
  if (!found) return NOTHING;
  const { tree, section } = found;
  const chosen = topmost(tree, ids);
  if (chosen.some((id) => subtree(tree, id).includes(to.target))) return NOTHING;
  const kind: IdKind = "g";
  if (to.where === "into") {
    const children = tree.nodes[to.target]?.children ?? [];
    if (place.axis === "rows" || children.length > 0)
      return { operations: chain(place, chosen, to.target, children.filter((id) => !chosen.includes(id)).at(-1) ?? null), select: ids };
    const standing = standingOf(tree, to.target);
    if (!standing || section.columns.nodes[to.target]?.stub) return NOTHING;
    const header = idSource(documents)(kind);
    const insert: Operation = { op: "insert_node", ...place, parent: standing.parent, after: to.target, id: header, node: { label: "" } };
    return { operations: [insert, ...chain(place, [to.target, ...chosen], header, null)], select: [header] };
  }
  const parent = standingOf(tree, to.target)?.parent ?? null;
  const list = siblings(tree, parent).filter((id) => !chosen.includes(id));
  const after = to.where === "after" ? to.target : before(list, to.target);
  const operations = chain(place, chosen, parent, after);
  return { operations: [...operations, ...leftEmpty(tree, place, chosen, parent)], select: ids };
}

function leftEmpty(tree: Tree<Branch>, place: Place, leaving: Id[], to: Id | null): Operation[] {
  if (place.axis === "rows") return [];
  const parents = new Set(leaving.map((id) => standingOf(tree, id)?.parent ?? null));
  return [...parents].flatMap((id) =>
    id !== null && id !== to && emptied(tree, id, leaving) && !ancestors(tree, to ?? "").includes(id)
      ? [{ op: "remove_node" as const, ...place, id }]
      : [],
  );
}

export function renumber(documents: Documents, doc: Id, section: Id): Operation[] {
  const grid = gridOf(documents, doc, section);
  if (!grid) return [];
  const place: Place = { doc, section, axis: "columns" };
  const { numbers, codes, relations } = numbering(grid, codesIn(documents, doc));
  return [
    ...[...codes].map(([id, code]) => setting(documents, [...nodePath(place, id), "code"], code)),
    ...[...numbers].map(([id, number]) => setting(documents, [...nodePath(place, id), "number"], number)),
    ...[...relations].map(([column, text]): Operation => ({ op: "set_relation", doc, section, column, text })),
  ];
}
