"""A team with something under every number, and another team that must not be counted."""

from datetime import datetime, timedelta

from core import clock
from offenders import deadlines
from offenders.choices import PauseKind, RiskLevel
from offenders.models import Case, Flag
from people.models import User
from tests import factories
from visits.models import Visit


def fill_team(case: Case, *, amira: User, ben: User, chidi: User, dee: User, now: datetime) -> None:
    today = clock.today()
    long_ago = today - timedelta(days=500)
    for level in RiskLevel:
        factories.make_case(
            police=amira.officer, registered=True, police_risk=level, since=long_ago
        )
    factories.make_case(police=ben.officer, registered=True, police_risk=RiskLevel.HIGH)
    factories.make_case(police=ben.officer, registered=True)  # no risk level: missing
    factories.make_case(police=chidi.officer, registered=True, police_risk=RiskLevel.VERY_HIGH)
    inside = factories.make_case(police=ben.officer, police_risk=RiskLevel.HIGH)
    factories.make_pause(inside, PauseKind.CUSTODY, starts_on=today - timedelta(days=5))
    past, ahead = now - timedelta(days=3), now + timedelta(days=3)
    factories.make_visit(case, "", at=past, officer=amira.officer)
    factories.make_visit(case, "", at=ahead, officer=amira.officer, recorded_at=now)
    seen = factories.make_case(police=ben.officer, registered=True, police_risk=RiskLevel.HIGH)
    factories.make_visit(case, "not_in", officer=amira.officer, concerns="Two phones on the table")
    factories.make_review(
        factories.make_visit(case, "not_in", officer=amira.officer), dee, asks="Go again this week"
    )
    deadlines.refresh_all(on=today, at=now)
    factories.make_deadline(inside, long_ago, subject="before", is_backlog=True)
    for kind in ("programme_start", "contact", "order_end"):
        factories.make_deadline(seen, long_ago, kind=kind)
    _cured(seen, ben, now)
    Flag.objects.filter(case=case).update(
        accepted_at=now, accepted_by=dee, accepted_until=today, accepted_reason="Ill"
    )


def _cured(case: Case, by: User, now: datetime) -> None:
    visit = factories.make_visit(case, at=now - timedelta(hours=2), officer=by.officer)
    fact = f"visit:{visit.contact.uuid}"
    deadlines.refresh([case.pk], changed=Visit, on=clock.today(), at=now, fact=fact)
