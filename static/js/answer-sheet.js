// The boxes of one exercise: what stands in them, as the form would send it; what the server filled
// them with; and filling them with something else. Nothing here is sent or kept.

class AnswerSheet {
  constructor(section) {
    this.section = section;
    this.exercise = section.dataset.exercise;
    this.form = section.closest("form");
    this.title = section.querySelector("h2").textContent;
  }

  get boxes() {
    const named = [...this.section.querySelectorAll("input[name], textarea[name], select[name]")];
    return named.filter(({ name }) => name.startsWith(`${this.exercise}.`) && name !== this.version.name);
  }

  get version() {
    return this.section.querySelector(`input[name="${this.exercise}.version"]`);
  }

  // The version of the entry that these boxes stand on.
  get base() {
    return Number(this.version.value);
  }

  set base(version) {
    this.version.value = version;
  }

  get fields() {
    return [...new FormData(this.form)].filter(([name]) => name.startsWith(`${this.exercise}.`) && name !== this.version.name);
  }

  // The same as the page came from the server.
  get fieldsAtFirst() {
    return this.boxes.filter((box) => !isChoice(box) || box.defaultChecked).map((box) => [box.name, valueAtFirst(box)]);
  }

  // Puts the boxes back to what the server filled them with.
  reset() {
    this.write(new Map(this.fieldsAtFirst));
  }

  // Whether there is a box for everything that is said in these fields.
  holds(fields) {
    const names = new Set(this.boxes.map((box) => box.name));
    return said(fields).every(([name]) => names.has(name) || this.tableOf(name));
  }

  // Puts these fields into the boxes, in place of what stands there. Rows that were added have none on
  // a fresh page: they take an empty one, or a new one.
  fill(fields) {
    const taken = new Map();
    const values = said(fields).map(([name, value], _, all) => [this.nameHere(name, all, taken), value]);
    this.write(new Map(values));
  }

  write(values) {
    for (const box of this.boxes) {
      const value = values.get(box.name) || "";
      if (isChoice(box)) box.checked = box.value === value;
      else if (box.value !== value) {
        box.value = value;
        box.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
    this.section.dispatchEvent(new Event("input", { bubbles: true }));
  }

  tableOf(name) {
    return [...this.section.querySelectorAll("[data-rows]")].find((table) => name.startsWith(`${table.dataset.rows}.`));
  }

  nameHere(name, fields, taken) {
    const table = this.tableOf(name);
    if (!table) return name;
    const start = `${table.dataset.rows}.`;
    const [number, column] = name.slice(start.length).split(".");
    const key = `${start}${number}`;
    if (!taken.has(key)) taken.set(key, this.rowFor(table, number, fields, taken));
    return `${start}${taken.get(key)}.${column}`;
  }

  rowFor(table, number, fields, taken) {
    const numbers = () => [...table.querySelectorAll("[data-row]")].map((row) => row.dataset.row);
    const start = `${table.dataset.rows}.`;
    const isWanted = (row) => fields.some(([name]) => name.startsWith(`${start}${row}.`));
    const isFree = (row) => !isWanted(row) && ![...taken].some(([key, to]) => key.startsWith(start) && to === row);
    if (numbers().includes(number)) return number;
    const free = numbers().find(isFree);
    if (free) return free;
    table.dispatchEvent(new CustomEvent("row-wanted"));
    return numbers().pop();
  }
}

function isChoice(box) {
  return box.type === "radio" || box.type === "checkbox";
}

function valueAtFirst(box) {
  if (box.localName !== "select") return isChoice(box) ? box.value : box.defaultValue;
  const chosen = [...box.options].find((option) => option.defaultSelected) || box.options[0];
  return chosen ? chosen.value : "";
}

function said(fields) {
  return fields.filter(([, value]) => value.trim());
}

// Whether two lots of fields say the same: empty boxes say nothing, and their order is the page's.
function isAlike(some, others) {
  return spelt(some) === spelt(others);
}

// What is said in these fields, in one text.
function spelt(fields) {
  return JSON.stringify(said(fields).map(([name, value]) => [name, value.replace(/\r\n?/g, "\n")]).sort());
}

globalThis.AnswerSheet = Object.assign(AnswerSheet, { said, isAlike, spelt });
