// Small helps for forms. Everything works without them; the server decides.

const HIDDEN = "__conditional--hidden";

/** An answer with data-reveals opens the block of that id. Not GOV.UK's own script: it gives radios
 *  aria-expanded, which radios may not have. */
function reveal(form) {
  for (const control of form.querySelectorAll("[data-reveals]")) {
    const block = document.getElementById(control.dataset.reveals);
    const name = control.type === "checkbox" ? "govuk-checkboxes" : "govuk-radios";
    block?.classList.toggle(name + HIDDEN, !control.checked);
  }
}

/** What a hidden answer holds is not sent: the person cannot see it. */
function leaveOutHidden(form) {
  const hidden = ".govuk-radios__conditional--hidden, .govuk-checkboxes__conditional--hidden, [data-outcome][hidden], [data-action][hidden]";
  for (const block of form.querySelectorAll(hidden)) {
    for (const control of block.querySelectorAll("input, select, textarea")) {
      control.disabled = true;
    }
  }
}

/** A search asks for what was filled in, so that its address can be read. */
function leaveOutEmpty(form) {
  for (const control of form.querySelectorAll("input, select")) {
    control.disabled = control.value === "";
  }
}

/** Filters take their own column on a wide screen, so they stand open there. */
function openFilters(scope) {
  if (window.matchMedia("(min-width: 48.0625em)").matches) {
    for (const filters of scope.querySelectorAll("details[data-open-on-desktop]")) {
      filters.open = true;
    }
  }
}

/** What stands side by side on a desk is folded on a phone; on paper it is all there. */
function foldOnPhone(scope) {
  if (!window.matchMedia("(min-width: 48.0625em)").matches) {
    for (const fold of scope.querySelectorAll("details[data-fold]")) {
      fold.open = false;
    }
  }
}

window.addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details[data-fold]")) {
    fold.open = true;
  }
});

/** Not sent after all, or back by the back button: what was left out can be used again. */
export function bringBack(forms = document.forms) {
  for (const control of [...forms].flatMap((form) => [...form.elements])) {
    control.disabled = false;
  }
}

export function startForms(scope) {
  for (const form of scope.querySelectorAll("form")) {
    reveal(form);
    form.addEventListener("change", () => reveal(form));
  }
  for (const form of scope.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", () => leaveOutHidden(form));
  }
  for (const form of scope.querySelectorAll("form[method=get]")) {
    form.addEventListener("submit", () => leaveOutEmpty(form));
  }
  openFilters(scope);
  foldOnPhone(scope);
}

export function startBack() {
  window.addEventListener("pageshow", (event) => event.persisted && bringBack());
}
