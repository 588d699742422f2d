// Small helps for forms. Everything works without them; the server decides.

/** What a hidden answer holds is not sent: the person cannot see it. */
function leaveOutHidden(form) {
  const hidden = ".govuk-radios__conditional--hidden, .govuk-checkboxes__conditional--hidden, [data-shown-for][hidden]";
  for (const block of form.querySelectorAll(hidden)) {
    for (const control of block.querySelectorAll("input, select, textarea")) {
      control.disabled = true;
    }
  }
}

/** Coming back by the back button: what was left out can be used again. */
function bringBack() {
  for (const control of document.querySelectorAll("form [disabled]")) {
    control.disabled = false;
  }
}

export function startForms() {
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", () => leaveOutHidden(form));
  }
  window.addEventListener("pageshow", (event) => event.persisted && bringBack());
}
