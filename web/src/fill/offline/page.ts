/**
 * Which page of the browser this is, and which others are alive: a tab keeps its name over a reload, a copied tab gets
 * a new one. What a closed page left behind is taken up by the next that opens the form; a living one keeps its own.
 */

const NAME = "khuon.page";
/** A reloaded page waits so long for its former self to let go of the name. */
const PATIENCE = 1500;

function fresh(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => (byte % 36).toString(36)).join("");
}

const lockName = (page: string) => `khuon-page-${page}`;

/** Holds the name for as long as the page lives; false when another page has it. */
function hold(page: string): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((done) => {
    const given = new AbortController();
    const timer = setTimeout(() => given.abort(), PATIENCE);
    navigator.locks
      .request(lockName(page), { signal: given.signal }, () => {
        clearTimeout(timer);
        done(true);
        return new Promise<void>(() => undefined);
      })
      .catch(() => done(false));
  });
}

async function named(): Promise<string> {
  let page = "";
  try {
    page = sessionStorage.getItem(NAME) ?? "";
  } catch {
    // Without a session store every load is a new page; its drafts are taken up like those of a closed one.
  }
  if (!page || !(await hold(page))) {
    page = fresh();
    void hold(page);
  }
  try {
    sessionStorage.setItem(NAME, page);
  } catch {
    // As above.
  }
  return page;
}

let own: Promise<string> | null = null;

/** A page that is loaded again takes its name back within so long. */
const GRACE = 3000;

/**
 * Waits until another page of the browser is closed for good, then acts; no page takes its name or acts likewise meanwhile. A browser
 * that cannot tell never acts: what was left waits for the next opening.
 */
export async function onceClosed(page: string, signal: AbortSignal, act: () => Promise<void>, grace = GRACE): Promise<void> {
  const { locks } = navigator;
  if (!locks) return;
  for (let closed = false; !closed && !signal.aborted; ) {
    await locks.request(lockName(page), { signal }, () => undefined);
    await new Promise((done) => void setTimeout(done, grace));
    closed = await locks.request(lockName(page), { ifAvailable: true }, async (lock) => {
      if (lock && !signal.aborted) await act();
      return lock !== null;
    });
  }
}

/** Name of this page. */
export function pageName(): Promise<string> {
  return (own ??= named());
}

/** Names of the pages that are open now, this one included. A browser that cannot tell says none. */
export async function livingPages(): Promise<Set<string>> {
  const held = (await navigator.locks?.query())?.held ?? [];
  return new Set(held.map((lock) => lock.name ?? "").filter((name) => name.startsWith(lockName(""))).map((name) => name.slice(lockName("").length)));
}
