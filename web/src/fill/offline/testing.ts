/** Stores in memory for tests. */

import type { Small } from "./drafts";
import type { Shelf } from "./vault";

/** A small store that takes `limit` characters in all. */
export function smallIn(map = new Map<string, string>(), limit = Infinity): Small {
  return {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => {
      const others = [...map].reduce((sum, [name, text]) => sum + (name === key ? 0 : text.length), 0);
      if (others + value.length > limit) throw new DOMException("full", "QuotaExceededError");
      map.set(key, value);
    },
    removeItem: (key) => void map.delete(key),
    keys: () => [...map.keys()],
  };
}

export function shelfIn(map = new Map<string, unknown>()): Shelf {
  return {
    get: async <T>(name: string) => structuredClone(map.get(name)) as T | undefined,
    put: async (name, value) => {
      map.set(name, structuredClone(value));
      return true;
    },
    drop: async (name) => void map.delete(name),
    names: async () => [...map.keys()],
    clear: async () => map.clear(),
  };
}
