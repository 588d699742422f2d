"""Recording a visit: the outcome first, then only what that outcome needs (POL-11, VOC-19)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from django import forms

from core.calendar import LONDON, in_full
from core.forms import Checkboxes, DateField, DayField, LongText, Radios, TimeField
from visits.choices import ChildrenSeen, PurposeResult, VisitOutcome, VisitPurpose
from visits.forms.asked import (
    ALWAYS_AROUND,
    AROUND,
    ASKED,
    CLOSING,
    CREW_OPTIONAL,
    FIRST,
    FOUND,
    NOTES,
    REQUIRED,
)
from visits.forms.plan import VisitForm, instant
from visits.models import Visit
from visits.services import VisitPlan, VisitRecord

PLANNED = frozenset(spec.name for spec in fields(VisitPlan))
FINDINGS = tuple(spec.name for spec in fields(VisitRecord) if spec.name not in PLANNED)
CHILDREN_TO_DESCRIBE = frozenset({ChildrenSeen.PRESENT, ChildrenSeen.SIGNS})


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that stand together; with `aside` they are folded away behind what is known already."""

    title: str
    fields: list[forms.BoundField]
    aside: str = ""

    @property
    def rows(self) -> list[tuple[forms.BoundField, bool]]:
        """Each field, and whether it is said that it may stay empty."""
        return [
            (row, not row.field.required and row.name not in {"children_detail", "crew"})
            for row in self.fields
        ]


