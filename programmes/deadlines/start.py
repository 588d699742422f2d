"""When a programme is to start, whether it still fits, and what is to be done before. An extract carries the first two."""

from offenders.choices import WorkGroup
from offenders.deadlines.supervision import NEEDS
from offenders.rules import Kind
from people.choices import Agency
from programmes.deadlines.facts import ITEMS_OPEN, STANDARDS, START_MODELS, facts
from programmes.rules.before import pre_programme_work_due
from programmes.rules.start import programme_runway_due, programme_start_due
from programmes.selectors.pages import BEFORE, DECIDE, MOVE, REFER, SEE

JOB = "programmes.flag_stalled_starts"

PROGRAMME_START = Kind(
    code="programme_start",
    group=WorkGroup.PROGRAMMES,
    label="Start of a programme",
    rule="PRG-46",
    rule_text=(
        "Whoever has a programme requirement, or was referred, starts within 26 weeks of the sentence or the release: "
        "referred within 20 working days, assessed within 30 working days of the referral, with a date of start within "
        "12 weeks of it."
    ),
    clears_when=(
        "The programme begins, or the referral goes on to its next step; breach, recall and a return to court ask for "
        "no start."
    ),
    would_not_clear="A note, a barrier that is recorded, a decision about the time that is left.",
    models=START_MODELS,
    standards=STANDARDS,
    facts=facts,
    due=programme_start_due,
    job=JOB,
    agency=Agency.PROBATION,
    area="programmes",
    needs=NEEDS,
    acts=(REFER, MOVE, SEE),
)
PROGRAMME_RUNWAY = Kind(
    code="programme_runway",
    group=WorkGroup.PROGRAMMES,
    label="A programme that still fits",
    rule="PRG-47",
    rule_text=(
        "Pre-group work begins early enough for the programme, three weeks before it and six after it, to end before "
        "the sentence does."
    ),
    clears_when=(
        "The programme begins, or it is decided, with the reason: a shorter programme, individual work, a variation of "
        "the order, or none, which a supervisor decides."
    ),
    would_not_clear="A place in a group that has not begun, a barrier that is resolved.",
    models=START_MODELS,
    standards=STANDARDS,
    facts=facts,
    due=programme_runway_due,
    job=JOB,
    agency=Agency.PROBATION,
    area="programmes",
    needs=NEEDS,
    acts=(DECIDE, SEE),
)
PRE_PROGRAMME_WORK = Kind(
    code="pre_programme_work",
    group=WorkGroup.PROGRAMMES,
    label="Work before a programme",
    rule="PRG-48",
    rule_text=(
        "What is to be done before a programme (motivation, offence account, disclosure, practical barriers, three-way "
        "meeting, and the team's own) is done four weeks before its start."
    ),
    clears_when=(
        "The piece of work is recorded as done, the place in the group or the start is gone, or the programme begins, "
        "which with open work takes a reason."
    ),
    would_not_clear="A note, another day for the work, an appointment that was kept, work of another kind.",
    models=START_MODELS,
    standards=ITEMS_OPEN,
    facts=facts,
    due=pre_programme_work_due,
    job=JOB,
    agency=Agency.PROBATION,
    area="programmes",
    needs=NEEDS,
    only_here=True,
    acts=(BEFORE,),
)
