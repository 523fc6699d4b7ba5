// What this browser has kept since before its user signed in, on a page of its own: added to their
// journal one by one or all. Nothing is taken over unasked, and nothing is removed from the browser
// before the server has said that it has it.

const GUEST = "guest";
const PATIENCE = 20000; // milliseconds to wait for an answer
const NO_CONNECTION = "Not added: no connection. It is still kept in this browser.";
const NO_ANSWER = "Not added: the server does not answer as it should. It is still kept in this browser.";
const RETIRED = "The programme no longer asks this, so it cannot be added. Copy it if you need it; it stays here until you remove it.";
const BESIDE = "Kept beside what you had written; choose in ";
const JOURNAL = "/journal";

// One thing that can be added, with its buttons: an entry, or all the pages marked as done.
class Offer {
  constructor(place, template) {
    this.place = place;
    this.article = place.box.querySelector(template).content.firstElementChild.cloneNode(true);
    this.add = this.part("add");
    this.removed = this.part("remove");
    this.putBack = this.part("put-back");
    this.add.addEventListener("click", () => this.send());
    this.removed.addEventListener("click", () => this.remove());
    this.putBack.addEventListener("click", () => this.restore());
    place.box.querySelector("[data-here]").append(this.article);
  }

  get canBeAdded() {
    return !this.add.hidden;
  }

  part(name) {
    return this.article.querySelector(`[data-${name}]`);
  }

  say(...words) {
    this.part("said").replaceChildren(...words);
  }

  // It is on the server now, or gone: only what was said of it is left.
  close(...words) {
    this.say(...words);
    this.add.hidden = true;
    this.removed.hidden = true;
    this.place.count();
  }

  remove() {
    this.forget();
    this.close("Removed from this browser.");
    this.putBack.hidden = false;
    this.putBack.focus();
  }

  restore() {
    const isBack = this.keepAgain();
    this.say(isBack ? "Kept in this browser again." : "This browser has no room left for it.");
    this.putBack.hidden = isBack;
    this.removed.hidden = !isBack;
    this.add.hidden = !isBack || this.isRetired;
    if (isBack) this.removed.focus();
    this.place.count();
  }

  // What the server says when it did not take it.
  refuse({ status, message }) {
    if (status === 401) document.dispatchEvent(new CustomEvent("signed-out", { detail: { retry: () => this.send() } }));
    this.say(`Not added. ${message} It is still kept in this browser.`);
  }
}

class Entry extends Offer {
  constructor(place, copy) {
    super(place, "[data-entry]");
    this.copy = copy;
    this.asked = place.asked[copy.exercise];
    this.isRetired = !this.asked;
    this.pairs = copy.fields.map((field, at) => ({ field, said: (copy.said || [])[at] || field }));
    this.part("title").textContent = copy.title;
    const path = this.asked ? this.asked.path : "";
    this.part("where").append(path ? link(path, copy.page || copy.title) : copy.page || "", `, written ${dayOf(copy.at)}`);
    this.show(this.pairs);
    for (const button of [this.add, this.removed]) button.append(unseen(`: ${copy.title}`));
    if (this.isRetired) this.add.hidden = true;
    if (this.isRetired) this.say(RETIRED);
  }

  show(pairs) {
    const lines = pairs.map(({ said: [question, answer] }) => [element("dt", question), element("dd", answer, "as-written")]);
    this.part("answers").replaceChildren(...lines.flat());
  }

  forget() {
    browserCopy.forget(GUEST, this.copy.exercise, this.copy.fields);
  }

  keepAgain() {
    return browserCopy.keep(GUEST, this.copy.exercise, this.copy);
  }

  // As if it had been typed on an empty page: beside an entry that is there already, never over it.
  async send() {
    const isAsked = ({ field: [name] }) => this.asked.fields.includes(placeOf(name));
    const version = [`${this.copy.exercise}.version`, "0"];
    const sent = this.pairs.filter(isAsked).map(({ field }) => field);
    const answer = await this.place.post(`${this.asked.path}/entries`, [version, ...sent]);
    if (answer.trouble) return this.say(answer.trouble);
    const isBeside = answer.status === 409 && answer.versions;
    if (!isBeside && answer.status !== 200) return this.refuse(answer);
    if (!(answer.versions || {})[this.asked.id]) return this.say(NO_ANSWER);
    this.forget();
    const beside = (answer.others || {})[this.asked.id];
    const words = isBeside ? [BESIDE, link(beside ? beside.path : JOURNAL, "your journal")] : ["Added to ", link(JOURNAL, "your journal")];
    this.keepRest(this.pairs.filter((pair) => !isAsked(pair)), [...words, "."]);
  }

