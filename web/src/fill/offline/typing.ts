/**
 * The text in the open editor, before it is a value: written down with every key, so that a page that is closed or
 * reloaded in the middle of a word loses no letter of it.
 */

import { parseText } from "../../grid/cells";
import type { Book, CellJson } from "../../grid";
import type { Small } from "./drafts";

/** The editor of a table, a field of the row that a telephone shows, a field of a question. */
const FIELD = ".k-editor, :is([data-one], [data-question]) :is(input[type=text], input:not([type]), textarea)";

interface Open {
  key: string;
  text: string;
}

function fieldOf(target: EventTarget | null): HTMLInputElement | HTMLTextAreaElement | null {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? (target.matches(FIELD) ? target : null) : null;
}

function keyOf(field: Element): string | null {
  const { key, one, question } = field.closest<HTMLElement>("[data-key], [data-one], [data-question]")?.dataset ?? {};
  return key ?? one ?? question ?? null;
}

/** The cell that has the keyboard, and whether something is being typed in it. */
export function standing(): { cell: string; typing: boolean } {
  const rich = document.activeElement?.closest(".rich-text[contenteditable=true]");
  if (rich) return { cell: keyOf(rich) ?? "", typing: true };
  const field = fieldOf(document.activeElement);
  const key = field ? keyOf(field) : null;
  if (!field || !key) return { cell: "", typing: false };
  return { cell: key, typing: field.classList.contains("k-editor") ? field.dataset.mode === "edit" : !field.readOnly };
}

/** The cell whose editor is open; what others put into it waits until it has closed. */
export function editing(): string | null {
  const { cell, typing } = standing();
  return typing ? cell : null;
}

/** Nobody is in the middle of a word, or of a dialog. */
export const idle = (): boolean => !standing().typing && !document.querySelector("dialog[open]");

/** Milliseconds without a key after which a page may be drawn anew. */
const STILL = 1000;

/** Resolves once nobody has typed for a moment: what is drawn anew then takes no key from under the hands. `ready`: nor is in the middle of something. */
export async function resting(still = STILL, ready: () => boolean = idle): Promise<void> {
  let last = Date.now();
  const pressed = () => {
    last = Date.now();
  };
  document.addEventListener("keydown", pressed, true);
  while (!ready() || Date.now() - last < still) await new Promise((done) => void setTimeout(done, 50));
  document.removeEventListener("keydown", pressed, true);
}

/** Resolves once nobody types and all that can be saved is: also what was begun while the last of it was sent. */
export async function quiet(flush: () => Promise<void>): Promise<void> {
  do {
    await resting();
    await flush();
  } while (!idle());
}

/** Follows what is typed on the page into the browser's small store; gives the way to stop. */
export function followTyping(place: string, book: Book, small: Small): () => void {
  const put = (event: Event) => {
    const field = fieldOf(event.target);
    const key = field && !field.readOnly ? keyOf(field) : null;
    if (!field || !key) return;
    try {
      small.setItem(place, JSON.stringify({ key, text: field.value } satisfies Open));
    } catch {
      // Full: the page warns before it is left.
    }
  };
  // An editor that closed has handed its text over, or was left by Escape.
  const closed = (event: Event) => {
    if (fieldOf(event.target)) small.removeItem(place);
  };
  const pressed = (event: KeyboardEvent) => {
    if (!editing() && ["Enter", "Tab", "Escape", "ArrowUp", "ArrowDown"].includes(event.key)) small.removeItem(place);
  };
  const handed = book.on("edit", () => {
    if (!editing()) small.removeItem(place);
  });
  document.addEventListener("input", put, true);
  document.addEventListener("focusout", closed);
  document.addEventListener("keyup", pressed);
  return () => {
    handed();
    document.removeEventListener("input", put, true);
    document.removeEventListener("focusout", closed);
    document.removeEventListener("keyup", pressed);
  };
}

/** Hands over the open editor's text now: the page is about to go. */
export function closeEditor(): void {
  fieldOf(document.activeElement)?.blur();
}

/** Where a page writes down what stands in its open editor. */
export const typingKey = (name: string, page: string): string => `khuon:typing:${name}:${page}`;

/** A text that was left in an editor: the cell and what the text means there; null when nobody may enter that. */
export function leftTyped(place: string, book: Book, small: Small, overrides = book.overrides): { key: string; to: CellJson } | null {
  const text = small.getItem(place);
  if (!text) return null;
  try {
    const open = JSON.parse(text) as Open;
    const spec = book.specOf(open.key);
    if (!spec || spec.kind === "computed" || spec.kind === "blocked" || (spec.kind === "carried" && !(open.key in overrides))) return null;
    return { key: open.key, to: parseText(open.text, spec) };
  } catch {
    return null;
  }
}

/** Puts a text that was left in an editor into its cell, as one step that can be undone. True when it did. */
export function takeTyped(place: string, book: Book, small: Small): boolean {
  const left = leftTyped(place, book, small);
  small.removeItem(place);
  return left !== null && book.edit({ cells: [left] });
}
