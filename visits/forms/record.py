"""Recording a visit: the outcome first, then only what that outcome needs (POL-11, VOC-19)."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any

from django import forms

from core.calendar import LONDON, in_full
from core.forms import Checkboxes, Radios
from visits.choices import ConditionResult, PurposeResult, VisitOutcome, VisitPurpose
from visits.forms.asked import (
    AFTERWARDS,
    ASKED,
    ASKS_BACK,
    CONDITIONS,
    CREW_OPTIONAL,
    FINDING,
    FOUND,
    NOTES,
    NOTIFIED,
    PLACE_OF,
    REQUIRED,
    TITLES,
)
from visits.forms.checks import Question, answered_before, gone, questions_of
from visits.forms.findings import FindingsForm
from visits.forms.plan import instant
from visits.forms.sections import Section, sections_of
from visits.models import Visit
from visits.selectors.known import NOTHING_KNOWN, Known
from visits.services import CheckFinding, VisitPlan, VisitRecord

PLANNED = frozenset(spec.name for spec in fields(VisitPlan))
FINDINGS = tuple(spec.name for spec in fields(VisitRecord) if spec.name not in PLANNED)
ANSWERS = "checked, not checked or concern"


class RecordVisitForm(FindingsForm):
    """What happened at the door; `outcome` decides which of these fields there are."""

    extra_names: tuple[str, ...] = ()

    def __init__(
        self, *args: Any, outcome: VisitOutcome, known: Known = NOTHING_KNOWN, **kwargs: Any
    ) -> None:
        self.ending, self.known = outcome, known
        self.questions = questions_of(known) if outcome in ASKS_BACK else []
        draft = kwargs.pop("draft", None)
        super().__init__(*args, **kwargs)
        self._ask_back()
        for question in self.questions:
            self.fields |= question.fields()
        self._keep([
            "outcome", *ASKED[outcome], *self.result_names, *self.check_names, *self.extra_names,
        ])  # fmt: skip
        if draft and not self.is_bound:
            self.restore(draft)
        self.initial["outcome"] = outcome
        for name in REQUIRED[outcome]:
            self.fields[name].required = True
        self._word_it()

    @property
    def result_names(self) -> list[str]:
        return [name for name in self.fields if name.startswith("result_")]

    @property
    def check_names(self) -> list[str]:
        return [name for row in self.questions for name in (row.name, row.concern)]

    def remembered(self) -> dict[str, Any]:
        if self.visit is None or not self.visit.outcome:
            local = self.at.astimezone(LONDON)
            planned = self.visit.contact.happened_at.astimezone(LONDON) if self.visit else local
            when = min(local, planned)
            plan = {name: value for name, value in super().remembered().items() if name != "notes"}
            return plan | {"happens_on": when.date(), "happens_time": when.time()}
        return super().remembered() | self._recorded(self.visit)

    def _recorded(self, visit: Visit) -> dict[str, Any]:
        """The fields of a visit that is being corrected."""
        when = visit.contact.happened_at.astimezone(LONDON)
        ended = visit.ended_at.astimezone(LONDON).time() if visit.ended_at else None
        results = {f"result_{code}": result for code, result in visit.purpose_results.items()}
        return {
            **{name: getattr(visit, name) for name in FINDINGS if name in self.base_fields},
            **results,
            **answered_before(self.known),
            "happens_on": when.date(),
            "happens_time": when.time(),
            "ended_time": ended,
        }

    def _ask_back(self) -> None:
        """Each purpose opens the question whether it was met, where anybody was met at all."""
        self.fields["purposes"].label = "What did you go for?"
        if "ended_time" not in ASKED[self.ending]:
            return
        for purpose in VisitPurpose:
            self.fields[f"result_{purpose}"] = forms.ChoiceField(
                label=f"{purpose.label}: how did it go?",
                choices=PurposeResult.choices,
                required=False,
                widget=Radios(inline=True, small=True),
            )
        self.fields["purposes"].widget = Checkboxes(
            reveals={purpose.value: [f"result_{purpose}"] for purpose in VisitPurpose},
            choices=VisitPurpose.choices,
        )

    def _keep(self, names: list[str]) -> None:
        self.fields = {name: self.fields[name] for name in [*names, "form_key", *self._version()]}

    def _version(self) -> list[str]:
        return ["version"] if "version" in self.fields else []

    def _word_it(self) -> None:
        label, hint = NOTES[self.ending]
        notes = self.fields["notes"]
        notes.label, notes.help_text = label, hint
        if label.endswith("?"):
            notes.error_messages["required"] = f"Answer “{label}”"
        for name in self.fields.keys() & self.known.last.keys():
            asked = self.fields[name]
            asked.help_text = f"{asked.help_text} Last time, {self.known.last[name]}".strip()
        self.fields["crew"].label = "Who went?"
        self.fields["is_announced"].label = "Did the person know that you were coming?"
        self.fields["where"].label = "Where did you go?"
        if self.ending in CREW_OPTIONAL:
            self.fields["crew"].required = False

    @property
    def sections(self) -> list[Section]:
        """The parts of the page in order; revealed fields are drawn inside others."""
        must = [row.name for row in self.questions if self._must_answer(row)]
        return sections_of(
            self,
            place_of=self._place_of,
            needed=frozenset({"children_detail", "crew", "arms_evidence", *must}),
            titles={FINDING: FOUND.get(self.ending, "What happened"), **TITLES},
            around=self._known_around(),
            notes=self.known.unrecorded if self.ending in ASKS_BACK else (),
        )

    def _known_around(self) -> str:
        """Where, who and whether announced, where a plan or the outcome makes it a thing to check, not to ask."""
        if self.visit is None and self.ending not in CREW_OPTIONAL:
            return ""
        if self.visit is None:
            return f"{self.setting.home or 'Somewhere'}, unannounced: check or change"
        second = self.visit.second_officer
        place = self.visit.premises or self.visit.address or "Somewhere"
        crew = f"with {second.name}" if second else "one officer"
        told = "announced" if self.visit.is_announced else "unannounced"
        return f"{place}, {crew}, {told}: check or change"

    def _place_of(self, name: str) -> str:
        """Which part of the page a field stands in."""
        for question in self.questions:
            if name in (question.name, question.concern):
                return CONDITIONS if question.condition else NOTIFIED
        return AFTERWARDS if name in self.extra_names else PLACE_OF.get(name, FINDING)

    def clean(self) -> dict[str, Any]:
        super().clean()
        self._check_results()
        self._check_times()
        self._check_questions()
        self._check_gone()
        return self.cleaned_data

    def _check_crew(self) -> None:
        if self.ending not in CREW_OPTIONAL:
            super()._check_crew()

    def _check_results(self) -> None:
        """POL-11: each purpose of a visit inside is answered for."""
        if self.ending != VisitOutcome.SEEN_INSIDE:
            return
        for purpose in self.cleaned_data.get("purposes", []):
            if not self.cleaned_data.get(f"result_{purpose}"):
                label = VisitPurpose(purpose).label
                self.add_error(f"result_{purpose}", f"“{label}”: choose met, not met or not tried")

    def _check_questions(self) -> None:
        """ORD-13: inside, each condition that was in force that day is answered for; a concern is put in words."""
        day = self.cleaned_data.get("happens_on")
        for question in self.questions:
            result = self.cleaned_data.get(question.name)
            if result == ConditionResult.CONCERN and not self.cleaned_data.get(question.concern):
                self.add_error(question.concern, f"“{question.label}”: say what the concern is")
            elif result == ConditionResult.CONCERN and day and not self._is_kept(question, day):
                self.add_error(
                    question.name,
                    f"“{question.label}” was not in force on that day. Write the concern under “Concerns”, "
                    "and choose “Not checked” here",
                )
            if day is None or result or question.name in self.errors:
                continue
            if self._must_answer(question) and question.held_on(day):
                self.add_error(question.name, f"“{question.label}”: choose {ANSWERS}")

    def _check_gone(self) -> None:
        """What ended while the record was written is not asked any more; its answer is not lost in silence."""
        if self.ending not in ASKS_BACK:
            return
        lost = list(gone(self.data, self.questions))
        if lost:
            self.add_error(
                None,
                "Something that you answered about was ended, or found to be recorded in error, while you wrote. "
                f"You answered: {'; '.join(lost)}. It cannot be kept there: if it matters, write it under "
                "“Concerns” and save again.",
            )

    def _must_answer(self, question: Question) -> bool:
        return self.ending == VisitOutcome.SEEN_INSIDE and question.condition is not None

    def _check_times(self) -> None:
        day, hour = self.cleaned_data.get("happens_on"), self.cleaned_data.get("happens_time")
        if day is None or hour is None:
            return
        happened, ended = instant(day, hour), self.cleaned_data.get("ended_time")
        if happened > self.at:
            now = f"{self.at.astimezone(LONDON):%H:%M}"
            self.add_error(
                "happens_time",
                f"It is {now} now: a visit is recorded once it has happened",
            )
        elif ended is not None and not happened < self._end(happened, ended) <= self.at:
            self.add_error(
                "ended_time", "The time you left must be after the visit began, up to now"
            )
        self._check_day(happened)

    def _check_day(self, happened: datetime) -> None:
        day, case = happened.date(), self.setting.case
        since = self.setting.managed_since
        if since is not None and day < since:
            self.add_error(
                "happens_on",
                f"{case.name} was first allocated on {in_full(since)}: the visit cannot be earlier",
            )
        if case.died_on is not None and day > case.died_on:
            self.add_error(
                "happens_on",
                f"{case.name} is recorded as having died on {in_full(case.died_on)}: check the day",
            )

    def _end(self, happened: datetime, ended: Any) -> datetime:
        """A visit that ends before it began ended after midnight; one of over 12 hours is a slip."""
        end = instant(happened.date(), ended)
        if end <= happened:
            end += timedelta(days=1)
        return end if end - happened <= timedelta(hours=12) else happened

    @property
    def record(self) -> VisitRecord:
        """What the service stores: fields that this outcome does not ask for stay empty."""
        data = self.cleaned_data
        happened, ended = instant(data["happens_on"], data["happens_time"]), data.get("ended_time")
        findings = {name: data[name] for name in FINDINGS if name in data and name != "outcome"}
        findings["arms_factors"] = tuple(data.get("arms_factors", ()))
        return VisitRecord(
            **findings,
            **self.shared(),
            outcome=self.ending,
            happens_at=happened,
            ended_at=self._end(happened, ended) if ended is not None else None,
            purpose_results=self._results(data),
            checks=self._checks(happened.date()),
        )

    def _checks(self, day: date) -> tuple[CheckFinding, ...]:
        """What was answered of what was in force on the day."""
        asked = (row for row in self.questions if self._is_kept(row, day))
        return tuple(found for row in asked if (found := row.finding(self.cleaned_data)))

    def _is_kept(self, question: Question, day: date) -> bool:
        return question.held_on(day)

    def shared(self) -> dict[str, Any]:
        self.cleaned_data["crew"] = self.cleaned_data.get("crew") or ""
        return super().shared()

    def _results(self, data: Mapping[str, Any]) -> dict[str, str]:
        results = {purpose: data.get(f"result_{purpose}") for purpose in data["purposes"]}
        return {purpose: result for purpose, result in results.items() if result}


class RecordPlannedVisitForm(RecordVisitForm):
    """The outcome of a planned visit: the version on the screen goes with it."""

    is_versioned = True
