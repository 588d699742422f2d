// The form about a contact: shows the questions that the answers so far call for. The server decides what
// fits; without this script every question is on the page.

const words = (text) => (text || "").split(" ").filter(Boolean);

class ContactForm {
  constructor(form) {
    this.form = form;
    this.acting = words(form.dataset.acting);
    this.sentHome = words(form.dataset.sentHome);
    this.neverSentHome = words(form.dataset.neverSentHome);
    this.requested = words(form.dataset.requested);
    this.needsOutcome = words(form.dataset.needsOutcome);
    this.outcome = form.querySelector("[data-outcome]");
    this.action = form.querySelector("[data-action]");
    this.letter = form.querySelector("[data-letter]");
    this.opener = this.outcome && this.makeOpener();
    form.addEventListener("change", () => this.show());
    this.show();
  }

  chosen(name) {
    const value = new FormData(this.form).get(name);
    return value === "more" ? new FormData(this.form).get(`other_${name}`) : value;
  }

  get type() {
    return this.form.dataset.type || this.chosen("type");
  }

  /** A call or a message seldom has an outcome: its question waits behind one button. */
  makeOpener() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "app-link-button app-opener";
    button.textContent = "Add an outcome";
    button.addEventListener("click", () => {
      this.isOpened = true;
      this.show();
      this.outcome.querySelector("input")?.focus();
    });
    this.outcome.before(button);
    return button;
  }

  show() {
    if (!this.outcome) {
      return;
    }
    const code = this.chosen("outcome");
    const hasError = this.outcome.querySelector(".govuk-error-message") !== null;
    const isAsked = this.needsOutcome.includes(this.type) || Boolean(code) || hasError || this.isOpened;
    this.outcome.hidden = !isAsked;
    this.opener.hidden = isAsked;
    const isActing = this.acting.includes(code);
    const actionHasError = this.action.querySelector(".govuk-error-message") !== null;
    this.action.hidden = !(isActing || actionHasError);
    this.showLetter(isActing);
    this.showFitting();
  }

  /** Which letter was requested is asked of a request alone. */
  showLetter(isActing) {
    if (this.letter) {
      const hasError = this.letter.querySelector(".govuk-error-message") !== null;
      const isRequested = isActing && this.requested.includes(this.chosen("enforcement_action"));
      this.letter.hidden = !(isRequested || hasError);
    }
  }

  /** Nobody is sent home from a telephone call. */
  showFitting() {
    const isNever = this.neverSentHome.includes(this.type);
    for (const option of this.outcome.querySelectorAll("option")) {
      option.hidden = option.disabled = isNever && this.sentHome.includes(option.value);
    }
  }
}

export function startContactForm(scope) {
  for (const form of scope.querySelectorAll("form[data-contact-form]")) {
    new ContactForm(form);
  }
}
