/**
 * The worker: keeps the app for times without a network, and sends what waits after the page is
 * closed. The server puts the version, the list of files and the code that sends in front.
 */

const CACHE = `moli-counter-${VERSION}`;
// As many as a browser asks at once.
const LANES = 6;
const OWN = /^moli-counter-/;

/** A file is kept under its content: a new version takes over all that has not changed. */
const keyOf = (path) => `${path}?v=${FILES[path]}`;

async function fill() {
  const cache = await caches.open(CACHE);
  const paths = Object.keys(FILES);
  const lane = async () => {
    for (let path = paths.pop(); path; path = paths.pop()) await keep(cache, path);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Not all or nothing: on a line that breaks, the next try goes on from here. */
async function keep(cache, path) {
  const key = keyOf(path);
  if (await cache.match(key)) return;
  const before = await caches.match(key);
  await cache.put(key, before || (await fetched(path)));
}

async function fetched(path) {
  const answer = await fetch(new Request(path, { cache: "reload", credentials: "same-origin" }));
  if (!answer.ok || answer.redirected) throw new Error(path);
  return answer;
}

async function kept(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(keyOf(path))) || fetch(request);
}

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => OWN.test(name) && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("message", (event) => {
  // A new version takes over when the clerk says so, never in the middle of something.
  if (event.data === "take over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method === "GET" && origin === self.location.origin && FILES[pathname]) {
    event.respondWith(kept(pathname, event.request));
  }
});
self.addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(send());
});

async function send() {
  const came = await sendAll();
  // The browser tries again later by itself, when it hears that it has not worked.
  if (came === "away" || came === "stuck") throw new Error(came);
}
