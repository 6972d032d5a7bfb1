/** From what a change wrote to where it stands on the canvas. */
import { columnWords, rowWords } from "../formula/tokens";
import { formOf, isGrid, isRules, type Documents, type Id, type Path } from "../model/documents";

/** A place on the canvas: its form, its section, and its data-at address; the latter two may be missing. */
export interface Place {
  form: Id;
  section?: Id;
  address?: string;
}

export function placeOf(text: string): Place | null {
  const [form, section, address] = text.split("/");
  return form ? { form, ...(section && { section }), ...(address && { address }) } : null;
}

/** Where a change is seen; null for what no canvas shows, such as the printed page. */
export function placeOfPath(documents: Documents, path: Path): Place | null {
  const [doc = "", , , section, axis, , id] = path;
  const head = documents[doc];
  if (isRules(head)) return { form: head.form };
  if (!formOf(documents, doc)) return null;
  if (path[1] !== "sections" || !section) return { form: doc };
  if (axis === "cells" && path[5]) return { form: doc, section, address: `d:${path[5]}` };
  if (axis === "columns" && id) return { form: doc, section, address: `${{ relation: "q", number: "n" }[path[7] ?? ""] ?? "h"}:${id}` };
  if (axis === "rows" && id) return { form: doc, section, address: `s:${id}:label` };
  return { form: doc, section };
}

/** "01/XLD · cột 3", for people. */
export function placeWords(documents: Documents, place: Place): string {
  const form = formOf(documents, place.form);
  const section = place.section ? form?.sections.items[place.section] : undefined;
  const parts = [form?.code ?? ""];
  if (isGrid(section) && place.address) {
    const [kind, first = "", second = ""] = place.address.split(":");
    if (kind === "d") parts.push(rowWords(section, first), columnWords(section, second));
    else if (kind === "s") parts.push(rowWords(section, first));
    else parts.push(columnWords(section, first));
  }
  return parts.filter(Boolean).join(" · ");
}
