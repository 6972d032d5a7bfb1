/** The marks of footnotes at a header or a row, as they print. */
import { formOf, type Id } from "../model/documents";
import { notesOf } from "../model/footnotes";
import { useDesigner } from "../state/store";

export function NoteAt({ place }: { place: Id }) {
  const note = useDesigner((s) => notesOf(formOf(s.documents, "form" in s.page ? s.page.form : null)).get(place));
  return note ? <sup className="ds-note">{note}</sup> : null;
}
