"""What is asked about a visit (POL-11, VOC-19): for each outcome what is asked, what must be answered, in which words.

This table is the only place that knows. The form, its page, what is refused, what is kept, the record's lines, a
correction and the tests follow it; docs/visits.md says what else a new question touches.
"""

from dataclasses import replace

from core.questions import NEVER, Answers, Kind, Occasions, Opener, Part, Question
from visits.choices import (
    CHILD_TOLD,
    PROTECTIVE_FACTORS,
    ArmsFactor,
    ChildrenSeen,
    ConditionResult,
    DevicesExamined,
    PurposeResult,
    VisitOutcome,
    VisitPurpose,
)

# When something is asked: with one of the outcomes, when a visit is planned, when a record is corrected.
PLAN, CORRECTION = "plan", "correction"
INSIDE: Occasions = frozenset({VisitOutcome.SEEN_INSIDE})
REFUSED: Occasions = frozenset({VisitOutcome.ENTRY_REFUSED})
ELSEWHERE: Occasions = frozenset({VisitOutcome.SEEN_ELSEWHERE})
AT_HOME: Occasions = INSIDE | {VisitOutcome.SEEN_AT_DOOR}
MET: Occasions = AT_HOME | ELSEWHERE
MADE: Occasions = frozenset(VisitOutcome)
PLANNED: Occasions = frozenset({PLAN})
ALWAYS: Occasions = MADE | PLANNED
# Where nobody was met the place is folded away, so who went (POL-10) is asked above it.
NOBODY_THERE: Occasions = frozenset({VisitOutcome.NOT_IN, VisitOutcome.MOVED_AWAY})
LEARNT: Occasions = MADE - {VisitOutcome.NOT_IN}
# A child may come to a door that nobody else answers. Who lives now where somebody moved away is another household.
CHILDREN_ASKED: Occasions = MADE - {VisitOutcome.MOVED_AWAY}

# Answers that are no words of the field.
OTHER_PLACE = "other"
TOGETHER, ALONE = "two", "alone"
YES, NO = "yes", "no"

# What is asked once for each of these.
CONDITION, NOTIFICATION = "condition", "notification"

# The parts of the page.
WHY, OPENING, AROUND, FINDING, LIVES, CONDITIONS, NOTIFIED, FACTORS, AFTERWARDS = (
    "why", "opening", "around", "finding", "lives", "conditions", "notified", "factors", "afterwards",
)  # fmt: skip

LARGE = frozenset({"large"})
ENOUGH_FOR_A_TITLE = 3

PURPOSES = Question(
    "purposes", Kind.MANY, "What did you go for?",
    part=OPENING, asked_for=MADE, required_for=MADE,
    hint="Choose all that apply.", refusal="Choose what the visit is for",
    choices=VisitPurpose.choices, stored_as="visit.purposes", shown_as="Went to",
)  # fmt: skip
DAY = Question(
    "happens_on", Kind.DAY, "Which day?",
    part=OPENING, asked_for=MADE, required_for=MADE,
    noun="the day of the visit", lies_in="past", stored_as="contact.happened_at", shown_as="When",
)  # fmt: skip
WHERE = Question(
    "where", Kind.ONE, "Where did you go?",
    part=AROUND, asked_for=MADE, required_for=MADE,
    refusal="Choose where", stored_as="visit.address", shown_as="Where",
)  # fmt: skip
CREW = Question(
    "crew", Kind.ONE, "Who went?",
    part=AROUND, asked_for=MADE - NOBODY_THERE, required_for=MADE - NOBODY_THERE,
    refusal="Choose whether one or two officers go",
    choices=((TOGETHER, "Two officers"), (ALONE, "One officer")),
    stored_as="visit.second_officer", shown_as="Officers",
)  # fmt: skip
SECOND = Question(
    "second_officer", Kind.LIST, "Second officer",
    part=AROUND, asked_for=ALWAYS - NOBODY_THERE, required_for=ALWAYS - NOBODY_THERE,
    opened_by=Opener("crew", frozenset({TOGETHER})),
    refusal="Choose the second officer", stored_as="visit.second_officer", shown_with="crew",
)  # fmt: skip
WHY_ALONE = Question(
    "single_crewed_because", Kind.TEXT, "Why one officer is safe",
    part=AROUND, asked_for=ALWAYS - NOBODY_THERE, required_for=ALWAYS - NOBODY_THERE,
    opened_by=Opener("crew", frozenset({ALONE})),
    refusal="Two officers normally go ({}): say why one officer is safe",
    rows=3, longest=500, stored_as="visit.single_crewed_because", shown_as="Went alone because",
)  # fmt: skip
ANNOUNCED = Question(
    "is_announced", Kind.ONE, "Did the person know that you were coming?",
    part=AROUND, asked_for=MADE, required_for=MADE,
    choices=((NO, "No, unannounced"), (YES, "Yes, announced")), usual=NO,
    stored_as="visit.is_announced", shown_as="Announced",
)  # fmt: skip
NOTES = Question(
    "notes", Kind.TEXT, "Anything else",
    part=FINDING, rows=4, longest=20_000, stored_as="contact.notes", shown_as="Notes",
)  # fmt: skip
CHECK = Question(
    "check", Kind.ONE, "{}",
    part=CONDITIONS, asked_for=MET, required_for=INSIDE, each=CONDITION,
    refusal="“{}”: choose checked, not checked or concern",
    choices=ConditionResult.choices, look=frozenset({"row"}),
    stored_as="checks", shown_as="Condition",
)  # fmt: skip
CONCERN = Question(
    "concern", Kind.TEXT, "What is the concern?",
    part=CONDITIONS, asked_for=MET, required_for=MET, each=CONDITION,
    opened_by=Opener("check", frozenset({ConditionResult.CONCERN})),
    refusal="“{}”: say what the concern is", longest=500, stored_as="checks", shown_with="check",
)  # fmt: skip


