"""POL-15: what is decided about a warrant, and why."""

from django import forms

from core.forms import BaseForm, LongText, Radios
from visits.choices import WarrantChoice


class WarrantForm(BaseForm):
    """Apply or not now; its version counts the decisions that were on the screen."""

    is_versioned = True

    decision = forms.ChoiceField(
        label="What is decided?",
        choices=WarrantChoice.choices,
        widget=Radios(
            hints={
                WarrantChoice.APPLY: "A superintendent or above applies to a justice of the peace.",
                WarrantChoice.NOT_NOW: "With the next occasion it is asked again.",
            }
        ),
        error_messages={"required": "Choose whether to apply"},
    )
    reason = LongText(
        label="Why?",
        help_text="Why entry and search are, or are not, necessary to assess the risk, and who agreed.",
        rows=5,
        error_messages={"required": "Say why"},
    )
