// The forms in which somebody writes in a live session: which of their fields hold something that the
// server does not have, and how that is taken along when the session goes on to other forms.

const GROUP = "[data-exercise], [data-part]"; // what is filled in, saved and taken along together
const WORDS = "textarea, input[type=text]";
const STILL_HERE = "You were writing this when the session went on. It is not sent yet.";

class Forms {
  constructor(page) {
    this.page = page;
    this.own = page.querySelector("[data-own]");
    this.form = this.own.querySelector("form");
    this.known = valuesIn(parsed(this.own.innerHTML)); // what the server has, by the name of the field
    this.own.addEventListener("compositionstart", () => (this.isComposing = true));
    this.own.addEventListener("compositionend", () => this.composed());
    page.addEventListener("live-kept", ({ detail }) => this.know(detail.group, detail.sent));
    page.addEventListener("live-state", ({ detail }) => "own" in detail && this.renew(detail));
  }

  get groups() {
    return [...this.own.querySelectorAll(GROUP)];
  }

  get unsent() {
    return this.groups.filter((group) => this.isUnsent(group));
  }

  isUnsent(group) {
    const now = valuesIn(group);
    const names = fieldsIn(group).filter((field) => field.type !== "hidden").map((field) => field.name);
    return names.some((name) => (now.get(name) || "") !== (this.known.get(name) || ""));
  }

  // The group as it stands on the page now.
  here(group) {
    return group.isConnected ? group : this.groups.find((other) => nameOf(other) === nameOf(group)) || group;
  }

  bodyOf(group) {
    const names = new Set(fieldsIn(group).map((field) => field.name));
    return this.page.body(group.closest("form"), (field) => names.has(field.name));
  }

  // Notes that the server has what was sent of a group.
  know(group, sent) {
    for (const { name } of fieldsIn(group)) this.known.set(name, sent.getAll(name).join("\n"));
    for (const form of this.own.querySelectorAll("form[data-left]")) {
      const isTyping = form.contains(document.activeElement) && document.activeElement.matches(WORDS);
      if (!isTyping && !this.isUnsent(form.querySelector(GROUP))) form.remove();
    }
  }

  // Notes which version of an exercise the words on the page stand on.
  base(exercise, version) {
    for (const field of this.own.querySelectorAll(`input[name="${exercise}.version"]`)) field.value = version;
  }

  composed() {
    this.isComposing = false;
    if (this.waiting) this.renew(this.waiting);
  }

  // Puts other forms in the place of these, and takes along what is typed.
  renew(answer) {
    this.waiting = this.isComposing ? answer : null;
    if (this.isComposing) return;
    this.page.tell("renew");
    const fresh = parsed(answer.own).querySelector("form");
    const unsent = this.unsent;
    const putBack = heldIn(this.own, this.page.isTyping);
    const opened = new Set([...this.own.querySelectorAll("details[open]:not([data-opened]) > summary")].map((summary) => summary.textContent));
    for (const summary of fresh.querySelectorAll("summary")) if (opened.has(summary.textContent)) summary.parentElement.open = true;
    for (const [name, value] of valuesIn(fresh)) this.known.set(name, value);
    const left = unsent.filter((group) => !takenAlong(group, fresh));
    this.own.dataset.own = answer.own_mark;
    this.form.replaceChildren(...fresh.childNodes);
    for (const group of left) this.leave(group);
    this.form.dispatchEvent(new CustomEvent("part-arrived", { bubbles: true }));
    putBack();
  }

  // Words for which there is no box any more stay on the page until they are sent.
  leave(group) {
    if (group.isConnected || !group.querySelector(WORDS)) return;
    const form = this.form.cloneNode(false);
    const note = document.createElement("p");
    note.textContent = STILL_HERE;
    form.removeAttribute("id");
    form.dataset.left = "";
    form.append(this.form.elements.writer.cloneNode(), note, group);
    this.form.after(form);
  }
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

function nameOf(group) {
  return group.dataset.exercise || group.dataset.part;
}

function fieldsIn(group) {
  return [...group.querySelectorAll("input[name], textarea[name], select[name]")];
}

// What would be sent of these fields, by name.
function valuesIn(part) {
  const values = new Map();
  for (const field of fieldsIn(part)) {
    if (isChoice(field) && !field.checked) continue;
    values.set(field.name, values.has(field.name) ? `${values.get(field.name)}\n${field.value}` : field.value);
  }
  return values;
}

function isChoice(field) {
  return field.type === "radio" || field.type === "checkbox";
}

// Moves what was typed in a group to the same group of other forms; tells whether there is one.
function takenAlong(group, forms) {
  const same = [...forms.querySelectorAll(GROUP)].find((other) => nameOf(other) === nameOf(group));
  if (!same) return false;
  const rooms = new Set(fieldsIn(same).map((field) => field.name));
  const fits = [...valuesIn(group)].every(([name, value]) => rooms.has(name) || !value);
  if (!fits) same.replaceWith(group); // such as a table to which rows were added
  else for (const field of fieldsIn(same)) copyInto(field, group);
  if (group.closest("form[data-left]") && fits) group.closest("form").remove();
  return true;
}

function copyInto(field, group) {
  const typed = fieldsIn(group).find((other) => other.name === field.name && (!isChoice(other) || other.value === field.value));
  if (!typed) return;
  if (isChoice(field)) field.checked = typed.checked;
  else field.value = typed.value;
}

// Remembers what has the focus, and returns what gives it back.
function heldIn(own, isTyping) {
  const held = document.activeElement;
  if (!own.contains(held)) return () => {};
  const { top } = held.getBoundingClientRect();
  const { selectionStart, selectionEnd } = held;
  return () => {
    const now = held.isConnected ? held : [...own.querySelectorAll(held.localName)].find((other) => isSame(other, held));
    const closed = now && now.localName !== "summary" && now.closest("details:not([open])");
    if (!now || (closed && !(isTyping && now.matches(WORDS)))) return;
    if (closed) closed.open = closed.dataset.opened = true; // for the sake of whoever types in it
    now.focus({ preventScroll: true });
    if (typeof selectionStart === "number") now.setSelectionRange(selectionStart, selectionEnd);
    window.scrollBy({ top: now.getBoundingClientRect().top - top, behavior: "instant" });
  };
}

function isSame(one, other) {
  if (one.localName === "summary") return one.textContent === other.textContent;
  const keys = isChoice(one) || one.localName === "button" ? ["name", "value", "formaction"] : ["name"];
  return keys.every((key) => one.getAttribute(key) === other.getAttribute(key));
}

const page = document.querySelector("live-session");
if (page && page.querySelector("[data-own]")) page.forms = new Forms(page);
