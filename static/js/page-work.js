// The form of a module's page: keeps every keystroke in this browser and the server's copy up to
// date, and says “Saved” only after the server has. Without this script the buttons do the same.
// `put-back.js` finds what was kept; `two-texts.js` lets the writer choose between two windows' texts.

const PAUSE = 1500; // milliseconds without a key before what is typed is sent
const LONGEST_PAUSE = 60000;
const A_WHILE = 5000; // after which a key is reason enough to try again at once
const PATIENCE = 20000; // for an answer to an autosave
const SHORT_PATIENCE = 5000; // for the same, once a button has been pressed
const MOST_ON_LEAVING = 60000; // bytes that a browser still sends for a page that is closed
const KEEPS = "keeps"; // the field that asks the server for a version of what a choice replaces
const LOST = "Not saved: no connection.";
const STRANGE = "Not saved: the server does not answer as it should.";
const ANEW = "The programme has changed meanwhile. Open this page again to choose";
const UNDECIDED = "was typed while nobody was signed in. Save it first if it is yours, or empty it.";
const SIGNED_OUT = "Not saved: you are signed out, or somebody else is signed in here.";

class PageWork {
  constructor(form) {
    this.form = form;
    this.writer = form.elements.writer.value;
    this.sheets = [...form.querySelectorAll("[data-exercise]")].map((section) => new AnswerSheet(section));
    this.path = new URL(form.action).pathname.replace(/\/entries$/, "");
    this.sending = null; // what is under way, until all of it is answered
    this.isLeaving = false;
    this.isSignedOut = false;
    this.isDoubtful = false; // whether somebody else may sit here: signed out, and nothing was taken since
    this.isFilling = false; // with what waits for the writer
    this.changed = new Set();
    this.waiting = new Set(); // sheets with words that may be somebody else's: see `sheetPressed`
    this.overtaken = new Set(); // sheets that wait for the writer to choose between two texts
    this.replacing = new Set(); // sheets of which the server is to keep what stood before
    this.troubles = new Map(); // sheet to why it is not saved
    this.typed = new Map(this.sheets.map((sheet) => [sheet, new Set()])); // marks of all that stood in its boxes
    this.pause = PAUSE;
    this.tried = 0;
    form.addEventListener("input", ({ target }) => this.note(this.sheetOf(target)));
    // A day of which only a part is typed says nothing by itself.
    form.addEventListener("focusout", ({ target }) => target.validity && target.validity.badInput && this.note(this.sheetOf(target)));
    form.addEventListener("submit", (event) => this.submit(event));
    form.addEventListener("formdata", ({ formData }) => this.isPressing && this.leaveOut(formData));
    document.addEventListener("signed-out", () => (this.isDoubtful = true));
    document.addEventListener("signed-in", () => this.takeUp());
    window.addEventListener("beforeunload", (event) => this.warn(event));
    window.addEventListener("pageshow", () => (this.isLeaving = false)); // back again, from a page that failed
    window.addEventListener("online", () => this.tryNow());
    window.addEventListener("storage", () => this.troubles.forEach((_, sheet) => this.tell(sheet))); // cleared in another tab
    document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? this.hurry() : this.tryNow()));
  }

  sheetOf(box) {
    const section = box.closest("[data-exercise]");
    return this.sheets.find((sheet) => sheet.section === section);
  }

  note(sheet) {
    if (!sheet || this.isFilling) return;
    this.isLeaving = false;
    this.waiting.delete(sheet);
    this.keep(sheet);
    if (this.overtaken.has(sheet)) return;
    this.changed.add(sheet);
    if (this.troubles.has(sheet)) this.tell(sheet);
    else this.say(sheet, "Not saved yet");
    const isInTrouble = this.pause > PAUSE && performance.now() - this.tried < A_WHILE;
    if (!isInTrouble && !this.isSignedOut) this.schedule(PAUSE);
  }

  keep(sheet) {
    this.typed.get(sheet).add(markOf(sheet.fields));
    const { fields, base, title } = sheet;
    return browserCopy.keep(this.writer, sheet.exercise, { fields, base, path: this.path, title, isDoubtful: this.isDoubtful });
  }

  schedule(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  hurry() {
    if (this.changed.size && !this.isSignedOut) this.send();
  }

  // There is reason to think that it will work now.
  tryNow() {
    this.pause = PAUSE;
    this.isSignedOut = false;
    this.send();
  }

  // Sends all that is not saved, one exercise after the other: no two saves of one can cross.
  send() {
    clearTimeout(this.timer);
    if (!this.sending) {
      this.tried = performance.now();
      this.sending = this.sendAll().finally(() => (this.sending = null));
      return this.sending;
    }
    return this.sending.then(() => this.changed.size && !this.isInTrouble && this.send());
  }

  get isInTrouble() {
    return this.isSignedOut || this.pause > PAUSE;
  }

  async sendAll() {
    for (const sheet of [...this.changed]) {
      this.changed.delete(sheet);
      this.say(sheet, "Saving");
      await this.deliver(sheet);
    }
    if (this.putBack) await this.putBack.sendRest();
  }

  async deliver(sheet) {
    const sent = sheet.fields;
    const keeps = this.replacing.has(sheet) ? [[KEEPS, "1"]] : [];
    const wasDoubtful = this.isDoubtful; // its writer may have signed out since it was sent
    const outcome = await this.post(sheet.exercise, [...sent, ...keeps], sheet.base);
    if (wasDoubtful && (outcome.kind === "saved" || outcome.kind === "differs")) this.isDoubtful = false;
    if (outcome.kind === "saved") return this.settle(sheet, sent, outcome.answer);
    if (outcome.kind === "differs") return this.compare(sheet, sent, outcome.answer);
    this.changed.add(sheet);
    this.troubles.set(sheet, outcome);
    this.tell(sheet);
    if (outcome.kind === "refused") return this.pass(outcome);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
    return this.schedule(this.pause * (0.75 + Math.random() / 2)); // so that not all come back at once
  }

  // Sends the fields of one exercise; tells what became of them, in a word.
  async post(exercise, fields, base, address = this.form.action) {
    const body = new URLSearchParams([["writer", this.writer], [`${exercise}.version`, base], ...fields]);
    const isClosing = document.visibilityState === "hidden";
    try {
      const response = await fetch(address, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
        keepalive: isClosing && String(body).length < MOST_ON_LEAVING,
      });
      return verdict(response, await answerIn(response), exercise);
    } catch (trouble) {
      return { kind: "lost" };
    }
  }

  settle(sheet, sent, answer) {
    const version = answer.versions[sheet.exercise];
    sheet.base = version;
    this.pause = PAUSE;
    this.troubles.delete(sheet);
    this.replacing.delete(sheet);
    browserCopy.forget(this.writer, sheet.exercise, sent);
    document.dispatchEvent(new CustomEvent("entry-saved", { detail: { exercise: sheet.exercise, fields: sent, version } }));
    if (!AnswerSheet.isAlike(sheet.fields, sent)) {
      this.note(sheet); // more was typed meanwhile
      return;
    }
    browserCopy.forgetMine(this.writer, sheet.exercise);
    const half = sheet.section.querySelector("input:invalid") ? ". A day is not complete, so it is not saved" : "";
    this.say(sheet, (version ? `Saved ${answer.saved}` : "Nothing to save yet") + half);
  }

  // Another window was first. If what it saved once stood here, it came from here: an answer was
  // lost, or a second window found the copy. Otherwise the writer chooses.
  compare(sheet, sent, answer) {
    const other = answer.others[sheet.exercise];
    if (this.typed.get(sheet).has(markOf(other.fields))) {
      sheet.base = answer.versions[sheet.exercise];
      this.pause = PAUSE;
      this.troubles.delete(sheet);
      return this.note(sheet);
    }
    browserCopy.forget(this.writer, sheet.exercise, sent); // the server has set it aside
    this.troubles.delete(sheet);
    return this.offer(sheet, sent, answer, true);
  }

  // Has the writer choose; `isTyped` unless the boxes hold the other text already.
  offer(sheet, own, answer, isTyped) {
    const other = answer.others[sheet.exercise];
    if (!sheet.holds(other.fields)) return this.say(sheet, `${answer.message} ${ANEW}`);
    if (isTyped) this.overtaken.add(sheet);
    this.say(sheet, `${answer.message} Choose above`);
    const detail = { work: this, sheet, own, isTyped, other, version: answer.versions[sheet.exercise] };
    sheet.section.dispatchEvent(new CustomEvent("two-texts", { detail, bubbles: true }));
  }

  // Signed out, too long, no longer asked: trying again by itself would not help.
  pass({ status }) {
    if (status !== 401) return;
    this.isSignedOut = true;
    const retry = () => this.tryNow();
    document.dispatchEvent(new CustomEvent("signed-out", { detail: { retry } }));
  }

  // Its writer is signed in again, and what waits is theirs.
  takeUp() {
    this.isDoubtful = false;
    this.changed.forEach((sheet) => this.keep(sheet));
  }

  isKept(sheet) {
    return browserCopy.has(this.writer, sheet.exercise, sheet.fields);
  }

  // Says why a sheet is not saved, and where its words are meanwhile.
  tell(sheet) {
    const { kind, status, answer } = this.troubles.get(sheet);
    const where = this.isKept(sheet) ? "Kept on this device" : "Your words are only on this page";
    if (kind !== "refused") this.say(sheet, `${kind === "lost" ? LOST : STRANGE} ${where}; trying again`);
    else if (status === 401) this.say(sheet, `${SIGNED_OUT} ${where} until you sign in again`);
    else this.say(sheet, `Not saved. ${answer.message.replace(/\.$/, "")}. ${where}`);
  }

  say(sheet, words) {
    const status = sheet.section.querySelector("[data-save-status]");
    if (status.textContent !== words) status.textContent = words;
  }

  // A button waits until what is typed is saved, so that the form carries the present version and
  // no copy stays behind. Where there is no connection it stays on this page, where the words are.
  submit(event) {
    if (this.isPressing) {
      this.isLeaving = true;
      return;
    }
    event.preventDefault();
    const button = event.submitter;
    this.waiting.delete(this.sheetPressed(button));
    const [undecided] = this.waiting;
    if (undecided && isTick(button)) this.tellBeside(button, `“${undecided.title}” ${UNDECIDED}`);
    else this.press(button);
  }

  // Words that may be somebody else's are sent by an act on their own exercise alone: typing in it, or
  // its own Save. Enter in a box presses the first button of the form, but is an act on the box.
  sheetPressed(button) {
    const own = (place) => place && this.sheetOf(place);
    return own(document.activeElement) || own(button);
  }

  // Of what waits nothing goes along with another button, and what is not sent stays as it is.
  leaveOut(formData) {
    for (const { exercise } of this.waiting) {
      for (const name of [...formData.keys()]) if (name.startsWith(`${exercise}.`)) formData.delete(name);
    }
  }

  async press(button) {
    const isFirst = this.pressed === undefined;
    this.pressed = button;
    if (!isFirst) return;
    this.pause = PAUSE;
    this.isSignedOut = false;
    await Promise.race([this.send(), new Promise((resolve) => setTimeout(resolve, SHORT_PATIENCE))]);
    const stays = [...this.troubles].some(([sheet, { kind }]) => kind === "lost" || (kind === "strange" && !this.isKept(sheet)));
    const isAsked = document.querySelector("dialog[open]"); // to sign in, in place
    if (stays || !(await this.isReached())) this.tellBeside(this.pressed);
    else if (!isAsked) this.go(this.pressed);
    this.pressed = undefined;
  }

  // The browser's own page for a server that is away would take the place of this one.
  async isReached() {
    const answer = await fetch("/health", { cache: "no-store", signal: AbortSignal.timeout(SHORT_PATIENCE) }).catch(() => null);
    return Boolean(answer && answer.ok);
  }

  tellBeside(button, words = `No connection, so ${isTick(button) ? "this page is not marked as done yet" : "nothing was sent"}. Try again in a moment.`) {
    this.told = this.told || document.createElement("p");
    this.told.className = "small";
    this.told.setAttribute("role", "alert");
    this.told.textContent = words;
    (button ? button.parentElement : this.form).after(this.told);
  }

  go(button) {
    this.isPressing = true;
    this.form.requestSubmit(button);
    this.isPressing = false;
  }

  warn(event) {
    const isUnsaved = this.sending || this.changed.size || this.overtaken.size;
    if (isUnsaved && !this.isLeaving) event.preventDefault();
  }
}

