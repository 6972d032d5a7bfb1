/** What is done to a section as a whole, from its menu and from its panel. */
import { t } from "../../words/designer";
import { beginCopying } from "../copies/copying";
import { type FormDocument, isGrid, type Id } from "../model/documents";
import { select, toast } from "./store";
import { act } from "./sync";

export function titleOfSection(form: FormDocument, id: Id): string {
  return form.sections.items[id]?.title || t("section.numbered", { n: form.sections.order.indexOf(id) + 1 });
}

/** One place up (-1) or down (1); false at the edge. */
export function canMove(form: FormDocument, id: Id, step: -1 | 1): boolean {
  const at = form.sections.order.indexOf(id);
  return at >= 0 && at + step >= 0 && at + step < form.sections.order.length;
}

export function moveSection(form: FormDocument, id: Id, step: -1 | 1): void {
  const { order } = form.sections;
  const at = order.indexOf(id);
  if (canMove(form, id, step)) act([{ op: "move_section", doc: form.id, id, after: order[step < 0 ? at - 2 : at + 1] ?? null }]);
}

export function removeSection(form: FormDocument, id: Id): void {
  if (!act([{ op: "remove_section", doc: form.id, id }])) return;
  select(null);
  toast(t("removed.section"), { undo: true });
}

export function isTable(form: FormDocument, id: Id): boolean {
  return isGrid(form.sections.items[id]);
}

export function copyByList(form: FormDocument, id: Id): void {
  // A table without a title is the form's one table.
  beginCopying({ form: form.id, section: id, title: form.sections.items[id]?.title || form.code });
}
