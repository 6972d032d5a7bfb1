/** Takes up what other pages of a form leave unsaved when they are closed while this one stands open. */

import type { Book } from "../../grid";
import type { Draft } from "../draft";
import type { Saver } from "../saver";
import { draftKey, draftOf, type Small } from "./drafts";
import { livingPages, onceClosed } from "./page";
import { leftTyped, typingKey } from "./typing";
import type { Shelf } from "./vault";

interface Ports {
  /** Of the form, as drafts are called by it. */
  name: string;
  /** This page. */
  page: string;
  book: Book;
  saver: Saver;
  small: Small;
  shelf: Shelf;
  /** What stands here has not been compared with the server yet. */
  old: () => boolean;
  /** Called with the number of cells that came. */
  onTaken: (count: number) => void;
}

/** What a page that is closed by now left of the form: its draft, and the text in its editor over it. */
async function left({ name, book, saver, small, shelf }: Ports, page: string): Promise<{ drafts: Draft[]; taken: () => void }> {
  const { draft, taken } = await draftOf(name, page, small, shelf);
  const typed = leftTyped(typingKey(name, page), book, small);
  if (!typed) return { drafts: draft ? [draft] : [], taken };
  const was = saver.ledger.values.get(typed.key) ?? null;
  const { key, to } = typed;
  const over: Draft = draft ?? { at: new Date().toISOString(), cells: {} };
  return { drafts: [{ ...over, cells: { ...over.cells, [key]: { was, ...over.cells[key], to } } }], taken };
}

/** Follows the pages of this browser that have the form open too; gives the way to stop. */
export function followClosed(ports: Ports): () => void {
  const { name, page, small, saver, old, onTaken } = ports;
  const stop = new AbortController();
  const followed = new Set([page]);
  const starts = [draftKey(name, ""), typingKey(name, "")];
  const follow = (other: string) => {
    if (followed.has(other)) return;
    followed.add(other);
    const take = async () => {
      const { drafts, taken } = await left(ports, other);
      const count = await saver.join(drafts, old());
      if (!drafts.length) return;
      taken();
      onTaken(count);
    };
    // Stopped, or a browser that forbids it: the next opening takes up what was left.
    onceClosed(other, stop.signal, take).then(() => followed.delete(other), () => undefined);
  };
  const seen = (key: string) => starts.forEach((start) => key.startsWith(start) && follow(key.slice(start.length)));
  const written = (event: StorageEvent) => void (event.key && event.newValue && seen(event.key));
  small.keys().forEach(seen);
  void livingPages().then((pages) => pages.forEach(follow));
  window.addEventListener("storage", written);
  return () => {
    stop.abort();
    window.removeEventListener("storage", written);
  };
}
