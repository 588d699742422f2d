"""What may be written about a contact, and how the timeline is filtered."""

import functools
from datetime import datetime
from itertools import groupby
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.safestring import SafeString

from core.calendar import LONDON, london_date
from core.forms import (
    BaseForm,
    Choices,
    DateField,
    DayField,
    LongText,
    Radios,
    Select,
    TimeField,
)
from core.markup import attributes
from core.prepared import Kept
from offenders.choices import InformationKind
from offenders.models import Contact, ContactOutcome, ContactType, EnforcementAction
from offenders.rules.contacts import (
    LETTERS,
    REQUESTED,
    action_problem,
    letter_problem,
    outcome_problem,
    planning_problem,
)
from offenders.rules.vocabulary import as_said_by
from offenders.selectors.contacts import Filters
from offenders.selectors.offer import Offer
from offenders.services.contacts import code_of, facts_of
from people.choices import Agency

MORE = "more"
FIRST_OUTCOMES = ("ATTC", "AFTC", "AFTA", "UAAB")
NONE = ("", "None")


class OutcomeFields(BaseForm):
    """How something ended, and what is done about it. Only outcomes that fit the type are accepted."""

    waits = True

    outcome = forms.ChoiceField(
        label="How did it end?",
        required=False,
        widget=Radios(reveals={MORE: ["other_outcome"]}),
        help_text="An appointment that is over needs an outcome. Anything else only if it has one.",
    )
    other_outcome = forms.ChoiceField(label="Which other outcome", required=False, widget=Select)
    enforcement_action = forms.ChoiceField(
        label="What are you doing about it?",
        required=False,
        widget=Select,
        help_text="Asked only where the outcome needs an action.",
    )
    letter = forms.ChoiceField(
        label="Which letter was requested?",
        required=False,
        widget=Select,
        help_text="Asked only where a letter was requested that somebody else sends.",
    )

    def __init__(self, *args: Any, offer: Offer, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, on=london_date(at), **kwargs)
        self.offer, self.at = offer, at
        self.fields["outcome"].choices = _first_outcomes(offer.outcomes)  # type: ignore[attr-defined]
        self.fields["other_outcome"].choices = _other_outcomes(offer.outcomes)  # type: ignore[attr-defined]
        self.fields["enforcement_action"].choices = _actions(offer.actions, offer.agency)  # type: ignore[attr-defined]
        self.fields["letter"].choices = _letters(offer.actions)  # type: ignore[attr-defined]

    def start_from(self, code: str) -> None:
        """Start from an outcome, if it is one that is offered."""
        if self.outcome_of(code) is None:
            return
        is_first = code in FIRST_OUTCOMES
        self.initial["outcome"] = code if is_first else MORE
        self.initial["other_outcome"] = "" if is_first else code

    def show_outcome(self, contact: Contact) -> None:
        """Start from what is on record."""
        self.start_from(contact.outcome.code if contact.outcome else "")
        if contact.enforcement_action:
            self.initial["enforcement_action"] = contact.enforcement_action.code
        self.initial["letter"] = code_of(contact.letter)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        code = answers.get("outcome", "")
        if code == MORE:
            code = answers.get("other_outcome", "")
            if not code and "other_outcome" not in self.errors:
                self.add_error("other_outcome", "Choose which other outcome it was")
        answers["outcome"] = self.outcome_of(code)
        answers["enforcement_action"] = self.action_of(answers.get("enforcement_action", ""))
        answers["letter"] = self.action_of(answers.get("letter", ""))
        return answers

    def outcome_of(self, code: str) -> ContactOutcome | None:
        return next((row for row in self.offer.outcomes if row.code == code), None)

    def action_of(self, code: str) -> EnforcementAction | None:
        return next((row for row in self.offer.actions if row.code == code), None)

    def check(self, kind: ContactType | None, happened_at: datetime | None) -> None:
        """VOC-12, VOC-17: the same rules as the service, with the error beside its field."""
        if kind is None or happened_at is None or "other_outcome" in self.errors:
            return
        outcome = self.cleaned_data["outcome"]
        type_facts, outcome_facts = facts_of(kind, outcome)
        has_action = self.cleaned_data["enforcement_action"] is not None
        self.say(
            planning_problem(type_facts, happened_at=happened_at, at=self.at)
            or outcome_problem(type_facts, outcome_facts, is_future=happened_at > self.at)
            or action_problem(outcome_facts, has_action=has_action)
            or letter_problem(*map(code_of, self._action_and_letter()))
        )

    def _action_and_letter(self) -> tuple[EnforcementAction | None, EnforcementAction | None]:
        return self.cleaned_data["enforcement_action"], self.cleaned_data["letter"]

    @property
    def form_attrs(self) -> SafeString:
        """What the script needs to show only what fits; the server decides all the same."""
        return SafeString(super().form_attrs + _fitting(self.offer.types, self.offer.outcomes))


