"""The missed sessions of somebody that ask for a decision."""

from offenders.models import Case, Deadline

MISSED = "programme_missed"


def asked_about(case: Case) -> Deadline | None:
    """What asks for a decision now; None where nothing does."""
    return Deadline.objects.filter(case=case, kind=MISSED).first()
