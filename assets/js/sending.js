// Sends a form that keeps drafts, or only waits (data-waits), so that no signal loses nothing: what was typed stays on the page, is kept on the device
// (kept.js), and goes by itself with the same form key as soon as it can. The server stores a key once, and decides
// everything else: what it finds wrong is its own page. Without this script the browser sends the form.

import { bringBack } from "./forms.js";
import { FROM_SCRIPT, Kept, OtherPersonError, SignedOutError, eraseOld } from "./kept.js";
import { BY_ITSELF } from "./session.js";

const LONGEST_WAIT = 20_000;
const PAUSES = [3_000, 5_000, 10_000, 20_000, 30_000];
const TRY_LATER = [408, 429, 502, 503, 504];
const NOT_SENT = ["csrfmiddlewaretoken"];

const here = () => window.location.pathname + window.location.search;
const clock = (at) =>
  new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });

/** What a form says now, as it is kept. Its key names it: one text for each form that was opened. */
export function entryOf(form, kind, submitter) {
  const fields = [...new FormData(form)].filter(([name]) => !NOT_SENT.includes(name));
  if (submitter?.name) {
    fields.push([submitter.name, submitter.value]);
  }
  return {
    kind,
    fields,
    id: form.elements.form_key.value,
    at: Date.now(),
    url: new URL(form.getAttribute("action") || "", window.location.href).href,
    page: here(),
    title: document.title.replace(/^Error: /, "").replace(/ - Caseload$/, ""),
  };
}

function fill(form, fields) {
  const values = new Map();
  for (const [name, value] of fields) {
    values.set(name, [...(values.get(name) || []), value]);
  }
  for (const control of form.querySelectorAll("input, select, textarea")) {
    const given = values.get(control.name) || [];
    if (control.type === "radio" || control.type === "checkbox") {
      control.checked = given.includes(control.value);
    } else if (control.tagName === "SELECT" && given.length) {
      for (const option of control.options) {
        option.selected = given.includes(option.value);
      }
    } else if (given.length) {
      control.value = given.shift();
    }
  }
  form.dispatchEvent(new Event("change"));
}

