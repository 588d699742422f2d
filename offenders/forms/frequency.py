"""PRO-33: how often a person is seen."""

from offenders.forms.chosen import ChosenForm, number, why
from offenders.models.frequency import LONGEST


class FrequencyForm(ChosenForm):
    """A number of days and the reason for it."""

    days = number("days", label="Seen in person every how many days?", longest=LONGEST, example=10)
    reason = why(seen="seen", approves="seeing them less often")
