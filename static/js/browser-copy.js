// What somebody types, kept in this browser until the server has said that it has it: one copy for
// each writer and exercise, so that no two people’s words mix. Where another window holds a text of
// its own for the same exercise, its copy stays, and this window’s stands beside it.
//
// `owner` is what the page’s field `writer` holds, or "guest". The browser may refuse to store, be
// full, or be cleared by another tab: nothing here throws, and nobody else’s copy ever makes room.

const WORDS = "words";
const WINDOW = Math.random().toString(36).slice(2);

class BrowserCopy {
  constructor() {
    this.mine = new Map(); // key to the copy that this window wrote, or put back into its boxes
  }

  // Whether this browser stores anything at all.
  get works() {
    const probe = `probe ${WINDOW}`;
    return attempt(() => {
      localStorage.setItem(probe, probe);
      localStorage.removeItem(probe);
      return true;
    });
  }

  // Keeps the fields of one exercise, in place of what this window kept before; false if it could not.
  // `isDoubtful` if somebody else may have typed it. A guest’s copy also says on which `page`, and has each field as it reads, question and answer, in `said`.
  keep(owner, exercise, { fields, base, path, title, page, said, isDoubtful }) {
    const copy = JSON.stringify({ fields: answersIn(exercise, fields), base, path, title, page, said, isDoubtful, at: Date.now() });
    return attempt(() => {
      const plain = keyOf(owner, exercise);
      const key = this.isFree(plain) ? plain : `${plain} ${WINDOW}`;
      localStorage.setItem(key, copy);
      this.mine.set(key, copy);
      for (const other of keysOf(owner, exercise)) if (other !== key && this.isFree(other)) localStorage.removeItem(other);
      return true;
    });
  }

  // What is kept of an exercise; of several windows’ copies the latest, which this window takes over
  // and puts into its boxes. What it kept itself before stays as it is from then on.
  find(owner, exercise) {
    const copies = this.of(owner).filter((copy) => copy.exercise === exercise);
    const [latest] = copies;
    if (!latest) return null;
    for (const { key } of copies) this.mine.delete(key);
    this.mine.set(latest.key, attempt(() => localStorage.getItem(latest.key)));
    return latest;
  }

  // All that is kept of a writer, latest first, each with its `exercise` and `key`.
  of(owner) {
    const found = attempt(() => keysOf(owner).map((key) => read(key))) || [];
    return found.filter(Boolean).sort((one, other) => other.at - one.at);
  }

  // Whether exactly these fields are kept.
  has(owner, exercise, fields) {
    return this.of(owner).some((copy) => copy.exercise === exercise && isSame(copy, fields));
  }

  // Forgets the copies of an exercise that hold exactly these fields, as the server has them now;
  // without `fields` all copies of it.
  forget(owner, exercise, fields) {
    for (const copy of this.of(owner)) {
      if (copy.exercise === exercise && (!fields || isSame(copy, fields))) attempt(() => localStorage.removeItem(copy.key));
    }
  }

  // Forgets what this window kept of an exercise, once the server has what stands in its boxes: a copy
  // may be older than that, if there was no room for the later one.
  forgetMine(owner, exercise) {
    attempt(() => keysOf(owner, exercise).filter((key) => this.isFree(key)).forEach((key) => localStorage.removeItem(key)));
  }

  // Somebody else may sit here, perhaps since before it was noticed: what this window keeps of its
  // writer, and the server does not have yet, may be theirs.
  doubt() {
    attempt(() => [...this.mine].forEach(([key, copy]) => !key.startsWith(keyOf("guest", "")) && this.isFree(key) && this.mark(key, copy)));
  }

  mark(key, copy) {
    const kept = localStorage.getItem(key);
    if (kept === null) return; // the server has it
    const marked = JSON.stringify(Object.assign(JSON.parse(copy), { isDoubtful: true }));
    localStorage.setItem(key, marked);
    this.mine.set(key, marked);
  }

  forgetAll(owner) {
    attempt(() => keysOf(owner).forEach((key) => localStorage.removeItem(key)));
  }

  isFree(key) {
    const stored = localStorage.getItem(key);
    return stored === null || stored === this.mine.get(key);
  }
}

function keyOf(owner, exercise) {
  return `${WORDS} ${owner} ${exercise}`;
}

function keysOf(owner, exercise) {
  return Object.keys(localStorage).filter((key) => {
    const [kind, whose, what] = key.split(" ");
    return kind === WORDS && whose === owner && (exercise === undefined || what === exercise);
  });
}

// A copy as it was kept; null if something else has written there.
function read(key) {
  try {
    const copy = JSON.parse(localStorage.getItem(key));
    return Array.isArray(copy.fields) ? Object.assign(copy, { key, exercise: key.split(" ")[2] }) : null;
  } catch (strange) {
    return null;
  }
}

// The answers alone: which version they were typed on stands beside them, and whose they are in the key.
function answersIn(exercise, fields) {
  return [...fields].filter(([name]) => name.startsWith(`${exercise}.`) && name !== `${exercise}.version`);
}

// Whether a copy says the same: an empty box says nothing.
function isSame(copy, fields) {
  const [kept, given] = [copy.fields, answersIn(copy.exercise, fields)].map((all) => all.filter(([, value]) => value.trim()));
  return JSON.stringify(kept) === JSON.stringify(given);
}

function attempt(what) {
  try {
    return what();
  } catch (refused) {
    return false;
  }
}

globalThis.browserCopy = new BrowserCopy();
document.addEventListener("signed-out", () => globalThis.browserCopy.doubt());
