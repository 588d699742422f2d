"""Since when, and until when, a tool of the catalogue is used."""

from datetime import timedelta
from typing import Any

from django import forms

from core.forms import BaseForm, DateField
from offenders.models import AssessmentTool

DAY = timedelta(days=1)


class ToolDaysForm(BaseForm):
    """The first day, the last day, and what took its place."""

    is_versioned = True

    starts_on = DateField(
        label="First day on which it was used", noun="the first day", required=False
    )
    last_day = DateField(
        label="Last day on which it is used for new work",
        noun="the last day",
        required=False,
        help_text="Leave it empty while it is in use.",
    )
    replaced_by = forms.CharField(
        label="What is used instead",
        max_length=120,
        required=False,
        help_text="As whoever is refused will read it: OSP/DC and OSP/IIC",
    )

    def __init__(self, *args: Any, tool: AssessmentTool, **kwargs: Any) -> None:
        given = {
            "starts_on": tool.starts_on,
            "last_day": tool.ends_on - DAY if tool.ends_on else None,
            "replaced_by": tool.replaced_by,
        }
        super().__init__(*args, version=tool.version, initial=given, **kwargs)

    @property
    def details(self) -> dict[str, Any]:
        """What the service takes: the end exclusive."""
        given = self.answers
        last = given.pop("last_day")
        return given | {"ends_on": last + DAY if last else None}
