// Two windows have written in the same exercise. The server has kept both texts; here they stand side
// by side, and the writer takes one of them or puts both into the box.

const FURTHER = "0000"; // behind the number of a row: no table has so many

class TwoTexts {
  constructor(detail) {
    Object.assign(this, detail);
    const template = document.createElement("template");
    template.innerHTML = this.other.html;
    this.panel = template.content.querySelector(".two-texts");
    for (const earlier of this.sheet.section.querySelectorAll(".two-texts")) earlier.remove();
    const save = this.sheet.section.querySelector(".exercise__save");
    if (save) save.before(this.panel);
    else this.sheet.section.append(this.panel);
    this.panel.addEventListener("click", ({ target }) => this.press(target.closest("[data-takes]")));
  }

  async press(button) {
    if (!button || this.isChoosing) return;
    this.isChoosing = true;
    await this.work.sending;
    await this.choose(button.dataset.takes);
    this.isChoosing = false;
  }

  // What stands in the boxes is sent first, to be set aside: nothing that is replaced may be lost.
  async choose(choice) {
    const { work, sheet } = this;
    const sent = sheet.fields;
    const outcome = await work.post(sheet.exercise, sent, sheet.base);
    const { kind, answer } = outcome;
    if (kind !== "saved" && kind !== "differs") return this.refuse(outcome);
    if (!AnswerSheet.isAlike(sheet.fields, sent)) return this.choose(choice); // more was typed meanwhile
    if (kind === "differs" && answer.versions[sheet.exercise] !== this.version) return work.offer(sheet, sent, answer, true); // a third text
    browserCopy.forget(work.writer, sheet.exercise, sent);
    sheet.base = answer.versions[sheet.exercise];
    return this.take(choice);
  }

  take(choice) {
    const { work, sheet } = this;
    // Where the boxes hold the other text, it may have been written on in since.
    const own = this.isTyped ? sheet.fields : this.own;
    const other = this.isTyped ? this.other.fields : sheet.fields;
    work.overtaken.delete(sheet);
    work.typed.get(sheet).clear(); // what stood here before is a text like any other from now on
    this.panel.remove();
    sheet.fill({ own, other, both: this.joined(own, other) }[choice]);
    work.replacing.add(sheet);
    work.note(sheet);
    work.send();
    const box = sheet.boxes.find(({ type }) => type !== "hidden");
    if (box) box.focus();
  }

  refuse({ kind, answer }) {
    const words = kind === "refused" ? answer.message : "There is no connection. Both texts are kept; choose again in a moment";
    this.work.say(this.sheet, words);
  }

  // Both texts of each box, one below the other; of a table the other's rows below one's own. Of what
  // has no room for two, such as a number, the writer's own stays.
  joined(own, others) {
    const words = new Set(this.sheet.boxes.filter((box) => box.localName === "textarea").map((box) => box.name));
    const both = new Map(this.withOwnRows(others, AnswerSheet.said(own)));
    for (const [name, value] of AnswerSheet.said(own)) {
      both.set(name, words.has(name) && both.has(name) ? together(value, both.get(name)) : value);
    }
    return [...both];
  }

  // Gives rows that are not the same as one's own a number that none has.
  withOwnRows(others, own) {
    const rowOf = (name) => {
      const table = this.sheet.tableOf(name);
      return table ? `${table.dataset.rows}.${name.slice(table.dataset.rows.length + 1).split(".")[0]}.` : "";
    };
    const row = (fields, start) => JSON.stringify(fields.filter(([name]) => name.startsWith(start)));
    return others.map(([name, value]) => {
      const start = rowOf(name);
      const isApart = start && own.some(([mine]) => mine.startsWith(start)) && row(own, start) !== row(others, start);
      return [isApart ? name.replace(start, `${start.slice(0, -1)}${FURTHER}.`) : name, value];
    });
  }
}

function together(one, other) {
  if (one.includes(other)) return one;
  return other.includes(one) ? other : `${one}\n\n${other}`;
}

document.addEventListener("two-texts", ({ detail }) => new TwoTexts(detail));
