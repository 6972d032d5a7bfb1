/** Colours of a formula text and the underlines where the server does not understand it. */
import { RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { coloured } from "../canvas/marks";
import type { Id } from "../model/documents";
import { state } from "../state/store";
import { KEYWORDS, referencesIn, tokens } from "./tokens";

export interface Fault {
  message: string;
  start?: number;
  end?: number;
}

export const setFaults = StateEffect.define<Fault[]>();

export const faults = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(held, change) {
    let next = held.map(change.changes);
    for (const effect of change.effects) if (effect.is(setFaults)) next = underlines(effect.value, change.newDoc.length);
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function underlines(list: Fault[], length: number): DecorationSet {
  const ranges = list
    .filter((fault) => fault.start !== undefined && length > 0)
    .map((fault) => {
      const from = Math.max(0, Math.min(fault.start ?? 0, length - 1));
      const to = Math.min(length, Math.max(from + 1, fault.end ?? length));
      return Decoration.mark({ class: "ds-fault", attributes: { title: fault.message } }).range(from, to);
    });
  return Decoration.set(ranges, true);
}

export function tokenColours(form: () => Id) {
  const build = (view: EditorView): DecorationSet => {
    const text = view.state.doc.toString();
    const references = referencesIn(state().documents, form(), text);
    const colours = coloured(references.map((each) => `${each.form} ${each.code}`));
    const at = new Map(references.map((each) => [each.from, colours.get(`${each.form} ${each.code}`) ?? 1]));
    const builder = new RangeSetBuilder<Decoration>();
    for (const token of tokens(text)) {
      const colour = at.get(token.from);
      const name = colour !== undefined ? `ds-ref mark-${colour}` : classOf(token.kind, token.text);
      if (name) builder.add(token.from, token.to, Decoration.mark({ class: name }));
    }
    return builder.finish();
  };
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = build(view);
      }
      update(update: ViewUpdate): void {
        if (update.docChanged || update.focusChanged) this.decorations = build(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

function classOf(kind: string, text: string): string | null {
  if (kind === "number" || kind === "text") return "ds-tok-literal";
  if (kind === "name") return KEYWORDS.has(text.toLowerCase()) ? "ds-tok-keyword" : "ds-tok-name";
  return null;
}
