// The form of a module's page: keeps the server's copy up to date while one types, and says so
// only after the server has. Without this script the buttons do the same.

const PAUSE = 1500; // milliseconds without a key before what is typed is sent
const LONGEST_PAUSE = 60000;

class PageWork {
  constructor(form) {
    this.form = form;
    this.timer = null;
    this.sending = false;
    this.changed = new Set();
    this.overtaken = new Set(); // exercises that another window has saved meanwhile
    this.retry = PAUSE;
    form.addEventListener("input", (event) => this.noteChange(event.target));
    form.addEventListener("submit", () => this.stop());
    window.addEventListener("beforeunload", (event) => this.warn(event));
    window.addEventListener("pageshow", () => (this.leaving = false)); // back again, from a page that failed
    document.addEventListener("visibilitychange", () => this.hurry());
  }

  noteChange(field) {
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

  stop() {
    clearTimeout(this.timer);
    this.leaving = true;
  }

  warn(event) {
    if ((this.changed.size || this.overtaken.size) && !this.leaving) event.preventDefault();
  }

  // What the changed exercises hold, as the form itself would send it.
  body(exercises) {
    const names = new Set(exercises.map((exercise) => exercise.dataset.exercise));
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (names.has(name.split(".")[0])) body.append(name, value);
    }
    return body;
  }

  async send() {
    if (this.sending) return this.schedule(PAUSE);
    const exercises = [...this.changed];
    this.changed.clear();
    this.sending = true;
    exercises.forEach((exercise) => this.say(exercise, "Saving"));
    try {
      await this.deliver(exercises);
    } catch {
      this.tryAgain(exercises, "Not saved: no connection. Your words are still on this page; trying again");
    } finally {
      this.sending = false;
    }
  }

  async deliver(exercises) {
    const response = await fetch(this.form.action, {
      method: "POST",
      body: this.body(exercises),
      headers: { Accept: "application/json" },
      redirect: "manual",
      signal: AbortSignal.timeout(20000),
      keepalive: document.visibilityState === "hidden", // the tab may be closing
    });
    const isOurs = (response.headers.get("Content-Type") || "").startsWith("application/json");
    if (response.ok && isOurs) return this.settle(exercises, await response.json());
    if (isOurs && response.status < 500 && response.status !== 429) {
      return this.refuse(exercises, response.status, await response.json());
    }
    return this.tryAgain(exercises, "Not saved yet: the server does not answer as it should; trying again");
  }

  settle(exercises, answer) {
    this.retry = PAUSE;
    for (const exercise of exercises) {
      const version = answer.versions[exercise.dataset.exercise];
      this.version(exercise).value = version;
      if (!this.changed.has(exercise)) this.say(exercise, version ? `Saved ${answer.saved}` : "Nothing to save yet");
    }
  }

  // 401 signed out, 409 another window, 422 too long: trying again by itself would not help.
  refuse(exercises, status, answer) {
    const words = {
      401: "Not saved: you are signed out. Sign in in another tab, come back and press Save",
      409: `${answer.message} Press Save to see both`,
    };
    exercises.forEach((exercise) => this.say(exercise, words[status] || `Not saved. ${answer.message}`));
    // What could not be saved is still unsaved; what was overtaken waits for the writer to choose.
    const waiting = status === 409 ? this.overtaken : this.changed;
    exercises.forEach((exercise) => waiting.add(exercise));
  }

  tryAgain(exercises, words) {
    exercises.forEach((exercise) => {
      this.changed.add(exercise);
      this.say(exercise, words);
    });
    this.retry = Math.min(this.retry * 2, LONGEST_PAUSE);
    this.schedule(this.retry);
  }

  version(exercise) {
    return exercise.querySelector(`input[name="${exercise.dataset.exercise}.version"]`);
  }

  say(exercise, words) {
    const status = exercise.querySelector("[data-save-status]");
    if (status && status.textContent !== words) status.textContent = words;
  }
}

const form = document.getElementById("page-work");
if (form) new PageWork(form);
