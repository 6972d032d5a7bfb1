/** Where the marks of footnotes stand: at columns, rows and cells, as they print. */
import type { Documents, FormDocument, Id, Section } from "./documents";
import { formOf } from "./documents";
import { withValue } from "./path";

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

/** The rows and columns of a section. */
export function nodesIn(section: Section | undefined): Set<Id> {
  return new Set([...Object.keys(section?.columns?.nodes ?? {}), ...Object.keys(section?.rows?.nodes ?? {})]);
}

/** Footnotes without their anchors on nodes that have gone; an id that still stands in another table keeps its own. */
export function withoutAnchors(documents: Documents, doc: Id, gone: ReadonlySet<Id>): Documents {
  const form = formOf(documents, doc);
  const held = new Set(Object.values(form?.sections.items ?? {}).flatMap((section) => [...nodesIn(section)]));
  const lost = (place: string): boolean => place.split(":").some((id) => gone.has(id) && !held.has(id));
  return Object.entries(form?.footnotes?.items ?? {}).reduce(
    (now, [id, { at = [] }]) => (at.some(lost) ? withValue(now, [doc, "footnotes", "items", id, "at"], at.filter((place) => !lost(place))) : now),
    documents,
  );
}
