// Starts the components in use; what is not imported here is not sent to anybody's phone.
import * as moj from "@ministryofjustice/frontend";
import * as govuk from "govuk-frontend";

import { startSearchable } from "./choose.js";
import { startContactForm } from "./contact.js";
import { startDrafts } from "./drafts.js";
import { startBack, startForms } from "./forms.js";
import { resumeKept, startKept, startSending } from "./sending.js";
import { startSession } from "./session.js";

const components = [
  govuk.Button,
  govuk.CharacterCount,
  govuk.Checkboxes,
  govuk.ErrorSummary,
  govuk.NotificationBanner,
  govuk.PasswordInput,
  govuk.Radios,
  govuk.ServiceNavigation,
  govuk.SkipLink,
  govuk.Tabs,
  moj.Alert,
  moj.ButtonMenu,
  moj.FilterToggleButton,
  moj.SortableTable,
];

/** What stays on the screen while a page is replaced has been started before. */
function onError(error) {
  if (error.name !== "InitError") {
    console.log(error);
  }
}

/** Everything in `scope`: the page, or what another answer of the server puts in its place. */
function start(scope) {
  for (const component of components) {
    govuk.createAll(component, undefined, { scope, onError });
  }
  startForms(scope);
  startSearchable(scope);
  startContactForm(scope);
  startSending(scope, showPage);
  startDrafts(scope);
}

const here = () => window.location.pathname + window.location.search;
let shown = here();
const SESSION = "#session-ending";
const STAYS = `script, ${SESSION}`;

/** The page that answers a form which a script sent, or the one at `url` to which it led. */
function showPage(page, url = "") {
  if (!page.querySelector(SESSION)) {
    window.location.assign(url || window.location.href); // signed out
    return;
  }
  if (url) {
    window.history.pushState({}, "", url);
    shown = here();
  }
  document.title = page.title;
  document.querySelectorAll(`body > :not(${STAYS})`).forEach((part) => part.remove());
  const parts = [...page.body.children].filter((part) => !part.matches(STAYS));
  document.querySelector(SESSION).before(...parts.map((part) => document.adoptNode(part)));
  window.scrollTo(0, 0);
  const main = document.getElementById("main-content");
  main.focus({ preventScroll: true });
  start(document);
  // What is typed in a form that comes back is no draft yet.
  main.querySelector("form[data-waits]")?.dispatchEvent(new Event("input"));
}

// Back to a page that was replaced: asked for anew, as the browser does with all pages of the service.
window.addEventListener("popstate", () => here() === shown || window.location.reload());

startKept();
start(document);
startBack();
startSession();
resumeKept();
