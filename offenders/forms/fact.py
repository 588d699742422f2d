"""What the form of every sort of facts about a person asks."""

from datetime import date
from typing import Any

from core.forms import BaseForm, DayField


class FactForm(BaseForm):
    """What every sort asks besides its own questions."""

    starts_on = DayField(
        label="Since when?", noun="the day since when it is so", quick="past", past_only=True
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, initial={"starts_on": on}, **kwargs)
        self.fields["starts_on"] = self.fields.pop("starts_on")  # asked last

    @property
    def details(self) -> dict[str, Any]:
        """What the service takes besides the day."""
        return {name: value for name, value in self.answers.items() if name != "starts_on"}
