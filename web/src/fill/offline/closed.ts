/** Takes up what other pages of a form leave unsaved when they are closed while this one stands open. */

import type { Book } from "../../grid";
import { instanceOf } from "../clashes";
import type { Draft } from "../draft";
import type { Saver } from "../saver";
import { draftKey, draftOf, type Small } from "./drafts";
import { tellTaken } from "./leftover";
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

const SOON = 200;

/** Whether the cell stands in a row that is here or comes with the draft. */
function stands(key: string, book: Book, draft: Draft | null): boolean {
  const id = instanceOf(key);
  const rows = [book.instances, draft?.instances?.to ?? {}].flatMap((all) => Object.values(all).flat());
  return id === undefined || [...rows, ...(draft?.stand ?? []).map(({ one }) => one)].some((one) => one.id === id);
}

/** What a page that is closed by now left of the form: its draft, and the text in its editor over it. */
async function left({ name, book, saver, small, shelf }: Ports, page: string): Promise<{ drafts: Draft[]; taken: () => void }> {
  const { draft, taken } = await draftOf(name, page, small, shelf);
  const place = typingKey(name, page);
  const typed = leftTyped(place, book, small, { ...book.overrides, ...draft?.overrides?.to });
  // A text in a row that this page has not heard of waits for the next opening.
  if (!typed || !stands(typed.key, book, draft)) return { drafts: draft ? [draft] : [], taken };
  const both = () => {
    taken();
    small.removeItem(place);
  };
  const { key, to } = typed;
  const was = saver.ledger.values.get(key) ?? null;
  const over: Draft = draft ?? { at: new Date().toISOString(), cells: {} };
  return { drafts: [{ ...over, cells: { ...over.cells, [key]: { was, ...over.cells[key], to } } }], taken: both };
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
      if (!drafts.length) return;
      const count = await saver.join(drafts, old());
      if (count === null) return;
      // What does not stand in this page's own draft goes on standing there: the next opening finds it on the server.
      onTaken(count);
      // A large one stands here a moment later.
      while (!saver.kept && !stop.signal.aborted) await new Promise((done) => void setTimeout(done, SOON));
      if (saver.kept) taken();
      tellTaken();
    };
    onceClosed(other, stop.signal, take).then(
      () => followed.delete(other),
      (error: unknown) => {
        // Whoever leaves the form waits no longer; what was left is taken up by the next opening.
        if (!stop.signal.aborted) console.error(error);
      },
    );
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
