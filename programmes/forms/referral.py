"""Forms about a referral: it is made, moved, and goes on after a release."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ChoiceField, MultipleChoiceField

from core.errors import Problem
from core.forms import BaseForm, Checkboxes, DateField, DayField, LongText, Radios
from programmes.choices.referral import Answer, BarrierCode, Machine, ReferralStatus, Source
from programmes.models import Programme, Referral, Terms
from programmes.rules.days import Stands, move_day_problem, start_problem
from programmes.rules.moves import Move, move_problem
from programmes.rules.referring import day_problem, programme_problem, source_problem
from programmes.selectors.referring import Catalogue, Serving

PAROLE, OTHER = "parole", "other"


def _answer(label: str, hint: str = "") -> ChoiceField:
    return ChoiceField(
        label=label,
        help_text=hint,
        choices=Answer.choices,
        initial=Answer.UNKNOWN,
        widget=Radios(inline=True),
    )


class ByName(ChoiceField):
    """One that is not offered is answered with what replaced it, not as no answer at all."""

    def valid_value(self, value: Any) -> bool:
        return bool(value)


class OfThose(ChoiceField):
    """What is shown is less than what is understood: the rule says why the rest is not for this person."""

    def valid_value(self, value: Any) -> bool:
        return value in Source.values


class ReferForm(BaseForm):
    """To which programme, when, on what ground; what is known of the person, and what stands in the way."""

    programme = ByName(
        label="Programme", widget=Radios(), error_messages={"required": "Choose the programme"}
    )
    referred_on = DayField(
        label="Day of the referral", noun="the day of the referral", past_only=True
    )
    source = OfThose(
        label="On what ground?",
        choices=Source.choices,
        widget=Radios(),
        error_messages={"required": "Choose the ground"},
    )
    maintains_innocence = _answer(
        "Do they maintain their innocence?", "It is recorded, and never a bar to a programme."
    )
    evening_offered = _answer(
        "Was an evening or weekend group offered?", "So that nobody loses a job over a programme."
    )
    barriers = MultipleChoiceField(
        label="What stands in the way?",
        help_text="Everything that may keep them from starting. It is followed until it is resolved.",
        choices=BarrierCode.choices,
        widget=Checkboxes(),
        required=False,
    )
    hindered_since = DateField(
        label="Since when?",
        noun="the day since when it stands in the way",
        help_text="Leave it empty for the day of the referral.",
        past_only=True,
        required=False,
    )

    def __init__(
        self, *args: Any, on: date, catalogue: Catalogue, known: Serving, **kwargs: Any
    ) -> None:
        super().__init__(*args, on=on, **kwargs)
        self.on, self.catalogue, self.known = on, catalogue, known
        day = self._day_typed() or on
        ground = known.ground_on(day)
        choose: Any = self.fields["programme"]
        terms = catalogue.accredited_on(day)
        choose.choices = [(row.programme.name, row.programme.name) for row in terms]
        choose.widget.hints = {row.programme.name: described(row) for row in terms}
        if ground and not ground.has_requirement:
            source: Any = self.fields["source"]
            source.choices = [row for row in Source.choices if row[0] != Source.REQUIREMENT]
        elif ground and not self.is_bound:
            self.initial.setdefault("source", Source.REQUIREMENT)

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        on, name = said.get("referred_on"), said.get("programme")
        programme = self.catalogue.called(name) if name else None
        if name and programme is None:
            self.say(Problem("programme", "Choose one of the programmes that are offered"))
        said["programme"] = programme
        if on is None:
            return
        ground = self.known.ground_on(on)
        self.say(day_problem(on, ground, began_after=self.known.began_after(on), today=self.on))
        if programme:
            self.say(programme_problem(self.catalogue.offer(programme, on)))
        if ground and said.get("source"):
            self.say(source_problem(said["source"], ground))

    def _day_typed(self) -> date | None:
        """What is offered is offered on the day of the referral, where one was typed."""
        field: Any = self.fields["referred_on"]
        if not self.is_bound:
            return None
        try:
            found: date | None = field.clean(
                field.widget.value_from_datadict(self.data, self.files, "referred_on")
            )
        except ValidationError:
            return None
        return found


def described(terms: Terms) -> str:
    """A programme in one line: for whom, how strong, how long."""
    parts = [terms.get_cohort_display(), f"{terms.weeks} weeks"]
    if terms.intensity:
        parts.append(f"{terms.get_intensity_display().lower()} intensity")
    if terms.is_ldc:
        parts.append("for people with a learning disability or challenge")
    return ", ".join(parts)


class AnyState(ChoiceField):
    """What is shown are the moves that exist; of any other state the rule says why not, and the service who moved it meanwhile."""

    def valid_value(self, value: Any) -> bool:
        return value in ReferralStatus.values


class MoveForm(BaseForm):
    """Where a referral goes: only moves that exist, each with the reasons of its list."""

    is_versioned = True

    status = AnyState(
        label="Where does it go?",
        error_messages={"required": "Choose where it goes"},
    )
    on = DayField(label="On which day?", noun="the day", past_only=True)
    details = LongText(
        label="Details",
        help_text="What whoever reads the history has to know.",
        rows=3,
        max_length=2000,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        on: date,
        referral: Referral,
        moves: list[Move],
        stands: Stands,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            *args,
            on=on,
            version=referral.version,
            fields={reason_name(move): _reasons(move) for move in moves if move.reasons},
            **kwargs,
        )
        self.today, self.referral, self.stands = on, referral, stands
        status: Any = self.fields["status"]
        status.widget = Radios(
            reveals={move.to: [reason_name(move)] for move in moves if move.reasons},
            hints={move.to: "As the register has it" for move in moves if move.is_suggested},
        )
        status.choices = [(move.to.value, move.to.label) for move in moves]

    @property
    def reason(self) -> str:
        """Of the list of the move that was chosen."""
        found = self.cleaned_data.get(f"reason_{self.cleaned_data.get('status', '')}") or ""
        return str(found)

    def clean(self) -> None:
        super().clean()
        said, row = self.cleaned_data, self.referral
        to, on = said.get("status"), said.get("on")
        if not to or said.get("version") != row.version:  # moved meanwhile: the service says so
            return
        wrong = move_problem(
            Machine(row.machine), ReferralStatus(row.status), to, reason=self.reason
        )
        if wrong and wrong.about == "reason":
            wrong = Problem(f"reason_{to}", wrong.words)
        self.say(wrong)
        if on:
            self.say(move_day_problem(on, self.stands, today=self.today))
        self.say(start_problem(to, self.stands, said.get("details") or ""))


def reason_name(move: Move) -> str:
    """The field that asks for the reason of a move."""
    return f"reason_{move.to.value}"


def _reasons(move: Move) -> ChoiceField:
    choices = [("", "Choose a reason"), *((one.value, one.label) for one in move.reasons)]
    return ChoiceField(label="Reason", choices=choices, required=False)


class GoOnForm(BaseForm):
    """Released: since when the referral goes on in the community."""

    is_versioned = True

    on = DayField(label="From which day?", noun="the day", past_only=True)
    released = ChoiceField(
        label="How were they released?",
        choices=[(PAROLE, "After parole"), (OTHER, "In another way")],
        widget=Radios(),
        error_messages={"required": "Choose how they were released"},
    )


def chosen_programme(form: ReferForm) -> Programme:
    """Of a form that is valid."""
    found: Programme = form.cleaned_data["programme"]
    return found