function isTick(button) {
  return Boolean(button) && button.formAction.endsWith("/completion");
}

// Only our own answer counts: a proxy may answer in our place, even with 200 and JSON of its own.
function verdict(response, answer, exercise) {
  const { status } = response;
  const isOurs = answer !== null && typeof answer === "object";
  const isVersion = isOurs && Boolean(answer.versions) && Number.isInteger(answer.versions[exercise]);
  if (response.ok && isVersion) return { kind: "saved", answer };
  if (status === 409 && isVersion && answer.others && answer.others[exercise]) return { kind: "differs", answer };
  const isFinal = status >= 400 && status < 500 && status !== 429;
  if (isFinal && isOurs && typeof answer.message === "string") return { kind: "refused", status, answer };
  return { kind: "strange" };
}

async function answerIn(response) {
  const isJson = (response.headers.get("Content-Type") || "").startsWith("application/json");
  if (!isJson) return null;
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (strange) {
    return null;
  }
}

// A number for a text, so that all that was ever typed need not be remembered.
function markOf(fields) {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (const sign of AnswerSheet.spelt(fields)) {
    one = Math.imul(one ^ sign.codePointAt(0), 2654435761);
    two = Math.imul(two ^ sign.codePointAt(0), 1597334677);
  }
  return `${one} ${two}`;
}

const form = document.getElementById("page-work");
if (form) form.work = new PageWork(form);
