/** The table as it will print: header rows with spans, leaf columns, rows in order. Kept per tree object. */
import type { ColumnNode, GridSection, Id, RowNode, Tree } from "./documents";
import { walk } from "./tree";

export interface HeaderCell {
  id: Id;
  label: string;
  colspan: number;
  rowspan: number;
  leaf: boolean;
  /** Index of the first leaf below it. */
  from: number;
  level: number;
}

export interface Leaf {
  id: Id;
  node: ColumnNode;
  path: string[];
  index: number;
}

export interface ColumnGeometry {
  leaves: Leaf[];
  header: HeaderCell[][];
  indexOf: Map<Id, number>;
}

export interface RowLine {
  id: Id;
  node: RowNode;
  depth: number;
  index: number;
  parent: Id | null;
}

export interface RowGeometry {
  rows: RowLine[];
  indexOf: Map<Id, number>;
}

const columnCache = new WeakMap<Tree<ColumnNode>, ColumnGeometry>();
const rowCache = new WeakMap<Tree<RowNode>, RowGeometry>();

export function columnsOf(tree: Tree<ColumnNode>): ColumnGeometry {
  const known = columnCache.get(tree);
  if (known) return known;
  const deep = Math.max(1, ...walk(tree).map(([, depth]) => depth + 1));
  const header: HeaderCell[][] = Array.from({ length: deep }, () => []);
  const leaves: Leaf[] = [];
  const visit = (id: Id, level: number, path: string[]): number => {
    const node = tree.nodes[id];
    if (!node) return 0;
    const children = node.children ?? [];
    const leaf = children.length === 0;
    const from = leaves.length;
    const here = [...path, node.label];
    const cell: HeaderCell = { id, label: node.label, colspan: 1, rowspan: leaf ? deep - level : 1, leaf, from, level };
    header[level]?.push(cell);
    if (leaf) leaves.push({ id, node, path: here, index: from });
    else cell.colspan = children.reduce((sum, child) => sum + visit(child, level + 1, here), 0);
    return cell.colspan;
  };
  for (const id of tree.root) visit(id, 0, []);
  const made = { leaves, header, indexOf: new Map(leaves.map((leaf) => [leaf.id, leaf.index])) };
  columnCache.set(tree, made);
  return made;
}

export function rowsOf(tree: Tree<RowNode>): RowGeometry {
  const known = rowCache.get(tree);
  if (known) return known;
  const rows: RowLine[] = [];
  const visit = (ids: Id[], depth: number, parent: Id | null): void => {
    for (const id of ids) {
      const node = tree.nodes[id];
      if (!node) continue;
      rows.push({ id, node, depth, index: rows.length, parent });
      if (node.children) visit(node.children, depth + 1, id);
    }
  };
  visit(tree.root, 0, null);
  const made = { rows, indexOf: new Map(rows.map((row) => [row.id, row.index])) };
  rowCache.set(tree, made);
  return made;
}

/** Width of a column on screen in pixels, before zoom. */
export function widthOf(node: ColumnNode, marked: boolean): number {
  if (node.width) return node.width;
  if (node.stub === "caption") return marked ? 260 : 220;
  if (node.stub === "marker") return 44;
  if (node.stub === "code") return 56;
  if (node.stub === "unit") return 84;
  if (node.cell?.kind === "text") return 140;
  return 76;
}

export function isDataRow(node: RowNode): boolean {
  return (node.kind ?? "data") !== "heading";
}

/** What a person calls a column: its printed number, else its caption. */
export function columnName(section: GridSection, id: Id): string {
  const node = section.columns.nodes[id];
  if (!node) return id;
  return node.number ? `Cột ${node.number}` : node.label || node.code || id;
}
