"""Where somebody lives now, or that nobody knows; and what was wrong about an address."""

from typing import Any

from django.forms import CharField, ChoiceField, HiddenInput, TextInput, UUIDField

from core.errors import Problem
from core.forms import BaseForm, DateField, LongText, Radios
from offenders.choices import AddressKind
from offenders.models import Address
from offenders.services.addresses import Place

LIVES, UNKNOWN = "lives", "unknown"
PUT_RIGHT, NEVER = "put_right", "never"
PLACE = ("kind", "line_1", "town", "postcode")
KINDS = [("", "Choose a kind"), *AddressKind.choices]


def kind() -> ChoiceField:
    return ChoiceField(
        label="What kind of place is it?",
        choices=KINDS,
        required=False,
        help_text="A budget hotel, hotel, bed and breakfast or hostel is a kind of its own: families stay there too.",
    )


def line(label: str, most: int, autocomplete: str = "off") -> CharField:
    return CharField(
        label=label,
        max_length=most,
        required=False,
        widget=TextInput(attrs={"autocomplete": autocomplete}),
    )


class PlaceForm(BaseForm):
    """What the forms below share: a place, in the words of its address."""

    def check_place(self) -> None:
        """The kind says what is asked of the rest: the service looks at it again."""
        if not self.cleaned_data.get("kind") and "kind" not in self.errors:
            self.say(Problem("kind", "Choose what kind of place it is"))

    @property
    def place(self) -> Place:
        """What the service takes."""
        asked = self.cleaned_data
        words = {name: asked.get(name, "") for name in PLACE[1:]}
        return Place(kind=AddressKind(asked["kind"]), **words)


class AddressForm(PlaceForm):
    """Where they live now and since when; or until when they lived where nobody knows that they live any more."""

    what = ChoiceField(
        label="Where do they live now?",
        choices=[(LIVES, "At another address"), (UNKNOWN, "It is not known")],
        widget=Radios(
            reveals={LIVES: [*PLACE, "starts_on"], UNKNOWN: ["ends_on"]},
        ),
        error_messages={"required": "Choose whether it is known where they live"},
    )
    kind = kind()
    line_1 = line("Address", 120)
    town = line("Town", 80)
    postcode = line("Postcode", 10)
    starts_on = DateField(
        label="Since when?", noun="the day since when", past_only=True, required=False
    )
    ends_on = DateField(
        label="Since when do they live at the last address no longer?",
        noun="the day since when they live there no longer",
        past_only=True,
        required=False,
    )
    note = LongText(
        label="How is this known?",
        rows=3,
        max_length=500,
        required=False,
        help_text="Who said so, whether it was checked, who else lives there.",
    )

    def __init__(self, *args: Any, home: Address | None, **kwargs: Any) -> None:
        version = home.version if home else 0
        super().__init__(*args, version=version, **kwargs)
        # Which home was on the screen: another one may hold when this is sent.
        self.fields["home"] = UUIDField(
            widget=HiddenInput, initial=home.uuid if home else None, required=False
        )
        if home is None:
            self.fields["what"].choices = [(LIVES, "At this address")]  # type: ignore[attr-defined]
            self.fields["what"].initial = LIVES
            del self.fields["ends_on"]

    def clean(self) -> None:
        super().clean()
        asked = self.cleaned_data
        if asked.get("what") == LIVES:
            self.check_place()
            if not asked.get("starts_on") and "starts_on" not in self.errors:
                self.say(Problem("starts_on", "Enter the day since when they live there"))
        if (
            asked.get("what") == UNKNOWN
            and not asked.get("ends_on")
            and "ends_on" not in self.errors
        ):
            self.say(Problem("ends_on", "Enter the day since when they live there no longer"))


class CorrectAddressForm(PlaceForm):
    """Another address or other days, or that they never lived there; either with the reason."""

    what = ChoiceField(
        label="What is wrong?",
        choices=[(PUT_RIGHT, "The address or a day is wrong"), (NEVER, "They never lived there")],
        widget=Radios(reveals={PUT_RIGHT: [*PLACE, "starts_on", "ends_on"]}),
        error_messages={"required": "Choose what is wrong"},
    )
    kind = kind()
    line_1 = line("Address", 120)
    town = line("Town", 80)
    postcode = line("Postcode", 10)
    starts_on = DateField(
        label="They lived there from", noun="the day from", past_only=True, required=False
    )
    ends_on = DateField(
        label="They lived there no longer from",
        noun="the day from when they lived there no longer",
        past_only=True,
        required=False,
        help_text="Leave empty while they live there.",
    )
    reason = LongText(
        label="Why?",
        rows=3,
        max_length=500,
        help_text="What was wrong, and how it was found out.",
        error_messages={"required": "Say why it was wrong"},
    )

    def __init__(self, *args: Any, address: Address, **kwargs: Any) -> None:
        shown = (*PLACE, "starts_on", "ends_on")
        initial = {name: getattr(address, name) for name in shown}
        super().__init__(*args, initial=initial, version=address.version, **kwargs)

    def clean(self) -> None:
        super().clean()
        asked = self.cleaned_data
        if asked.get("what") == PUT_RIGHT:
            self.check_place()
            if not asked.get("starts_on") and "starts_on" not in self.errors:
                self.say(Problem("starts_on", "Enter the day from which they lived there"))
