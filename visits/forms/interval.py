"""POL-4: how often a person is visited."""

from offenders.forms.chosen import ChosenForm, number, why

LONGEST = 24


class IntervalForm(ChosenForm):
    """A number of months and the reason for it."""

    months = number("months", label="A visit every how many months?", longest=LONGEST, example=6)
    reason = why(seen="visited", approves="a longer interval")
