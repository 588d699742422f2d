// Starts the components in use; what is not imported here is not sent to anybody's phone.
import * as moj from "@ministryofjustice/frontend";
import * as govuk from "govuk-frontend";

import { startContactForm } from "./contact.js";
import { startDrafts } from "./drafts.js";
import { startForms } from "./forms.js";
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

for (const component of components) {
  govuk.createAll(component);
}

startForms();
startContactForm();
startDrafts();
startSession();
