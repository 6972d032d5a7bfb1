/** From the object before and after to the places that changed, each as small as it can be set on its own. */
import { same } from "../model/path";
import type { Schema } from "./schemas";
import { plain, shapeOf } from "./shapes";

export interface PropertyChange {
  keys: string[];
  /** undefined: the property is taken away. */
  value: unknown;
  schema: Schema;
}

type Box = Record<string, unknown>;

/** Empty objects and lists that rjsf adds on the way are nothing, as long as nothing was there. */
function nothing(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).every(nothing);
  return value === undefined || value === null || value === "";
}

export function changesOf(schema: Schema, before: Box | undefined, after: Box | undefined, keys: string[] = []): PropertyChange[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, each]): PropertyChange[] => {
    const [old, now] = [before?.[name], after?.[name]];
    if (same(old, now) || (nothing(old) && nothing(now))) return [];
    if (shapeOf(each, name) === "object" && old !== undefined) return changesOf(plain(each), old as Box, (now ?? {}) as Box, [...keys, name]);
    return [{ keys: [...keys, name], value: nothing(now) ? undefined : cleaned(now), schema: each }];
  });
}

/** Without properties that are not there. */
function cleaned(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
