/** Reading and replacing a value at a path of keys, sharing everything that did not change. */
import type { Path } from "./documents";

type Box = Record<string, unknown>;

export function valueAt(root: unknown, path: Path): unknown {
  let here: unknown = root;
  for (const key of path) {
    if (here === null || typeof here !== "object" || !Object.hasOwn(here, key)) return undefined;
    here = (here as Box)[key];
  }
  return here;
}

/**
 * `root` with `value` at `path`; undefined removes the key. Missing boxes on the way are made when a value is
 * set and left alone when one is removed.
 */
export function withValue<T>(root: T, path: Path, value: unknown): T {
  if (path.length === 0) return value as T;
  const [key, ...rest] = path as [string, ...string[]];
  if (Array.isArray(root)) return listWith(root, Number(key), rest, value) as T;
  const box = (root !== null && typeof root === "object" ? root : {}) as Box;
  const held = Object.hasOwn(box, key) ? box[key] : undefined;
  if (rest.length === 0 && value === undefined) {
    if (!Object.hasOwn(box, key)) return root;
    const { [key]: _gone, ...others } = box;
    return others as T;
  }
  if (rest.length > 0 && held === undefined && value === undefined) return root;
  const next = rest.length === 0 ? value : withValue(held, rest, value);
  return next === held && Object.hasOwn(box, key) ? root : ({ ...box, [key]: next } as T);
}

function listWith(list: unknown[], index: number, rest: Path, value: unknown): unknown[] {
  const copy = list.slice();
  if (rest.length === 0 && value === undefined) copy.splice(index, 1);
  else copy[index] = rest.length === 0 ? value : withValue(copy[index], rest, value);
  return copy;
}

export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.keys(a);
  if (left.length !== Object.keys(b).length) return false;
  return left.every((key) => Object.hasOwn(b, key) && same((a as Box)[key], (b as Box)[key]));
}
