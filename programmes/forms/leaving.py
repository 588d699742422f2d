"""Who leaves a group, and a group that ends: on which day, and what becomes of each referral."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.forms import ChoiceField, Field, HiddenInput, IntegerField

from core.forms import BaseForm, DayField, LongText
from programmes.choices.referral import ReferralStatus
from programmes.forms.referral import AnyState, MoveForm
from programmes.selectors.group_history import Leaving


class LeaveForm(MoveForm):
    """Where the referral of somebody goes who leaves a group: only moves that exist and keep no seat."""

    status = AnyState(
        label="What becomes of the referral?",
        error_messages={"required": "Choose what becomes of the referral"},
    )
    on = DayField(label="On which day did they leave?", noun="the day", past_only=True)
    details = LongText(
        label="Why?",
        help_text="Kept in the history of the referral and of the group.",
        rows=3,
        max_length=400,
        error_messages={"required": "Say why"},
    )


class EndGroupForm(BaseForm):
    """On which day a group ended, and where the referral of each goes that is still open."""

    is_versioned = True

    on = DayField(label="On which day did it end?", noun="the day", past_only=True)

    def __init__(
        self, *args: Any, on: date, version: int, leaving: Sequence[Leaving], **kwargs: Any
    ) -> None:
        asked: dict[str, Field] = {}
        for row in leaving:
            asked[_becomes(row)] = _choice(row)
            asked[_seen(row)] = IntegerField(
                widget=HiddenInput, initial=row.placement.referral.version
            )
        super().__init__(*args, on=on, version=version, fields=asked, **kwargs)
        self.leaving = leaving
        self.order_fields(["form_key", "version", "on", *asked])

    @property
    def becomes(self) -> dict[int, tuple[ReferralStatus, int]]:
        """By seat: what was chosen, and the version of the referral that was on the screen."""
        said = self.cleaned_data
        return {
            row.placement.pk: (ReferralStatus(said[_becomes(row)]), said[_seen(row)])
            for row in self.leaving
        }


def _choice(row: Leaving) -> ChoiceField:
    referral = row.placement.referral
    return ChoiceField(
        label=f"{row.case.name}, {row.case.crn}",
        help_text=f"{referral.get_status_display()} now. What becomes of the referral?",
        choices=[("", "Choose"), *((move.to.value, move.to.label) for move in row.moves)],
        error_messages={"required": f"Choose what becomes of the referral of {row.case.name}"},
    )


def _becomes(row: Leaving) -> str:
    return f"becomes_{row.placement.uuid.hex}"


def _seen(row: Leaving) -> str:
    return f"seen_{row.placement.uuid.hex}"
