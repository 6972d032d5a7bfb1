/** What the person's choice about a conflict does: to the book, and to what is to be sent. */

import type { Instance } from "../grid";
import { sameValue } from "../grid/cells";
import { isLabelKey } from "../grid/model";
import { instanceOf } from "./clashes";
import type { Conflict } from "./draft";
import type { Ledger } from "./ledger";

const rowOf = (conflict: Conflict) => conflict.key.split("#")[0]!;

function inRow(keys: Iterable<string>, id: string): string[] {
  return [...keys].filter((key) => instanceOf(key) === id);
}

/** The list of an open row with one copy put in where the server has it, replaced or (null) taken out. */
function withRow(list: readonly Instance[], id: string, one: Instance | null, server: readonly Instance[] = []): Instance[] {
  if (!one) return list.filter((each) => each.id !== id);
  if (list.some((each) => each.id === id)) return list.map((each) => (each.id === id ? one : each));
  const at = server.findIndex((each) => each.id === id);
  return [...list.slice(0, at), one, ...list.slice(at)];
}

/** `keep`: what is here stays and is sent; else what the other made of it is taken over. */
export function settled(ledger: Ledger, conflict: Conflict, keep: boolean): void {
  const { book } = ledger;
  const { key, theirs } = conflict;
  if (conflict.kind === undefined || conflict.kind === "tab") {
    // A caption of one's own stands in its list of rows.
    if (keep && isLabelKey(key)) return;
    if (keep) settleOwn(ledger, conflict);
    else if (conflict.kind === "tab") book.edit({ cells: [{ key, to: theirs }] });
    else {
      ledger.dirty.delete(key);
      book.accept({ [key]: theirs });
    }
    return;
  }
  if (conflict.kind === "reason") {
    const cell = key.replace(/!reason$/, "");
    const { [cell]: _own, ...others } = book.overrides;
    if (!keep) book.accept({}, undefined, theirs && typeof theirs === "object" && "t" in theirs ? { ...others, [cell]: { reason: theirs.t } } : others);
    return;
  }
  settleRow(ledger, conflict, keep);
}

function settleOwn(ledger: Ledger, { key, yours, theirs, kind }: Conflict): void {
  if (kind === undefined) ledger.values.set(key, theirs);
  if (!sameValue(ledger.book.entry(key), yours)) ledger.book.edit({ cells: [{ key, to: yours }] });
  if (!sameValue(ledger.values.get(key), yours)) ledger.dirty.add(key);
}

function settleRow(ledger: Ledger, conflict: Conflict, keep: boolean): void {
  const { book } = ledger;
  const [row, id] = [rowOf(conflict), instanceOf(conflict.key)!];
  const list = book.instances[row] ?? [];
  const known = ledger.instances[row]?.find((one) => one.id === id) ?? null;
  if (conflict.kind === "removed-there") {
    const cells = inRow(Object.keys(book.values()), id);
    if (keep) cells.forEach((key) => ledger.dirty.add(key));
    else {
      inRow(ledger.dirty, id).forEach((key) => ledger.dirty.delete(key));
      book.accept(Object.fromEntries(cells.map((key) => [key, null])), { ...book.instances, [row]: withRow(list, id, null) });
    }
  } else if (!keep && known) {
    // The other's caption, or the row that was removed here with the figures that the other entered.
    const cells = inRow(ledger.values.keys(), id);
    cells.forEach((key) => ledger.dirty.delete(key));
    const values = conflict.kind === "removed-here" ? Object.fromEntries(cells.map((key) => [key, ledger.values.get(key) ?? null])) : {};
    book.accept(values, { ...book.instances, [row]: withRow(list, id, known, ledger.instances[row]) });
  }
}
