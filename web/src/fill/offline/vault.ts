/**
 * Where this browser keeps what must outlive the page: drafts too large for its small store, steps of undo, and the
 * forms as they were last seen. Two databases, so that signing out can empty the second and leave the first.
 */

/** A shelf of one database: values by name. A browser without a store gives nothing back and takes nothing. */
export interface Shelf {
  get: <T>(name: string) => Promise<T | undefined>;
  put: (name: string, value: unknown) => Promise<boolean>;
  drop: (name: string) => Promise<void>;
  names: () => Promise<string[]>;
  clear: () => Promise<void>;
}

const STORE = "kept";

function opened(database: string): Promise<IDBDatabase | null> {
  return new Promise((done) => {
    try {
      const request = indexedDB.open(database, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      request.onsuccess = () => {
        // Another page that empties or renews the database must not wait for this one.
        request.result.onversionchange = () => request.result.close();
        done(request.result);
      };
      request.onerror = () => done(null);
      request.onblocked = () => done(null);
    } catch {
      done(null);
    }
  });
}

/** One database as a shelf. A full or forbidden store is not an error: saving to the server goes on. */
export function shelfOf(database: string): Shelf {
  let ready: Promise<IDBDatabase | null> | null = null;
  const run = async <T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> => {
    const base = await (ready ??= opened(database));
    if (!base) throw new Error("no store");
    return new Promise<T>((done, failed) => {
      const transaction = base.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      // What was read is there before its transaction ends; what was written stands only then.
      if (mode === "readonly") request.onsuccess = () => done(request.result);
      else transaction.oncomplete = () => done(request.result);
      transaction.onerror = () => failed(transaction.error);
      transaction.onabort = () => failed(transaction.error);
      transaction.commit?.();
    });
  };
  const quietly = async <T>(act: Promise<T | undefined>): Promise<T | undefined> => {
    try {
      return await act;
    } catch {
      // A database that was closed under us is opened anew next time.
      ready = null;
      return undefined;
    }
  };
  return {
    get: <T>(name: string) => quietly(run<T>("readonly", (store) => store.get(name) as IDBRequest<T>)),
    put: async (name, value) => (await quietly(run("readwrite", (store) => store.put(value, name)))) !== undefined,
    drop: async (name) => void (await quietly(run("readwrite", (store) => store.delete(name)))),
    names: async () => ((await quietly(run("readonly", (store) => store.getAllKeys()))) ?? []).map(String),
    clear: async () => void (await quietly(run("readwrite", (store) => store.clear()))),
  };
}

/** Drafts and steps: they stay when the person signs out, for they stand nowhere else. */
export const drafts = shelfOf("khuon-drafts");
/** Forms as last seen, for work without a network: emptied when the person signs out. */
export const forms = shelfOf("khuon-forms");
