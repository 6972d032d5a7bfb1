/** The model as ProseMirror edits it: flat paragraphs that know their list, three marks. Nothing else can stand in the text. */

import { Schema, type Mark, type Node } from "prosemirror-model";

import { valueOf, type ListKind, type Paragraph, type Run, type TextValue } from "../model";

export const schema = new Schema({
  nodes: {
    doc: { content: "paragraph+" },
    paragraph: {
      content: "text*",
      attrs: { list: { default: null, validate: "string|null" }, level: { default: 1, validate: "number" } },
      toDOM: ({ attrs }) => ["p", attrs.list ? { "data-list": String(attrs.list), "data-depth": String(attrs.level) } : {}, 0],
      parseDOM: [
        { tag: "p", getAttrs: (dom) => ({ list: kindOf(dom.getAttribute("data-list")), level: dom.getAttribute("data-depth") === "2" ? 2 : 1 }) },
        { tag: "div" },
      ],
    },
    text: {},
  },
  marks: {
    b: { toDOM: () => ["strong", 0], parseDOM: [{ tag: "strong" }, { tag: "b" }] },
    i: { toDOM: () => ["em", 0], parseDOM: [{ tag: "em" }, { tag: "i" }] },
    u: { toDOM: () => ["u", 0], parseDOM: [{ tag: "u" }] },
  },
});

function kindOf(text: string | null): ListKind | null {
  return text === "bullet" || text === "number" ? text : null;
}

export function nodesOf(paragraphs: readonly Paragraph[]): Node[] {
  return paragraphs.map(({ runs, list, level }) => {
    const texts = runs.filter((run) => run.text).map(({ text, marks }) => schema.text(text, [...(marks ?? "")].map((mark) => schema.mark(mark))));
    return schema.node("paragraph", { list: list ?? null, level: level ?? 1 }, texts);
  });
}

export function docOf(paragraphs: readonly Paragraph[]): Node {
  return schema.node("doc", null, paragraphs.length ? nodesOf(paragraphs) : [schema.node("paragraph")]);
}

function marksOf(marks: readonly Mark[]): string {
  return marks.map((mark) => mark.type.name).join("");
}

/** The paragraphs of a document or of a piece of one. */
export function paragraphsIn(parent: { forEach: Node["forEach"] }): Paragraph[] {
  const made: Paragraph[] = [];
  parent.forEach((node) => {
    const runs: Run[] = [];
    if (node.isText) runs.push({ text: node.text ?? "", marks: marksOf(node.marks) });
    node.forEach((text) => runs.push({ text: text.text ?? "", marks: marksOf(text.marks) }));
    const list = kindOf(node.attrs.list as string | null);
    made.push({ runs, ...(list && { list, level: Number(node.attrs.level) }) });
  });
  return made;
}

export function valueIn(doc: Node): TextValue | null {
  return valueOf(paragraphsIn(doc));
}
