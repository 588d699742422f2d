"""Closed lists of the roof: as what a case weighs, what becomes of its work, how far an officer is over."""

from django.db.models import TextChoices


class CaseType(TextChoices):
    """CAS-17: as what a case weighs."""

    COMMUNITY = "community", "Community"
    LICENCE = "licence", "Licence"
    CUSTODY = "custody", "Custody"


class Work(TextChoices):
    """CAS-2: what becomes of the work that a case is; each case is one of these."""

    COUNTED = "counted", "Work counted"
    UNTIERED = "untiered", "Untiered, work not counted"
    NO_SENTENCE = "no_sentence", "No sentence in force, weighs nothing"


class CourseState(TextChoices):
    """F-1, R-5: how an officer stands with a course; each officer is one of these."""

    CURRENT = "current", "Current"
    SOON = "soon", "Runs out soon"
    RUN_OUT = "run_out", "Run out"
    MISSING = "missing", "Not recorded"


class Band(TextChoices):
    """CAS-27: how far over a threshold; each above the one before."""

    AMBER = "amber", "Amber"
    RED = "red", "Red"
    CRITICAL = "critical", "Critical"


class ChangeKind(TextChoices):
    """What can be tried in a scenario."""

    MOVE = "move", "A case goes to another officer"
    LEAVE = "leave", "An officer is away"
    HOURS = "hours", "An officer has hours less"
    TIER = "tier", "A case has another tier, or none"


class ReviewOutcome(TextChoices):
    """F-13: what a manager's review of a case comes to."""

    AS_IS = "as_is", "It goes on as it is"
    ASKED = "asked", "It goes on, and the officer is asked for something"
    REASSESS = "reassess", "The risk is to be assessed again"
    RAISED = "raised", "I take it to somebody above me, or to a panel"


# An outcome that asks for nothing asks nobody; these cannot be without a word to the officer.
ASKING = (ReviewOutcome.ASKED, ReviewOutcome.REASSESS)


class SignedKind(TextChoices):
    """PRO-24: a record that a manager countersigns."""

    RISK = "risk", "Risk level"
    ENQUIRY = "enquiry", "Answer about a child, and what it means"
    CHILD = "child", "Decision that no enquiry about a child is needed"
    PLAN = "plan", "Risk management plan"


class Signature(TextChoices):
    """PRO-24: what a manager made of a record that needs a second person."""

    SIGNED = "signed", "Countersigned"
    SENT_BACK = "sent_back", "Sent back"


class Mark(TextChoices):
    """F-30: how far a record answers one question."""

    MET = "met", "Met"
    PARTLY = "partly", "Partly"
    NOT_MET = "not_met", "Not met"


class NoBrief(TextChoices):
    """F-20: why a case goes without a brief that whoever gives it away has confirmed."""

    AWAY = "away", "The officer is away or suspended"
    LEFT = "left", "The officer has left"
    MANY = "many", "Many cases go at once"
