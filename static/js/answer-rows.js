// Adding and removing rows in place. Without this script the same buttons save, and the page comes
// back with a row more or less.

class AnswerRows {
  constructor(box) {
    this.box = box;
    this.id = box.dataset.rows;
    this.most = Number(box.dataset.most);
    this.thing = box.dataset.thing;
    this.add = box.querySelector("[data-add]");
    this.putBack = box.querySelector("[data-put-back]");
    this.highest = Math.max(...this.rows.map((row) => Number(row.dataset.row)));
    this.removed = null;
    this.add.textContent = this.add.dataset.add;
    box.addEventListener("click", (event) => this.press(event));
    box.addEventListener("input", (event) => this.offer(event.target.closest("[data-row]")));
    box.addEventListener("row-wanted", () => this.append()); // for words that were kept
  }

  get rows() {
    return [...this.box.querySelectorAll("[data-row]")];
  }

  press(event) {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    if (button === this.add) this.append().querySelector("textarea, input, select").focus();
    else if (button === this.putBack) this.restore();
    else this.remove(button.closest("[data-row]"));
  }

  // A row that holds something can be removed.
  offer(row) {
    if (row) row.querySelector("[data-remove]").hidden = false;
  }

  append() {
    const row = this.blank(this.rows[this.rows.length - 1]);
    this.rows[this.rows.length - 1].after(row);
    this.settle(`${this.thing} ${this.rows.length} is added.`);
    return row;
  }

  remove(row) {
    const rows = this.rows;
    if (rows.length === 1) row.after(this.blank(row));
    this.removed = { row, next: row.nextElementSibling };
    row.remove();
    this.settle(`${this.thing} ${rows.indexOf(row) + 1} is removed.`);
    this.putBack.focus();
  }

  restore() {
    const { row, next } = this.removed;
    this.removed = null;
    if (next.isConnected) next.before(row);
    else this.rows[this.rows.length - 1].after(row);
    this.settle(`${this.thing} ${this.rows.indexOf(row) + 1} is back.`);
    row.querySelector("textarea, input, select").focus();
  }

  // An empty copy of a row, with a number that none has had.
  blank(model) {
    const row = model.cloneNode(true);
    const old = model.dataset.row;
    this.highest += 1;
    row.dataset.row = this.highest;
    for (const part of row.querySelectorAll("[id], [name], [for], [aria-describedby]")) {
      for (const name of ["id", "name", "for", "aria-describedby"]) this.rename(part, name, old);
      part.removeAttribute("aria-invalid");
    }
    for (const error of row.querySelectorAll(".field__error")) error.remove();
    for (const cell of row.querySelectorAll(".field--refused")) cell.classList.remove("field--refused");
    for (const day of row.querySelectorAll("input")) day.type = "date";
    for (const box of row.querySelectorAll("textarea, input, select")) box.value = "";
    for (const later of row.querySelectorAll("details")) later.open = false;
    row.querySelector("[data-remove]").hidden = true;
    return row;
  }

  rename(part, name, old) {
    if (!part.hasAttribute(name)) return;
    const value = part.getAttribute(name);
    const renamed = value.split(`${this.id}-${old}-`).join(`${this.id}-${this.highest}-`);
    part.setAttribute(name, renamed.replace(`${this.id}.${old}.`, `${this.id}.${this.highest}.`));
  }

  settle(words) {
    this.rows.forEach((row, index) => {
      for (const place of row.querySelectorAll("[data-position]")) place.textContent = index + 1;
    });
    const isFull = this.rows.length >= this.most;
    this.add.hidden = isFull;
    this.box.querySelector("[data-full]").hidden = !isFull;
    this.putBack.hidden = !this.removed || isFull;
    this.box.querySelector("[data-said]").textContent = words;
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const known = new WeakSet();

function begin(part) {
  for (const box of part.querySelectorAll("[data-rows]")) if (!known.has(box)) known.add(box) && new AnswerRows(box);
}

begin(document);
document.addEventListener("part-arrived", ({ target }) => begin(target));
