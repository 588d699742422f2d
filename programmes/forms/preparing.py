"""Forms about what is to be done before a start, what stands in the way, and what is decided instead."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.forms import CharField, ChoiceField

from core.errors import Problem
from core.forms import BaseForm, DateField, DayField, LongText, Radios, Select
from people.models import Officer
from programmes.choices.referral import BarrierCode, Decided
from programmes.models import Barrier, Preparation


def _owner() -> ChoiceField:
    return ChoiceField(
        label="Who does it?",
        required=False,
        widget=Select(),
        help_text="An officer of the team that holds the case.",
    )


def _by_on() -> DateField:
    return DateField(label="By when?", noun="the day by when it is done", required=False)


def _over(known: date | None, **said: Any) -> DateField:
    """Since which day something is over: mostly today, by one tap. A day that is known can be emptied again."""
    kind = DateField if known else DayField
    return kind(past_only=True, required=False, **said)


YES, NO = "yes", "no"


class OwnedForm(BaseForm):
    """Work before a start that somebody of the team does."""

    is_versioned = True

    def __init__(self, *args: Any, owners: list[Officer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.choices = [("", "Nobody yet"), *((str(row.pk), row.name) for row in owners)]
        self.owners = {str(row.pk): row for row in owners}

    @property
    def chosen_owner(self) -> Officer | None:
        return self.owners.get(self.cleaned_data["owner"])


class AddItemForm(OwnedForm):
    """Work of the team's own."""

    title = CharField(
        label="What is to be done?",
        max_length=120,
        error_messages={"required": "Enter what is to be done"},
    )
    owner = _owner()
    by_on = _by_on()


class ItemForm(OwnedForm):
    """Who does it, by when; that it is done, and whether the person was there."""

    owner = _owner()
    by_on = _by_on()
    came = ChoiceField(
        label="If it is done: was the person there?",
        required=False,
        choices=[(YES, "Yes, and took part"), (NO, "No, it was done without them")],
        widget=Radios(),
        help_text="Yes puts pre-work that they came to on the timeline.",
    )
    note = LongText(label="Note", rows=3, max_length=500, required=False)

    def __init__(self, *args: Any, item: Preparation, **kwargs: Any) -> None:
        initial = {
            "owner": str(item.owner_id or ""),
            "by_on": item.by_on,
            "done_on": item.done_on,
            "note": item.note,
        }
        done_on = _over(
            item.done_on,
            label="Done on",
            noun="the day it was done",
            help_text="Leave it empty while it is still to be done.",
        )
        fields = {"done_on": done_on}
        super().__init__(*args, initial=initial, version=item.version, fields=fields, **kwargs)
        self.order_fields(("done_on", "came", "note"))
        if item.done_on:
            del self.fields["came"]  # it has been said already

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        if said.get("done_on") and "came" in self.fields and not said.get("came"):
            self.say(Problem("came", "Say whether the person was there"))


class BarrierForm(BaseForm):
    """What stands in the way, since when, and what was done about it."""

    code = ChoiceField(
        label="What stands in the way?",
        choices=BarrierCode.choices,
        widget=Radios(),
        error_messages={"required": "Choose what stands in the way"},
    )
    starts_on = DayField(label="Since when?", noun="the day since when it is", past_only=True)
    done = LongText(label="What was done about it?", rows=3, max_length=500, required=False)


class ChangeBarrierForm(BaseForm):
    """What was done about it, and since when it stands in the way no more."""

    is_versioned = True

    done = LongText(label="What was done about it?", rows=3, max_length=500, required=False)

    def __init__(self, *args: Any, barrier: Barrier, **kwargs: Any) -> None:
        initial = {"done": barrier.done, "ends_on": barrier.ends_on}
        ends_on = _over(
            barrier.ends_on,
            label="Resolved on",
            noun="the day it was resolved",
            help_text="Leave it empty while it stands in the way.",
        )
        fields = {"ends_on": ends_on}
        super().__init__(*args, initial=initial, version=barrier.version, fields=fields, **kwargs)
        self.order_fields(("done", "ends_on"))


class RunwayForm(BaseForm):
    """What is done where a programme no longer fits. Its version is the day that was on the screen, as a number."""

    is_versioned = True

    decided = ChoiceField(
        label="What is decided?", error_messages={"required": "Choose what is decided"}
    )
    reason = LongText(label="Why?", rows=4, max_length=500, error_messages={"required": "Say why"})

    def __init__(self, *args: Any, due_on: date, answers: Sequence[Decided], **kwargs: Any) -> None:
        super().__init__(*args, version=due_on.toordinal(), **kwargs)
        decided: Any = self.fields["decided"]
        decided.widget = Radios()
        decided.choices = [(row.value, row.label) for row in answers]

    @property
    def due_on(self) -> date:
        """The day that was answered; one that no calendar has is none that was on a screen."""
        number: int = self.cleaned_data["version"]
        return date.fromordinal(number) if 0 < number <= date.max.toordinal() else date.min
