/* Serves the filling page when the network is away. KEPT (version, page, files) stands above: the server writes it. */

const CACHE = `khuon-fill-${KEPT.version}`;
const FORM = /^\/bao-cao\/[^/]+\/[^/]+$/;
const PAPERS = new Set(["in", "lich-su"]);
/* What a gateway says when the server behind it is away. */
const AWAY = new Set([502, 504]);

self.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll([KEPT.page, ...KEPT.files].map((url) => new Request(url, { cache: "no-cache" })));
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

async function opened(request) {
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

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (FORM.test(url.pathname) && !PAPERS.has(url.pathname.split("/")[3])) event.respondWith(opened(request));
  } else if (KEPT.files.includes(url.pathname)) {
    event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fetch(request)));
  }
});
