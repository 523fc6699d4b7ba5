// What a guest writes: kept in this browser with every keystroke, put back when the page opens again,
// and never sent unless a button does. Two tabs of one page show the same.

const GUEST = "guest";
const KEPT = "Kept in this browser";
const NO_ROOM = "Not kept: this browser has no room left. Copy your words before you leave";
const KEEPS_NOTHING = "This browser keeps nothing, so what you write is here only as long as this page is open.";

class GuestWork {
  constructor(form) {
    this.form = form;
    this.isFilling = false;
    this.kept = new Map(); // sheet to the fields that were kept last
    this.unkept = new Set(); // sheets whose words the browser had no room for
    this.rest = new Map(); // sheet to what was kept and is not asked any more, which stays
    this.sheets = [...form.querySelectorAll("[data-exercise]")].map((section) => new AnswerSheet(section));
    form.addEventListener("input", ({ target }) => this.keep(this.sheetOf(target)));
    form.addEventListener("submit", (event) => this.submit(event));
    if (!browserCopy.works) return this.sayWhere(KEEPS_NOTHING);
    for (const sheet of this.sheets) this.open(sheet);
    const nothingSaved = document.querySelector("[data-nothing-saved]");
    if (nothingSaved) nothingSaved.hidden = this.sheets.every((sheet) => this.isKept(sheet));
    window.addEventListener("storage", () => this.look());
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.look());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.look());
  }

  sheetOf(target) {
    return this.sheets.find(({ section }) => section.contains(target));
  }

  // What was just sent, typed before this script ran, or put back by the browser stays in the boxes;
  // an older copy that says something else stays beside it.
  open(sheet) {
    const copy = latest(sheet);
    const isSent = "sent" in this.form.dataset;
    const isTouched = !AnswerSheet.isAlike(sheet.fields, sheet.fieldsAtFirst);
    if (copy && (isSent || !isTouched || AnswerSheet.isAlike(sheet.fields, copy.fields))) this.take(sheet, copy, !isSent);
    if (isSent || isTouched || (copy && copy.exercise !== sheet.exercise)) this.keep(sheet);
  }

  take(sheet, copy, isShown) {
    const mine = browserCopy.find(GUEST, copy.exercise);
    const names = numbered(mine.fields.map(([name]) => today(name, sheet)));
    const pairs = mine.fields.map(([, value], at) => ({ field: [names[at], value], said: (mine.said || [])[at] }));
    this.rest.set(sheet, pairs.filter(({ field }) => !isAsked(sheet, field)));
    if (isShown) this.fill(sheet, pairs.filter(({ field }) => isAsked(sheet, field)).map(({ field }) => field));
    this.kept.set(sheet, mine.fields);
  }

  fill(sheet, fields) {
    this.isFilling = true;
    sheet.fill(fields);
    for (const list of sheet.section.querySelectorAll("[data-rank]")) list.append(...[...list.children].sort(byPlace));
    this.isFilling = false;
    this.say(sheet, KEPT);
  }

  keep(sheet) {
    if (!sheet || this.isFilling) return;
    const rest = this.rest.get(sheet) || [];
    const fields = [...AnswerSheet.said(sheet.fields), ...rest.map(({ field }) => field)];
    if (!fields.length) return this.forget(sheet);
    const said = [...AnswerSheet.said(sheet.fields).map((field) => asRead(sheet, field)), ...rest.map((pair) => pair.said)];
    const path = new URL(this.form.action).pathname.replace(/\/entries$/, "");
    const page = document.querySelector("h1").textContent;
    const isKept = browserCopy.keep(GUEST, sheet.exercise, { fields, base: 0, path, title: sheet.title, page, said });
    if (isKept) this.settle(sheet, fields);
    else this.unkept.add(sheet);
    this.say(sheet, isKept ? KEPT : browserCopy.works ? NO_ROOM : KEEPS_NOTHING);
  }

  isKept(sheet) {
    return AnswerSheet.isAlike(sheet.fields, this.kept.get(sheet) || []);
  }

  // The writer has emptied the boxes.
  forget(sheet) {
    if (this.kept.has(sheet)) browserCopy.forget(GUEST, sheet.exercise, this.kept.get(sheet));
    this.kept.delete(sheet);
    this.say(sheet, "");
  }

  // What was put back from under a former name is kept under today’s now.
  settle(sheet, fields) {
    for (const former of formerIds(sheet)) {
      if (this.kept.has(sheet)) browserCopy.forget(GUEST, former, this.kept.get(sheet));
    }
    this.kept.set(sheet, fields);
    this.unkept.delete(sheet);
  }

  // Another tab may have written on; nothing changes under the writer’s hands.
  look() {
    for (const sheet of this.sheets) {
      const copy = latest(sheet);
      const isBusy = document.hasFocus() && sheet.section.contains(document.activeElement);
      const isNews = copy && !this.unkept.has(sheet) && !AnswerSheet.isAlike(copy.fields, this.kept.get(sheet) || []);
      if (isNews && !isBusy) this.take(sheet, copy, true);
    }
  }

  // Enter in a box presses the first button, which is hidden: it is all kept already.
  submit(event) {
    if (event.submitter && event.submitter.hidden) event.preventDefault();
  }

  say(sheet, words) {
    const status = sheet.section.querySelector("[data-save-status]");
    if (status.textContent !== words) status.textContent = words;
  }

  sayWhere(words) {
    for (const place of this.form.querySelectorAll("[data-kept-here]")) place.textContent = words;
  }
}

