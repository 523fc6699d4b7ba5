// Signing in again without leaving the page: whoever saves something and is signed out is asked here,
// and what waited is sent afterwards, if it is the same person. `signed-out` says that it is time;
// its `retry` sends what waits. If it is somebody else, the page becomes one to read only, and says
// `somebody-else`; if not, `signed-in`. Every page tells the other tabs whom the server knows here, so that
// a page left open says `signed-out` by itself. Without this script a page shows what was sent, to send once more.

const HERE_NOW = "who is here"; // the channel between tabs
const PATIENCE = 20000; // milliseconds for an answer
const ACCEPT = { Accept: "application/json" };
const TITLE = "Sign in again";
const NO_ANSWER = "The server does not answer as it should. Try again, or sign in in a new tab.";
const NO_CONNECTION = "There is no connection. Try again in a moment.";
const ANOTHER = "You are signed in, but these words belong to somebody else’s account. They stay on this device for them; nothing was sent. ";
const ONE_MORE = "show your second step in a new tab";
const AND_BACK = ". Then come back: what you wrote is still here.";
const FORM = `
  <p>You are signed out in this browser. What you have written is still on this page. Sign in and it is sent.</p>
  <form class="stack" method="post" action="/sign-in" novalidate>
    <div class="field"><label class="field__label" for="again-email">Email address</label><input class="field__input" type="email" id="again-email" name="email" autocomplete="username" required></div>
    <div class="field"><label class="field__label" for="again-password">Password</label><input class="field__input" type="password" id="again-password" name="password" autocomplete="current-password" required></div>
    <p class="field__error" role="alert" hidden><span></span></p>
    <p class="acts"><button class="button button--primary">Sign in</button><button class="button button--quiet" type="button" value="later">Not now</button></p>
  </form>
  <p class="small">Or <a href="/sign-in" target="_blank">sign in in a new tab</a> and come back.</p>`;
const LATER = `<span>You are signed out. What you write stays on this page.</span><button class="button button--small" type="button">${TITLE}</button>`;
const HERE = location.pathname.replace(/\/(entries|completion)$/, ""); // where a refusal was shown too
const TAKEN = `<span>This page is somebody else’s, so nothing can be written here. <a href="${HERE}">Load this page again</a> to write your own.</span><button class="button button--small" type="button">${TITLE}</button>`;

class SigningIn {
  constructor() {
    this.waiting = new Map(); // what is sent again, by what it is
    document.addEventListener("signed-out", ({ detail }) => this.ask(detail.retry));
    document.addEventListener("visibilitychange", () => this.look());
    document.addEventListener("click", (event) => this.lead(event));
    if (!document.querySelector("input[name=writer]") || this.writer === "guest") return;
    this.tabs = new BroadcastChannel(HERE_NOW);
    this.tabs.addEventListener("message", ({ data }) => this.hear(data));
  }

  // Whose page this is; the form says it where the page was answered without knowing anybody.
  get writer() {
    const field = document.querySelector("input[name=writer]");
    return field ? field.value : document.body.dataset.writer;
  }

  ask(retry) {
    this.isBack = false;
    this.isAway = true;
    if (retry) this.waiting.set(String(retry), retry);
    if (this.isPutOff || (this.dialog && this.dialog.open)) return;
    if (!this.dialog) this.build();
    globalThis.quietDialog.open(this.dialog, this.form.elements.email);
  }

  build() {
    this.dialog = globalThis.quietDialog.make(TITLE, FORM);
    this.form = this.dialog.querySelector("form");
    this.refusal = this.dialog.querySelector("[role=alert]");
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.form.querySelector("[value=later]").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("close", () => this.putOff());
  }

  // Whoever closes the dialog goes on writing, and finds the way back to it below.
  putOff() {
    this.form.elements.password.value = "";
    this.isPutOff = !this.isBack;
    if (this.isBack) return;
    if (!this.later) {
      this.later = document.createElement("p");
      this.later.className = "later small";
      this.later.setAttribute("role", "status");
      document.body.append(this.later);
      this.later.addEventListener("click", ({ target }) => target.localName === "button" && this.again());
    }
    this.later.innerHTML = this.isTaken ? TAKEN : LATER;
  }

  again() {
    this.isPutOff = false;
    this.ask();
  }

