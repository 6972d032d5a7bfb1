/**
 * Which forms of a report something unsaved stands of in this browser beyond the form that is open here: of pages that are open, of pages
 * that were closed before all had arrived, and of this one from before it was loaded again.
 */

import { useEffect, useState } from "react";

import { t } from "../../words/fill-saving";
import { onParked, parkedForms } from "../parking";
import type { FormTab } from "../payload";
import { browserSmall, draftKey } from "./drafts";
import { formName } from "./naming";
import { pageName } from "./page";

const listeners = new Set<() => void>();

/** A draft of another page was taken up here. */
export function tellTaken(): void {
  listeners.forEach((listener) => listener());
}

/** Ids of these forms; `form` is the one that stands on `page`, whose own draft its saver answers for. */
export function leftForms(user: string, submission: string, { page, form }: { page: string; form: string }, keys = browserSmall.keys()): string[] {
  const start = draftKey(formName(user, submission, ""), "").slice(0, -1);
  const found = keys.filter((key) => key.startsWith(start)).map((key) => key.slice(start.length).split(":"));
  return [...new Set(found.filter(([at, of]) => at !== form || of !== page).map(([at = ""]) => at))].sort();
}

/** For a report that can be filled: codes of its forms of which something is unsaved beyond the form that stands: left by this page, or held by another. */
export async function unsavedElsewhere(user: string, submission: string, form: string, tabs: readonly FormTab[]): Promise<string> {
  return codesOf(parkedForms(), leftForms(user, submission, { page: await pageName(), form }), form, tabs);
}

/** Codes of forms that are still sent in the background and of those that others hold, each once; of the form that stands here it is another page. */
export function codesOf(parked: string, left: readonly string[], form: string, tabs: readonly FormTab[]): string {
  const codes = tabs.filter((tab) => left.includes(tab.id)).map(({ id, code }) => (id === form ? t("save.elsewhere.page", { code }) : code));
  return [...new Set([...(parked ? parked.split(", ") : []), ...codes])].join(", ");
}

/** These forms, as that changes. */
export function useLeftForms(user: string, submission: string, form: string): readonly string[] {
  const [left, setLeft] = useState<readonly string[]>([]);
  useEffect(() => {
    let page: string | null = null;
    const look = () => {
      if (page === null) return;
      const now = leftForms(user, submission, { page, form });
      setLeft((before) => (before.join() === now.join() ? before : now));
    };
    void pageName().then((name) => {
      page = name;
      look();
    });
    const written = (event: StorageEvent) => void ((event.key === null || event.key.startsWith("khuon:draft:")) && look());
    window.addEventListener("storage", written);
    listeners.add(look);
    const sent = onParked(look);
    return () => {
      page = null;
      window.removeEventListener("storage", written);
      listeners.delete(look);
      sent();
    };
  }, [user, submission, form]);
  return left;
}
