// Warns two minutes before a sign-in is over, and lets one stay; says so when it is over. Only pages
// of its last day carry how long it lasts. What is shown is what the server says at that moment:
// something may have been saved meanwhile, which begins the time anew.

const WARNING = 120; // seconds before the end
const AGAIN = 30; // seconds until the server is asked once more, where there was no answer
const LONGEST = 86400; // seconds; who has more left is told nothing
const ACCEPT = { Accept: "application/json" };
const WARNS = `
  <p>That is because nothing was saved here for a long time. What you have written stays, whatever you choose.</p>
  <p class="field__error" role="alert" hidden>There is no answer. Try again in a moment.</p>
  <p class="acts"><button class="button button--primary" value="stay">Stay signed in</button><button class="button button--quiet" value="later">Not now</button></p>`;

class Staying {
  constructor(line) {
    this.line = line;
    this.plan(Number(line.dataset.secondsLeft));
    // A computer that slept has not counted.
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.look());
  }

  plan(seconds) {
    clearTimeout(this.timer);
    this.line.hidden = seconds >= LONGEST;
    if (this.line.hidden) return this.shut();
    const until = this.dialog ? seconds + 1 : Math.max(0, seconds - WARNING);
    this.timer = setTimeout(() => this.look(), until * 1000);
  }

  async look() {
    if (this.isOver) return;
    const seconds = await left();
    if (seconds === null) return this.later();
    if (seconds <= 0) return this.end();
    if (seconds <= WARNING + 1) this.warn(seconds);
    else this.shut();
    this.plan(seconds);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), AGAIN * 1000);
  }

  warn(seconds) {
    if (this.dialog) return;
    const minutes = Math.round(seconds / 60);
    const when = minutes < 1 ? "less than a minute" : minutes === 1 ? "1 minute" : `${minutes} minutes`;
    this.dialog = globalThis.quietDialog.make(`You will be signed out in ${when}`, WARNS);
    this.dialog.addEventListener("click", ({ target }) => this.choose(target.value));
    globalThis.quietDialog.open(this.dialog);
  }

  async choose(what) {
    if (what === "later") return this.shut();
    if (what !== "stay") return;
    const seconds = await left({ method: "POST" });
    this.dialog.querySelector("[role=alert]").hidden = seconds !== null;
    if (seconds === 0) this.end();
    else if (seconds) this.plan(seconds);
  }

  // It stays as it is, so that one who has chosen is not asked twice.
  shut() {
    if (this.dialog) globalThis.quietDialog.close(this.dialog);
  }

  end() {
    this.isOver = true;
    this.shut();
    this.line.textContent = "You are signed out. What you have written is still on this page.";
    document.dispatchEvent(new CustomEvent("signed-out", { detail: { retry: () => this.begin() } }));
  }

  begin() {
    this.isOver = false;
    this.line.hidden = true;
  }
}

// How many seconds the sign-in of whoever opened this page lasts: 0 if it is over, null where there
// is no answer of ours.
async function left(how) {
  try {
    const response = await fetch("/sign-in/stay", { headers: ACCEPT, redirect: "manual", cache: "no-store", ...how });
    if (response.type === "opaqueredirect" || response.status === 401) return 0;
    const { writer, seconds } = response.ok ? await response.json() : { seconds: null };
    return writer && writer !== document.body.dataset.writer ? 0 : seconds;
  } catch (trouble) {
    return null;
  }
}

const line = document.querySelector("[data-seconds-left]");
if (line) new Staying(line);
