/** What keys and buttons do to the text. */

import { chainCommands, baseKeymap, splitBlockAs, toggleMark } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import type { Node } from "prosemirror-model";
import { Plugin, type Command, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

import { signsOf, type ListKind } from "../model";
import { paragraphsIn, schema } from "./schema";

function touched(state: EditorState): { node: Node; at: number }[] {
  const found: { node: Node; at: number }[] = [];
  state.doc.nodesBetween(state.selection.from, state.selection.to, (node, at) => {
    if (node.type.name === "paragraph") found.push({ node, at });
    return false;
  });
  return found;
}

/** The list that all touched paragraphs stand in. */
export function listOf(state: EditorState): ListKind | null {
  const lists = new Set(touched(state).map(({ node }) => node.attrs.list as ListKind | null));
  return lists.size === 1 ? ([...lists][0] ?? null) : null;
}

export function levelOf(state: EditorState): number {
  return Math.max(1, ...touched(state).map(({ node }) => (node.attrs.list ? Number(node.attrs.level) : 1)));
}

export function hasMark(state: EditorState, name: "b" | "i" | "u"): boolean {
  const { from, to, empty, $from } = state.selection;
  const mark = schema.marks[name]!;
  return empty ? Boolean(mark.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, mark);
}

function change(attrs: (node: Node) => { list: ListKind | null; level: number } | null): Command {
  return (state, dispatch) => {
    const transaction = state.tr;
    for (const { node, at } of touched(state)) {
      const next = attrs(node);
      if (next) transaction.setNodeMarkup(at, null, next);
    }
    if (!transaction.docChanged) return false;
    dispatch?.(transaction.scrollIntoView());
    return true;
  };
}

export const marked = (name: "b" | "i" | "u") => toggleMark(schema.marks[name]!);

/** Puts the paragraphs into a list of this kind, or out of it when all stand in one. */
export function toggleList(kind: ListKind): Command {
  return (state, dispatch) => {
    const off = listOf(state) === kind;
    return change((node) => ({ list: off ? null : kind, level: off || !node.attrs.list ? 1 : Number(node.attrs.level) }))(state, dispatch);
  };
}

export const inward: Command = (state, dispatch) => {
  const first = touched(state)[0];
  const before = first && state.doc.resolve(first.at).nodeBefore;
  if (!before?.attrs.list && touched(state).length < 2) return false;
  return change((node) => (node.attrs.list && Number(node.attrs.level) === 1 && (before?.attrs.list || node !== first?.node) ? { list: node.attrs.list as ListKind, level: 2 } : null))(state, dispatch);
};

export const outward: Command = change((node) => {
  if (!node.attrs.list) return null;
  return Number(node.attrs.level) === 2 ? { list: node.attrs.list as ListKind, level: 1 } : { list: null, level: 1 };
});

/** Enter in an empty item leaves the list by one level. */
const leaveEmpty: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  return empty && $from.parent.content.size === 0 && Boolean($from.parent.attrs.list) && outward(state, dispatch);
};

/** Backspace at the beginning of an item takes its sign first. */
const dropSign: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  return empty && $from.parentOffset === 0 && Boolean($from.parent.attrs.list) && outward(state, dispatch);
};

const split = splitBlockAs((node) => ({ type: node.type, attrs: node.attrs }));

function signs(doc: Node): DecorationSet {
  const found = signsOf(paragraphsIn(doc));
  const made: Decoration[] = [];
  doc.forEach((node, at, index) => {
    const sign = found[index]?.sign;
    if (sign) made.push(Decoration.node(at, at + node.nodeSize, { "data-sign": sign }));
  });
  return DecorationSet.create(doc, made);
}

const signing: Plugin<DecorationSet> = new Plugin<DecorationSet>({
  state: {
    init: (_config, state) => signs(state.doc),
    apply: (transaction, before) => (transaction.docChanged ? signs(transaction.doc) : before),
  },
  props: { decorations: (state) => signing.getState(state) },
});

export function plugins(): Plugin[] {
  return [
    history(),
    keymap({
      "Mod-b": marked("b"), "Mod-i": marked("i"), "Mod-u": marked("u"), "Mod-B": marked("b"), "Mod-I": marked("i"), "Mod-U": marked("u"),
      "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo, "Mod-Z": redo,
      "Mod-Shift-8": toggleList("bullet"), "Mod-Shift-7": toggleList("number"), "Mod-]": inward, "Mod-[": outward,
      Enter: chainCommands(leaveEmpty, split), "Shift-Enter": chainCommands(leaveEmpty, split), Backspace: dropSign,
    }),
    keymap(baseKeymap),
    signing,
  ];
}
