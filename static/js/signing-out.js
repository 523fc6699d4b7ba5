// Signing out with words that the server does not have yet: says which, and whether they stay in this
// browser. They do, for the account they belong to, unless one ticks that they shall go. What this tab
// has in its own store goes in any case: it does not say whose it is.

const QUESTION = `
  <p>Not saved yet:</p>
  <ul></ul>
  <p>They stay in this browser until you sign in here again. On a computer that others use, remove them.</p>
  <div class="choice"><input type="checkbox" id="forget-asked" name="forget"><label for="forget-asked">Also remove my unsaved words from this browser</label></div>
  <p class="acts"><button class="button button--primary" value="go">Sign out</button><button class="button button--quiet" value="stay">Stay here</button></p>`;

const IN_TAB = ["practice ", "letter on its way"]; // what names in the tab’s own store begin with

const { writer } = document.body.dataset;

function ask(form, kept) {
  const dialog = globalThis.quietDialog.make("Sign out with words that are not saved?", QUESTION);
  const titles = new Set(kept.map((copy) => copy.title));
  dialog.querySelector("ul").append(...[...titles].map(item));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", ({ target }) => {
    if (target.value === "stay") dialog.close();
    if (target.value === "go") go(form, dialog.querySelector("input").checked);
  });
  globalThis.quietDialog.open(dialog);
}

function go(form, isForgotten) {
  clear(isForgotten);
  form.submit(); // without asking once more
}

function clear(isForgotten) {
  if (isForgotten) globalThis.browserCopy.forgetAll(writer);
  const begins = isForgotten ? [...IN_TAB, "live "] : IN_TAB;
  try {
    for (const key of Object.keys(sessionStorage)) if (begins.some((start) => key.startsWith(start))) sessionStorage.removeItem(key);
  } catch (trouble) {
    // The browser stores nothing.
  }
}

function item(words) {
  const made = document.createElement("li");
  made.textContent = words;
  return made;
}

for (const tick of document.querySelectorAll("[data-forgets]")) tick.hidden = false;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("action") !== "/sign-out") return;
  const kept = globalThis.browserCopy.of(writer);
  const tick = form.elements.forget;
  const isForgotten = Boolean(tick && tick.checked);
  if (isForgotten || !kept.length) return clear(isForgotten);
  event.preventDefault();
  ask(form, kept);
});
