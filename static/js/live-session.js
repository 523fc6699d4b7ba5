// The page of a live session: asks what is new and sends what is pressed. `live-listening.js` knows
// when to ask, `live-showing.js` shows the answer, `live-clock.js` keeps the time and
// `live-writing.js` what is typed. Without these scripts the same forms and a button do it all.

const PATIENCE = 10000; // milliseconds for an answer
const HOUR = 3600000;
const ACCEPT = { Accept: "application/json" };
const GROUP = "[data-exercise], [data-part]"; // what is filled in together
const TYPES = "select, textarea, input:not([type=radio]):not([type=checkbox])";
const PAUSES = 15000; // who has not touched a key for so long has finished
const LOST = "No connection at the moment. This page goes on by itself as soon as there is one again.";
const NOT_SENT = "No connection. What you wrote is still on this page. Press again in a moment.";
const NO_ANSWER = "The server does not answer as it should. Nothing is lost. Press again in a moment.";
const SIGNED_OUT = "You are signed out. Sign in again to go on.";

class LiveSession extends HTMLElement {
  connectedCallback() {
    this.mark = this.dataset.version;
    this.taken = performance.now();
    this.own = this.querySelector("[data-own]");
    this.pressed = new Set(); // buttons that wait for their answer
    this.turn = Promise.resolve(); // what is sent goes one after the other
    this.failures = 0;
    this.touched = -PAUSES;
    this.keeps = 0;
    this.addEventListener("live-kept", () => (this.keeps += 1));
    for (const touch of ["input", "keydown", "pointerdown"]) this.addEventListener(touch, () => (this.touched = performance.now()));
    this.addEventListener("submit", (event) => this.submit(event));
  }

  tell(what, detail) {
    this.dispatchEvent(new CustomEvent(`live-${what}`, { detail }));
  }

  // Says something to whoever listens to the page rather than looks at it.
  say(words) {
    const place = this.querySelector("[data-says]"); // a shared screen has none
    if (place) place.textContent = words;
  }

  // Says something that nobody should miss, until the next step.
  note(words) {
    const place = this.querySelector("[data-told]");
    if (words) this.say(words);
    if (!place) return;
    place.textContent = words;
    place.hidden = !words;
  }

  get isTyping() {
    return document.activeElement.matches(TYPES) && performance.now() - this.touched < PAUSES;
  }

  // Asks what is new. One question at a time; of those asked meanwhile one waits. Tells whether
  // there was an answer.
  ask() {
    if (!this.asking) {
      this.asking = this.question().finally(() => (this.asking = null));
      return this.asking;
    }
    if (!this.later) {
      this.later = this.asking.then(() => {
        this.later = null;
        return this.ask();
      });
    }
    return this.later;
  }

