/** Ids of new nodes: a kind letter and six random letters or digits, unlike every id in the documents. */
import type { Documents, Id } from "./documents";

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

export type IdKind = "c" | "g" | "r" | "s" | "k" | "f" | "h" | "q" | "a" | "n" | "p" | "d" | "l" | "e" | "x" | "i";

export function newId(kind: IdKind, taken: ReadonlySet<Id>): Id {
  for (;;) {
    const numbers = crypto.getRandomValues(new Uint8Array(6));
    const id = kind + Array.from(numbers, (each) => LETTERS[each % 36]).join("");
    if (!taken.has(id)) return id;
  }
}

/** A source of fresh ids for one action: what it has given is taken too. */
export function idSource(documents: Documents): (kind: IdKind) => Id {
  const taken = idsIn(documents);
  return (kind) => {
    const id = newId(kind, taken);
    taken.add(id);
    return id;
  };
}

/** Every key that may be an id. Keys that are property names are harmless here. */
export function idsIn(value: unknown, found: Set<Id> = new Set()): Set<Id> {
  if (Array.isArray(value)) for (const each of value) idsIn(each, found);
  else if (value !== null && typeof value === "object")
    for (const [key, each] of Object.entries(value)) {
      found.add(key);
      idsIn(each, found);
    }
  return found;
}
