"""Correcting a recorded visit."""

from datetime import date
from typing import Any

from core.calendar import london_date
from core.forms import LongText
from visits.forms.asked import REQUIRED
from visits.forms.checks import Question
from visits.forms.record import RecordVisitForm


class AmendVisitForm(RecordVisitForm):
    """A further version. What the record was never asked is not asked for now."""

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

    def _must_answer(self, question: Question) -> bool:
        return super()._must_answer(question) and (
            self._was_asked(question) or self.visit is None or self.visit.outcome != self.ending
        )

    def _was_asked(self, question: Question) -> bool:
        return any(
            (row.condition, row.notification) == (question.condition, question.notification)
            for row in self.known.checks
        )

    def _is_kept(self, question: Question, day: date) -> bool:
        """What the record says already stays in it, also where an end or error was put on record since."""
        is_same_day = self.visit and day == london_date(self.visit.contact.happened_at)
        return super()._is_kept(question, day) or bool(is_same_day and self._was_asked(question))

    def _check_crew(self) -> None:
        if self.visit is None or self.visit.second_officer_id or self.visit.single_crewed_because:
            super()._check_crew()

    @property
    def reason(self) -> str:
        return str(self.cleaned_data["version_reason"])
