// Keeps what somebody types on the server, so that a lost page, another device or a sign-out loses nothing. What the
// server cannot be given is kept on the device, encrypted (kept.js). A form asks for it by data-draft-url.

import { entryOf, keptHere } from "./sending.js";
import { BY_ITSELF } from "./session.js";

const PAUSE = 1500;
const AGAIN = 10_000;

class Draft {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.draftUrl;
    this.status = form.querySelector("[data-draft-status]");
    this.timer = 0;
    this.round = 0;
    this.isDirty = false;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", () => this.stop());
    document.addEventListener("visibilitychange", () => document.hidden && this.keep());
    window.addEventListener("pagehide", () => this.keep());
    window.addEventListener("online", () => this.keep());
  }

  changed() {
    this.isDirty = true;
    this.later(PAUSE);
  }

  later(pause) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.keep(), pause);
  }

  /** What is still on its way counts no more. */
  stop() {
    window.clearTimeout(this.timer);
    this.round += 1;
    this.isDirty = false;
  }

  /** A form that waits to be sent (`inert`) is no draft. */
  async keep() {
    if (!this.isDirty || this.form.inert || !this.form.isConnected) {
      return;
    }
    this.stop();
    const round = this.round;
    const answer = await this.send();
    if (round === this.round) {
      await this.say(answer);
    }
  }

  /** The answer, or null where there is none. */
  async send() {
    const data = new FormData(this.form);
    data.delete("form_key");
    try {
      return await fetch(this.url, {
        method: "POST",
        body: data,
        keepalive: document.hidden, // a request that outlives its page carries no more than 64 KB
        redirect: "manual",
        headers: { Accept: "application/json", ...BY_ITSELF },
      });
    } catch {
      return null;
    }
  }

  async say(answer) {
    if (answer?.ok) {
      const { saved_at: at } = await answer.json();
      this.tell(`Draft kept at ${at}. It is not on the record until you save.`);
      keptHere()?.erase(this.form.elements.form_key.value, { kind: "draft" });
    } else if (answer?.status === 413) {
      const { why } = await answer.json();
      this.tell(`Not kept: ${why}.`);
    } else if (answer?.type === "opaqueredirect") {
      await this.onDevice("You have been signed out", "Copy your text, then sign in again.");
    } else {
      await this.onDevice(answer ? "The service did not answer" : "No signal", "Keep this page open; it will try again.");
      this.isDirty = true;
      this.later(AGAIN);
    }
  }

  async onDevice(why, otherwise) {
    const isKept = await keptHere()?.keep(entryOf(this.form, "draft"));
    this.tell(isKept ? `${why}: kept on this device for 24 hours, in a form that only you can open.` : `${why}: not kept. ${otherwise}`);
  }

  tell(text) {
    if (this.status) {
      this.status.textContent = text;
    }
  }
}

export function startDrafts(scope) {
  for (const form of scope.querySelectorAll("form[data-draft-url]")) {
    new Draft(form);
  }
}
