// Keeps what somebody types on the server, so that a lost page, another device or a sign-out loses nothing.
// Nothing is kept on the device. A form asks for it by data-draft-url.

import { BY_ITSELF } from "./session.js";

const PAUSE = 1500;

class Draft {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.draftUrl;
    this.status = form.querySelector("[data-draft-status]");
    this.timer = 0;
    this.isDirty = false;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", () => this.stop());
    document.addEventListener("visibilitychange", () => document.hidden && this.keep());
    window.addEventListener("pagehide", () => this.keep());
  }

  changed() {
    this.isDirty = true;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.keep(), PAUSE);
  }

  stop() {
    window.clearTimeout(this.timer);
    this.isDirty = false;
  }

  async keep() {
    if (!this.isDirty) {
      return;
    }
    this.stop();
    const data = new FormData(this.form);
    data.delete("form_key");
    try {
      const answer = await fetch(this.url, {
        method: "POST",
        body: data,
        keepalive: true,
        redirect: "manual",
        headers: { Accept: "application/json", ...BY_ITSELF },
      });
      await this.say(answer);
    } catch {
      this.isDirty = true;
      this.tell("Not kept: there is no connection. Keep this page open.");
    }
  }

  async say(answer) {
    if (answer.ok) {
      const { saved_at: at } = await answer.json();
      this.tell(`Draft kept at ${at}. It is not on the record until you save.`);
    } else if (answer.type === "opaqueredirect") {
      this.tell("Not kept: you have been signed out. Copy your text, then sign in again.");
    } else if (answer.status === 413) {
      const { why } = await answer.json();
      this.tell(`Not kept: ${why}.`);
    } else {
      this.isDirty = true;
      this.tell("Not kept: the service did not answer. Keep this page open; it will try again.");
    }
  }

  tell(text) {
    if (this.status) {
      this.status.textContent = text;
    }
  }
}

export function startDrafts() {
  for (const form of document.querySelectorAll("form[data-draft-url]")) {
    new Draft(form);
  }
}
