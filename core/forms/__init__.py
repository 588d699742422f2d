"""The one door to the form library: fields as this service asks for them, with messages that say what to do.

A form validates and never saves. Dates are three boxes, times are forgiving ("1035", "10.35", "3pm"), every
rendered form carries a key so that it is stored once, and an error links to the control that it is about.
"""

from django.forms import BooleanField, CharField, ChoiceField, MultipleChoiceField

from core.forms.base import BaseForm, ButtonForm
from core.forms.choices import Choices, Select
from core.forms.fields import (
    DateField,
    DayField,
    LongText,
    PostcodeField,
    TimeField,
    number_in,
    time_in,
)
from core.forms.questions import check_questions, fields_of
from core.forms.sections import Section, sections_of
from core.forms.widgets import Checkboxes, DateInput, DayInput, PasswordInput, Radios, TextArea

__all__ = [
    "BaseForm",
    "BooleanField",
    "ButtonForm",
    "CharField",
    "Checkboxes",
    "ChoiceField",
    "Choices",
    "DateField",
    "DateInput",
    "DayField",
    "DayInput",
    "LongText",
    "MultipleChoiceField",
    "PasswordInput",
    "PostcodeField",
    "Radios",
    "Section",
    "Select",
    "TextArea",
    "TimeField",
    "check_questions",
    "fields_of",
    "number_in",
    "sections_of",
    "time_in",
]
