/** Rows and reasons that two people changed differently: found when what is here meets what the server holds. */

import { LABEL } from "../grid/model";
import type { Instance, Instances, Overrides } from "../grid";
import type { CellJson } from "../grid/cells";
import type { Conflict } from "./draft";

/** Id of the added row that a key stands in, or undefined. */
export function instanceOf(key: string): string | undefined {
  return key.split(":")[0]!.split("#")[1];
}

const captionKey = (row: string, id: string) => `${row}#${id}:${LABEL}`;

/** A caption as a value that a dialog can show. */
function captionOf(one: Instance): CellJson {
  return { t: one.label };
}

const differs = (a: Instance | undefined, b: Instance | undefined) => a?.label !== b?.label || (a?.item ?? null) !== (b?.item ?? null);

interface Sides {
  mine: Instances;
  was: Instances;
  server: Instances;
  /** Whether cells of the row were typed in here, or changed on the server, since both sides were the same. */
  typedHere: (id: string) => boolean;
  changedThere: (id: string) => boolean;
}

/** Rows changed on both sides, one conflict each: captions, and a row removed on one side that the other worked in. */
export function rowClashes({ mine, was, server, typedHere, changedThere }: Sides): Conflict[] {
  const found: Conflict[] = [];
  for (const [row, list] of Object.entries(was)) {
    const [here, there] = [byId(mine[row]), byId(server[row])];
    for (const old of list) {
      const [own, now] = [here.get(old.id), there.get(old.id)];
      const key = captionKey(row, old.id);
      if (own && now && differs(own, old) && differs(now, old) && differs(own, now)) found.push({ key, yours: captionOf(own), theirs: captionOf(now), kind: "caption" });
      else if (own && !now && (differs(own, old) || typedHere(old.id))) found.push({ key, yours: captionOf(own), theirs: null, kind: "removed-there" });
      else if (!own && now && (differs(now, old) || changedThere(old.id))) found.push({ key, yours: null, theirs: captionOf(now), kind: "removed-here" });
    }
  }
  return found;
}

function byId(list: readonly Instance[] | undefined): Map<string, Instance> {
  return new Map((list ?? []).map((one) => [one.id, one]));
}

/** Reasons given differently on both sides. */
export function reasonClashes(mine: Overrides, was: Overrides, server: Overrides): Conflict[] {
  return Object.keys({ ...mine, ...server }).flatMap((key) => {
    const [own, old, now] = [mine[key]?.reason, was[key]?.reason, server[key]?.reason];
    if (own === old || now === old || own === now) return [];
    return [{ key: `${key}!reason`, yours: own === undefined ? null : { t: own }, theirs: now === undefined ? null : { t: now }, kind: "reason" as const }];
  });
}

/** What a question that was not answered has become: null when there is nothing to choose between any more. */
export function askedAgain(asked: Conflict, mine: { instances: Instances; overrides: Overrides }, server: { instances: Instances; overrides: Overrides }): Conflict | null {
  const { key, kind } = asked;
  if (kind === "reason") {
    const cell = key.replace(/!reason$/, "");
    const own = mine.overrides[cell]?.reason;
    return own === server.overrides[cell]?.reason ? null : { ...asked, yours: own === undefined ? null : { t: own } };
  }
  const [row, id] = [key.split("#")[0]!, instanceOf(key)];
  const [own, now] = [mine, server].map(({ instances }) => instances[row]?.find((one) => one.id === id));
  if (kind === "caption" && own && now && differs(own, now)) return { ...asked, yours: captionOf(own), theirs: captionOf(now) };
  if (kind === "removed-there" && own && !now) return { ...asked, yours: captionOf(own) };
  return kind === "removed-here" && !own && now ? { ...asked, theirs: captionOf(now) } : null;
}

/** What waits for the person's choice, and what must not be sent meanwhile. */
export class Pending {
  private readonly all = new Map<string, Conflict>();
  /** What somebody else put into a cell that two pages of this person typed in: asked once these two are one. */
  private readonly behind = new Map<string, Conflict>();

  get size(): number {
    return this.all.size;
  }

  add(conflict: Conflict): void {
    const before = this.all.get(conflict.key);
    if (conflict.kind === undefined && before?.kind === "tab") {
      this.behind.set(conflict.key, conflict);
      return;
    }
    if (conflict.kind === "tab" && before && before.kind === undefined) this.behind.set(conflict.key, before);
    this.all.set(conflict.key, conflict);
  }

  has(key: string): boolean {
    return this.all.has(key);
  }

  /** Takes it away; gives what is to be asked next about the same cell. */
  drop(conflict: Conflict): Conflict | undefined {
    const next = this.behind.get(conflict.key);
    this.behind.delete(conflict.key);
    this.all.delete(conflict.key);
    return next;
  }

  list(): Conflict[] {
    return [...this.all.values()];
  }

  /** The same with what is asked later. */
  whole(): Conflict[] {
    return [...this.behind.values(), ...this.all.values()];
  }

  /** A cell in conflict, or one of a row that the other side removed. */
  cell(key: string): boolean {
    if (this.all.size === 0) return false;
    const [known, instance] = [this.all.get(key), instanceOf(key)];
    if (known && (known.kind === undefined || this.behind.has(key))) return true;
    return instance !== undefined && this.rowGone(instance);
  }

  private rowGone(instance: string): boolean {
    return this.list().some((one) => one.kind === "removed-there" && instanceOf(one.key) === instance);
  }

  /** An open row with a conflict in it: its list is sent whole or not at all. */
  row(row: string): boolean {
    return this.list().some((one) => one.kind !== undefined && one.kind !== "reason" && one.kind !== "tab" && one.key.startsWith(`${row}#`));
  }

  reason(key: string): boolean {
    return this.all.has(`${key}!reason`);
  }
}
