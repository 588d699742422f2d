"""In which state somebody's work on a sexual offence is (PRG-58)."""

from django.db.models import TextChoices


class State(TextChoices):
    """Exactly one of each person, in the order in which pages list them."""

    NO_REFERRAL = "no_referral", "Waiting: no referral yet"
    ASSESSMENT = "assessment", "Waiting for an assessment"
    GROUP = "group", "Waiting for a group"
    NOT_READY = "not_ready", "Waiting: not ready, deprioritised or deferred"
    SCHEDULED = "scheduled", "Waiting for the first session"
    ON_PROGRAMME = "on_programme", "On a programme"
    COMPLETED = "completed", "Completed"
    INDIVIDUAL = "individual", "Individual work"
    NOT_SUITABLE = "not_suitable", "Not suitable, with what is done instead"
    ENFORCEMENT = "enforcement", "Enforcement in hand"
    NO_WORK = "no_work", "No work on the offending"
    NO_SENTENCE = "no_sentence", "No sentence in force"


WAITING = frozenset(
    {State.NO_REFERRAL, State.ASSESSMENT, State.GROUP, State.NOT_READY, State.SCHEDULED}
)
