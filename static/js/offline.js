// Reading and writing without a connection. The service worker keeps the pages; here a page from a
// copy says that it is one, and what belongs to somebody else on this device is removed. Where the
// browser has no service workers, or an address without https, nothing changes.

const PAGES = "pages "; // the beginning of the names under which pages are kept, and whose they are
const CALM = 5000; // milliseconds after which a page that was opened first is kept too
const root = document.documentElement;
const { writer } = document.body.dataset;
const path = location.pathname;

// Nobody but the writer of this page is here now; or not even they.
async function forgetOthers(mine = PAGES + writer) {
  const others = (await caches.keys()).filter((name) => name.startsWith(PAGES) && name !== mine);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function register() {
  const isKnown = navigator.serviceWorker.controller;
  await navigator.serviceWorker.register("/service-worker.js");
  const { active } = await navigator.serviceWorker.ready;
  if (!isKnown && path.startsWith("/modules/")) setTimeout(() => active.postMessage({ keep: path }), CALM);
}

// What was saved since the page was kept stands in the boxes again, on the version it was saved as.
function bringUpToDate() {
  const saved = JSON.parse(root.dataset.savedSince || "{}");
  for (const [exercise, { fields, version }] of Object.entries(saved)) {
    const base = document.querySelector(`input[name="${exercise}.version"]`);
    if (!base || Number(base.value) >= version) continue;
    base.value = version;
    if (globalThis.browserCopy.find(writer, exercise)) continue;
    globalThis.browserCopy.keep(writer, exercise, { fields, base: version, path, title: document.title });
  }
}

// The server has an exercise now that the copy of this page does not have as it is.
async function noteSaved({ exercise, fields, version }) {
  if (!(await caches.has(PAGES + writer))) return;
  const cache = await caches.open(PAGES + writer);
  const before = await cache.match(`${path}?saved`);
  const saved = before ? await before.json() : {};
  saved[exercise] = { fields, version };
  await cache.put(`${path}?saved`, new Response(JSON.stringify(saved)));
}

function sayThatItIsACopy() {
  const at = new Date(root.dataset.keptAt);
  const when = new Intl.DateTimeFormat(root.lang, { dateStyle: "long", timeStyle: "short" });
  const since = isNaN(at) ? "when you last opened it" : `on ${when.format(at)}`;
  const notice = document.createElement("div");
  notice.className = "notice notice--due";
  notice.setAttribute("role", "status");
  notice.innerHTML = `<div class="stack"><p class="notice__title"></p><p></p></div>`;
  const [title, words] = notice.querySelectorAll("p");
  title.textContent = navigator.onLine ? "The server cannot be reached" : "You are offline";
  words.textContent = `This is the page as it was ${since}. What you write is kept on this device and sent when you are back.`;
  (document.querySelector(".spread__text") || document.querySelector("main")).prepend(notice);
  const isBack = () => {
    title.textContent = "You are back";
    words.innerHTML = `This is still the page as it was. <a href="">Look at it as it is now</a>.`;
  };
  window.addEventListener("online", isBack);
  document.addEventListener("entry-saved", isBack, { once: true }); // where only the server was away
  // A button would lead to the browser's own page, which knows nothing of what is kept.
  document.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    words.textContent = "There is no connection, so nothing was sent. What you write is kept on this device.";
    notice.scrollIntoView({ block: "center" });
  });
}

// On the page that stands for those that cannot be reached.
async function list(section) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PAGES));
  const items = [];
  for (const name of names) {
    const cache = await caches.open(name);
    for (const request of (await cache.keys()).reverse()) items.push(await itemOf(cache, request));
  }
  const found = items.filter(Boolean);
  section.querySelector("ul").replaceChildren(...found);
  section.hidden = !found.length;
}

async function itemOf(cache, request) {
  const { pathname, search } = new URL(request.url);
  if (search) return null;
  const html = await (await cache.match(request, { ignoreVary: true })).text();
  const { title } = new DOMParser().parseFromString(html.slice(0, html.indexOf("</title>")), "text/html");
  const item = document.createElement("li");
  item.className = "row";
  const link = document.createElement("a");
  link.href = pathname;
  link.textContent = title.split(" – ").slice(0, -1).join(" – ") || title;
  item.append(link);
  return item;
}

// Each of these may be refused, by a browser that keeps nothing.
const quietly = (what) => what.catch(() => {});

if ("caches" in globalThis && navigator.serviceWorker) {
  const section = document.querySelector("[data-kept-pages]");
  if (section) quietly(list(section));
  if (writer) quietly(forgetOthers());
  if (root.dataset.keptAt !== undefined) sayThatItIsACopy();
  if (root.dataset.savedSince) bringUpToDate();
  document.addEventListener("somebody-else", () => quietly(forgetOthers(null)));
  document.addEventListener("entry-saved", ({ detail }) => quietly(noteSaved(detail)));
  window.addEventListener("load", () => quietly(register()));
}
