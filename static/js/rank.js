// Putting things in order with buttons, or by dragging. Both only change the lists of places, which
// alone are sent.

class Ranking {
  constructor(list) {
    this.list = list;
    this.places = Number(list.dataset.rank);
    this.said = list.parentElement.querySelector("[data-rank-said]");
    for (const extra of list.querySelectorAll("[data-rank-moves], [data-rank-handle]")) extra.removeAttribute("hidden");
    list.addEventListener("click", (event) => this.press(event.target.closest("[data-rank-move]")));
    list.addEventListener("pointerdown", (event) => this.hold(event, event.target.closest("[data-rank-handle]")));
  }

  // Those with a place, in that order.
  get placed() {
    const found = [...this.list.children].filter((item) => place(item));
    return found.sort((one, other) => place(one) - place(other));
  }

  press(button) {
    if (!button) return;
    const item = button.closest("li");
    const others = this.placed.filter((other) => other !== item);
    const now = this.placed.indexOf(item);
    if (button.dataset.rankMove === "down") {
      if (now >= 0) this.put(item, now + 1, others);
    } else {
      this.put(item, now < 0 ? Math.min(others.length, this.places - 1) : Math.max(now - 1, 0), others);
    }
    this.sortAround(item);
  }

  // Beyond the last place given, an item has none.
  put(item, position, others) {
    const order = [...others];
    if (position <= others.length) order.splice(position, 0, item);
    for (const each of this.list.children) {
      const at = order.indexOf(each);
      each.querySelector("select").value = at >= 0 && at < this.places ? at + 1 : "";
    }
    item.querySelector("select").dispatchEvent(new Event("input", { bubbles: true }));
    const words = item.querySelector("[data-rank-text]").textContent;
    this.said.textContent = `${words}: ${item.querySelector("select").selectedOptions[0].textContent}`;
  }

  // The others go around the item: if it were moved itself, it would lose the focus.
  sortAround(item) {
    const order = [...this.list.children].sort((one, other) => (place(one) || Infinity) - (place(other) || Infinity) || 0);
    const at = order.indexOf(item);
    for (const each of order.slice(0, at)) item.before(each);
    for (const each of order.slice(at + 1).reverse()) item.after(each);
  }

  hold(event, handle) {
    if (!handle) return;
    event.preventDefault();
    const item = handle.closest("li");
    const from = [...this.list.children].indexOf(item);
    const follow = (moved) => this.follow(item, moved.clientY);
    const held = new AbortController(); // one end of the drag must take the other's listener along
    const drop = () => {
      held.abort();
      item.removeAttribute("data-held");
      const to = [...this.list.children].indexOf(item);
      if (to !== from) this.put(item, to, this.placed.filter((other) => other !== item));
      this.sortAround(item);
    };
    item.setAttribute("data-held", "");
    window.addEventListener("pointermove", follow, { signal: held.signal });
    for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, drop, { signal: held.signal });
  }

  follow(item, y) {
    const before = item.previousElementSibling;
    const after = item.nextElementSibling;
    if (before && y < middle(before)) item.after(before);
    else if (after && y > middle(after)) item.before(after);
  }
}

function place(item) {
  return Number(item.querySelector("select").value);
}

function middle(item) {
  const box = item.getBoundingClientRect();
  return (box.top + box.bottom) / 2;
}

const known = new WeakSet();

function begin(part) {
  for (const list of part.querySelectorAll("[data-rank]")) if (!known.has(list)) known.add(list) && new Ranking(list);
}

begin(document);
document.addEventListener("part-arrived", ({ target }) => begin(target));
