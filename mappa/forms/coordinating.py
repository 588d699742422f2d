"""What the list of cases under MAPPA is asked for."""

from django import forms

from core.forms import Select
from mappa.choices import Level
from mappa.selectors.coordinating import LISTS, NO_LEVEL, Filters


class FindForm(forms.Form):
    """Anything that is not one of the answers counts as none."""

    q = forms.CharField(label="Name, CRN or date of birth", max_length=100, required=False)
    level = forms.ChoiceField(
        label="Level",
        required=False,
        choices=[
            ("", "Any"),
            *((str(level), Level(level).label) for level in Level.values),
            (NO_LEVEL, "No level is set"),
        ],
        widget=Select,
    )
    shown = forms.ChoiceField(
        label="List", required=False, choices=[("", "Everybody"), *LISTS.items()], widget=Select
    )

    @property
    def filters(self) -> Filters:
        self.is_valid()
        found = self.cleaned_data
        return Filters(
            words=found.get("q", ""), level=found.get("level", ""), shown=found.get("shown", "")
        )
