/** Ordered trees kept as an id map and short child lists: questions about them and changes of them. */
import type { Id, Tree } from "./documents";

export interface Branch {
  children?: Id[];
}

export interface Standing {
  parent: Id | null;
  index: number;
}

/** Depth first, parents before children: [id, depth]. */
export function walk<N extends Branch>(tree: Tree<N>): [Id, number][] {
  const found: [Id, number][] = [];
  const visit = (ids: Id[], depth: number): void => {
    for (const id of ids) {
      const node = tree.nodes[id];
      if (!node) continue;
      found.push([id, depth]);
      if (node.children) visit(node.children, depth + 1);
    }
  };
  visit(tree.root, 0);
  return found;
}

export function leavesUnder<N extends Branch>(tree: Tree<N>, id: Id): Id[] {
  const children = tree.nodes[id]?.children;
  if (!children || children.length === 0) return tree.nodes[id] ? [id] : [];
  return children.flatMap((child) => leavesUnder(tree, child));
}

export function subtree<N extends Branch>(tree: Tree<N>, id: Id): Id[] {
  return tree.nodes[id] ? [id, ...(tree.nodes[id].children ?? []).flatMap((child) => subtree(tree, child))] : [];
}

export function siblings<N extends Branch>(tree: Tree<N>, parent: Id | null): Id[] {
  return parent === null ? tree.root : (tree.nodes[parent]?.children ?? []);
}

export function standingOf<N extends Branch>(tree: Tree<N>, id: Id): Standing | undefined {
  const top = tree.root.indexOf(id);
  if (top >= 0) return { parent: null, index: top };
  for (const [parent, node] of Object.entries(tree.nodes)) {
    const index = node.children?.indexOf(id) ?? -1;
    if (index >= 0) return { parent, index };
  }
  return undefined;
}

export function ancestors<N extends Branch>(tree: Tree<N>, id: Id): Id[] {
  const found: Id[] = [];
  for (let at = standingOf(tree, id)?.parent ?? null; at !== null; at = standingOf(tree, at)?.parent ?? null)
    found.unshift(at);
  return found;
}

/** The ids without those that stand under another of them, in tree order. */
export function topmost<N extends Branch>(tree: Tree<N>, ids: Iterable<Id>): Id[] {
  const wanted = new Set(ids);
  return walk(tree)
    .map(([id]) => id)
    .filter((id) => wanted.has(id) && !ancestors(tree, id).some((above) => wanted.has(above)));
}

export function before(list: Id[], id: Id): Id | null {
  return list[list.indexOf(id) - 1] ?? null;
}

export function inserted<N extends Branch>(tree: Tree<N>, parent: Id | null, after: Id | null, id: Id, node: N): Tree<N> {
  const list = siblings(tree, parent);
  const at = after === null ? 0 : list.indexOf(after) + 1;
  if ((after !== null && at === 0) || (parent !== null && !tree.nodes[parent])) throw new RangeError(`no place for ${id}`);
  const grown = [...list.slice(0, at), id, ...list.slice(at)];
  return withSiblings({ ...tree, nodes: { ...tree.nodes, [id]: node } }, parent, grown);
}

export function removed<N extends Branch>(tree: Tree<N>, id: Id): Tree<N> {
  const standing = standingOf(tree, id);
  if (!standing) throw new RangeError(`no ${id}`);
  const gone = new Set(subtree(tree, id));
  const nodes = Object.fromEntries(Object.entries(tree.nodes).filter(([key]) => !gone.has(key)));
  const rest = siblings(tree, standing.parent).filter((each) => each !== id);
  return withSiblings({ ...tree, nodes }, standing.parent, rest);
}

export function moved<N extends Branch>(tree: Tree<N>, id: Id, parent: Id | null, after: Id | null): Tree<N> {
  const standing = standingOf(tree, id);
  const node = tree.nodes[id];
  if (!standing || !node) throw new RangeError(`no ${id}`);
  if (parent !== null && subtree(tree, id).includes(parent)) throw new RangeError(`${id} cannot stand under itself`);
  const without = withSiblings(tree, standing.parent, siblings(tree, standing.parent).filter((each) => each !== id));
  return inserted(without, parent, after, id, node);
}

function withSiblings<N extends Branch>(tree: Tree<N>, parent: Id | null, list: Id[]): Tree<N> {
  if (parent === null) return { ...tree, root: list };
  const { children: _old, ...bare } = tree.nodes[parent] as N;
  const node = (list.length > 0 ? { ...bare, children: list } : bare) as N;
  return { ...tree, nodes: { ...tree.nodes, [parent]: node } };
}
