/** Copies of a table, one for each member of a list: what can be chosen, and asking the server for the operations. */
import { create } from "zustand";
import { post, RequestFailed } from "../../http";
import { t } from "../../words/designer";
import type { Documents, Id } from "../model/documents";
import type { Operation } from "../model/operations";
import { membersOf } from "../properties/members";
import { select, state, toast } from "../state/store";
import { act, flushed } from "../state/sync";

/** The table that the dialog is about. */
export interface Subject {
  form: Id;
  section: Id;
  title: string;
}

export const useCopying = create<{ subject: Subject | null }>()(() => ({ subject: null }));

export function beginCopying(subject: Subject): void {
  useCopying.setState({ subject });
}

export function endCopying(): void {
  useCopying.setState({ subject: null });
}

export interface List {
  id: Id;
  name: string;
  members: { id: Id; name: string; total: boolean }[];
}

/** The lists of the draft that have members to choose from. */
export function listsWithMembers(documents: Documents): List[] {
  return Object.values(documents).flatMap((each) => {
    if (!each.spec.startsWith("dimension/")) return [];
    const { order, items } = membersOf(documents, each.id);
    const members = order.map((id) => ({ id, name: items[id]?.name || items[id]?.code || id, total: each["total"] === id }));
    return members.length > 0 ? [{ id: each.id, name: String(each["name"] ?? each.id), members }] : [];
  });
}

/** What is chosen to begin with: all but the total. */
export function begun(list: List | undefined): ReadonlySet<Id> {
  return new Set(list?.members.filter((each) => !each.total).map((each) => each.id));
}

interface Made {
  operations: Operation[];
  sections: Id[];
  left: number;
}

/** Makes the copies as one gesture. Answers what is wrong, or null when they stand. */
export async function copy({ form, section }: Subject, list: Id, members: Id[]): Promise<string | null> {
  try {
    // The server copies what it has; what was typed must be there first.
    await flushed();
    const { operations, sections, left } = await post<Made>(`/api/drafts/${encodeURIComponent(state().draft.id)}/copies`, { form, section, list, members });
    if (!act(operations)) return t("save.gone");
    const [first] = sections;
    if (first) reveal(first);
    toast(left > 0 ? t("copies.doneLeft", { n: sections.length, left }) : t("copies.done", { n: sections.length }), { undo: true });
    return null;
  } catch (error) {
    if (!(error instanceof RequestFailed)) return error instanceof Error ? error.message : String(error);
    const problem = error.body.problems?.[0];
    return problem?.message ? `${problem.message} ${problem.hint ?? ""}`.trim() : error.body.title || t("save.waiting");
  }
}

function reveal(section: Id): void {
  select({ kind: "section", section });
  // Its table is drawn after this.
  window.requestAnimationFrame(() => {
    const element = document.querySelector<HTMLElement>(`[data-section="${CSS.escape(section)}"] .ds-section-title`);
    element?.scrollIntoView({ block: "start" });
    element?.focus({ preventScroll: true });
  });
}
