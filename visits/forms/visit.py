"""The one form of a visit: planned, recorded or corrected, it asks what the table says (`visits.rules.questions`)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django import forms

from core.calendar import LONDON
from core.errors import Problem
from core.forms import BaseForm, Section, check_questions, fields_of, sections_of
from core.questions import Answers
from visits.choices import ConditionResult, VisitOutcome, VisitPurpose
from visits.forms.asking import (
    Asking,
    officers,
    places,
    started_again,
    to_amend,
    to_plan,
    to_record,
)
from visits.forms.checks import gone
from visits.models import Visit
from visits.rules import day_problems, left_at, time_problems
from visits.rules.questions import YES
from visits.selectors.known import NOTHING_KNOWN, Known
from visits.selectors.record import FOUND
from visits.selectors.setting import Setting
from visits.services import CheckFinding, VisitPlan, VisitRecord


class VisitForm(BaseForm):
    """Made by `plan_form`, `record_form` and `amend_form`."""

    waits = True

    # On the page only once the service has asked.
    is_another = forms.BooleanField(label="Yes, this is another visit", required=False)

    def __init__(self, *args: Any, asking: Asking, **kwargs: Any) -> None:
        self.asking = asking
        hidden = {"outcome": _outcome_field()} if asking.outcome else {}
        super().__init__(
            *args,
            on=asking.setting.on,
            fields=hidden | fields_of(asking.questions, asking.must_now),
            initial=dict(asking.initial),
            **kwargs,
        )
        # A kept text may have been begun for another outcome.
        self.initial["outcome"] = asking.outcome

    @property
    def sections(self) -> list[Section]:
        """The parts of the page in order."""
        return sections_of(self, self.asking.questions, self.asking.parts, self.asking.must)

    def clean(self) -> dict[str, Any]:
        super().clean()
        check_questions(self, self.asking.questions, self.asking.must_now)
        for problem in _problems(self.asking, self.cleaned_data, self.data):
            if problem.about not in self.errors:
                self.say(problem)
        return self.cleaned_data

    @property
    def plan(self) -> VisitPlan:
        return VisitPlan(**_planned(self.asking, self.cleaned_data))

    @property
    def record(self) -> VisitRecord:
        return VisitRecord(**_recorded(self.asking, self.cleaned_data))

    @property
    def reason(self) -> str:
        """Why a record is corrected."""
        return str(self.cleaned_data["version_reason"])


def plan_form(
    data: Mapping[str, Any] | None = None,
    *,
    setting: Setting,
    again: Visit | None = None,
    **kwargs: Any,
) -> VisitForm:
    """A visit to come; `again` is one that was voided on another case."""
    asking = to_plan(setting)
    return VisitForm(data, asking=started_again(asking, again) if again else asking, **kwargs)


def record_form(
    data: Mapping[str, Any] | None = None,
    *,
    setting: Setting,
    outcome: VisitOutcome,
    known: Known = NOTHING_KNOWN,
    visit: Visit | None = None,
    again: Visit | None = None,
    **kwargs: Any,
) -> VisitForm:
    """What happened; with `visit` it was planned, and the version on the screen goes with the form.

    `again` is a visit that was voided on another case.
    """
    asking = to_record(setting, outcome, known, planned=visit)
    return VisitForm(data, asking=started_again(asking, again) if again else asking, **kwargs)


def amend_form(
    data: Mapping[str, Any] | None = None,
    *,
    setting: Setting,
    outcome: VisitOutcome,
    known: Known,
    visit: Visit,
    version: int,
    **kwargs: Any,
) -> VisitForm:
    """A correction: a further version of the record, with its reason."""
    asking = to_amend(setting, outcome, known, visit=visit)
    return VisitForm(data, asking=asking, version=version, **kwargs)


def _outcome_field() -> forms.Field:
    return forms.ChoiceField(choices=VisitOutcome.choices, widget=forms.HiddenInput)


# What is wrong beyond the table ------------------------------------------------------------------------


def _problems(asking: Asking, answers: Answers, sent: Mapping[str, Any]) -> Iterator[Problem]:
    began = _began(answers)
    if asking.outcome is None:
        if began and began <= asking.setting.at:
            words = "That time has passed: record the visit instead of planning it"
            yield Problem("happens_time", words)
        return
    if began:
        yield from _wrong_times(asking, answers, began)
    yield from _wrong_checks(asking, answers, answers.get("happens_on"))
    yield from _lost_checks(asking, sent)


def _began(answers: Answers) -> datetime | None:
    day, hour = answers.get("happens_on"), answers.get("happens_time")
    return None if day is None or hour is None else datetime.combine(day, hour, tzinfo=LONDON)


def _ended(answers: Answers, began: datetime) -> datetime | None:
    left = answers.get("ended_time")
    return None if left is None else left_at(began, left)


def _wrong_times(asking: Asking, answers: Answers, began: datetime) -> Iterator[Problem]:
    setting = asking.setting
    yield from time_problems(began=began, ended=_ended(answers, began), at=setting.at)
    yield from day_problems(
        began.date(),
        name=setting.case.name,
        managed_since=setting.managed_since,
        died_on=setting.case.died_on,
    )


def _wrong_checks(asking: Asking, answers: Answers, day: date | None) -> Iterator[Problem]:
    """ORD-13: what was in force that day is answered for, and a concern about what was not is not dropped."""
    if day is None:
        return
    refusals = {row.name: row.refusal for row in asking.questions}
    for row in asking.checks:
        result = answers.get(row.name)
        if result == ConditionResult.CONCERN and not asking.holds(row, day):
            yield Problem(
                row.name,
                f"“{row.label}” was not in force on that day. Write the concern under “Concerns”, "
                "and choose “Not checked” here",
            )
        elif not result and row.name in asking.must and row.held_on(day):
            yield Problem(row.name, refusals[row.name])


def _lost_checks(asking: Asking, sent: Mapping[str, Any]) -> Iterator[Problem]:
    """What ended while the record was written is not asked any more; its answer is not lost in silence."""
    lost = list(gone(sent, asking.checks)) if asking.asks_back else []
    if lost:
        yield Problem(
            "",
            "Something that you answered about was ended, or found to be recorded in error, while you wrote. "
            f"You answered: {'; '.join(lost)}. It cannot be kept there: if it matters, write it under "
            "“Concerns” and save again.",
        )


# What the services store -------------------------------------------------------------------------------


def _planned(asking: Asking, answers: Answers) -> dict[str, Any]:
    """What a plan and a record share. What an answer hides is empty already."""
    address = places(asking.setting, asking.visit).get(answers["where"])
    chosen = officers(asking.setting, asking.visit)
    return {
        "purposes": tuple(answers["purposes"]),
        "happens_at": _began(answers),
        "address": address,
        "premises": str(address) if address else answers["premises"],
        "second_officer": chosen.get(answers["second_officer"]),
        "single_crewed_because": answers["single_crewed_because"],
        "is_announced": answers["is_announced"] == YES,
        "announced_because": answers["announced_because"],
        "notes": answers["notes"],
    }


def _recorded(asking: Asking, answers: Answers) -> dict[str, Any]:
    """What a record is; a question that this outcome does not ask stays empty."""
    planned = _planned(asking, answers)
    began = planned["happens_at"]
    found = {name: answers[name] for name in FOUND if name in answers}
    return {
        **planned,
        **found,
        "outcome": asking.outcome,
        "ended_at": _ended(answers, began),
        "purpose_results": _results(answers),
        "arms_factors": tuple(found.get("arms_factors", ())),
        "checks": _checks(asking, answers, began.date()),
    }


def _results(answers: Answers) -> dict[str, str]:
    results = {purpose.value: answers.get(f"result_{purpose}") for purpose in VisitPurpose}
    return {purpose: result for purpose, result in results.items() if result}


def _checks(asking: Asking, answers: Answers, day: date) -> tuple[CheckFinding, ...]:
    """What was answered of what was in force on the day."""
    kept = (row for row in asking.checks if asking.holds(row, day))
    return tuple(found for row in kept if (found := row.finding(answers)))
