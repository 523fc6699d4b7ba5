// Saves what somebody writes in a live session while they write it, and says so only once the server
// has said so. What goes wrong is tried again, more and more slowly. Until then this browser keeps a
// copy, which is put back where nothing else was saved meanwhile, or else sent as it is, to be kept
// beside. What was typed while nobody was signed in goes back too, but waits until its writer types in
// it or saves it. Whether the others see a card is never put back: that is chosen anew.

const PAUSE = 1200; // milliseconds without a key before what is typed is sent
const LONGEST_UNSENT = 5000; // of who types without a pause
const LONGEST_PAUSE = 30000;
const MOST_ON_LEAVING = 60000; // characters that a browser still sends for a page that is closed
const NOT_SAVED = "Not saved: no connection.";
const NO_ANSWER = "Not saved: the server does not answer as it should.";
const SIGNED_OUT = "Not saved: you are signed out.";
const KEPT = "Kept on this device";
const ON_PAGE = "Your words are only on this page";
const PUT_BACK = "Put back from this device, not saved yet";
const DOUBTFUL = "Typed while nobody was signed in. Save it if it is yours";
const BOTH_KEPT = "Another window or device had saved something else. Both texts are kept: see ";

class Writing {
  constructor(page) {
    this.page = page;
    this.forms = page.forms;
    this.saving = new Set();
    this.looked = new Set(); // exercises whose copies were looked for
    this.waiting = new Set(); // exercises with words that may be somebody else's
    this.isDoubtful = false; // whether somebody else may sit here
    this.isFilling = false; // with what waits for the writer
    this.refused = new Map(); // group to what was refused: sending the same again would not help
    this.pause = PAUSE;
    const writer = this.forms.own.querySelector("[name=writer]");
    this.writer = writer ? writer.value : "";
    this.forms.own.addEventListener("input", ({ target }) => this.note(target));
    // A day of which only a part is typed says nothing by itself.
    this.forms.own.addEventListener("focusout", ({ target }) => target.validity && target.validity.badInput && this.note(target));
    page.addEventListener("live-save", ({ detail }) => this.saveNow(detail.closest("[data-exercise], [data-part]")));
    document.addEventListener("signed-out", () => (this.isDoubtful = true));
    document.addEventListener("signed-in", () => this.takeUp());
    page.addEventListener("live-press", () => this.send());
    page.addEventListener("live-renew", () => this.send());
    page.addEventListener("live-end", () => this.send());
    page.addEventListener("live-back", () => this.send()); // there is a connection again
    window.addEventListener("beforeunload", (event) => this.unsent.length && event.preventDefault());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.send({ keepalive: true }));
    page.addEventListener("live-shown", () => this.putBack());
    this.putBack();
  }

  get unsent() {
    return this.forms.unsent.filter(({ dataset }) => !this.waiting.has(dataset.exercise));
  }

  // A copy of the words of a group; lines and the like are kept by `live-unsent.js`.
  keep(group) {
    const { exercise } = group.dataset;
    if (!exercise) return;
    const fields = [...this.forms.bodyOf(group)];
    const base = Number(new Map(fields).get(`${exercise}.version`));
    const title = group.querySelector("h2").textContent;
    browserCopy.keep(this.writer, exercise, { fields, base, path: location.pathname, title, isDoubtful: this.isDoubtful });
  }

  // Its writer is signed in again, and what is typed here is theirs.
  takeUp() {
    this.isDoubtful = false;
    this.unsent.forEach((group) => this.keep(group));
  }

  isKept(group) {
    const { exercise } = group.dataset;
    return Boolean(exercise) && browserCopy.has(this.writer, exercise, this.forms.bodyOf(group));
  }

  putBack() {
    for (const group of this.forms.groups) {
      const { exercise } = group.dataset;
      if (!exercise || !saves(group) || this.looked.has(exercise)) continue;
      this.looked.add(exercise);
      if (group.querySelector("[data-save-status=unsaved]")) continue; // it holds what was refused
      if (!this.forms.isUnsent(group)) browserCopy.forget(this.writer, exercise, this.forms.bodyOf(group)); // the server has it
      const copies = browserCopy.of(this.writer).filter((copy) => copy.exercise === exercise);
      if (copies.length) this.isWaiting(group, copies[0]);
      for (const copy of copies) if (!copy.isDoubtful) this.restore(group, copy);
    }
  }

  // Puts back what may be somebody else's, on the version it was typed on, and leaves it there.
  isWaiting(group, copy) {
    const sheet = new AnswerSheet(group);
    if (!copy.isDoubtful || this.forms.isUnsent(group) || !sheet.holds(copy.fields)) return false;
    this.waiting.add(copy.exercise);
    this.isFilling = true;
    sheet.fill(browserCopy.find(this.writer, copy.exercise).fields);
    this.isFilling = false;
    sheet.base = copy.base;
    this.say(group, DOUBTFUL);
    return true;
  }

  restore(group, copy) {
    const sheet = new AnswerSheet(group);
    const fits = copy.base === sheet.base && !this.forms.isUnsent(group) && sheet.holds(copy.fields);
    if (!fits) return this.sendBeside(group, copy);
    browserCopy.find(this.writer, copy.exercise); // this window's, from now on
    sheet.fill(copy.fields);
    this.say(group, PUT_BACK);
  }

  // Sends a copy that another window has overtaken as it is: the server keeps it beside.
  async sendBeside(group, { exercise, fields, base }) {
    const body = this.forms.bodyOf(group);
    for (const [name] of [...body]) if (name.startsWith(`${exercise}.`)) body.delete(name);
    body.set(`${exercise}.version`, base);
    for (const [name, value] of fields) body.append(name, value);
    const { response, answer } = await this.page.post(saves(group).formAction, body).catch(() => ({ response: {} }));
    if (!answer || !answer.versions) return; // it stays here, for the next time
    browserCopy.forget(this.writer, exercise, fields);
    if (response.status === 409) this.warn(this.forms.here(group), BOTH_KEPT, journal());
  }

  note(field) {
    const group = field.closest("[data-exercise], [data-part]");
    if (!group || !saves(group) || this.isFilling) return;
    this.waiting.delete(group.dataset.exercise);
    this.keep(group);
    this.say(group, "Not saved yet");
    this.pause = PAUSE;
    this.schedule();
  }

  schedule() {
    clearTimeout(this.timer);
    const now = performance.now();
    this.since = this.since || now;
    const most = this.pause > PAUSE ? this.pause : Math.max(0, this.since + LONGEST_UNSENT - now);
    this.timer = setTimeout(() => this.send(), Math.min(this.pause, most));
  }

  send(how) {
    clearTimeout(this.timer);
    this.since = 0;
    for (const group of this.unsent) {
      const isTold = this.refused.get(group) === String(this.forms.bodyOf(group));
      const isUnderWay = this.saving.has(group) && !(how && how.keepalive);
      if (saves(group) && !isTold && !isUnderWay) this.save(group, how);
    }
  }

  saveNow(group) {
    this.waiting.delete(group.dataset.exercise);
    return this.save(group);
  }

  async save(group, { keepalive = false } = {}) {
    this.saving.add(group);
    this.say(group, "Saving");
    const taken = this.forms.bodyOf(group);
    // What is sent is what stands there when its turn comes; of a group that is gone, what stood.
    let wasDoubtful = false; // its writer may have signed out since it was sent
    const body = () => {
      wasDoubtful = this.isDoubtful;
      return group.isConnected ? this.forms.bodyOf(group) : taken;
    };
    const how = { keepalive: keepalive && String(taken).length < MOST_ON_LEAVING };
    try {
      const outcome = await this.page.post(saves(group).formAction, body, how);
      this.settle(group, outcome, wasDoubtful);
    } catch (trouble) {
      const isLost = !(trouble instanceof SyntaxError);
      if (isLost) this.page.lost();
      this.tryAgain(group, isLost ? NOT_SAVED : NO_ANSWER);
    }
    this.saving.delete(group);
  }

  settle(group, { response, answer, sent }, wasDoubtful) {
    const here = this.forms.here(group);
    for (const [exercise, version] of Object.entries(answer.versions || {})) this.forms.base(exercise, version);
    const isDouble = response.status === 409 && answer.versions;
    const isApart = response.status === 403 && answer.versions; // taken off the team meanwhile
    if (response.status === 429) return this.tryAgain(group, NO_ANSWER);
    if (!response.ok && !isDouble && !isApart) return this.refuse(here, response, answer, sent);
    this.pause = PAUSE;
    if (wasDoubtful) this.isDoubtful = false;
    this.page.tell("kept", { group, sent });
    browserCopy.forget(this.writer, group.dataset.exercise, sent);
    if (this.forms.isUnsent(here)) this.keep(here);
    if (this.forms.isUnsent(here)) this.schedule(); // more was typed meanwhile
    else if (isDouble) this.warn(here, BOTH_KEPT, journal());
    else if (isApart) this.warn(here, answer.message);
    else this.calm(here, answer);
    this.page.ask();
  }

  // 401 signed out, 409 too many dots, 422 too long: trying again by itself would not help.
  refuse(group, response, answer, sent) {
    this.refused.set(group, String(sent));
    this.warn(group, response.status === 401 ? `${SIGNED_OUT} ${this.where(group)} until you sign in again` : `Not saved. ${answer.message}`);
    if (response.status === 401) document.dispatchEvent(new CustomEvent("signed-out", { detail: { retry: () => this.sendAgain() } }));
  }

  sendAgain() {
    this.refused.clear();
    this.pause = PAUSE;
    this.send();
  }

  where(group) {
    return this.isKept(group) ? KEPT : ON_PAGE;
  }

  tryAgain(group, words) {
    const here = this.forms.here(group);
    this.warn(here, `${words} ${this.where(here)}; trying again`);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
    this.schedule();
  }

  // Who hears the page rather than sees it is told of trouble, and that it is saved once.
  calm(group, answer) {
    this.say(group, saved(group, answer));
    if (!this.isCalm) this.page.say("Saved");
    this.isCalm = true;
    const unchosen = group.querySelector("[data-unchosen]");
    if (unchosen) unchosen.hidden = !answer.saved || group.querySelector("[name$='.visibility']:checked");
  }

  warn(group, words, ...more) {
    this.say(group, words, ...more);
    if (this.warned !== words || this.isCalm) this.page.say([words, ...more.map((link) => link.textContent)].join(""));
    this.warned = words;
    this.isCalm = false;
  }

  say(group, words, ...more) {
    const status = group.querySelector("[data-save-status]");
    if (status && (more.length || status.textContent !== words)) status.replaceChildren(words, ...more);
  }
}

// The button that saves a group, if it is one that is saved while somebody types.
function saves(group) {
  return group.querySelector("[data-save]");
}

function saved(group, answer) {
  if (group.dataset.part) return "Kept. You can still change it";
  const half = group.querySelector("input:invalid") ? "A day is not complete, so it is not saved" : "";
  return [answer.saved ? `Saved ${answer.saved}` : "Nothing to save yet", half, answer.note].filter(Boolean).join(". ");
}

function journal() {
  const link = document.createElement("a");
  link.href = "/journal";
  link.target = "_blank";
  link.textContent = "your journal";
  return link;
}

const page = document.querySelector("live-session");
if (page && page.forms) new Writing(page);