  // Answers to questions that are no longer asked stay, to be copied.
  keepRest(pairs, words) {
    if (!pairs.length) return this.close(...words);
    this.pairs = pairs;
    this.copy = Object.assign({}, this.copy, { fields: pairs.map(({ field }) => field), said: pairs.map(({ said }) => said) });
    this.keepAgain();
    this.show(pairs);
    this.isRetired = true;
    this.say(...words, " ", RETIRED);
    this.add.hidden = true;
    this.place.count();
  }
}

class Pages extends Offer {
  constructor(place, pages) {
    super(place, "[data-pages]");
    this.pages = pages;
    this.part("title").textContent = counted(pages.length, "page marked as done", "pages marked as done");
    this.list(pages.map((page) => ({ page })));
  }

  list(pages) {
    const rows = pages.map(({ page, message }) => element("li", "", "row", link(page.path, page.title), message ? ` ${message}` : ""));
    this.part("answers").replaceChildren(...rows);
  }

  forget() {
    for (const page of this.pages) guestDone.forget(page.id);
  }

  keepAgain() {
    return this.pages.every((page) => guestDone.keep(page.id, page));
  }

  async send() {
    const left = [];
    for (const page of this.pages) {
      const answer = await this.place.post(`${page.path}/completion`, []);
      if (answer.trouble) return this.say(answer.trouble);
      if (answer.status === 401) return this.refuse(answer);
      if (answer.status === 200 && answer.done) guestDone.forget(page.id);
      else left.push({ page, message: answer.message || "" });
    }
    if (!left.length) return this.close("Marked as done. ", link("/home", "Go to your home page"));
    this.pages = left.map(({ page }) => page);
    this.list(left);
    this.say("Not marked yet; what is missing stands beside.");
  }
}

class Place {
  constructor(box) {
    this.box = box;
    this.asked = JSON.parse(box.dataset.asked);
    this.all = box.querySelector("[data-all]");
    const entries = browserCopy.of(GUEST).map((copy) => new Entry(this, copy));
    const pages = guestDone.pages;
    this.offers = pages.length ? [...entries, new Pages(this, pages)] : entries;
    this.all.querySelector("button").addEventListener("click", () => this.addAll());
    box.querySelector("[data-none]").hidden = this.offers.length > 0;
    this.count();
  }

  get open() {
    return (this.offers || []).filter((offer) => offer.canBeAdded);
  }

  count() {
    this.all.hidden = this.open.length < 2;
  }

  // One after the other, pages last: they may need the answers.
  async addAll() {
    const { open } = this;
    const entries = open.filter((offer) => offer instanceof Entry);
    for (const offer of open) await offer.send();
    const added = entries.filter((offer) => !offer.canBeAdded).length;
    const words = `${counted(added, "answer is", "answers are")} in your journal.`;
    const left = this.open.length ? " The others say why they are not." : "";
    this.box.querySelector("[data-said-of-all]").textContent = words + left;
  }

  // The server's answer with its status; or, as `trouble`, why there is none.
  async post(path, fields) {
    try {
      const response = await fetch(path, {
        method: "POST",
        body: new URLSearchParams([...fields, ["writer", this.box.dataset.writer]]),
        headers: { Accept: "application/json" },
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
      });
      const isOurs = (response.headers.get("Content-Type") || "").startsWith("application/json");
      if (!isOurs || response.status >= 500) return { trouble: NO_ANSWER };
      return Object.assign(await response.json(), { status: response.status });
    } catch (lost) {
      return { trouble: NO_CONNECTION };
    }
  }
}

// The question, and of a table the column, that a field belongs to.
function placeOf(name) {
  const [, prompt, , column] = name.split(".");
  return column === undefined ? prompt : `${prompt}.${column}`;
}

function counted(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}

function dayOf(moment) {
  return new Date(moment).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long", year: "numeric" });
}

function link(path, words) {
  return Object.assign(element("a", words), { href: path });
}

function unseen(words) {
  return element("span", words, "unseen");
}

function element(name, words, style, ...more) {
  const made = document.createElement(name);
  if (style) made.className = style;
  made.append(words, ...more);
  return made;
}

const box = document.getElementById("from-this-browser");
if (box) new Place(box);
