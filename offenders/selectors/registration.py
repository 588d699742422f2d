"""The registers in which a person is, and the orders that keep them subject to notification."""

from collections.abc import Callable

from core.bundle import Bundle
from core.calendar import in_full
from offenders.choices import Disposal, ReportKind
from offenders.models import Case, Registration, Report
from offenders.models.report import OPEN
from offenders.rules.notification import Keeper, Subject
from offenders.selectors.case import REGISTERED

# An upper floor that knows of orders says here which keep somebody subject to notification (NOT-15).
Finds = Callable[[Bundle], list[Keeper]]
_KEEPERS: list[Finds] = []


def add_keeper(find: Finds) -> None:
    """Have the end of a registration look at what `find` answers from the dated facts of the case."""
    if find not in _KEEPERS:
        _KEEPERS.append(find)


def keepers_of(facts: Bundle) -> list[Keeper]:
    """What keeps somebody subject, as far as it is on record."""
    return [keeper for find in _KEEPERS for keeper in find(facts)]


def is_notified(registration: Registration) -> bool:
    """Whether its end is worked out (NOT-16): that of the register of those subject to notification."""
    return registration.register.code == REGISTERED


def end_told(registration: Registration) -> Report | None:
    """The end of it that was told and waits, or holds."""
    rows = Report.objects.filter(kind=ReportKind.REGISTRATION_END, state__in=OPEN)
    return rows.filter(registration=registration).first()


def registers_of(case: Case) -> list[Registration]:
    """Every entry of a case, newest first; one query."""
    rows = Registration.objects.filter(case=case).select_related("register")
    return list(rows.order_by("-starts_on", "-pk"))


def subject_lines(subject: Subject, offence: str) -> list[tuple[str, str]]:
    """NOT-16: what the end was worked out from, as a supervisor reads it."""
    return [
        ("Offence", offence),
        ("What was done", Disposal(subject.disposal).label),
        *([("Term", subject.term.words)] if subject.term.words else []),
        ("Convicted, found or cautioned on", in_full(subject.relevant_on)),
        ("Age on that day", str(subject.age)),
    ]
