// A text that is longer than one answer may be: says how long, and selects and copies what is beyond,
// to be put elsewhere. Nothing is ever cut; the server refuses it as long as it is too long.

const BOX = "textarea[data-longest]";

function check(box) {
  const longest = Number(box.dataset.longest);
  const length = box.value.length > longest ? [...box.value].length : 0; // as the server counts: an emoji is one
  if (length > longest) noteOf(box).firstElementChild.textContent = wordsFor(length, longest);
  else if (box.id && noteAt(box)) remove(box);
}

function wordsFor(length, longest) {
  const [long, most] = [length, longest].map((number) => number.toLocaleString("en-GB"));
  return `This is ${long} characters long, and at most ${most} can be saved here. Nothing is cut. Put the rest into another answer, or shorten it.`;
}

function noteAt(box) {
  return document.getElementById(`${box.id}-too-long`);
}

function noteOf(box) {
  return noteAt(box) || added(box);
}

function added(box) {
  const note = document.createElement("div");
  note.id = `${box.id}-too-long`;
  note.className = "stack";
  note.innerHTML = '<p class="field__error"></p><p class="acts"><button class="button button--small" type="button">Copy what is beyond the limit</button> <span class="small" role="status"></span></p>';
  note.querySelector("button").addEventListener("click", () => copyRest(box, note.querySelector("[role=status]")));
  box.after(note);
  box.setAttribute("aria-describedby", [box.getAttribute("aria-describedby"), note.id].filter(Boolean).join(" "));
  return note;
}

function remove(box) {
  const note = noteAt(box);
  box.setAttribute("aria-describedby", box.getAttribute("aria-describedby").split(" ").filter((id) => id !== note.id).join(" "));
  note.remove();
}

function copyRest(box, said) {
  const start = [...box.value].slice(0, Number(box.dataset.longest)).join("").length;
  box.focus();
  box.setSelectionRange(start, box.value.length);
  // The newer way works on secure origins only; a clinic's intranet often is none.
  const done = document.execCommand("copy");
  said.textContent = done ? "Copied, and selected in the box" : "Selected in the box: copy it with Ctrl and C";
}

document.querySelectorAll(BOX).forEach(check);
document.addEventListener("input", ({ target }) => target.matches(BOX) && check(target));
