// Starts the components in use; what is not imported here is not sent to anybody's phone.
import * as moj from "@ministryofjustice/frontend";
import * as govuk from "govuk-frontend";

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

/** Everything in `scope`: the page, or what another answer of the server puts in its place. */
function start(scope) {
  for (const component of components) {
    govuk.createAll(component, undefined, scope);
  }
  startForms(scope);
  startContactForm(scope);
  startSending(scope, showPage);
  startDrafts(scope);
}

/** The page that answers a form which a script sent. What is typed in it is no draft yet. */
function showPage(page) {
  const main = document.adoptNode(page.getElementById("main-content"));
  document.title = page.title;
  document.getElementById("main-content").replaceWith(main);
  window.scrollTo(0, 0);
  main.focus();
  start(main);
  main.querySelector("form[data-draft-url]")?.dispatchEvent(new Event("input"));
}

startKept();
start(document);
startBack();
startSession();
resumeKept();
