// Lines and actions that are half typed outlast a reload: they stay in this tab until they are sent.
// Where the browser keeps nothing, they are on the page only.

const PART = "[data-part]";

class Unsent {
  constructor(page) {
    this.forms = page.forms;
    this.prefix = `live ${location.pathname}${location.search} `;
    const writer = this.forms.own.querySelector("[name=writer]");
    this.writer = writer ? writer.value : "";
    this.forms.own.addEventListener("input", ({ target }) => this.note(target.closest(PART)));
    page.addEventListener("live-kept", ({ detail }) => this.forget(detail.group));
    page.addEventListener("live-shown", () => this.putBack());
    this.putBack();
  }

  keyOf(group) {
    return `${this.prefix}${group.dataset.part}`;
  }

  note(group) {
    if (!group || group.querySelector("[data-save]")) return; // that is saved by itself
    const typed = [...group.querySelectorAll("textarea, select, input:not([type=hidden])")].filter((field) => field.type !== "radio" || field.checked);
    const values = typed.map((field) => [field.name, field.value]);
    const isEmpty = !this.forms.isUnsent(group);
    attempt((store) => (isEmpty ? store.removeItem(this.keyOf(group)) : store.setItem(this.keyOf(group), JSON.stringify([this.writer, values]))));
  }

  forget(group) {
    if (group.dataset.part) attempt((store) => store.removeItem(this.keyOf(group)));
  }

  // What was typed before the reload, where there is a box for it and nothing in it yet.
  putBack() {
    for (const group of this.forms.groups) {
      const kept = group.dataset.part && !this.forms.isUnsent(group) && attempt((store) => store.getItem(this.keyOf(group)));
      if (kept) this.fill(group, JSON.parse(kept));
    }
  }

  fill(group, [writer, values]) {
    if (writer !== this.writer) return this.forget(group); // somebody else sat here
    for (const [name, value] of values) {
      for (const field of group.querySelectorAll(`[name="${name}"]`)) {
        if (field.type === "radio") field.checked = field.value === value;
        else field.value = value;
      }
    }
  }
}

function attempt(what) {
  try {
    return what(sessionStorage);
  } catch (refused) {
    return null;
  }
}

const page = document.querySelector("live-session");
if (page && page.forms) new Unsent(page);
