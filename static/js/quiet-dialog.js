// Dialogs that wait until the keys are still, so that none takes a keystroke from whoever is typing.

const STILL = 2000; // milliseconds without a key

const TYPES = "textarea, input:not([type=radio]):not([type=checkbox])";

let touched = -STILL;
document.addEventListener("keydown", ({ target }) => target.matches(TYPES) && (touched = performance.now()), true);
document.addEventListener("pointerdown", () => (touched = -STILL), true); // the hand has left the keys

// Returns a dialog that is closed, with a title and what stands below it.
function make(title, html) {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", title);
  dialog.innerHTML = `<h2 tabindex="-1"></h2><div class="stack">${html}</div>`;
  dialog.querySelector("h2").textContent = title;
  document.body.append(dialog);
  return dialog;
}

// Opens it over the page as soon as nobody types, with the focus on `first`, else on its title.
function open(dialog, first) {
  const left = touched + STILL - performance.now();
  clearTimeout(dialog.waits);
  if (left > 0) return void (dialog.waits = setTimeout(() => open(dialog, first), left));
  if (!dialog.open) dialog.showModal();
  (first || dialog.querySelector("h2")).focus();
}

function close(dialog) {
  clearTimeout(dialog.waits);
  dialog.close();
}

globalThis.quietDialog = { make, open, close };