class RecordVisitForm(VisitForm):
    """What happened at the door; `outcome` decides which of these fields there are."""

    outcome = forms.ChoiceField(choices=VisitOutcome.choices, widget=forms.HiddenInput)
    happens_on = DayField(label="Which day?", noun="the day of the visit", past_only=True)
    happens_time = TimeField(label="At what time?", noun="the time of the visit")
    ended_time = TimeField(label="Until", noun="the time you left", required=False)
    people_present = LongText(
        label="Who else was there?",
        help_text="Names, ages, who they are to the person. Write “nobody” if there was nobody.",
        required=False,
        rows=2,
        max_length=5_000,
    )
    children = forms.ChoiceField(
        label="Children, or signs of children?",
        choices=ChildrenSeen.choices,
        required=False,
        widget=Radios(),
    )
    children_detail = LongText(
        label="Which children, or which signs?",
        help_text="Needed if there were children or signs of any.",
        required=False,
        rows=2,
        max_length=5_000,
    )
    rooms_viewed = LongText(label="Rooms you saw", required=False, rows=2, max_length=5_000)
    devices = LongText(
        label="Devices and internet",
        help_text="Seen, examined, with whose consent.",
        required=False,
        rows=2,
        max_length=5_000,
    )
    presentation = LongText(
        label="How was the person?",
        help_text="Mood, health, how they took the visit.",
        required=False,
        rows=2,
        max_length=5_000,
    )
    changes = LongText(
        label="What has changed since the last visit?",
        help_text="Work, relationships, vehicles, who lives here.",
        required=False,
        rows=2,
        max_length=5_000,
    )
    concerns = LongText(label="Concerns", required=False, rows=2, max_length=5_000)
    actions = LongText(
        label="What happens next, and who does it?", required=False, rows=2, max_length=5_000
    )
    intelligence_ref = forms.CharField(
        label="Intelligence report reference",
        help_text="The reference only.",
        required=False,
        max_length=60,
    )
    visor_updated_on = DateField(
        label="ViSOR updated on",
        noun="the date of the ViSOR update",
        past_only=True,
        required=False,
    )
    entry_sought_by = forms.CharField(
        label="Who asked to come in, and as what?",
        help_text="For example: DC Amira Khan, a constable, to search and assess risk.",
        required=False,
        max_length=200,
    )
    refusal_words = LongText(
        label="What was said?",
        help_text="The words used, on both sides, as near as you can.",
        required=False,
        rows=4,
        max_length=5_000,
    )
    seen_where = forms.CharField(label="Where did you see them?", required=False, max_length=200)
    notes = LongText(label="Notes", required=False, rows=4)

    def __init__(self, *args: Any, outcome: VisitOutcome, **kwargs: Any) -> None:
        self.ending = outcome
        draft = kwargs.pop("draft", None)
        super().__init__(*args, **kwargs)
        self._ask_back()
        self._keep(["outcome", *ASKED[outcome], *self.result_names, *self.extra_names])
        if draft and not self.is_bound:
            self.restore(draft)
        self.initial["outcome"] = outcome
        for name in REQUIRED[outcome]:
            self.fields[name].required = True
        self._word_it()

    extra_names: tuple[str, ...] = ()

    @property
    def result_names(self) -> list[str]:
        return [name for name in self.fields if name.startswith("result_")]

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
        self.fields["crew"].label = "Who went?"
        self.fields["is_announced"].label = "Did the person know that you were coming?"
        self.fields["where"].label = "Where did you go?"
        if self.ending in CREW_OPTIONAL:
            self.fields["crew"].required = False

    @property
    def sections(self) -> list[Section]:
        """The fields of the page in order; revealed ones are drawn inside others."""
        shown = [row for row in self.visible_fields() if row.name not in self.revealed]
        before = [row for row in shown if row.name in FIRST]
        around = [row for row in shown if row.name in AROUND]
        after = [row for row in shown if row.name in (*CLOSING, *self.extra_names)]
        found = [row for row in shown if row not in (*before, *around, *after)]
        wrong = any(row.errors for row in self if row.name in ALWAYS_AROUND)
        return [
            Section("", before),
            Section("", around, aside="" if wrong else self._known_around()),
            Section("" if len(found) < 3 else FOUND.get(self.ending, "What happened"), found),
            Section("Afterwards", after),
        ]

    def _known_around(self) -> str:
        """Where, who and whether announced, where a plan or the outcome makes it a thing to check, not to ask."""
        if self.visit is None and self.ending not in CREW_OPTIONAL:
            return ""
        if self.visit is None:
            return f"{self.setting.home or 'Somewhere'}, unannounced"
        second = self.visit.second_officer
        place = self.visit.premises or self.visit.address or "Somewhere"
        crew = f"with {second.name}" if second else "one officer"
        told = "announced" if self.visit.is_announced else "unannounced"
        return f"{place}, {crew}, {told}"

    def clean(self) -> dict[str, Any]:
        super().clean()
        self._check_results()
        self._check_children()
        self._check_times()
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

    def _check_children(self) -> None:
        seen = self.cleaned_data.get("children")
        if seen in CHILDREN_TO_DESCRIBE and not self.cleaned_data.get("children_detail"):
            self.add_error("children_detail", "Say which children you saw, or which signs")

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
        return VisitRecord(
            **findings,
            **self.shared(),
            outcome=self.ending,
            happens_at=happened,
            ended_at=self._end(happened, ended) if ended is not None else None,
            purpose_results=self._results(data),
        )

    def shared(self) -> dict[str, Any]:
        self.cleaned_data["crew"] = self.cleaned_data.get("crew") or ""
        return super().shared()

    def _results(self, data: Mapping[str, Any]) -> dict[str, str]:
        results = {purpose: data.get(f"result_{purpose}") for purpose in data["purposes"]}
        return {purpose: result for purpose, result in results.items() if result}


class RecordPlannedVisitForm(RecordVisitForm):
    """The outcome of a planned visit: the version on the screen goes with it."""

    is_versioned = True


class AmendVisitForm(RecordVisitForm):
    """Correcting a recorded visit."""

    is_versioned = True
    extra_names = ("version_reason",)

    version_reason = LongText(
        label="Why is it corrected?",
        help_text="The first version stays readable beside this one.",
        rows=2,
        max_length=500,
        error_messages={"required": "Say why the record is corrected"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in REQUIRED[self.ending]:
            self.fields[name].required = not self._was_empty(name)

    def _was_empty(self, name: str) -> bool:
        """A slip of the clock in an old or imported record is corrected without knowing what nobody wrote."""
        visit = self.visit
        if visit is None or visit.outcome != self.ending:
            return False
        return not (visit.contact.notes if name == "notes" else getattr(visit, name))

    def _check_results(self) -> None:
        if not self._was_empty("purpose_results"):
            super()._check_results()

    def _check_crew(self) -> None:
        if self.visit is None or self.visit.second_officer_id or self.visit.single_crewed_because:
            super()._check_crew()

    @property
    def reason(self) -> str:
        return str(self.cleaned_data["version_reason"])