class ContactForm(OutcomeFields):
    """One contact, on one page: what, when, how it ended, notes."""

    type = forms.ChoiceField(
        label="What was it?",
        widget=Radios(reveals={MORE: ["other_type"]}),
        error_messages={"required": "Choose what it was"},
    )
    # A hundred and fifty: searched by typing, where there is a script.
    other_type = forms.ChoiceField(
        label="What else", required=False, widget=Select(attrs={"data-searchable": True})
    )
    happened_on = DayField(label="When?", noun="the day it happened")
    happened_time = TimeField(label="At", noun="the time it happened")
    location = forms.CharField(label="Where", required=False, max_length=120)
    notes = LongText(
        label="Notes",
        required=False,
        rows=6,
        help_text="Keep facts and opinion apart. The person may ask to read this.",
    )
    is_sensitive = forms.BooleanField(
        label="Sensitive: notes are folded away on the timeline", required=False
    )
    information_kind = forms.ChoiceField(
        label="What kind of information is it?",
        required=False,
        choices=Choices([("", "Not stated"), *InformationKind.choices]),
        widget=Select,
    )
    # On the page only once the service has asked.
    is_another = forms.BooleanField(label="Yes, record another one", required=False)

    def __init__(self, *args: Any, offer: Offer, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, offer=offer, at=at, **kwargs)
        self.fields["type"].choices = [  # type: ignore[attr-defined]
            *((kind.code, as_said_by(offer.agency, kind.name)) for kind in self._first_types()),
            (MORE, "Something else"),
        ]
        self.fields["other_type"].choices = _grouped(offer.types, offer.agency)  # type: ignore[attr-defined]

    def _first_types(self) -> list[ContactType]:
        """The quick list, and what was chosen from it before it changed: on another page, or in a kept draft."""
        code = self.data.get("type") if self.is_bound else self.initial.get("type")
        chosen = [kind for kind in self.offer.types if kind.code == code]
        return [*self.offer.quick, *(kind for kind in chosen if kind not in self.offer.quick)]

    def show(self, contact: Contact) -> None:
        """Start from what is on record."""
        code = contact.type.code
        is_quick = code in {kind.code for kind in self.offer.quick}
        here = contact.happened_at.astimezone(LONDON)
        self.show_outcome(contact)
        self.initial = dict(self.initial) | {
            "type": code if is_quick else MORE,
            "other_type": "" if is_quick else code,
            "happened_on": here.date(),
            "happened_time": here.time().replace(second=0, microsecond=0),
            "location": contact.location,
            "notes": contact.notes,
            "is_sensitive": contact.is_sensitive,
            "information_kind": contact.information_kind,
        }

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        kind = self.chosen_type(answers)
        happened_at = self.instant(answers)
        if happened_at and happened_at > self.at and "is_another" in self.fields:
            self["is_another"].label = "Yes, arrange it all the same"
        self.check(kind, happened_at)
        answers |= {"type": kind, "happened_at": happened_at}
        return answers

    def chosen_type(self, answers: dict[str, Any]) -> ContactType | None:
        code = answers.get("type", "")
        if code == MORE:
            code = answers.get("other_type", "")
            if not code and "other_type" not in self.errors:
                self.add_error("other_type", "Choose what else it was")
        return next((kind for kind in self.offer.types if kind.code == code), None)

    def instant(self, answers: dict[str, Any]) -> datetime | None:
        day, time = answers.get("happened_on"), answers.get("happened_time")
        return datetime.combine(day, time, tzinfo=LONDON) if day and time else None

    @property
    def facts(self) -> dict[str, Any]:
        """The answers as the services take them."""
        parts = {"other_type", "other_outcome", "happened_on", "happened_time", "reason"}
        return {name: value for name, value in self.answers.items() if name not in parts}


