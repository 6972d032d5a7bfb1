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
});

self.addEventListener("activate", (event) => {
  const clean = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("khuon-fill-") && name !== CACHE).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

/* The browser's own database of forms as last seen (web/src/fill/offline). Only whether a form stands there is asked. */
function shelf() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open("khuon-forms", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = asked.onblocked = () => failed(new Error("no store"));
  });
}

const answer = (asked) => new Promise((done, failed) => {
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => failed(asked.error);
});

/* The server answered whoever works here within the time that a session may be idle, in this language, and the form stands here. */
async function seen(path) {
  const base = await shelf();
  try {
    const store = base.transaction("kept").objectStore("kept");
    const [, , submission, form] = path.split("/").map(decodeURIComponent);
    const me = await answer(store.get("me"));
    const fresh = me && me.lang === KEPT.lang && Date.now() - me.at < KEPT.idle;
    return Boolean(fresh) && (await answer(store.count(`seen:${me.user}:${submission}:${form}`))) > 0;
  } finally {
    base.close();
  }
}

async function opened(request, path) {
  /* Who loads the page again wants it from the server. */
  if (request.cache === "default" && (await seen(path).catch(() => false))) {
    const first = await caches.match(KEPT.page);
    if (first) return first;
  }
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
