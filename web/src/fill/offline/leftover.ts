/** Which forms of a report other pages of this browser hold unsaved figures of: pages that are open, and pages that were closed before all had arrived. */

import { useEffect, useState } from "react";

import { parkedForms } from "../parking";
import type { FormTab } from "../payload";
import { browserSmall, draftKey } from "./drafts";
import { formName } from "./naming";
import { pageName } from "./page";

const listeners = new Set<() => void>();

/** A draft of another page was taken up here. */
export function tellTaken(): void {
  listeners.forEach((listener) => listener());
}

/** Ids of these forms. */
export function leftForms(user: string, submission: string, page: string, keys = browserSmall.keys()): string[] {
  const start = draftKey(formName(user, submission, ""), "").slice(0, -1);
  const found = keys.filter((key) => key.startsWith(start)).map((key) => key.slice(start.length).split(":"));
  return [...new Set(found.filter(([, of]) => of !== page).map(([form = ""]) => form))].sort();
}

/** For a report that can be filled: codes of its forms of which something is unsaved beyond the form that stands: left by this page a moment ago, or held by another. */
export async function unsavedElsewhere(user: string, submission: string, tabs: readonly FormTab[]): Promise<string> {
  return codesOf(parkedForms(), leftForms(user, submission, await pageName()), tabs);
}

/** Codes of forms that are still sent in the background and of those that others hold, each once. */
export function codesOf(parked: string, left: readonly string[], tabs: readonly FormTab[]): string {
  const codes = tabs.filter((tab) => left.includes(tab.id)).map((tab) => tab.code);
  return [...new Set([...(parked ? parked.split(", ") : []), ...codes])].join(", ");
}

/** The forms that other pages hold, as that changes. */
export function useLeftForms(user: string, submission: string): readonly string[] {
  const [left, setLeft] = useState<readonly string[]>([]);
  useEffect(() => {
    let page: string | null = null;
    const look = () => {
      if (page === null) return;
      const now = leftForms(user, submission, page);
      setLeft((before) => (before.join() === now.join() ? before : now));
    };
    void pageName().then((name) => {
      page = name;
      look();
    });
    const written = (event: StorageEvent) => void ((event.key === null || event.key.startsWith("khuon:draft:")) && look());
    window.addEventListener("storage", written);
    listeners.add(look);
    return () => {
      page = null;
      window.removeEventListener("storage", written);
      listeners.delete(look);
    };
  }, [user, submission]);
  return left;
}