class AmendForm(ContactForm):
    """A correction: the same fields, and why."""

    is_versioned = True
    reason = forms.CharField(
        label="Why are you correcting this?",
        max_length=500,
        help_text="For example: wrong person on the call, wrong day. The words before stay readable.",
        error_messages={"required": "Say why you are correcting this"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_another"]


class OutcomeForm(OutcomeFields):
    """How an appointment ended."""

    is_versioned = True
    notes = LongText(label="Notes", required=False, rows=6)

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact = contact

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        self.check(self.contact.type, self.contact.happened_at)
        if answers.get("outcome") is None and not self.errors:
            self.add_error("outcome", "Choose how it ended")
        return answers

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.answers.items() if name != "other_outcome"}


class CorrectOutcomeForm(OutcomeFields):
    """How an appointment ended after all, and what is done about that: both together, with the reason."""

    is_versioned = True
    reason = forms.CharField(
        label="Why are you correcting this?",
        max_length=500,
        help_text="For example: a medical note came later. What is on record now stays readable.",
        error_messages={"required": "Say why you are correcting this"},
    )

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact = contact
        self.show_outcome(contact)

    def clean(self) -> dict[str, Any]:
        """An action goes with an outcome that needs one: what is on record for another outcome is not carried over."""
        answers = super().clean()
        outcome = answers["outcome"]
        if outcome is not None and not outcome.needs_action:
            answers |= {"enforcement_action": None, "letter": None}
        elif code_of(answers["enforcement_action"]) != REQUESTED:
            answers["letter"] = None
        self.check(self.contact.type, self.contact.happened_at)
        return answers

    @property
    def facts(self) -> dict[str, Any]:
        """What is corrected, as the service takes it."""
        return {
            name: self.cleaned_data[name] for name in ("outcome", "enforcement_action", "letter")
        }


class TimelineFilterForm(forms.Form):
    """An address that asks for nonsense asks for nothing."""

    q = forms.CharField(label="Words in the notes", required=False, max_length=100)
    group = forms.ChoiceField(label="Kind of contact", required=False)
    agency = forms.ChoiceField(
        label="Agency", required=False, choices=[("", "Any"), *Agency.choices]
    )
    since = DateField(label="From", noun="the first day", required=False)
    until = DateField(label="To", noun="the last day", required=False)
    missing = forms.BooleanField(label="Only appointments without an outcome", required=False)

    use_required_attribute = False

    def __init__(self, query: QueryDict, *, groups: list[str]) -> None:
        super().__init__(query)
        self.fields["group"].choices = [("", "Any"), *((name, name) for name in groups)]  # type: ignore[attr-defined]

    @property
    def filters(self) -> Filters:
        self.is_valid()
        asked = self.cleaned_data
        return Filters(
            words=asked.get("q", ""),
            group=asked.get("group", ""),
            agency=asked.get("agency", ""),
            since=asked.get("since"),
            until=asked.get("until"),
            is_without_outcome=asked.get("missing", False),
        )

    @property
    def chips(self) -> list[tuple[str, str]]:
        """Each filter in force: its words, and the parameters to take away."""
        self.is_valid()
        found = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if value:
                words = "yes" if value is True else self.words_of(name, value)
                found.append((f"{field.label}: {words}", name))
        return found

    def words_of(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.fields[name], "choices", []))
        return str(choices.get(value, value)) if not hasattr(value, "day") else f"{value:%-d %B %Y}"


# What everybody is offered, made once as long as the reference data say the same -------------------------


@functools.lru_cache(maxsize=8)
def _grouped(types: Kept[ContactType], agency: str) -> Choices:
    groups = (
        (as_said_by(agency, group), [(kind.code, as_said_by(agency, kind.name)) for kind in kinds])
        for group, kinds in groupby(types, key=lambda kind: kind.group)
    )
    return Choices([("", "Choose one"), *groups])


@functools.lru_cache(maxsize=8)
def _first_outcomes(outcomes: Kept[ContactOutcome]) -> Choices:
    names = {outcome.code: outcome.name for outcome in outcomes}
    first = [(code, names[code]) for code in FIRST_OUTCOMES if code in names]
    return Choices([*first, (MORE, "Another outcome")])


@functools.lru_cache(maxsize=8)
def _other_outcomes(outcomes: Kept[ContactOutcome]) -> Choices:
    others = (outcome for outcome in outcomes if outcome.code not in FIRST_OUTCOMES)
    return Choices([("", "Choose one"), *((outcome.code, outcome.name) for outcome in others)])


@functools.lru_cache(maxsize=8)
def _actions(actions: Kept[EnforcementAction], agency: str) -> Choices:
    return Choices([NONE, *((row.code, as_said_by(agency, row.name)) for row in actions)])


@functools.lru_cache(maxsize=8)
def _letters(actions: Kept[EnforcementAction]) -> Choices:
    found = [(action.code, action.name) for action in actions if action.code in LETTERS]
    return Choices([("", "Choose one"), *found])


@functools.lru_cache(maxsize=8)
def _fitting(types: Kept[ContactType], outcomes: Kept[ContactOutcome]) -> SafeString:
    """Which outcomes fit which types, as attributes of the form."""
    facts = {
        "data-acting": [row.code for row in outcomes if row.needs_action],
        "data-sent-home": [row.code for row in outcomes if row.is_sent_home],
        "data-never-sent-home": [row.code for row in types if not row.can_send_home],
        "data-requested": [REQUESTED],
        "data-needs-outcome": [row.code for row in types if row.outcome_rule == "Y"],
    }
    words = {name: " ".join(codes) for name, codes in facts.items()}
    return attributes({"data-contact-form": True, **words})
