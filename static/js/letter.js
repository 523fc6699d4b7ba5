// A letter to oneself is not saved while it is typed. It is kept in this browser until the server has
// said that it is sealed, and put back into an empty sheet. What was typed while nobody was signed in
// says so, for it may be somebody else's. Without this script it is just a form.

const SEALED = "letter on its way"; // in the tab’s own store, from pressing the button to the next page
const KEPT = "Kept on this device until you seal it";
const DOUBTFUL = "Typed while nobody was signed in. Seal it if it is yours";
const NOT_KEPT = "This browser keeps nothing. Seal the letter before you leave this page";

class LetterSheet {
  constructor(form) {
    this.form = form;
    this.writer = form.elements.writer.value;
    this.box = form.querySelector("textarea");
    this.status = form.querySelector("[data-letter-status]");
    this.isDoubtful = false; // whether somebody else may sit here
    document.addEventListener("signed-out", () => (this.isDoubtful = true));
    document.addEventListener("signed-in", () => this.takeUp());
    form.addEventListener("input", () => this.keep());
    form.addEventListener("submit", () => this.note());
    if (!this.box.value) this.putBack();
  }

  get fields() {
    return [...new FormData(this.form)].filter(([name]) => name !== "writer");
  }

  keep() {
    const { pathname } = new URL("/journal/letters/new", location.href);
    const kept = browserCopy.keep(this.writer, "letter", { fields: this.fields, base: 0, path: pathname, title: "A letter to yourself", isDoubtful: this.isDoubtful });
    this.say(kept ? KEPT : NOT_KEPT);
  }

  // Its writer is signed in again, and what is typed here is theirs.
  takeUp() {
    this.isDoubtful = false;
    if (this.box.value) this.keep();
  }

  putBack() {
    const copy = browserCopy.find(this.writer, "letter");
    if (!copy) return;
    for (const [name, value] of copy.fields) if (this.form.elements[name]) this.form.elements[name].value = value;
    this.isDoubtful = Boolean(copy.isDoubtful);
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
    if (copy.isDoubtful) this.say(DOUBTFUL);
    this.isDoubtful = false;
  }

  note() {
    const sealed = JSON.stringify([this.writer, this.fields]);
    quietly(() => sessionStorage.setItem(SEALED, sealed));
  }

  say(words) {
    if (this.status.textContent !== words) this.status.textContent = words;
  }
}

// Forgets exactly what was sealed, on the page that says so; on any other it only clears up.
function settle() {
  const noted = quietly(() => sessionStorage.getItem(SEALED));
  if (!noted) return;
  quietly(() => sessionStorage.removeItem(SEALED));
  if (!document.querySelector("[data-letter-sealed]")) return;
  const [writer, fields] = JSON.parse(noted);
  browserCopy.forget(writer, "letter", fields);
}

function quietly(act) {
  try {
    return act();
  } catch (trouble) {
    return null; // the browser stores nothing
  }
}

settle();
const sheet = document.getElementById("letter");
if (sheet) new LetterSheet(sheet);
