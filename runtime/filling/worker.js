/*
 * Serves the filling page when the network is away, and first where the session that saw the form is sure to live still.
 * KEPT (version, page, files, later, idle, lang) stands above: the server writes it.
 */

const CACHE = `khuon-fill-${KEPT.version}`;
const FORM = /^\/bao-cao\/[^/]+\/[^/]+$/;
const PAPERS = new Set(["in", "lich-su"]);
/* What a gateway says when the server behind it is away. */
const AWAY = new Set([502, 504]);

self.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE);
    /* A name with the hash of the content is never asked for twice: the page has most of them already. */
    await cache.addAll([KEPT.page, ...KEPT.files].map((url) => new Request(url, { cache: url.includes("/assets/") ? "default" : "no-cache" })));
    await self.skipWaiting();
  };
  event.waitUntil(fill());
  /* Where the browser can, files that are kept come from the store without asking the worker, which may have to be started. */
  const kept = { condition: { or: KEPT.files.map((pathname) => ({ urlPattern: { pathname } })) }, source: { cacheName: CACHE } };
  if (event.addRoutes) event.waitUntil(event.addRoutes(kept).catch(() => undefined));
});

self.addEventListener("activate", (event) => {
  const clean = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("khuon-fill-") && name !== CACHE).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

/* The browser's own databases: forms as last seen, and what was typed and is not saved (web/src/fill/offline). */
async function shelf(name, read) {
  const base = await new Promise((done, failed) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = asked.onblocked = () => failed(new Error("no store"));
  });
  try {
    return await read(base.transaction("kept").objectStore("kept"));
  } finally {
    base.close();
  }
}

const answer = (asked) => new Promise((done, failed) => {
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => failed(asked.error);
});

/* The mark of the session that this browser has (web/src/fill/offline/mark.ts). */
async function mark() {
  for (const name of ["__Host-khuon-mark", "khuon_mark"]) {
    const cookie = await self.cookieStore?.get(name);
    if (cookie) return cookie.value;
  }
  return undefined;
}

/* What stands here of the form, where the server answered this person within the time that a session may be idle, in this language. */
async function seen(path) {
  const [, , submission, form] = path.split("/").map(decodeURIComponent);
  const at = Date.now();
  const session = mark();
  const names = shelf("khuon-drafts", (store) => answer(store.getAllKeys())).catch(() => undefined);
  const found = await shelf("khuon-forms", async (store) => {
    const me = await answer(store.get("me"));
    if (!me || me.lang !== KEPT.lang || Date.now() - me.at >= KEPT.idle) return null;
    const name = `${me.user}:${submission}:${form}`;
    const [last, since] = await Promise.all([answer(store.get(`seen:${name}`)), answer(store.get(`since:${name}`))]);
    return last && { at, me, seen: last, since, name };
  });
  /* Of another session, or of none: the server is asked. */
  if (!found || (self.cookieStore && found.me.mark !== (await session))) return null;
  return { ...found, names: (await names)?.filter((one) => one.includes(`:${found.name}`)) };
}

/* What is handed to the page with it, up to so many characters: a large form reads it itself. */
const MOST = 1_000_000;

/* The page with what stands here of the form in it. Nothing of it is kept. */
async function handing(found) {
  const page = await caches.match(KEPT.page);
  if (!page) return null;
  const given = JSON.stringify(found).replace(/</g, "\\u003c");
  /* Where the worker cannot tell whose session it is, the page does. */
  if (given.length > MOST || !self.cookieStore) return page;
  const headers = new Headers(page.headers);
  headers.delete("Content-Length");
  headers.delete("Content-Encoding");
  const text = await page.text();
  return new Response(text.replace("</main>", () => `<script type="application/json" id="handed">${given}</script></main>`), { headers });
}

async function opened(request, path) {
  /* Who loads the page again wants it from the server. */
  const found = request.cache === "default" ? await seen(path).catch(() => null) : null;
  const first = found && (await handing(found).catch(() => null));
  if (first) return first;
  try {
    const answer = await fetch(request);
    if (!AWAY.has(answer.status)) return answer;
    return (await caches.match(KEPT.page)) ?? answer;
  } catch (error) {
    const page = await caches.match(KEPT.page);
    if (page) return page;
    throw error;
  }
}

/* A file that is kept from its first use on. */
async function keeping(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (FORM.test(url.pathname) && !PAPERS.has(url.pathname.split("/")[3])) event.respondWith(opened(request, url.pathname));
  } else if (KEPT.later.includes(url.pathname)) {
    event.respondWith(keeping(request));
  } else if (KEPT.files.includes(url.pathname)) {
    event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fetch(request)));
  }
});
