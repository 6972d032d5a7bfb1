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

/** What waits for the person's choice, and what must not be sent meanwhile. */
export class Pending {
  private readonly all = new Map<string, Conflict>();

  get size(): number {
    return this.all.size;
  }

  add(conflict: Conflict): void {
    this.all.set(conflict.key, conflict);
  }

  drop(conflict: Conflict): void {
    this.all.delete(conflict.key);
  }

  list(): Conflict[] {
    return [...this.all.values()];
  }

  /** A cell in conflict, or one of a row that the other side removed. */
  cell(key: string): boolean {
    if (this.all.size === 0) return false;
    const [known, instance] = [this.all.get(key), instanceOf(key)];
    if (known && known.kind === undefined) return true;
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
