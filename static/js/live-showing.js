// Shows what a live session answered: only what is different, and in place, so that the focus, the
// scrolling and what somebody has opened stay where they are.

class Showing {
  constructor(page) {
    this.page = page;
    this.regions = new Map([...page.querySelectorAll("[data-region]")].map((part) => [part.dataset.region, part]));
    this.known = new Map([...this.regions].map(([name, part]) => [name, parsed(part.innerHTML).innerHTML]));
    page.addEventListener("live-state", ({ detail }) => this.show(detail));
    page.addEventListener("live-shown", () => this.keepFocus());
    page.addEventListener("focusin", () => (this.isReading = true));
    page.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && (this.isReading = page.contains(relatedTarget)));
  }

  show(answer) {
    const heading = this.page.querySelector("h1");
    const title = heading.textContent;
    for (const [name, html] of Object.entries(answer.regions)) this.renew(name, parsed(html));
    document.title = document.title.replace(title, this.page.querySelector("h1").textContent);
    this.page.dataset.phase = answer.phase;
    this.remember(Object.values(answer.hashes));
    this.page.dataset.at = answer.at;
  }

  // The next question says which parts stand here already: they are not sent again.
  remember(hashes) {
    const address = new URL(this.page.dataset.state, location.href);
    address.searchParams.set("have", hashes.join("."));
    this.page.dataset.state = address.pathname + address.search;
  }

  renew(name, fresh) {
    const html = fresh.innerHTML;
    if (this.known.get(name) === html) return;
    this.known.set(name, html);
    renew(this.regions.get(name), fresh.content);
  }

  // Whoever held what is gone now goes on at the top of what is there instead.
  keepFocus() {
    if (!this.isReading || this.page.contains(document.activeElement)) return;
    if (document.activeElement === document.body) this.page.querySelector("h1").focus({ preventScroll: true });
  }
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template;
}

// Makes `old` the same as `fresh`, and leaves alone what is the same already.
function renew(old, fresh) {
  let place = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    let found = place;
    while (found && !isSame(found, wanted)) found = found.nextSibling;
    if (!found) {
      old.insertBefore(wanted, place);
      continue;
    }
    while (place !== found) place = dropped(place);
    place = found.nextSibling;
    if (found.nodeType === Node.ELEMENT_NODE) renewElement(found, wanted);
    else if (found.nodeValue !== wanted.nodeValue) found.nodeValue = wanted.nodeValue;
  }
  while (place) place = dropped(place);
}

function dropped(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

// A button never becomes another one under somebody’s finger.
function isSame(one, other) {
  if (one.nodeName !== other.nodeName) return false;
  if (one.nodeType !== Node.ELEMENT_NODE) return true;
  return ["id", "name", "value", "formaction", "href"].every((name) => one.getAttribute(name) === other.getAttribute(name));
}

function renewElement(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  const isTheirs = (name) => name === "open" && old.matches("details");
  for (const name of old.getAttributeNames()) if (!fresh.hasAttribute(name) && !isTheirs(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !isTheirs(name)) old.setAttribute(name, value);
  }
  if (!(old.matches("select") && old.contains(document.activeElement))) renew(old, fresh);
}

const page = document.querySelector("live-session");
if (page) new Showing(page);
