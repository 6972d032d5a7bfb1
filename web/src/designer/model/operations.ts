/** The typed operations of the draft log, and what each does to the documents held here. */
import type { ColumnNode, Document, Documents, FormDocument, Id, Ordered, OutlineNode, Path, RowNode, Rule, Section, Tree } from "./documents";
import { isForm, isRegime, isRules, regimeOf, rulesOf } from "./documents";
import { nodesIn, withoutAnchors } from "./footnotes";
import { same, valueAt, withValue } from "./path";
import { type Branch, inserted, moved, removed, subtree } from "./tree";

export type Axis = "columns" | "rows" | "headings";

/** Operations of one gesture carry one `group`, so that undo takes all of them back at once. */
export type Operation = Step & { group?: string };

type Step =
  | { op: "set"; path: Path; value: unknown; was?: unknown }
  | { op: "insert_node"; doc: Id; section: Id; axis: Axis; parent: Id | null; after: Id | null; id: Id; node: ColumnNode | RowNode | OutlineNode }
  | { op: "remove_node"; doc: Id; section: Id; axis: Axis; id: Id }
  | { op: "move_node"; doc: Id; section: Id; axis: Axis; id: Id; parent: Id | null; after: Id | null }
  | { op: "insert_item"; path: Path; id: Id; item: unknown; after: Id | null }
  | { op: "remove_item"; path: Path; id: Id }
  | { op: "move_item"; path: Path; id: Id; after: Id | null }
  | { op: "set_relation"; doc: Id; section: Id; column: Id; text: string }
  | { op: "set_rule"; rules: Id; id: Id; rule: Rule; was?: Rule }
  | { op: "remove_rule"; rules: Id; id: Id; was?: Rule }
  | { op: "insert_section"; doc: Id; after: Id | null; id: Id; section: Section }
  | { op: "remove_section"; doc: Id; id: Id }
  | { op: "move_section"; doc: Id; id: Id; after: Id | null }
  | { op: "add_form"; id: Id; form: FormDocument; after?: Id | null }
  | { op: "remove_form"; id: Id };

/** One place of the documents and what became of it; a missing `new` (or `old`) means that it is not there. */
export interface Change {
  path: Path;
  old?: unknown;
  new?: unknown;
}

export interface Entry {
  seq: number;
  op?: string | Operation;
  changes: Change[];
  by: string;
  at: string;
  label?: string;
  mine?: boolean;
}

/** A set operation that remembers what stood there, so that a clash with a colleague is noticed. */
export function setting(documents: Documents, path: Path, value: unknown): Operation {
  const was = valueAt(documents, path);
  const wanted = value === undefined ? null : value;
  return was === undefined ? { op: "set", path, value: wanted } : { op: "set", path, value: wanted, was };
}

export function applyChanges(documents: Documents, changes: Change[]): Documents {
  return changes.reduce((now, change) => withValue(now, change.path, "new" in change ? change.new : undefined), documents);
}

export function applyAll(documents: Documents, operations: Operation[]): Documents {
  return operations.reduce(applied, documents);
}

/** The documents after one operation. Throws RangeError when its place is gone. */
export function applied(documents: Documents, operation: Operation): Documents {
  switch (operation.op) {
    case "set":
      return operation.value === null ? cleared(documents, operation.path) : withValue(documents, operation.path, operation.value);
    case "insert_node":
    case "remove_node":
    case "move_node":
      return onTree(documents, operation);
    case "set_relation":
      return withValue(
        documents,
        [operation.doc, "sections", "items", operation.section, "columns", "nodes", operation.column, "relation"],
        operation.text === "" ? undefined : operation.text,
      );
    case "set_rule":
    case "remove_rule":
      return onRules(documents, operation);
    case "insert_item":
    case "remove_item":
    case "move_item":
      return onItems(documents, operation);
    case "insert_section":
      return onItems(documents, { op: "insert_item", path: [operation.doc, "sections"], id: operation.id, item: operation.section, after: operation.after });
    case "remove_section":
      return withoutAnchors(onItems(documents, { op: "remove_item", path: [operation.doc, "sections"], id: operation.id }), operation.doc, nodesIn(valueAt(documents, [operation.doc, "sections", "items", operation.id]) as Section | undefined));
    case "move_section":
      return onItems(documents, { op: "move_item", path: [operation.doc, "sections"], id: operation.id, after: operation.after });
    case "add_form":
      return withForms({ ...documents, [operation.id]: operation.form as unknown as Document }, (ids) => [...ids, operation.id]);
    case "remove_form":
      return withoutForm(documents, operation.id);
  }
}