  async submit(event) {
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    this.refuse("");
    try {
      const body = new URLSearchParams(new FormData(this.form));
      const { status, answer } = await asked("/sign-in", { method: "POST", body });
      if (answer.writer) announce(answer.writer);
      if (answer.writer) this.settle(answer.writer);
      else if (answer.second) this.leadOn(answer);
      else this.refuse(status === 422 || status === 429 ? answer.message : NO_ANSWER);
    } catch (trouble) {
      this.refuse(trouble instanceof SyntaxError ? NO_ANSWER : NO_CONNECTION);
    }
    this.isSending = false;
  }

  // Who has a second factor shows it in another tab; coming back, `look` finds them signed in.
  leadOn({ message, second }) {
    const next = Object.assign(link(second, ONE_MORE), { target: "_blank" });
    this.refuse(message, next, AND_BACK);
    next.focus();
  }

  settle(writer) {
    this.take(writer !== this.writer);
    if (this.isTaken) return this.refuse(ANOTHER, link(HERE, "Load this page again"), " or go ", link("/home", "to your own pages"), ".");
    this.isBack = true;
    this.isAway = false;
    this.isPutOff = false;
    globalThis.quietDialog.close(this.dialog);
    if (this.later) this.later.remove();
    this.later = null;
    document.dispatchEvent(new CustomEvent("signed-in")); // whoever sits here is the writer
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const retry of waiting) retry();
  }

  // While somebody else is signed in they read this page, and its writer’s boxes stay as they are.
  // What has no `readOnly` is out of reach: disabled it would not count among what was answered.
  take(isTaken) {
    if (isTaken) document.dispatchEvent(new CustomEvent("somebody-else"));
    if (isTaken === Boolean(this.isTaken)) return;
    this.isTaken = isTaken;
    for (const { form } of document.querySelectorAll("input[name=writer]")) {
      for (const box of form.elements) setReadOnly(box, isTaken);
    }
  }

  // Somebody may have signed in in another tab meanwhile.
  async look() {
    if (document.visibilityState === "hidden" || !this.isAway) return;
    if ((await this.isHere()) && this.isAway) this.settle(this.writer);
  }

  // Another tab has somebody else, or nobody. It may be an old page out of the browser's store.
  async hear(who) {
    if (who === this.writer) return this.look();
    if (this.isAway || (await this.isHere())) return;
    document.dispatchEvent(new CustomEvent("signed-out", { detail: {} }));
  }

  async isHere() {
    const { answer } = await asked("/sign-in/stay").catch(() => ({ answer: {} }));
    return answer.writer === this.writer;
  }

  // The page that shows again what was sent has a link to sign in elsewhere: it can be done here.
  lead(event) {
    const place = event.target.closest("[data-signs-in]");
    if (!place) return;
    event.preventDefault();
    this.isPutOff = false;
    const form = document.querySelector(place.dataset.signsIn);
    this.ask(() => form.requestSubmit());
  }

  refuse(words, ...more) {
    this.refusal.firstChild.replaceChildren(words, ...more);
    this.refusal.hidden = !words;
    if (words) this.form.elements.password.value = "";
    if (words) this.form.elements.password.focus();
  }
}

function announce(writer) {
  const tabs = new BroadcastChannel(HERE_NOW);
  tabs.postMessage(writer);
  tabs.close();
}

// Throws if there is no connection, or what answers is not ours.
async function asked(address, how) {
  const response = await fetch(address, { headers: ACCEPT, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...how });
  const isOurs = (response.headers.get("Content-Type") || "").startsWith("application/json");
  if (!isOurs || response.status >= 500) throw new SyntaxError("this is not our answer");
  return { status: response.status, answer: await response.json() };
}

function setReadOnly(box, isReadOnly) {
  if (box.localName === "fieldset" || box.type === "hidden") return;
  if (box.localName === "textarea" || ["text", "number", "date", "email", "search"].includes(box.type)) box.readOnly = isReadOnly;
  else for (const one of [box, ...(box.labels || [])]) one.inert = isReadOnly;
}

function link(href, words) {
  const made = document.createElement("a");
  made.href = href;
  made.textContent = words;
  return made;
}

new SigningIn();
// A copy of a page knows who was here once, and an error nobody.
const isCopy = document.documentElement.dataset.keptAt !== undefined;
if (document.body.dataset.writer && !isCopy) announce(document.body.dataset.writer);
