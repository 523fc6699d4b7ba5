// The clock of a live session: counts down what the server said was left, by a watch that nobody can
// set. The browser’s own time may be hours wrong and is never asked.

const SECOND = 1000;
const WARNING = 20; // seconds before the end of a step
const LONGEST_SHOWN = 3 * 3600; // a step that lasts days needs no seconds
const LAST = 2; // in the last seconds what is typed is sent at once
const JITTER = 500;

class Clock {
  constructor(page) {
    this.page = page;
    const { at, left, paused, phase } = page.dataset;
    this.set({ at: Number(at), left: left ? Number(left) : null, paused: paused !== undefined, over: phase === "over" });
    page.addEventListener("live-shown", ({ detail }) => this.change(detail));
  }

  set({ at, left, paused, over }) {
    this.at = at;
    this.isPaused = paused;
    this.isOver = over;
    this.given = left;
    this.since = performance.now();
    this.hasWarned = left !== null && left <= WARNING && this.hasWarned;
    this.tick();
  }

  // Seconds that are left; null where no time runs.
  get left() {
    if (this.given === null) return null;
    return this.isPaused ? this.given : Math.max(0, this.given - (performance.now() - this.since) / SECOND);
  }

  change(state) {
    this.announce(state);
    this.set(state);
  }

  announce(state) {
    const more = state.left - this.left;
    if (state.over) return this.isOver || this.page.say("The session is over. Thank you all.");
    if (state.at !== this.at) return this.page.say(`Now: ${state.title}. ${lasting(state.left)}`);
    if (state.paused !== this.isPaused) return this.page.say(state.paused ? "The clock is stopped." : "The clock runs again.");
    if (state.left !== null && more > 30 && more < 90) this.page.say("A minute was added.");
  }

  tick() {
    clearTimeout(this.timer);
    const left = this.left;
    const isShort = left !== null && left < LONGEST_SHOWN;
    if (isShort) this.show(left);
    this.warn(isShort && !this.isPaused && left <= WARNING);
    if (!isShort || this.isPaused) return;
    if (left <= LAST) this.page.tell("end");
    if (left) this.timer = setTimeout(() => this.tick(), (left % 1) * SECOND || SECOND);
    else this.timer = setTimeout(() => this.end(), Math.random() * JITTER);
  }

  // If the server’s watch is not quite there yet, ask once more.
  async end() {
    await this.page.ask();
    if (this.left === 0 && !this.isPaused) this.timer = setTimeout(() => this.end(), SECOND);
  }

  show(left) {
    const seconds = Math.ceil(left);
    const words = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    for (const place of this.page.querySelectorAll("[data-clock]")) place.textContent = words;
  }

  warn(isNear) {
    this.page.toggleAttribute("data-warns", isNear);
    this.page.tell("warns");
    const bar = this.page.querySelector("[data-warning]");
    if (bar && bar.hidden === isNear) {
      if (!isNear && bar.contains(document.activeElement)) this.page.querySelector("#press-minute, h1").focus();
      bar.hidden = !isNear;
    }
    if (isNear && !this.hasWarned) {
      this.hasWarned = true;
      this.page.say("Twenty seconds left. Anybody can add a minute.");
    }
  }
}

function lasting(left) {
  const minutes = Math.round(left / 60);
  if (left === null || left > LONGEST_SHOWN || !minutes) return "";
  return minutes === 1 ? "1 minute." : `${minutes} minutes.`;
}

const page = document.querySelector("live-session");
if (page) customElements.whenDefined("live-session").then(() => new Clock(page)); // it speaks at once