/** {led}, {page}, {refusal} or {later}: what became of it. Throws where nobody answered. */
async function post(kept, entry, headers) {
  const body = new FormData();
  entry.fields.forEach(([name, value]) => body.append(name, value));
  body.append("csrfmiddlewaretoken", kept.token);
  const answer = await fetch(entry.url, {
    method: "POST",
    body,
    redirect: "manual",
    headers: { Accept: "text/html", ...FROM_SCRIPT, ...headers },
    signal: AbortSignal.timeout(LONGEST_WAIT),
  });
  if (TRY_LATER.includes(answer.status) || !answer.headers.has("X-Request-ID")) {
    return { later: true }; // also whatever else answers in the name of the service
  }
  if (answer.headers.get("Content-Type").startsWith("application/json")) {
    const { leads_to: led, is_saved: isSaved } = await answer.json();
    if (led.startsWith(kept.signInUrl)) {
      throw new SignedOutError();
    }
    return isSaved ? { led } : { refusal: answer.status };
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [200, 409].includes(answer.status) ? { page } : { refusal: answer.status, page };
}

/** As `post`, with a new token where the page's own is of an earlier sign-in. */
async function deliver(kept, entry, headers) {
  if (!kept.token) {
    await kept.unlock();
  }
  const outcome = await post(kept, entry, headers);
  if (outcome.refusal !== 403) {
    return outcome;
  }
  await kept.unlock();
  return post(kept, entry, headers);
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "govuk-button govuk-button--secondary";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function link(words, href) {
  const made = document.createElement("a");
  made.className = "govuk-link";
  made.href = href;
  made.textContent = words;
  return made;
}

const signInLink = (kept, words) => link(words, `${kept.signInUrl}?next=${encodeURIComponent(here())}`);

class Sending {
  constructor(form, kept, restart) {
    Object.assign(this, { form, kept, restart, tries: 0, timer: 0, isSending: false, entry: null, led: "", page: here() });
    this.kept.token = form.elements.csrfmiddlewaretoken.value;
    this.place = document.createElement("div");
    this.place.className = "app-kept";
    this.place.tabIndex = -1;
    this.words = document.createElement("p");
    this.words.className = "govuk-body";
    this.words.setAttribute("role", "status");
    this.acts = document.createElement("div");
    this.acts.className = "govuk-button-group";
    this.place.append(this.words, this.acts);
    form.after(this.place);
    form.addEventListener("submit", (event) => this.submit(event));
  }

  submit(event) {
    event.preventDefault();
    if (!this.isSending && !this.form.inert) {
      this.entry = entryOf(this.form, "save", event.submitter);
      this.send();
    }
  }

  /** A wait that ends: by the network, the screen, the clock or somebody's finger. */
  again(headers = {}) {
    if (this.isSending || !this.form.inert) {
      return;
    }
    if (this.led) {
      this.follow();
    } else if (this.entry) {
      this.kept.token = "";
      this.send(headers);
    }
  }

  async send(headers = {}) {
    this.isSending = true;
    this.headers = headers;
    window.clearTimeout(this.timer);
    this.isKept = await this.kept.keep(this.entry);
    try {
      this.take(await deliver(this.kept, this.entry, headers));
    } catch (error) {
      this.failed(error);
    }
    this.isSending = false;
  }

  take(outcome) {
    if (outcome.later) {
      this.wait("The service does not answer: it will be saved as soon as it does.");
    } else if (outcome.led) {
      this.kept.erase(this.entry.id);
      this.led = outcome.led;
      this.form.inert = true;
      this.follow();
    } else if (outcome.refusal) {
      const said = [...(outcome.page?.querySelectorAll("h1, h1 ~ p") || [])].map((part) => part.textContent.trim());
      this.change();
      this.say(`Not saved. ${said.join(" ") || "It is not asked for any more."} What you typed is still here.`);
    } else {
      this.kept.erase(this.entry.id);
      this.show(outcome.page);
    }
  }

  /** Another page in the place of this one. Of what a person did, the session goes on. */
  show(page, url) {
    this.restart(page, url);
    if (this.headers !== BY_ITSELF) {
      document.dispatchEvent(new CustomEvent("caseload:acted"));
    }
  }

  /** To where it led. Asked for by a script too: of a signal that goes just now, the browser would make its page of errors. */
  async follow() {
    if (this.isFollowing) {
      return;
    }
    this.isFollowing = true;
    window.clearTimeout(this.timer);
    try {
      const answer = await fetch(this.led, {
        cache: "no-store",
        headers: { Accept: "text/html", ...this.headers },
        signal: AbortSignal.timeout(LONGEST_WAIT),
      });
      if (TRY_LATER.includes(answer.status) || !answer.headers.has("X-Request-ID")) {
        throw new TypeError("Not of the service");
      }
      this.show(new DOMParser().parseFromString(await answer.text(), "text/html"), answer.url);
    } catch {
      this.isFollowing = false;
      this.say("Saved. No signal: the next page comes as soon as there is one.", button("Try now", () => this.follow()));
      this.pause(() => this.follow());
    }
  }

  pause(act) {
    this.timer = window.setTimeout(act, PAUSES[Math.min(this.tries++, PAUSES.length - 1)]);
  }

  failed(error) {
    if (error instanceof SignedOutError) {
      this.form.inert = true;
      const words = "You have been signed out. It will be saved once you have signed in.";
      this.say(words, signInLink(this.kept, "Sign in and save it"), this.changer());
    } else if (error instanceof OtherPersonError) {
      this.form.remove(); // theirs to see no more, nor to send
      this.say("Somebody else is signed in here now. What you wrote is kept for you: sign in to save it.");
    } else {
      this.wait("No signal: it will be saved as soon as there is one.");
    }
  }

  wait(words) {
    this.form.inert = true;
    const safe = this.isKept
      ? " It is kept on this device for 24 hours, in a form that only you can open."
      : " Keep this page open.";
    const now = button("Try now", () => this.again());
    this.say(words + safe, now, this.changer());
    this.pause(() => this.again(BY_ITSELF));
  }

  changer() {
    return button("Change what you wrote", () => this.change());
  }

  /** Its key stays: should it have arrived after all, the server shows both. */
  change() {
    window.clearTimeout(this.timer);
    this.form.inert = false;
    bringBack([this.form]);
    this.kept.keep({ ...this.entry, kind: "draft" });
    this.say("");
    this.form.dispatchEvent(new Event("input"));
  }

  say(words, ...acts) {
    const isNews = words !== this.words.textContent;
    if (isNews) {
      this.words.textContent = words;
      this.acts.replaceChildren(...acts);
    }
    if (words && isNews) {
      this.place.focus();
      this.place.scrollIntoView({ block: "nearest" });
    }
  }

  /** What was being written here when it could not be sent. What was to be saved is saved now. */
  resume(entry) {
    this.entry = entry;
    this.form.inert = entry.kind === "save";
    fill(this.form, entry.fields);
    if (this.form.inert) {
      this.send(BY_ITSELF);
    } else {
      const words = `Above is what you were writing at ${clock(entry.at)}. It is not saved to the record yet.`;
      this.say(words, button("Discard it and start again", () => this.discard()));
      this.form.dispatchEvent(new Event("input"));
    }
  }

  discard() {
    this.kept.erase(this.entry.id);
    window.location.reload();
  }
}

/** What waits and was written on another page: sent, or offered. */
class Others {
  constructor(kept) {
    Object.assign(this, { kept, lines: new Map(), isBusy: false });
  }

  async look() {
    if (this.isBusy || this.kept.isEmpty) {
      return;
    }
    this.isBusy = true;
    try {
      for (const entry of await this.kept.mine()) {
        if (!sendings.some((sending) => sending.page === entry.page)) {
          await this.deal(entry);
        }
      }
    } catch {
      // Not now: no signal, or signed out. It is looked at again.
    }
    this.isBusy = false;
  }

  async deal(entry) {
    const about = `${entry.title}, written at ${clock(entry.at)}`;
    const open = () => link("Open it", entry.page);
    if (entry.kind === "draft") {
      this.tell(entry.id, `Not saved yet: ${about}. `, open());
      return;
    }
    this.kept.token = "";
    const outcome = await deliver(this.kept, entry, BY_ITSELF);
    if (outcome.led) {
      this.kept.erase(entry.id);
      this.tell(entry.id, `Saved: ${about}. `, link("See it", outcome.led));
    } else if (!outcome.later) {
      await this.kept.keep({ ...entry, kind: "draft" });
      this.tell(entry.id, `Not saved, something is to be put right: ${about}. `, open());
    }
  }

  tell(id, words, act) {
    const line = this.lines.get(id) || document.createElement("p");
    line.className = "govuk-inset-text";
    line.setAttribute("role", "status");
    line.replaceChildren(words, act);
    this.lines.set(id, line);
    document.getElementById("main-content").prepend(line);
  }
}

let kept = null;
const sendings = [];

/** For each drawing of the page; `restart` shows another page that the server answered with. */
export function startSending(scope, restart) {
  if (kept) {
    const forms = [...scope.querySelectorAll("form[data-waits]")];
    sendings.splice(0, sendings.length, ...forms.map((form) => new Sending(form, kept, restart)));
  }
}

export function keptHere() {
  return kept;
}

/** Once a page, before its forms. */
export function startKept() {
  eraseOld();
  window.setInterval(eraseOld, 60_000);
  const dialog = document.getElementById("session-ending");
  if (dialog && window.crypto?.subtle && "timeout" in AbortSignal) {
    kept = new Kept(dialog.dataset);
  }
}

/** Once a page, after its forms: what waits from before, and what brings the signal back. */
export async function resumeKept() {
  if (!kept) {
    return;
  }
  const others = new Others(kept);
  const look = () => {
    sendings.forEach((sending) => sending.again(BY_ITSELF));
    others.look();
  };
  window.addEventListener("online", look);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  window.setInterval(() => others.look(), 30_000);
  if (sendings.length) {
    await resumeForm(sendings[0]);
  }
  await others.look();
}

async function resumeForm(sending) {
  try {
    await kept.unlock(); // while there is a signal, for when there is none
    const entry = kept.isEmpty ? null : (await kept.mine()).find(({ page }) => page === here());
    if (entry) {
      sending.resume(entry);
    }
  } catch {
    // No signal already: what is typed stays on the page.
  }
}
