"""A level proposed and decided about, a review, and how somebody leaves MAPPA. Nothing is chosen beforehand."""

from collections.abc import Sequence
from typing import Any

from core.forms import (
    BaseForm,
    BooleanField,
    CharField,
    Checkboxes,
    ChoiceField,
    DateField,
    DayField,
    LongText,
    MultipleChoiceField,
    Radios,
)
from mappa.choices import (
    Category,
    Considered,
    Criterion,
    ExitReason,
    LeadAgency,
    Level,
    ReviewOutcome,
    ToldAgency,
)
from mappa.rules.exit import ExitSaid, exit_problem, reasons_for
from mappa.rules.levels import ALLOWED, LevelSaid, Screened, level_problem
from mappa.rules.review import MeetingSaid, ReviewSaid, review_problem
from mappa.services.levels import Refusal

RATIONALE, FINDINGS = 4_000, 10_000
HINTS = {
    str(
        Level.ONE.value
    ): "The lead agency can manage the risk without formal meetings. A manager approves it.",
    str(Level.TWO.value): "Meetings of the agencies add value. A meeting decides.",
    str(Level.THREE.value): "As level 2, and senior people are needed. A meeting decides.",
}
APPROVE, REFUSE = "approve", "refuse"


def _rests_on(level: Level) -> MultipleChoiceField:
    allowed = [(each.value, each.label) for each in Criterion if each in ALLOWED[level]]
    return MultipleChoiceField(
        label="What does it rest on?", choices=allowed, required=False, widget=Checkboxes()
    )