  async question() {
    const isOld = performance.now() - this.taken > HOUR; // and so is what lets it listen
    const isFresh = this.wantsForms; // those that stand here were sent
    this.wantsForms = false;
    const keeps = this.keeps;
    const address = this.addressOf(this.dataset.state, { v: isOld || isFresh ? "" : this.mark, isOwnKnown: !isFresh });
    try {
      const how = { headers: ACCEPT, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
      const response = await fetch(address, how);
      if (response.redirected) return this.signedOut(); // it leads to the page to sign in, and nowhere else
      const answer = response.status === 304 ? {} : await answerIn(response);
      const isRefused = !response.ok && response.status !== 304;
      this.trouble(isRefused ? sentence(response, answer) : "");
      if ("own" in answer && keeps !== this.keeps) {
        delete answer.own; // put together before what was saved meanwhile: these boxes may lack it
        this.wantsForms = true;
      }
      if (!isRefused) this.take(answer);
      if (this.wantsForms) this.ask();
      if (this.failures) this.tell("back");
      this.failures = 0;
      return true;
    } catch (trouble) {
      this.wantsForms = isFresh || this.wantsForms;
      this.lost();
      return false;
    }
  }

  signedOut() {
    this.trouble(SIGNED_OUT);
    document.dispatchEvent(new CustomEvent("signed-out", { detail: { retry: () => this.ask() } }));
    return true;
  }

  lost() {
    this.failures += 1;
    this.trouble(LOST);
  }

  // The forms are only sent where they are not the ones that stand here.
  addressOf(path, { v, isOwnKnown }) {
    const address = new URL(path, location.href);
    if (v) address.searchParams.set("v", v);
    if (isOwnKnown && this.own) address.searchParams.set("at", this.own.dataset.own);
    return address;
  }

  // Has an answer shown, unless a later one was.
  take(answer) {
    if (answer.phase === "door") return this.leave();
    if (!("regions" in answer) || isOlder(answer.version, this.mark)) return;
    const isSameStep = answer.version.split(".")[1] === this.mark.split(".")[1];
    this.mark = answer.version;
    this.taken = performance.now();
    const said = this.refusal && this.refusal.textContent;
    if (said) this.refuse(this.refused, "");
    this.tell("state", answer);
    this.tell("shown", answer);
    if (said && isSameStep && this.refused.isConnected) this.refuse(this.refused, said);
  }

  // There is nothing to take part in any more, or one has left: the page says what there is.
  async leave() {
    this.tell("press");
    await this.turn;
    location.assign(location.pathname);
  }

  trouble(words) {
    if (!words && !this.troubled) return;
    if (!this.troubled) (this.querySelector("[data-bar]") || this).prepend((this.troubled = alert()));
    if (this.troubled.textContent !== words) this.troubled.textContent = words;
    this.troubled.toggleAttribute("data-trouble", Boolean(words));
    this.troubled.hidden = !words;
  }

  submit(event) {
    const form = event.target;
    if (form.method !== "post" || !event.submitter) return;
    event.preventDefault();
    const button = event.submitter.hidden ? ownButton(document.activeElement) : event.submitter;
    if (!button || this.pressed.has(button) || button.getAttribute("aria-disabled")) return;
    if (button.matches("[data-save]")) this.tell("save", button);
    else this.press(form, button);
  }

  // A button sends what belongs to it. What is written alone is kept by itself, and first.
  async press(form, button) {
    const isOwn = this.own.contains(button);
    const body = this.body(form, (field) => (isOwn ? isTogether(field, button) : !this.own.contains(field)));
    if (button.name) body.append(button.name, button.value);
    this.pressed.add(button);
    this.refuse(button, "");
    this.tell("press");
    try {
      const { response, answer } = await this.post(button.formAction, body);
      if (response.ok && isOwn) this.tell("kept", { group: button.closest(GROUP), sent: body });
      if (response.ok && isOwn) this.wantsForms = true;
      if (!response.ok) this.refuse(button, sentence(response, answer));
      if (answer.filed) this.note(answer.filed);
      await this.ask();
    } catch (trouble) {
      this.refuse(button, trouble instanceof SyntaxError ? NO_ANSWER : NOT_SENT);
    }
    this.pressed.delete(button);
  }

  // What the form would send of the fields that are wanted.
  body(form, isWanted) {
    const wanted = [...form.elements].filter((field) => field.name === "writer" || isWanted(field));
    const names = new Set(wanted.map((field) => field.name));
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (names.has(name)) body.append(name, value);
    return body;
  }

  // Sends a form once all that was sent before is answered; one that cannot wait at once. Throws if
  // there is no connection, or what answers is not ours.
  post(address, body, { keepalive = false } = {}) {
    const send = async () => {
      const signal = AbortSignal.timeout(PATIENCE);
      const read = typeof body === "function" ? body() : body;
      const response = await fetch(address, { method: "POST", body: read, headers: ACCEPT, keepalive, signal });
      return { response, answer: await answerIn(response), sent: read };
    };
    const sending = keepalive ? send() : this.turn.then(send);
    this.turn = sending.catch(() => {});
    return sending;
  }

  // Says beside a button why nothing came of pressing it.
  refuse(button, words) {
    if (!this.refusal) (this.refusal = alert()).className = "field__error";
    this.refused = button;
    this.refusal.textContent = words;
    if (words) (button.closest(".acts, p") || button).after(this.refusal);
    else this.refusal.remove();
  }
}

function alert() {
  const made = document.createElement("p");
  made.setAttribute("role", "alert");
  return made;
}

function sentence(response, answer) {
  return response.status === 401 ? SIGNED_OUT : answer.message;
}

// Enter in a box presses the button that belongs to the box.
function ownButton(field) {
  const group = field && field.closest(GROUP);
  return group && (group.querySelector("[data-save]") || [...group.querySelectorAll("button[formaction]")].pop());
}

function isTogether(field, button) {
  const group = button.closest(GROUP);
  return Boolean(group) && group.contains(field);
}

async function answerIn(response) {
  const isOurs = (response.headers.get("Content-Type") || "").startsWith("application/json");
  if (!isOurs || response.status >= 500) throw new SyntaxError("this is not our answer");
  return response.json();
}

// A mark tells how many changes there were, and the place in the order of steps: "12.3".
function isOlder(mark, than) {
  const [changes, step] = mark.split(".").map(Number);
  const [known, knownStep] = than.split(".").map(Number);
  return changes < known || (changes === known && step < knownStep);
}

customElements.define("live-session", LiveSession);