type TreeOperation = Extract<Step, { axis: Axis }>;

function onTree(documents: Documents, operation: TreeOperation): Documents {
  const place = [operation.doc, "sections", "items", operation.section];
  const tree = valueAt(documents, [...place, operation.axis]) as Tree<Branch & (ColumnNode | RowNode | OutlineNode)> | undefined;
  if (!tree) throw new RangeError(`no ${operation.axis} in ${operation.section}`);
  if (operation.op === "insert_node")
    return withValue(documents, [...place, operation.axis], inserted(tree, operation.parent, operation.after, operation.id, operation.node));
  if (operation.op === "move_node")
    return withValue(documents, [...place, operation.axis], moved(tree, operation.id, operation.parent, operation.after));
  const gone = new Set(subtree(tree, operation.id));
  const smaller = withValue(documents, [...place, operation.axis], removed(tree, operation.id));
  return withoutAnchors(withoutCells(smaller, [...place, "cells"], operation.axis, gone), operation.doc, gone);
}

function withoutCells(documents: Documents, path: Path, axis: Axis, gone: Set<Id>): Documents {
  const cells = valueAt(documents, path) as Record<string, unknown> | undefined;
  if (!cells) return documents;
  const part = axis === "rows" ? 0 : 1;
  const kept = Object.entries(cells).filter(([key]) => !gone.has(key.split(":")[part] ?? ""));
  return kept.length === Object.keys(cells).length ? documents : withValue(documents, path, Object.fromEntries(kept));
}

/** `rules` names the rules document, or the form when it may have none yet. */
function onRules(documents: Documents, operation: Extract<Step, { rules: Id }>): Documents {
  const known = isRules(documents[operation.rules]) ? operation.rules : rulesOf(documents, operation.rules)?.id;
  if (known === undefined) {
    // The server will begin the document under an id of its own; until then there is nothing to show it in.
    if (isForm(documents[operation.rules])) return documents;
    throw new RangeError(`no ${operation.rules}`);
  }
  if (operation.op === "remove_rule") {
    const order = valueAt(documents, [known, "order"]) as Id[];
    const fewer = withValue(documents, [known, "items", operation.id], undefined);
    return withValue(fewer, [known, "order"], order.filter((id) => id !== operation.id));
  }
  const order = valueAt(documents, [known, "order"]) as Id[];
  const more = withValue(documents, [known, "items", operation.id], operation.rule);
  return order.includes(operation.id) ? more : withValue(more, [known, "order"], [...order, operation.id]);
}

type ItemOperation = Extract<Step, { op: "insert_item" | "remove_item" | "move_item" }>;

/** An ordered map {order, items}; a missing one is begun with its first item. */
function onItems(documents: Documents, operation: ItemOperation): Documents {
  const { path, id } = operation;
  const held = valueAt(documents, path) as Ordered<unknown> | undefined;
  if (!held && operation.op !== "insert_item") throw new RangeError(`no ${path.join("/")}`);
  const { order, items } = held ?? { order: [], items: {} };
  const rest = order.filter((each) => each !== id);
  if (operation.op === "remove_item") return withValue(withValue(documents, [...path, "items", id], undefined), [...path, "order"], rest);
  const at = operation.after === null ? 0 : rest.indexOf(operation.after) + 1;
  const next = [...rest.slice(0, at), id, ...rest.slice(at)];
  return withValue(documents, path, { order: next, items: operation.op === "insert_item" ? { ...items, [id]: operation.item } : items });
}

const DROPPED = new Set(["cell", "cells", "valid", "open"]);

/** Clear a place; an object that means nothing when empty goes with its last value. */
function cleared(documents: Documents, path: Path): Documents {
  const next = withValue(documents, path, undefined);
  const above = path.slice(0, -1);
  const empty = same(valueAt(next, above), {});
  return empty && (DROPPED.has(above.at(-1) ?? "") || above.at(-2) === "cells") ? cleared(next, above) : next;
}

function withForms(documents: Documents, change: (ids: Id[]) => Id[]): Documents {
  const regime = regimeOf(documents);
  return regime ? withValue(documents, [regime.id, "forms"], change(regime.forms)) : documents;
}

/** A form goes with the documents that speak of it only: rules, consolidation, layout. */
function withoutForm(documents: Documents, id: Id): Documents {
  const kept = Object.fromEntries(
    Object.entries(documents).filter(([key, each]) => key !== id && (isRegime(each) || isForm(each) || each["form"] !== id)),
  );
  return withForms(kept, (ids) => ids.filter((each) => each !== id));
}
