// The form of a module's page: keeps the server's copy up to date while one types, and says so
// only after the server has. Without this script the buttons do the same.

const PAUSE = 1500; // milliseconds without a key before what is typed is sent
const LONGEST_PAUSE = 60000;
const PATIENCE = 20000; // for an answer to an autosave
const SHORT_PATIENCE = 5000; // for the same, once a button has been pressed

class PageWork {
  constructor(form) {
    this.form = form;
    this.timer = null;
    this.sending = false;
    this.leaving = false;
    this.pressed = null; // the button that waits for a save under way
    this.changed = new Set();
    this.overtaken = new Set(); // exercises that another window has saved meanwhile
    this.retry = PAUSE;
    form.addEventListener("input", (event) => this.noteChange(event.target));
    // A day of which only a part is typed says nothing by itself.
    form.addEventListener("focusout", ({ target }) => target.validity && target.validity.badInput && this.noteChange(target));
    form.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("beforeunload", (event) => this.warn(event));
    window.addEventListener("pageshow", () => (this.leaving = false)); // back again, from a page that failed
    document.addEventListener("visibilitychange", () => this.hurry());
  }

  noteChange(field) {
    this.leaving = false;
    const exercise = field.closest("[data-exercise]");
    if (!exercise || this.overtaken.has(exercise)) return;
    this.changed.add(exercise);
    this.say(exercise, "Not saved yet");
    this.schedule(PAUSE);
  }

  schedule(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  hurry() {
    if (document.visibilityState === "hidden" && this.changed.size) this.send();
  }

  // A button pressed during a save waits for its answer: the form must carry the new version.
  submit(event) {
    clearTimeout(this.timer);
    if (!this.sending) {
      this.leaving = true;
      return;
    }
    event.preventDefault();
    this.pressed = event.submitter;
    setTimeout(() => this.pressAgain(), SHORT_PATIENCE);
  }

  pressAgain() {
    const button = this.pressed;
    this.pressed = null;
    if (!button) return;
    this.sending = false;
    this.form.requestSubmit(button);
  }

  warn(event) {
    const unsaved = this.sending || this.changed.size || this.overtaken.size;
    if (unsaved && !this.leaving) event.preventDefault();
  }

  // What one exercise holds, as the form itself would send it, and whose it is.
  body(exercise) {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      const isHere = name.split(".")[0] === exercise.dataset.exercise;
      if (isHere || name === "writer") body.append(name, value);
    }
    return body;
  }

  async send() {
    if (this.sending) return this.schedule(PAUSE);
    this.sending = true;
    for (const exercise of [...this.changed]) {
      this.changed.delete(exercise);
      this.say(exercise, "Saving");
      await this.deliver(exercise).catch(() =>
        this.tryAgain(exercise, "Not saved: no connection. Your words are still on this page; trying again")
      );
    }
    this.sending = false;
    this.pressAgain();
  }

  async deliver(exercise) {
    const response = await fetch(this.form.action, {
      method: "POST",
      body: this.body(exercise),
      headers: { Accept: "application/json" },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
      keepalive: document.visibilityState === "hidden", // the tab may be closing
    });
    const isOurs = (response.headers.get("Content-Type") || "").startsWith("application/json");
    if (response.ok && isOurs) return this.settle(exercise, await response.json());
    if (isOurs && response.status < 500 && response.status !== 429) {
      return this.refuse(exercise, response.status, await response.json());
    }
    return this.tryAgain(exercise, "Not saved yet: the server does not answer as it should; trying again");
  }

  settle(exercise, answer) {
    this.retry = PAUSE;
    const version = answer.versions[exercise.dataset.exercise];
    exercise.querySelector(`input[name="${exercise.dataset.exercise}.version"]`).value = version;
    const half = exercise.querySelector("input:invalid") ? ". A day is not complete, so it is not saved" : "";
    if (!this.changed.has(exercise)) this.say(exercise, (version ? `Saved ${answer.saved}` : "Nothing to save yet") + half);
  }

  // 401 signed out, 409 another window, 422 too long: trying again by itself would not help.
  refuse(exercise, status, answer) {
    const words = {
      401: "Not saved: you are signed out, or somebody else is signed in. Sign in in another tab, come back and press Save",
      409: `${answer.message} Press Save to see both`,
    };
    this.say(exercise, words[status] || `Not saved. ${answer.message}`);
    // What could not be saved is still unsaved; what was overtaken waits for the writer to choose.
    (status === 409 ? this.overtaken : this.changed).add(exercise);
  }

  tryAgain(exercise, words) {
    this.changed.add(exercise);
    this.say(exercise, words);
    this.retry = Math.min(this.retry * 2, LONGEST_PAUSE);
    this.schedule(this.retry);
  }

  say(exercise, words) {
    const status = exercise.querySelector("[data-save-status]");
    if (status && status.textContent !== words) status.textContent = words;
  }
}

const form = document.getElementById("page-work");
if (form) new PageWork(form);
