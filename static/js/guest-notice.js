// Says to somebody who has just signed in, and at home, that this browser has kept what was written
// before, and leads to where it can be added to their journal.

function announce() {
  const answers = new Set(browserCopy.of("guest").map((copy) => copy.exercise)).size;
  const pages = guestDone.pages.length;
  if (!answers && !pages) return;
  const done = [answers && `wrote ${counted(answers, "answer")}`, pages && `marked ${counted(pages, "page")} as done`];
  const link = document.createElement("a");
  link.href = "/journal/from-this-browser";
  link.textContent = answers + pages === 1 ? "Look at it" : "Look at them";
  const words = document.createElement("p");
  words.append(`You ${done.filter(Boolean).join(" and ")} here before you signed in. `, link);
  const notice = document.createElement("div");
  notice.className = "notice";
  notice.append(words);
  const heading = document.querySelector("main h1");
  (heading.closest("main header") || heading).after(notice);
}

function counted(number, thing) {
  return number === 1 ? `1 ${thing}` : `${number} ${thing}s`;
}

const isSignedIn = document.querySelector("form[action='/sign-out']");
const isLanding = document.referrer && /^\/(sign-in|sign-up|new-password|from-mail)(\/|$)/.test(new URL(document.referrer).pathname);
const isPlace = document.getElementById("from-this-browser");
if (isSignedIn && !isPlace && (isLanding || location.pathname === "/home")) announce();
