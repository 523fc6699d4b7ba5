// What this browser kept and the server never said it had: found when a page opens, put back where
// nothing else was saved meanwhile, and sent. Text that another window has overtaken is sent as it
// is, so that the server keeps it beside and both are shown. Copies of other pages are sent as well.
// What was typed while nobody was signed in may be somebody else's: it is never sent by itself, nor by
// a button of another exercise.

const WHILE_READ = 1500; // milliseconds in which one can read that something was put back
const PUT_BACK = "Put back from this device, not saved yet";
const DOUBTFUL = "Typed while nobody was signed in. Save it if it is yours";

class PutBack {
  constructor(work) {
    this.work = work;
    this.beside = new Set(); // keys of copies that this page does not put into its boxes
    // After a refusal the boxes hold what was sent, and wait for its writer.
    const isRefused = work.form.querySelector("[data-save-status=unsaved]");
    if (!isRefused) work.sheets.forEach((sheet) => this.open(sheet));
    work.schedule(WHILE_READ);
  }

  open(sheet) {
    const { writer } = this.work;
    browserCopy.forget(writer, sheet.exercise, sheet.fieldsAtFirst); // the server has just said so
    const isTouched = this.isTouched(sheet);
    const isWaiting = this.isWaiting(sheet, isTouched);
    const copies = browserCopy.of(writer).filter((copy) => copy.exercise === sheet.exercise && !copy.isDoubtful);
    const [latest] = copies;
    const isWanted = latest && !isWaiting && !isTouched && latest.base === sheet.base && sheet.holds(latest.fields);
    for (const copy of copies.slice(isWanted ? 1 : 0)) this.beside.add(copy.key);
    if (isWanted) sheet.fill(browserCopy.find(writer, sheet.exercise).fields);
    else if (isTouched && !isWaiting) this.work.note(sheet);
    if (isWanted) this.work.say(sheet, PUT_BACK);
  }

  // Puts back what may be somebody else's, on the version it was typed on, and leaves it there until
  // the writer types or saves. The browser may have put it back already.
  isWaiting(sheet, isTouched) {
    const { work } = this;
    const latest = browserCopy.of(work.writer).find((copy) => copy.exercise === sheet.exercise);
    if (!latest || !latest.isDoubtful || !sheet.holds(latest.fields)) return false;
    if (isTouched && !AnswerSheet.isAlike(sheet.fields, latest.fields)) return false;
    work.isFilling = true;
    sheet.fill(browserCopy.find(work.writer, sheet.exercise).fields);
    work.isFilling = false;
    sheet.base = latest.base;
    work.waiting.add(sheet);
    work.say(sheet, DOUBTFUL);
    return true;
  }

  // Whether something stands in the boxes that the server did not put there: typed before this
  // script ran, or put back by the browser. What the browser puts back of an older version is saved
  // already, unless there is a copy of it: then the server's is newer.
  isTouched(sheet) {
    if (AnswerSheet.isAlike(sheet.fields, sheet.fieldsAtFirst)) return false;
    const shown = Number(sheet.section.dataset.version);
    const isOld = sheet.base !== shown && browserCopy.works && !browserCopy.has(this.work.writer, sheet.exercise, sheet.fields);
    if (isOld) {
      sheet.base = shown;
      sheet.reset();
    }
    return !isOld;
  }

  // One after the other, and no more of them once one does not get through.
  async sendRest() {
    if (this.work.isInTrouble) return;
    const here = new Set(this.work.sheets.map((sheet) => sheet.exercise));
    const isElsewhere = ({ exercise, path }) => !here.has(exercise) && String(path).startsWith("/modules/");
    const kept = browserCopy.of(this.work.writer).filter((copy) => !copy.isDoubtful);
    const rest = kept.filter((copy) => this.beside.has(copy.key) || isElsewhere(copy));
    for (const copy of rest) if (!(await this.sent(copy))) break;
  }

  async sent(copy) {
    const { work } = this;
    const sheet = work.sheets.find(({ exercise }) => exercise === copy.exercise);
    const address = sheet ? work.form.action : `${copy.path}/entries`;
    const outcome = await work.post(copy.exercise, copy.fields, copy.base, address);
    if (outcome.status === 401) work.pass(outcome);
    if (outcome.kind === "refused") return outcome.status !== 401;
    if (outcome.kind !== "saved" && outcome.kind !== "differs") return false;
    browserCopy.forget(work.writer, copy.exercise, copy.fields);
    if (sheet && outcome.kind === "differs") work.offer(sheet, copy.fields, outcome.answer, false);
    return true;
  }
}

const form = document.getElementById("page-work");
if (form && form.work) form.work.putBack = new PutBack(form.work);
