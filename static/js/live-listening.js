// When the page of a live session asks what is new: whenever it hears that something changed. It
// listens on a stream; where that is held back it waits for one answer at a time; where that is cut
// it asks every other second.

const FIRST_LINE = 3000; // milliseconds in which a stream must have said something
const SILENCE = 40000; // the longest; a stream says every 15 seconds that it is still there
const WELL = 5000; // a stream that lived so long is not held back by anybody
const EVERY = 2000;
const JITTER = 500; // so that thirty browsers do not ask in the same instant
const STREAM_AGAIN = 60000;
const LOOK = 5000;

class Listening {
  constructor(page) {
    this.page = page;
    this.ticket = page.dataset.ticket;
    this.looked = Date.now();
    page.addEventListener("live-state", ({ detail }) => (this.ticket = detail.ticket || this.ticket));
    window.addEventListener("online", () => this.back());
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.back());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.back());
    setInterval(() => this.look(), LOOK);
    this.stream();
  }

  // After sleep, or away from the network, nothing that was open can be trusted.
  back() {
    this.page.ask();
    this.stream();
  }

  // A machine that slept tells nobody; its clock has jumped.
  look() {
    const slept = Date.now() - this.looked > 3 * LOOK;
    this.looked = Date.now();
    if (slept && document.visibilityState === "visible") this.back();
  }

  stop() {
    clearTimeout(this.timer);
    if (this.source) this.source.close();
    if (this.waiting) this.waiting.abort();
    this.source = this.waiting = null;
  }

  address(more) {
    return `${this.page.dataset.events}?${new URLSearchParams({ ticket: this.ticket, ...more })}`;
  }

  stream() {
    this.stop();
    const began = performance.now();
    const source = (this.source = new EventSource(this.address()));
    const heard = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.back(), SILENCE);
    };
    this.timer = setTimeout(() => this.wait(), FIRST_LINE);
    source.addEventListener("beat", heard);
    source.addEventListener("message", ({ lastEventId }) => {
      heard();
      if (lastEventId !== this.version) this.page.ask();
    });
    source.addEventListener("error", () => {
      if (performance.now() - began > WELL) this.keepAsking({ isBack: true });
      else this.wait();
    });
  }

  // The changes counted in what the page shows.
  get version() {
    return this.page.mark.split(".")[0];
  }

  async wait() {
    this.stop();
    const waiting = (this.waiting = new AbortController());
    while (!waiting.signal.aborted) {
      const isWell = await this.once(waiting.signal).catch(() => false);
      if (!isWell && !waiting.signal.aborted) this.keepAsking();
    }
  }

  async once(signal) {
    const known = this.version;
    const response = await fetch(this.address({ once: 1, v: known }), { signal, cache: "no-store" });
    const isOurs = (response.headers.get("Content-Type") || "").startsWith("text/event-stream");
    if (!response.ok || !isOurs) return false;
    const news = /^id: /m.test(await response.text());
    return !news || ((await this.page.ask()) && this.version !== known);
  }

  // `isBack`: go back to the stream with the next answer, for it was well until it broke off.
  keepAsking({ isBack = false } = {}) {
    this.stop();
    const began = performance.now();
    const ask = async () => {
      const waiting = (this.waiting = new AbortController());
      const isReached = await this.page.ask();
      if (waiting.signal.aborted) return;
      if (isReached && (isBack || performance.now() - began > STREAM_AGAIN)) return this.stream();
      isBack = isBack || !isReached;
      this.timer = setTimeout(ask, EVERY + Math.random() * JITTER);
    };
    this.timer = setTimeout(ask, Math.random() * JITTER);
  }
}

const page = document.querySelector("live-session");
if (page) new Listening(page);