// The latest copy of an exercise, under any of its names.
function latest(sheet) {
  const names = [sheet.exercise, ...formerIds(sheet)];
  return browserCopy.of(GUEST).find((copy) => names.includes(copy.exercise));
}

function was(sheet) {
  return new Map(Object.entries(JSON.parse(sheet.section.dataset.was || "{}")));
}

function formerIds(sheet) {
  return [...was(sheet).keys()].filter((name) => !name.includes("."));
}

// What a field is called now, whose exercise, prompt or column was called otherwise when it was kept.
function today(name, sheet) {
  const names = was(sheet);
  let [exercise, prompt, row, column] = name.split(".");
  exercise = names.get(exercise) || exercise;
  prompt = names.get(`${exercise}.${prompt}`) || prompt;
  column = names.get(`${exercise}.${prompt}.${column}`) || column;
  return [exercise, prompt, row, column].filter((part) => part !== undefined).join(".");
}

// Whether there is a box for a field, or can be: in a row that is not there yet, if the column is.
function isAsked(sheet, [name, value]) {
  const [exercise, prompt, , column] = name.split(".");
  const isThere = (box) => box.name.startsWith(`${exercise}.${prompt}.`) && box.name.endsWith(`.${column}`);
  return sheet.holds([[name, value]]) && (column === undefined || sheet.boxes.some(isThere));
}

// The rows of a table counted from 1: the page opens with none, whatever numbers they had.
function numbered(names) {
  const rows = new Map(); // table to the numbers of its rows as they were
  return names.map((name) => {
    const [exercise, prompt, row, column] = name.split(".");
    if (column === undefined) return name;
    const table = `${exercise}.${prompt}`;
    if (!rows.has(table)) rows.set(table, []);
    const known = rows.get(table);
    if (!known.includes(row)) known.push(row);
    return `${table}.${known.indexOf(row) + 1}.${column}`;
  });
}

// A field as somebody reads it: the question and the answer.
function asRead(sheet, [name, value]) {
  const box = sheet.boxes.find((each) => each.name === name && (each.type !== "radio" || each.value === value));
  const label = words(box.labels[0]);
  if (box.type === "radio") return [words(box.closest("fieldset").querySelector("legend")), label];
  return [label, box.localName === "select" ? words(box.selectedOptions[0]) : value];
}

function words(part) {
  return part.textContent.replace(/\s+/g, " ").trim();
}

function byPlace(one, other) {
  return (Number(one.querySelector("select").value) || Infinity) - (Number(other.querySelector("select").value) || Infinity) || 0;
}

const form = document.getElementById("guest-work");
if (form) new GuestWork(form);
