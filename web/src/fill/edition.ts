/**
 * Which edition of Khuôn this page is of, and whether the server has another one by now: a page may stand open, or come from this machine, for
 * longer than the scripts that it was made with. Answers name their edition; one that a page cannot read is another edition's.
 */

import { t } from "../words/fill-saving";
import { Signal } from "../grid/signal";

/** What was read cannot be shown by these scripts. */
export class Unreadable extends Error {
  constructor(cause: unknown) {
    super("a form that this page cannot read", { cause });
    this.name = "Unreadable";
  }
}

/** Remembers for the visit for which edition the page was loaded again: once is enough to see that it does not help. */
const LOADED = "khuon.fill.edition";
const signal = new Signal<"other">();
let other = "";

/** The edition of this page; empty where the page does not say. */
export const edition = (): string => document.querySelector<HTMLMetaElement>('meta[name="khuon-edition"]')?.content ?? "";

/** Whether what was answered or kept is of this page's edition. */
export const isMine = (given: string | undefined): boolean => (given ?? "") === edition();

/** Takes note of the edition that the server answers with. */
export function heardEdition(given: string | undefined): void {
  if (!given || isMine(given) || !edition() || other === given) return;
  other = given;
  signal.fire("other");
}

/** The server's edition, where it is not the page's. */
export const otherEdition = (): string => other;
export const onEdition = (listener: () => void) => signal.on("other", listener);

/** Loads the page again for the server's edition, once: gives false when that was done already, or when both are of one. What was typed is kept by every key. */
export function loadAgain(after = 0): boolean {
  try {
    if (!other || sessionStorage.getItem(LOADED) === other) return false;
    sessionStorage.setItem(LOADED, other);
  } catch {
    return false;
  }
  setTimeout(reloadPage, after);
  return true;
}

let leaving = false;

/** Loads the page again without asking, as long as all that is unsaved stands in this browser. */
export function reloadPage(): void {
  leaving = true;
  location.reload();
}

/** The page is being loaded again by itself. */
export const isLeaving = (): boolean => leaving;

/** What to say of a page that cannot go on. */
export const stopWords = (): string => t(other ? "page.renewed" : "page.failed");
