/** Putting together what two people, or a person now and before, did to open rows and reasons. */

import type { Overrides } from "./book";
import type { Instance, Instances } from "./model";

/**
 * Open rows of two people: the server's rows without those removed here, then those added here. A caption is the one
 * that was changed; changed on both sides, this person's own stays and can be undone.
 */
export function mergeInstances(mine: Instances, was: Instances, server: Instances): Instances {
  const rows = new Set([...Object.keys(mine), ...Object.keys(was), ...Object.keys(server)]);
  return Object.fromEntries([...rows].map((row) => [row, mergeRows(mine[row] ?? [], was[row] ?? [], server[row] ?? [])]));
}

function mergeRows(mine: readonly Instance[], was: readonly Instance[], server: readonly Instance[]): Instance[] {
  const [here, before] = [new Map(mine.map((one) => [one.id, one])), new Map(was.map((one) => [one.id, one]))];
  const there = new Set(server.map((one) => one.id));
  const kept = server.filter((one) => here.has(one.id) || !before.has(one.id)).map((one) => {
    const own = here.get(one.id);
    return own && own.label !== before.get(one.id)?.label ? own : one;
  });
  return [...kept, ...mine.filter((one) => !there.has(one.id) && !before.has(one.id))];
}

/** Reasons of two people: the server's, with those changed here put over them. */
export function mergeOverrides(mine: Overrides, was: Overrides, server: Overrides): Overrides {
  const merged = { ...server };
  for (const key of new Set([...Object.keys(mine), ...Object.keys(was)])) {
    if (mine[key]?.reason === was[key]?.reason) continue;
    if (mine[key]) merged[key] = mine[key];
    else delete merged[key];
  }
  return merged;
}

/** The same rows or reasons: a row without copies and no row are one. */
export function alike(a: object, b: object): boolean {
  const filled = (all: object) => Object.entries(all).filter(([, value]) => !Array.isArray(value) || value.length > 0).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(filled(a)) === JSON.stringify(filled(b));
}