class ProposeForm(BaseForm):
    """Which level, who leads, what it rests on and why. The category is that of the screening."""

    is_versioned = True

    level = ChoiceField(
        label="Which level?",
        choices=[(str(each.value), each.label) for each in Level],
        widget=Radios(
            hints=HINTS,
            reveals={str(Level.TWO.value): ["criteria_2"], str(Level.THREE.value): ["criteria_3"]},
        ),
        error_messages={"required": "Choose the level"},
    )
    criteria_2 = _rests_on(Level.TWO)
    criteria_3 = _rests_on(Level.THREE)
    lead_agency = ChoiceField(
        label="Which agency leads?",
        choices=LeadAgency.choices,
        widget=Radios(),
        error_messages={"required": "Choose the lead agency"},
    )
    rationale = LongText(
        label="Why this level?",
        rows=5,
        max_length=RATIONALE,
        help_text="What the risk is, and why this level and no other deals with it.",
        error_messages={"required": "Say why this level"},
    )

    def __init__(self, *args: Any, screened: Screened | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.screened, self.on = screened, kwargs["on"]

    def clean(self) -> None:
        super().clean()
        if self.errors:
            return
        problem = level_problem(self.said, self.screened, on=self.on)
        if problem and problem.about == "criteria":
            self.add_error(f"criteria_{self.said.level}", problem.words)
        else:
            self.say(problem)

    @property
    def said(self) -> LevelSaid:
        """What the service takes. Criteria that were ticked before the answer above was changed do not count."""
        values = self.cleaned_data
        level = int(values["level"])
        criteria = values.get(f"criteria_{level}", [Criterion.LEAD_CAN_MANAGE.value])
        return LevelSaid(
            level=level,
            lead_agency=values["lead_agency"],
            criteria=criteria,
            rationale=values["rationale"],
        )


class MeetingForm(BaseForm):
    """MAP-14: a meeting held elsewhere, typed until meetings are held here."""

    is_versioned = True

    meeting_on = DateField(
        label="Day of the meeting", noun="the day of the meeting", past_only=True, required=False
    )
    meeting_chair = CharField(
        label="Who was in the chair?", max_length=120, required=False, help_text="Name and post."
    )
    meeting_ref = CharField(label="Reference of the minutes", max_length=60, required=False)

    @property
    def meeting(self) -> MeetingSaid:
        values = self.cleaned_data
        return MeetingSaid(
            held_on=values.get("meeting_on"),
            chair=values.get("meeting_chair", ""),
            reference=values.get("meeting_ref", ""),
        )


class DecideForm(MeetingForm):
    """Set the level that is proposed, or say why not."""

    decision = ChoiceField(
        label="What is decided?",
        choices=[(APPROVE, "Set this level"), (REFUSE, "Do not set it")],
        widget=Radios(reveals={REFUSE: ["answer"]}),
        error_messages={"required": "Choose what is decided"},
    )
    answer = LongText(label="Why not?", rows=3, max_length=1000, required=False)

    @property
    def said(self) -> MeetingSaid | Refusal:
        """What the service takes."""
        if self.cleaned_data["decision"] == REFUSE:
            return Refusal(self.cleaned_data["answer"])
        return self.meeting


class ReviewForm(MeetingForm):
    """MAP-34: what was considered, what was found, what comes of it."""

    reviewed_on = DayField(label="When was it?", noun="the day of the review", past_only=True)
    considered = MultipleChoiceField(
        label="What was considered?",
        choices=Considered.choices,
        widget=Checkboxes(),
        error_messages={"required": "Choose what was considered"},
    )
    findings = LongText(
        label="What was found?",
        rows=6,
        max_length=FINDINGS,
        help_text="For each of them: what has changed, what has not, and what shows it.",
        error_messages={"required": "Say what was found"},
    )
    outcome = ChoiceField(
        label="What comes of it?",
        choices=ReviewOutcome.choices,
        widget=Radios(),
        error_messages={"required": "Choose what comes of it"},
    )

    def __init__(self, *args: Any, level_set_on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.level_set_on, self.on = level_set_on, kwargs["on"]

    def clean(self) -> None:
        super().clean()
        if not self.errors:
            self.say(review_problem(self.said, level_set_on=self.level_set_on, on=self.on))

    @property
    def said(self) -> ReviewSaid:
        values = self.cleaned_data
        return ReviewSaid(
            reviewed_on=values["reviewed_on"],
            considered=values["considered"],
            findings=values["findings"],
            outcome=values["outcome"],
            meeting=self.meeting,
        )


class LeaveForm(MeetingForm):
    """MAP-84: when, why, who decided, who was told."""

    exited_on = DayField(label="When did they leave?", noun="the day", past_only=True)
    reason = ChoiceField(
        label="Why?", widget=Radios(), error_messages={"required": "Choose the reason"}
    )
    words = LongText(
        label="What does it rest on?",
        rows=4,
        max_length=RATIONALE,
        error_messages={"required": "Say what it rests on"},
    )
    decided_by = CharField(
        label="Who decided it?",
        max_length=120,
        help_text="Name and post, or the meeting.",
        error_messages={"required": "Say who decided it"},
    )
    told = MultipleChoiceField(
        label="Who was told?",
        choices=ToldAgency.choices,
        widget=Checkboxes(),
        error_messages={"required": "Choose who was told"},
    )
    told_note = CharField(
        label="Whom there, and how", max_length=300, required=False, help_text="A post or a name."
    )
    is_visor_done = BooleanField(label="ViSOR or its successor says so too", required=False)

    def __init__(self, *args: Any, category: Category, level_set_on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.category, self.level_set_on, self.on = category, level_set_on, kwargs["on"]
        reasons: Sequence[ExitReason] = reasons_for(category)
        field: Any = self.fields["reason"]
        field.choices = [(each.value, each.label) for each in reasons]

    def clean(self) -> None:
        super().clean()
        if not self.errors:
            said = self.said
            self.say(
                exit_problem(
                    said, category=self.category, level_set_on=self.level_set_on, on=self.on
                )
            )

    @property
    def said(self) -> ExitSaid:
        values = self.cleaned_data
        return ExitSaid(
            exited_on=values["exited_on"],
            reason=values["reason"],
            words=values["words"],
            decided_by=values["decided_by"],
            told=values["told"],
            meeting=self.meeting,
        )
