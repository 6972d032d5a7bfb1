/** Where the marks of footnotes stand: at columns, rows and cells, as they print. */
import type { FormDocument } from "./documents";

const known = new WeakMap<object, Map<string, string>>();
const NONE = new Map<string, string>();

/** "(1) (2)" by the id of a column or row, or by "row:column". The same map as long as the footnotes are. */
export function notesOf(form: FormDocument | undefined): Map<string, string> {
  const notes = form?.footnotes;
  if (!notes) return NONE;
  const held = known.get(notes);
  if (held) return held;
  const made = new Map<string, string>();
  for (const id of notes.order) {
    const { mark, at } = notes.items[id] ?? {};
    if (!mark) continue;
    for (const place of at ?? []) made.set(place, [made.get(place), `(${mark})`].filter(Boolean).join(" "));
  }
  known.set(notes, made);
  return made;
}
