// What a guest has marked as done, kept in this browser alone: it ties the knots of the outline and
// says so at the end of the page. Without this script the button leads to where accounts are made.

const MARK = "done guest";
const PATIENCE = 20000; // milliseconds to wait for an answer
const NO_ANSWER = "Not marked yet: no connection. What you wrote is kept; press again once you are back.";

class GuestDone {
  // Each page that was marked, as `{id, path, title}`.
  get pages() {
    const found = attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(`${MARK} `))) || [];
    return found.map(read).filter(Boolean);
  }

  has(id) {
    return this.pages.some((page) => page.id === id);
  }

  // False if the browser keeps nothing.
  keep(id, { path, title }) {
    return attempt(() => {
      localStorage.setItem(`${MARK} ${id}`, JSON.stringify({ path, title }));
      return true;
    });
  }

  forget(id) {
    attempt(() => localStorage.removeItem(`${MARK} ${id}`));
  }
}

class PageEnd {
  constructor(form) {
    this.form = form;
    [this.id, ...this.formerIds] = form.dataset.page.split(" ");
    this.button = form.querySelector("[formaction$='/completion']");
    this.page = { path: new URL(form.action).pathname.replace(/\/entries$/, ""), title: document.querySelector("h1").textContent };
    this.isAsked = false; // whether the server was asked and wants the form itself
    this.rename();
    this.show();
    form.addEventListener("submit", (event) => this.submit(event));
    form.querySelector("[data-undo]").addEventListener("click", () => this.undo());
    window.addEventListener("pageshow", () => this.show());
  }

  // Marked while the page was called otherwise.
  rename() {
    for (const former of this.formerIds) {
      if (guestDone.has(former) && guestDone.keep(this.id, this.page)) guestDone.forget(former);
    }
  }

  show() {
    const isDone = guestDone.has(this.id);
    for (const part of this.form.querySelectorAll("[data-done]")) part.hidden = !isDone;
    for (const part of this.form.querySelectorAll("[data-to-do]")) part.hidden = isDone;
    drawOutline();
  }

  undo() {
    guestDone.forget(this.id);
    this.show();
    this.button.focus();
  }

  submit(event) {
    if (event.submitter !== this.button || this.isAsked) return;
    event.preventDefault();
    this.complete();
  }

  // The server knows what has to be answered first, and shows it on the page itself.
  async complete() {
    const answer = await this.ask().catch(() => null);
    if (!answer) this.form.querySelector("[data-done-said]").textContent = NO_ANSWER;
    else if (answer.next && guestDone.keep(this.id, this.page)) location.assign(answer.next);
    else {
      this.isAsked = true;
      this.form.requestSubmit(this.button);
    }
  }

  async ask() {
    const response = await fetch(this.button.formAction, {
      method: "POST",
      body: new URLSearchParams(new FormData(this.form)),
      headers: { Accept: "application/json" },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const isOurs = (response.headers.get("Content-Type") || "").startsWith("application/json");
    return isOurs && response.status < 500 ? response.json() : null;
  }
}

// The pages of a module, wherever they stand as a line.
function drawOutline() {
  for (const link of document.querySelectorAll(".line a.line__title[href^='/modules/']")) {
    const [, , , id] = new URL(link.href).pathname.split("/");
    if (id) draw(link, guestDone.has(id));
  }
}

function draw(link, isDone) {
  const stop = link.closest(".line__stop");
  const isHere = link.hasAttribute("aria-current");
  const state = isHere ? (isDone ? "here-done" : "here") : isDone ? "done" : "to-do";
  const note = stop.querySelector(".line__note");
  stop.className = `line__stop line__stop--${state}`;
  stop.querySelector(".knot").className = `knot knot--${state}`;
  note.textContent = note.textContent.replace(/, done$/, "") + (isDone ? ", done" : "");
}

function read(key) {
  try {
    return Object.assign(JSON.parse(localStorage.getItem(key)), { id: key.slice(MARK.length + 1) });
  } catch (strange) {
    return null;
  }
}

function attempt(what) {
  try {
    return what();
  } catch (refused) {
    return false;
  }
}

const guestDone = new GuestDone();
globalThis.guestDone = guestDone;
const form = document.getElementById("guest-work");
const isGuest = !document.querySelector("form[action='/sign-out']");
if (form) new PageEnd(form);
else if (isGuest) drawOutline();
