// What happens when a live session goes on under somebody’s eyes: the new step comes into view, or is
// named in a bar for who is typing; and a second tap does not count for a step that nobody has seen, nor
// for the button that has taken the place of the one that was pressed.

const UNSEEN = 1500; // milliseconds in which nobody has read what is new
const SWAPPED = 700; // and in which a finger still means the button that stood there before
const MOVES = "#press-ready, #press-not-ready, #press-next";

class Arriving {
  constructor(page) {
    this.page = page;
    this.at = Number(page.dataset.at);
    this.isReady = this.saysReady;
    this.leads = (page.dataset.leads || "").split(",");
    this.heading = page.querySelector("h1");
    const name = page.querySelector("[data-title]");
    if (!name) return; // a shared screen
    new IntersectionObserver((seen) => this.see(!seen[seen.length - 1].isIntersecting)).observe(this.heading);
    page.addEventListener("live-warns", () => this.see(this.isAway));
    page.addEventListener("live-shown", ({ detail }) => {
      name.textContent = detail.title;
      if (detail.at !== this.at) this.arrive(detail.at);
      else if (this.saysReady !== this.isReady) this.wait(SWAPPED);
      this.isReady = this.saysReady;
      this.lead(detail.leads || []);
      this.hold();
      this.see(this.isAway);
    });
  }

  // The bar is for who does not see the heading, or has to be quick.
  see(isAway) {
    this.isAway = isAway;
    const isWanted = isAway || this.page.hasAttribute("data-warns");
    this.page.querySelector("[data-now]").hidden = !isWanted || this.page.dataset.phase !== "step";
  }

  arrive(at) {
    this.at = at;
    this.wait(UNSEEN);
    this.page.note("");
    if (!this.page.isTyping) this.heading.scrollIntoView({ behavior: "instant" });
  }

  get saysReady() {
    return Boolean(this.page.querySelector("#press-not-ready"));
  }

  wait(pause) {
    this.until = performance.now() + pause;
    setTimeout(() => this.hold(), pause + 1);
  }

  hold() {
    const isHeld = performance.now() < this.until;
    for (const button of this.page.querySelectorAll(MOVES)) {
      if (isHeld) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  }

  // Roles pass on when somebody goes; who has one now should know.
  lead(leads) {
    const fresh = leads.filter((role) => !this.leads.includes(role));
    this.leads = leads;
    if (fresh.length) this.page.note(`You are now the ${fresh.join(" and the ")}.`);
  }
}

const page = document.querySelector("live-session");
if (page) new Arriving(page);
