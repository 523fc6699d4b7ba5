// The questions about practice are not saved while they are answered. What is typed stays in this tab
// until the server has said that it is kept, and is put back after a reload. It goes back with the
// version it was typed on, so that the server shows both if something else was saved meanwhile. The
// tab’s own store, since the link of a mail may be opened on anybody’s computer.

const PREFIX = "practice ";
const KEPT = "Kept in this tab until you send it";
const NOT_KEPT = "This browser keeps nothing. Send it before you leave this page";
const BACK = "What you had typed is back. It is not sent yet";

class PracticeSheet {
  constructor(form) {
    this.form = form;
    this.key = PREFIX + form.getAttribute("action");
    this.status = form.querySelector("[data-practice-status]");
    form.addEventListener("input", () => this.keep());
    for (const link of form.querySelectorAll("[data-practice-forgets]")) link.addEventListener("click", () => this.forget());
    if (!document.getElementById("to-mend")) this.putBack();
  }

  get writer() {
    return this.form.elements.writer ? this.form.elements.writer.value : "";
  }

  keep() {
    const fields = [...new FormData(this.form)].filter(([name]) => name.startsWith("practice."));
    const kept = quietly(() => (sessionStorage.setItem(this.key, JSON.stringify([this.writer, fields])), true));
    this.status.textContent = kept ? KEPT : NOT_KEPT;
  }

  forget() {
    quietly(() => sessionStorage.removeItem(this.key));
  }

  putBack() {
    const [writer, fields] = JSON.parse(quietly(() => sessionStorage.getItem(this.key)) || "[]");
    if (!fields || writer !== this.writer) return;
    const typed = new Set(fields.map(([name, value]) => `${name} ${value}`));
    const texts = new Map(fields);
    for (const box of this.form.elements) {
      if (!box.name.startsWith("practice.")) continue;
      if (box.type === "radio" || box.type === "checkbox") box.checked = typed.has(`${box.name} ${box.value}`);
      else if (texts.has(box.name)) box.value = texts.get(box.name);
    }
    this.status.textContent = BACK;
  }
}

function settle() {
  if (!document.querySelector("[data-practice-kept]")) return;
  quietly(() => {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  });
}

function quietly(act) {
  try {
    return act();
  } catch (trouble) {
    return null; // the browser stores nothing
  }
}

settle();
const sheet = document.getElementById("practice-questions");
if (sheet) new PracticeSheet(sheet);
