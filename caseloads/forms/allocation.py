"""Allocating cases: to whom, from which day, why."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from caseloads.choices import NoBrief
from caseloads.forms.candidates import Choice, tables_of
from caseloads.selectors.allocation import AllocationPage, Candidate, ToGive
from core.calendar import in_full, london_date
from core.forms import BaseForm, ChoiceField, Choices, DayField, LongText, Radios, Select
from core.table import Table
from offenders.choices import AllocationReason
from offenders.rules.allocation import training_gap
from offenders.services.allocation import Decision, Given

REASONS = [("", "Choose a reason"), *AllocationReason.choices]
CHOSEN_ABOVE = ("", "The officer chosen above")


class AllocateForm(BaseForm):
    """One case or several. The version of one is that of who leads it now; of several each has its own."""

    officer = forms.ChoiceField(
        label="To whom?",
        widget=Radios(),
        error_messages={
            "required": "Choose the officer",
            "invalid_choice": "Choose one of the officers that are listed: this one cannot take the case",
        },
    )
    starts_on = DayField(
        label="From which day?", noun="the first day", quick="past", past_only=True
    )
    kind = ChoiceField(
        label="For which reason?",
        choices=REASONS,
        widget=Select(),
        error_messages={"required": "Choose the reason"},
    )
    reason = LongText(
        label="Why does the case go to this officer?",
        help_text="Everybody who works on the case reads it among the contacts.",
        rows=3,
        max_length=500,
        error_messages={"required": "Say why the case goes to this officer"},
    )

    def __init__(
        self,
        *args: Any,
        page: AllocationPage,
        again: Mapping[str, Sequence[str]] | None = None,
        **kwargs: Any,
    ) -> None:
        """`again` is what was sent to be looked at: shown as it was, and not judged yet."""
        super().__init__(*args, version=page.leads.version if page.is_one else None, **kwargs)
        self.page = page
        self.by_value = {candidate.value: candidate for candidate in page.candidates}
        officers: Any = self.fields["officer"]
        names = [(row.value, row.officer.name) for row in page.candidates]
        officers.choices = names
        if not page.is_one:
            self._several(names)
        if page.asks_training:
            self.fields["despite"] = LongText(
                label="If the officer’s training is not current: why this officer all the same?",
                help_text="Only for an officer marked “Training not current”.",
                rows=2,
                max_length=500,
                required=False,
            )
        if page.unbriefed:
            self.fields["no_brief"] = self._no_brief()
        if again:
            self.restore(again)

    def _several(self, names: list[tuple[str, str]]) -> None:
        self.fields["officer"].required = False
        self.fields["reason"].label = "Why do the cases go to them?"
        self.fields["versions"] = forms.CharField(
            widget=forms.HiddenInput,
            initial=" ".join(f"{row.case.pk}:{row.leads.version}" for row in self.page.to_give),
        )
        choices = Choices([CHOSEN_ABOVE, *names])
        for row in self.page.to_give:
            self.fields[_own(row)] = ChoiceField(
                label=row.case.name,
                choices=choices,
                required=False,
                widget=Select(),
            )

    def _no_brief(self) -> forms.Field:
        """F-20: a case goes without a brief only where somebody says why it cannot be written now."""
        is_held = any(row.leads.current for row in self.page.unbriefed)
        usual = NoBrief.MANY if not self.page.is_one else "" if is_held else NoBrief.LEFT
        return ChoiceField(
            label="Why is there no handover brief from whoever held it?",
            help_text="Whoever takes the case is asked to complete one within a few days.",
            choices=NoBrief.choices,
            widget=Radios(),
            initial=usual,
            error_messages={
                "required": "Complete the handover brief first, or choose why that is not possible"
            },
        )

    def clean(self) -> dict[str, Any]:
        """POL-22: never forbidden, but never without words."""
        cleaned = super().clean() or {}
        pairs = [(row, self._taker(row, cleaned)) for row in self.page.to_give]
        if not self.errors.get("officer") and any(taker is None for _, taker in pairs):
            self.add_error("officer", "Choose the officer")
        for row, taker in pairs:
            gap = training_gap(row.level, taker.stands) if taker and taker.gap else ""
            if taker and gap and not cleaned.get("despite"):
                words = (
                    f"{gap}. Say why {taker.officer.name} takes a case of this risk all the same"
                )
                self.add_error("despite", words)
                break
        return cleaned

    def _taker(self, row: ToGive, answers: dict[str, Any]) -> Candidate | None:
        """Who is to take a case: the officer chosen for it alone, else the one for all."""
        return self.by_value.get(answers.get(_own(row)) or answers.get("officer") or "")

    @property
    def given(self) -> list[Given]:
        """Of a valid form: each case with its decision and the version that was on the screen."""
        asked, versions = self.answers, self._versions()
        return [
            Given(row.case, self._decision(row, asked), versions.get(row.case.pk, 0))
            for row in self.page.to_give
        ]

    def _versions(self) -> dict[int, int]:
        """A text that somebody altered gives no version, so that what it is about is taken as changed."""
        if self.page.is_one:
            return {self.page.to_give[0].case.pk: self.cleaned_data["version"]}
        parts = [part.split(":") for part in self.cleaned_data["versions"].split()]
        return {
            int(pk): int(version) for pk, version in parts if pk.isdigit() and version.isdigit()
        }

    def _decision(self, row: ToGive, asked: dict[str, Any]) -> Decision:
        return Decision(
            officer=self.by_value[asked.get(_own(row)) or asked["officer"]].officer,
            starts_on=asked["starts_on"],
            reason=asked["reason"],
            despite=asked.get("despite", ""),
            kind=AllocationReason(asked["kind"]),
            brief=self._brief(row, asked),
        )

    def _brief(self, row: ToGive, asked: dict[str, Any]) -> str:
        """What the timeline says of the brief."""
        if row.brief:
            day = in_full(london_date(row.brief.confirmed_at))
            return f"confirmed by {row.brief.confirmed_by} on {day}."
        if not row.needs_brief:
            return ""
        why = NoBrief(asked["no_brief"]).label.lower()
        return f"none was confirmed before it went ({why}), so it is asked of the new officer."

    @property
    def chosen(self) -> dict[int, int]:
        """Of what is on the screen, valid or not: which case would go to which officer, by number."""
        answers = {name: self[name].value() or "" for name in self.fields}
        found = {row.case.pk: self._taker(row, answers) for row in self.page.to_give}
        return {case_id: taker.officer.pk for case_id, taker in found.items() if taker}

    @property
    def own_fields(self) -> Iterator[Any]:
        """A list to choose from for each of several cases."""
        return (self[_own(row)] for row in self.page.to_give)

    @property
    def tables(self) -> list[tuple[Table, bool]]:
        field = self["officer"]
        chosen = str(field.value() or "")
        choices = [
            Choice(
                field.auto_id if place == 1 else f"{field.auto_id}-{place}",
                field.html_name,
                row,
                row.value == chosen,
            )
            for place, row in enumerate(self.page.candidates, start=1)
        ]
        return tables_of(self.page, choices)


def _own(row: ToGive) -> str:
    """The name of the field for one case alone."""
    return f"to_{row.case.pk}"