def _account(outcome: VisitOutcome, label: str, hint: str = "") -> Question:
    """Outside, the notes are the record, so the first thing asked."""
    only = frozenset({outcome})
    return replace(NOTES, label=label, hint=hint, asked_for=only, required_for=only)


# In the order of the page within each part; where a plan words a question otherwise it is a row of its own.
QUESTIONS: tuple[Question, ...] = (
    replace(
        PURPOSES, label="What for?",
        part=WHY, asked_for=PLANNED, required_for=PLANNED, look=LARGE,
    ),
    replace(
        DAY, asked_for=PLANNED, required_for=PLANNED, lies_in="future", look=LARGE,
    ),
    Question(
        "seen_where", Kind.LINE, "Where did you see them?",
        part=OPENING, asked_for=ELSEWHERE, required_for=ELSEWHERE, longest=200, shown_as="Seen where",
    ),
    DAY,
    Question(
        "happens_time", Kind.TIME, "At what time?",
        part=OPENING, asked_for=ALWAYS, required_for=ALWAYS,
        noun="the time of the visit", stored_as="contact.happened_at", shown_with="happens_on",
    ),
    Question(
        "ended_time", Kind.TIME, "Until",
        part=OPENING, asked_for=MET,
        noun="the time you left", stored_as="visit.ended_at", shown_with="happens_on",
    ),
    PURPOSES,
    *(
        Question(
            f"result_{purpose}", Kind.ONE, f"{purpose.label}: how did it go?",
            part=OPENING, asked_for=MET, required_for=INSIDE,
            opened_by=Opener("purposes", frozenset({purpose})),
            refusal=f"“{purpose.label}”: choose met, not met or not tried",
            choices=PurposeResult.choices, look=frozenset({"inline"}),
            stored_as="visit.purpose_results", shown_as=purpose.label,
        )
        for purpose in VisitPurpose
    ),
    replace(WHERE, label="Where?", asked_for=PLANNED, required_for=PLANNED, look=LARGE),
    WHERE,
    Question(
        "premises", Kind.LINE, "Address or place",
        part=AROUND, asked_for=ALWAYS, required_for=ALWAYS,
        opened_by=Opener("where", frozenset({OTHER_PLACE})),
        refusal="Enter the address or place", longest=300, stored_as="visit.premises", shown_with="where",
    ),
    replace(CREW, label="Who goes?", asked_for=PLANNED, required_for=PLANNED, look=LARGE),
    CREW,
    SECOND,
    WHY_ALONE,
    *(
        replace(row, part=OPENING, asked_for=NOBODY_THERE, required_for=NOBODY_THERE)
        for row in (CREW, SECOND, WHY_ALONE)
    ),
    replace(
        ANNOUNCED, label="Does the person know that you are coming?",
        asked_for=PLANNED, required_for=PLANNED, look=LARGE,
    ),
    ANNOUNCED,
    Question(
        "announced_because", Kind.TEXT, "Why it is announced",
        part=AROUND, asked_for=ALWAYS, required_for=ALWAYS,
        opened_by=Opener("is_announced", frozenset({YES})),
        refusal="Say why the visit is announced",
        rows=3, longest=500, stored_as="visit.announced_because", shown_with="is_announced",
    ),
    Question(
        "entry_sought_by", Kind.LINE, "Who asked to come in, and as what?",
        part=FINDING, asked_for=REFUSED, required_for=REFUSED,
        hint="For example: DC Amira Khan, a constable, to search and assess risk.",
        longest=200, shown_as="Who sought entry, and as what",
    ),
    Question(
        "refusal_words", Kind.TEXT, "What was said?",
        part=FINDING, asked_for=REFUSED, required_for=REFUSED,
        hint="The words used, on both sides, as near as you can.",
        rows=4, shown_as="What was said",
    ),
    _account(VisitOutcome.SEEN_AT_DOOR, "What happened at the door, and why not inside?"),
    _account(VisitOutcome.SEEN_ELSEWHERE, "What happened?"),
    _account(
        VisitOutcome.NOT_IN, "What did you try?",
        "Knocked, rang, called, asked next door, left a card.",
    ),
    _account(
        VisitOutcome.MOVED_AWAY, "What did you find out, and from whom?",
        "Who lives there now, since when, and where the person is thought to be.",
    ),
    _account(VisitOutcome.ABANDONED_SAFETY, "Why did you leave?"),
    replace(NOTES, asked_for=REFUSED),
    Question(
        "people_present", Kind.TEXT, "Who else was there?",
        part=FINDING, asked_for=MET, required_for=INSIDE,
        hint="Names, ages, who they are to the person. Write “nobody” if there was nobody.",
        shown_as="Who else was there",
    ),
    Question(
        "children", Kind.ONE, "Children, or signs of children?",
        part=FINDING, asked_for=CHILDREN_ASKED, required_for=INSIDE,
        choices=ChildrenSeen.choices, shown_as="Children",
    ),
    *(
        Question(
            name, Kind.LINE, label,
            part=FINDING, asked_for=CHILDREN_ASKED, required_for=CHILDREN_ASKED,
            opened_by=Opener("children", frozenset({ChildrenSeen.PRESENT})),
            hint="As you were told, or what you think. Write “not known” if nobody said.",
            refusal=refusal, longest=200, shown_with="children",
        )
        for name, label, refusal in (
            ("child_ages", "How old is each child?", "Say how old each child is, or “not known”"),
            ("child_relation", "Who are they to the person?", "Say who the children are to the person, or “not known”"),
        )
    ),
    Question(
        "children_detail", Kind.TEXT, "Which children, or which signs?",
        part=FINDING, asked_for=CHILDREN_ASKED, required_for=CHILDREN_ASKED,
        opened_by=Opener("children", CHILD_TOLD, is_around=False),
        hint="Needed if there were children or signs of any.",
        refusal="Say which children you saw, or which signs", shown_with="children",
    ),
    Question(
        "rooms_viewed", Kind.TEXT, "Rooms you saw",
        part=FINDING, asked_for=INSIDE, shown_as="Rooms seen",
    ),
    Question(
        "devices_examined", Kind.ONE, "Devices and internet",
        part=FINDING, asked_for=INSIDE,
        choices=DevicesExamined.choices, shown_as="Devices and internet",
    ),
    Question(
        "devices", Kind.TEXT, "Which devices, and what you found",
        part=FINDING, asked_for=INSIDE, shown_with="devices_examined",
    ),
    Question(
        "vehicles", Kind.TEXT, "Vehicles",
        part=LIVES, asked_for=MET,
        hint="Make, colour, registration; whose it is.", shown_as="Vehicles",
    ),
    Question(
        "employment", Kind.TEXT, "Work, training or how the days are spent",
        part=LIVES, asked_for=MET, shown_as="Employment",
    ),
    Question(
        "relationships", Kind.TEXT, "Relationships",
        part=LIVES, asked_for=MET, shown_as="Relationships",
    ),
    Question(
        "presentation", Kind.TEXT, "How was the person?",
        part=FINDING, asked_for=MET,
        hint="Mood, health, how they took the visit.", shown_as="How the person was",
    ),
    Question(
        "changes", Kind.TEXT, "What has changed since the last visit?",
        part=FINDING, asked_for=INSIDE,
        hint="Who lives here, health, money, trouble with anybody.", shown_as="What has changed",
    ),
    replace(NOTES, asked_for=INSIDE),
    replace(NOTES, label="Notes", part=AROUND, asked_for=PLANNED),
    CHECK,
    CONCERN,
    replace(
        CHECK, part=NOTIFIED, each=NOTIFICATION, required_for=NEVER, shown_as="Notification",
    ),
    replace(CONCERN, part=NOTIFIED, each=NOTIFICATION),
    Question(
        "arms_factors", Kind.MANY, "Which factors did the visit tell you something about?",
        part=FACTORS, asked_for=MET,
        choices=[
            (factor, f"{factor.label} (protective)" if factor in PROTECTIVE_FACTORS else factor.label)
            for factor in ArmsFactor
        ],
        shown_as="ARMS factors",
    ),
    # POL-19: a factor is recorded with its evidence.
    Question(
        "arms_evidence", Kind.TEXT, "What you saw or heard about them",
        part=FACTORS, asked_for=MET, required_for=MET,
        opened_by=Opener("arms_factors", is_around=False),
        hint="Needed if you chose any.",
        refusal="Say what you saw or heard about these factors", rows=3, shown_with="arms_factors",
    ),
    Question(
        "concerns", Kind.TEXT, "Concerns",
        part=AFTERWARDS, asked_for=LEARNT, shown_as="Concerns",
    ),
    Question(
        "actions", Kind.TEXT, "What happens next, and who does it?",
        part=AFTERWARDS, asked_for=LEARNT, shown_as="Actions",
    ),
    Question(
        "intelligence_ref", Kind.LINE, "Intelligence report reference",
        part=AFTERWARDS, asked_for=LEARNT,
        hint="The reference only.", longest=60, shown_as="Intelligence report",
    ),
    Question(
        "visor_updated_on", Kind.DATE, "ViSOR updated on",
        part=AFTERWARDS, asked_for=LEARNT,
        noun="the date of the ViSOR update", lies_in="past", shown_as="ViSOR updated",
    ),
    Question(
        "version_reason", Kind.TEXT, "Why is it corrected?",
        part=AFTERWARDS, asked_for=frozenset({CORRECTION}), required_for=frozenset({CORRECTION}),
        hint="The first version stays readable beside this one.",
        refusal="Say why the record is corrected", longest=500, stored_as="contact.version_reason",
    ),
)  # fmt: skip

