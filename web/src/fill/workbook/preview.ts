/** What bringing a workbook back would change, as the server says it, and the one edit that is made of what the person chose. */

import type { Book, CellJson, Instance, Instances } from "../../grid";
import { sameValue, type Change } from "../../grid/cells";
import type { ProblemItem } from "../../http";

export type How = "vi" | "en" | "rounded" | "nearest" | "day" | "reading" | "file" | "as_is";

export interface Proposal {
  how: How;
  /** The cell takes it without being marked as wrong. */
  fits: boolean;
  to: CellJson;
  text: string;
}

export interface CellChange {
  key: string;
  name: string;
  place: string;
  from: CellJson;
  to: CellJson;
  from_text: string;
  to_text: string;
  marks: ProblemItem[];
}

export interface Refusal extends ProblemItem {
  key: string;
  name: string;
  now: CellJson;
  now_text: string;
  /** What stands in the file. */
  typed: string;
  proposals: Proposal[];
}

export interface AddedRow extends Instance {
  row: string;
  name: string;
  place: string;
}

export interface AbsentRow extends Instance {
  row: string;
  name: string;
  cells: number;
}

export interface Preview {
  form: string;
  version: number;
  older_release: number | null;
  refusals: Refusal[];
  changes: CellChange[];
  added: AddedRow[];
  absent: AbsentRow[];
  locked: Refusal[];
  remarks: ProblemItem[];
  counts: { changes: number; refusals: number; unchanged: number; locked: number; hidden: number; added: number; absent: number };
}

/** What the person chose: changes and added rows that are left out, proposals by place in the list of refusals, rows to remove. */
export interface Choices {
  without: ReadonlySet<string>;
  proposals: ReadonlyMap<number, number>;
  remove: ReadonlySet<string>;
}

export const NOTHING_CHOSEN: Choices = { without: new Set(), proposals: new Map(), remove: new Set() };

export const rowKey = (row: { row: string; id: string }): string => `${row.row}#${row.id}`;

const instanceOf = (key: string): string | undefined => key.split(":")[0]!.split("#")[1];

/** Cells of added rows that are left out go with their row. */
function goesAlong(preview: Preview, choices: Choices): (key: string) => boolean {
  const left = new Set(preview.added.filter((row) => choices.without.has(rowKey(row))).map((row) => row.id));
  return (key) => !left.has(instanceOf(key) ?? "");
}

/** Changes of cells that would be made, each with what the form held when the preview was made. */
export function chosenCells(preview: Preview, choices: Choices): (Change & { from: CellJson })[] {
  const along = goesAlong(preview, choices);
  const changes = preview.changes.filter((one) => !choices.without.has(one.key)).map(({ key, from, to }) => ({ key, from, to }));
  const taken = preview.refusals.flatMap((one, at) => {
    const proposal = one.proposals[choices.proposals.get(at) ?? -1];
    return proposal && one.key ? [{ key: one.key, from: one.now, to: proposal.to }] : [];
  });
  return [...changes, ...taken].filter((one) => along(one.key));
}

export interface Chosen {
  cells: number;
  rows: number;
}

export function count(preview: Preview, choices: Choices): Chosen {
  const added = preview.added.filter((row) => !choices.without.has(rowKey(row))).length;
  return { cells: chosenCells(preview, choices).length, rows: added + choices.remove.size };
}

/** Open rows after the edit: added ones at the end, removed ones gone. The same object when nothing changes. */
function rowsAfter(preview: Preview, choices: Choices, now: Instances): Instances {
  const after: Instances = { ...now };
  for (const row of preview.added) {
    const list = after[row.row] ?? [];
    if (choices.without.has(rowKey(row)) || list.some((one) => one.id === row.id)) continue;
    after[row.row] = [...list, { id: row.id, label: row.label, item: row.item ?? null }];
  }
  for (const row of preview.absent) {
    if (choices.remove.has(rowKey(row))) after[row.row] = (after[row.row] ?? []).filter((one) => one.id !== row.id);
  }
  const changed = Object.keys(after).some((row) => after[row] !== now[row]);
  return changed ? after : now;
}

const isLabel = (key: string): boolean => key.endsWith(":@label");

function heldBy(book: Pick<Book, "get" | "entry">, key: string): CellJson {
  return isLabel(key) ? book.get(key) : book.entry(key);
}

/** The preview with what the open form holds: a cell typed a moment ago may not be on the server yet. */
export function asOpen(preview: Preview, book: Pick<Book, "get" | "entry" | "view">): Preview {
  const known = (key: string) => key !== "" && !isOfAddedRow(preview, key);
  const changes = preview.changes.map((one) => {
    const held = known(one.key) ? heldBy(book, one.key) : one.from;
    return sameValue(held, one.from) ? one : { ...one, from: held, from_text: book.view(one.key).text };
  });
  const refusals = preview.refusals.map((one) => {
    const held = known(one.key) ? heldBy(book, one.key) : one.now;
    return sameValue(held, one.now) ? one : { ...one, now: held, now_text: book.view(one.key).text };
  });
  return { ...preview, changes, refusals };
}

/** Chosen cells that hold something else by now: somebody changed them while the person looked at the preview. */
export function overtaken(book: Pick<Book, "get" | "entry">, preview: Preview, choices: Choices): string[] {
  const chosen = chosenCells(preview, choices).filter(({ key }) => !isOfAddedRow(preview, key));
  return chosen.filter(({ key, from }) => !sameValue(heldBy(book, key), from)).map(({ key }) => key);
}

function isOfAddedRow(preview: Preview, key: string): boolean {
  return preview.added.some((row) => row.id === instanceOf(key));
}

/** Makes everything that was chosen one edit of the open form, undone by one undo. */
export function applied(book: Book, preview: Preview, choices: Choices): boolean {
  const gone = new Set(preview.absent.filter((row) => choices.remove.has(rowKey(row))).map((row) => row.id));
  const cleared = Object.keys(book.values()).filter((key) => gone.has(instanceOf(key) ?? "")).map((key): Change => ({ key, to: null }));
  const cells = chosenCells(preview, choices).map(({ key, to }): Change => ({ key, to }));
  const instances = rowsAfter(preview, choices, book.instances);
  return book.edit({ cells: [...cells, ...cleared], ...(instances !== book.instances && { instances }) });
}

/** How many refusals one way of reading would settle without a new fault, by the way. */
export function bulkWays(preview: Preview): Map<How, number> {
  const ways = new Map<How, number>();
  for (const refusal of preview.refusals) {
    for (const how of ["vi", "en", "file", "rounded"] as const) {
      if (refusal.proposals.some((one) => one.how === how && one.fits)) ways.set(how, (ways.get(how) ?? 0) + 1);
    }
  }
  return ways;
}

/** Chooses the same way wherever it is proposed. */
export function inBulk(preview: Preview, choices: Choices, how: How): Choices {
  const proposals = new Map(choices.proposals);
  preview.refusals.forEach((refusal, at) => {
    const number = refusal.proposals.findIndex((one) => one.how === how && one.fits);
    if (number >= 0) proposals.set(at, number);
  });
  return { ...choices, proposals };
}
