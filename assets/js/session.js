// Warns two minutes before the session ends, and leaves the page when it has ended, so that nobody's screen
// keeps showing a case. Several tabs share what they know. Only what a person does keeps a session: a page that is
// opened, the button of the warning, and typing, of which the server is told once a minute. What the page sends by
// itself (a draft) says so and renews nothing.

export const BY_ITSELF = { "X-By-Itself": "1" };

const BETWEEN = 60_000;
const AGAIN = 5_000;

class Session {
  constructor(dialog) {
    this.dialog = dialog;
    this.length = Date.parse(dialog.dataset.ends) - Date.parse(dialog.dataset.now);
    this.warning = Number(dialog.dataset.warnSeconds) * 1000;
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel("caseload-session") : null;
    this.channel?.addEventListener("message", (event) => this.moveTo(event.data));
    this.active();
    document.addEventListener("input", (event) => this.typed(event));
    document.addEventListener("caseload:acted", () => this.active());
    document.addEventListener("visibilitychange", () => this.check());
    dialog.querySelector("[data-session-stay]").addEventListener("submit", (event) => this.stay(event));
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    window.setInterval(() => this.check(), 1000);
  }

  active() {
    this.told = Date.now();
    this.moveTo(Date.now() + this.length);
    this.channel?.postMessage(this.ends);
  }

  moveTo(ends) {
    this.ends = ends;
    const time = new Date(ends).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
    for (const place of document.querySelectorAll("[data-session-end]")) {
      place.textContent = time;
    }
    if (this.dialog.open && ends - Date.now() > this.warning) {
      this.dialog.close();
    }
  }

  check() {
    const left = this.ends - Date.now();
    if (left <= 0) {
      this.leave();
    } else if (left <= this.warning && !this.dialog.open) {
      this.dialog.showModal();
    }
  }

  /** To the sign-in page. Without a signal there is none, but the screen is left empty all the same. */
  async leave() {
    if (this.isLeaving) {
      return;
    }
    this.isLeaving = true;
    const next = encodeURIComponent(window.location.pathname + window.location.search);
    const url = `${this.dialog.dataset.signInUrl}?next=${next}`;
    try {
      await fetch(url, { method: "HEAD", cache: "no-store", redirect: "manual", headers: BY_ITSELF });
      window.location.replace(url);
    } catch {
      this.cover();
      window.setTimeout(() => (this.isLeaving = false), AGAIN);
    }
  }

  cover() {
    const words = document.createElement("p");
    words.className = "govuk-body app-cover";
    words.setAttribute("role", "status");
    words.textContent = "You have been signed out, and there is no signal. The page to sign in comes as soon as there is one.";
    document.title = "Signed out - Caseload";
    document.body.replaceChildren(words);
  }

  /** A field that changes as the warning takes the cursor from it was not typed into. */
  async typed(event) {
    if (!event.isTrusted || this.dialog.open || Date.now() - this.told < BETWEEN) {
      return;
    }
    this.told = Date.now();
    try {
      await this.renew();
    } catch {
      // No connection, or no session any more: the draft says so.
    }
  }

  async renew() {
    const form = this.dialog.querySelector("[data-session-stay]");
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      redirect: "manual",
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) {
      throw new Error(answer.statusText);
    }
    this.active();
  }

  async stay(event) {
    event.preventDefault();
    try {
      await this.renew();
      this.dialog.close();
    } catch {
      const status = this.dialog.querySelector("[data-session-status]");
      status.classList.remove("govuk-visually-hidden");
      status.textContent = "That did not work. Try again, or copy what you were writing.";
    }
  }
}

export function startSession() {
  const dialog = document.getElementById("session-ending");
  if (dialog && typeof dialog.showModal === "function") {
    new Session(dialog);
  }
}