# The record says first what every visit has, then what was found in the table's order, the notes last.
FIRST_SHOWN = (
    "purposes", "happens_on", "where", "is_announced", "crew", "single_crewed_because",
    *(f"result_{purpose}" for purpose in VisitPurpose),
)  # fmt: skip
LAST_SHOWN = ("notes",)


def shown() -> tuple[Question, ...]:
    """The rows that have a line of their own on the record, in the order of the record."""
    lines = {(row.name, row.each): row for row in reversed(QUESTIONS) if row.shown_as}
    in_order = dict(reversed(lines.items()))
    first = [in_order.pop((name, "")) for name in FIRST_SHOWN]
    last = [in_order.pop((name, "")) for name in LAST_SHOWN]
    return (*first, *in_order.values(), *last)


def completing(name: str) -> tuple[Question, ...]:
    """The rows whose answers stand in the line of this one, after its own."""
    return tuple(row for row in QUESTIONS if row.shown_with == name)


def is_found(row: Question) -> bool:
    """Whether this is something that was found, stored in the visit's row under the question's own name."""
    return not row.stored_as


def plan_parts(spread: str) -> tuple[Part, ...]:
    """The page of a plan; `spread` says on which days the last visits fell (POL-2)."""
    return (Part(WHY), Part(OPENING, intro=spread), Part(AROUND))


def record_parts(
    outcome: str, *, around: str = "", told: Answers | None = None, unrecorded: tuple[str, ...] = ()
) -> tuple[Part, ...]:
    """The page of a record. `around` folds place, officers and announcement away where they are `told` already."""
    found = "What you found" if outcome in INSIDE else "What happened"
    return (
        Part(OPENING),
        Part(AROUND, fold=around, told=told or {}),
        Part(FINDING, title=found, enough=ENOUGH_FOR_A_TITLE),
        Part(LIVES, fold="Vehicles, work and relationships"),
        Part(CONDITIONS, title="Orders and conditions", notes=unrecorded),
        Part(NOTIFIED, fold="Notification: what did you check?"),
        Part(FACTORS, fold="ARMS factors: did you learn anything?"),
        Part(AFTERWARDS, title="Afterwards"),
    )
