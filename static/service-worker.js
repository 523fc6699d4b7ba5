// Keeps the pages of modules that somebody opened on this device, to read them without a connection.
// The network comes first; a copy is shown where it does not answer. `learning/web/offline.py` says
// which page may be kept, and for whom, by the header `Kept-For`, and puts `BEGINS` before this: what
// is kept from the start. The pages of one person are gone as soon as somebody signs out or in.

const PAGES = "pages "; // and whose they are
const FILES = "files"; // that pages are made of, each named by what is in it
const BEGINNING = `begins ${BEGINS.edition}`;
const MOST = 60; // pages
const MOST_FILES = 30;
const PATIENCE = 5000; // milliseconds for a page of which there is a copy
const AWAY = [502, 504]; // what answers in the place of a server that does not; a 503 is our own
const CHANGES = /^\/(sign-(out|up|in(?!\/stay$))|new-password|from-mail)(\/|$)/; // after which somebody else may be here

let forgotten = 0; // how often all was forgotten: what was asked for before is not kept after
let forgetting = Promise.resolve(); // until it is done no copy is looked for

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(BEGINNING).then((cache) => cache.addAll(BEGINS.files)));
});

self.addEventListener("activate", (event) => event.waitUntil(begin()));

async function begin() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("begins ") && name !== BEGINNING).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// What is sent goes to the server as it is. Who is here may change with the answer to `CHANGES`, so
// all is forgotten before and after it: what was asked for meanwhile may still be another's.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "POST" && CHANGES.test(pathname)) change(event);
  if (request.method !== "GET") return;
  if (pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(event, pathname));
});

// A page that was opened before this was here asks to be kept.
self.addEventListener("message", (event) => {
  if (event.data.keep) event.waitUntil(asked(event.data.keep, event.data.keep).catch(() => {}));
});

function change(event) {
  forgetAll();
  const answer = fetch(event.request);
  event.respondWith(answer);
  event.waitUntil(answer.then(forgetAll, forgetAll));
}

async function page(event, path) {
  const answer = asked(event.request, path);
  const orNone = () => answer.catch(() => caches.match("/offline"));
  if (!(await copyOf(path))) return orNone();
  event.waitUntil(answer.catch(() => {})); // when it comes late it still says whose pages are kept
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const found = await Promise.race([answer.catch(() => {}), late]);
  if (found && !AWAY.includes(found.status)) return found;
  const copy = await copyOf(path); // unless it was forgotten meanwhile
  return copy ? marked(copy, path) : orNone();
}

// Asks the server for a page, and keeps it if it may be kept.
async function asked(request, path) {
  const before = forgotten;
  const response = await fetch(request);
  const owner = response.headers.get("Kept-For");
  if (owner && before === forgotten) await keep(owner, path, response.clone()).catch(() => {});
  if (owner && before !== forgotten) await caches.delete(PAGES + owner); // forgotten while it was kept
  return response;
}

async function keep(owner, path, response) {
  await forget(PAGES + owner);
  const cache = await caches.open(PAGES + owner);
  await cache.delete(path, { ignoreSearch: true }); // and what was saved since
  await cache.put(path, response);
  const kept = (await cache.keys()).filter(({ url }) => !url.includes("?"));
  for (const { url } of kept.slice(0, -MOST)) await cache.delete(url, { ignoreSearch: true });
}

function forgetAll() {
  forgotten += 1;
  forgetting = forgetting.then(() => forget()).catch(() => {});
  return forgetting;
}

// Forgets everybody's pages, or everybody's but those in `name`.
async function forget(name) {
  const others = (await caches.keys()).filter((other) => other.startsWith(PAGES) && other !== name);
  await Promise.all(others.map((other) => caches.delete(other)));
}

async function copyOf(path) {
  await forgetting;
  const name = (await caches.keys()).find((one) => one.startsWith(PAGES));
  const cache = name && (await caches.open(name));
  return cache && cache.match(path, { ignoreVary: true });
}

// The copy says itself that it is one, from when, and what was saved since.
async function marked(copy, path) {
  const since = await caches.match(`${path}?saved`);
  const saved = since ? await since.text() : "";
  const at = copy.headers.get("Date") || "";
  const html = (await copy.text()).replace("<html", () => `<html data-kept-at="${escaped(at)}" data-saved-since="${escaped(saved)}"`);
  const headers = new Headers(copy.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  return new Response(html, { headers });
}

async function file(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await keepFile(request, response.clone()).catch(() => {});
  return response;
}

async function keepFile(request, response) {
  const cache = await caches.open(FILES);
  await cache.put(request, response);
  for (const one of (await cache.keys()).slice(0, -MOST_FILES)) await cache.delete(one);
}

function escaped(text) {
  return text.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
