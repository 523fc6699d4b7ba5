// What this browser keeps for a writer and the server never said it had, listed in their journal: also
// what no page shows any more, as its question is no longer asked. Opening its page puts it back; here
// it is read, copied, or removed for good.

const OPEN = "Open its page";
const MINE = " to put it back and save it.";
const DOUBTFUL = " to save it if it is yours: it was typed while nobody was signed in.";
const RETIRED = "The programme no longer asks this, so it cannot be saved. Copy it if you need it.";
const QUESTION = `
  <p>It may be nowhere else, and then nobody can bring it back.</p>
  <p class="acts"><button class="button button--primary" value="remove">Remove it</button><button class="button button--quiet" value="keep">Keep it</button></p>`;
const SHORT = 400; // characters that are shown at once

class UnsavedHere {
  constructor(section) {
    this.section = section;
    this.asked = new Set(section.dataset.asked.split(" "));
    const copies = browserCopy.of(document.body.dataset.writer).filter((copy) => wordsOf(copy));
    section.querySelector("[data-list]").append(...copies.map((copy) => this.itemOf(copy)));
    section.hidden = !copies.length;
  }

  itemOf(copy) {
    const item = this.section.querySelector("template").content.firstElementChild.cloneNode(true);
    const words = wordsOf(copy);
    item.querySelector("[data-title]").textContent = copy.title;
    item.querySelector("[data-words]").textContent = words;
    item.querySelector("details").open = words.length < SHORT;
    item.querySelector("[data-where]").append(`Written ${dayOf(copy.at)}. `, ...this.wayTo(copy));
    const button = item.querySelector("button");
    button.append(unseen(`: ${copy.title}`));
    button.addEventListener("click", () => this.ask(copy, item));
    return item;
  }

  wayTo({ exercise, path, isDoubtful }) {
    const page = String(path);
    if (page.startsWith("/modules/") && !this.asked.has(exercise)) return [RETIRED];
    const link = document.createElement("a");
    link.href = page.startsWith("/modules/") ? `${page}#${exercise}` : page;
    link.textContent = OPEN;
    return [link, isDoubtful ? DOUBTFUL : MINE];
  }

  ask(copy, item) {
    const dialog = globalThis.quietDialog.make(`Remove “${copy.title}” from this device?`, QUESTION);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", ({ target }) => {
      if (!target.value) return;
      globalThis.quietDialog.close(dialog);
      if (target.value === "remove") this.remove(copy, item);
    });
    globalThis.quietDialog.open(dialog);
  }

  remove(copy, item) {
    browserCopy.forget(document.body.dataset.writer, copy.exercise, copy.fields);
    item.remove();
    this.section.querySelector("[role=status]").textContent = "Removed from this device.";
    this.section.querySelector("h2").focus();
  }
}

function wordsOf({ fields }) {
  return AnswerSheet.said(fields).map(([, value]) => value).join("\n\n");
}

function dayOf(moment) {
  return new Date(moment).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long", year: "numeric" });
}

function unseen(words) {
  const made = document.createElement("span");
  made.className = "unseen";
  made.textContent = words;
  return made;
}

const section = document.querySelector("[data-unsaved-here]");
if (section) new UnsavedHere(section);
