"""Invented screenings for MAPPA: most of an officer's registered people are screened, of some nobody was told, some never were."""

from datetime import date, datetime, timedelta

from config.demonstration.staff import AMIRA
from mappa.choices import Category, Outcome, ToldAgency, ToldBy
from mappa.rules import ScreeningSaid
from mappa.services.screening import Told, screen, tell
from offenders.models import Case, Registration
from people.models import Officer

SCREENED = 12


def add(*, on: date, at: datetime) -> None:
    """Two in three of the first registered people of one officer, and of those every second one told."""
    officer = Officer.objects.get(code=AMIRA)
    if officer.user is None:
        return
    registered = Registration.objects.filter(register__code="ARSO", ends_on__isnull=True)
    cases = Case.objects.allocated_to(officer.pk, on=on).filter(
        pk__in=registered.values("case"), status="active", screenings__isnull=True
    )
    for number, case in enumerate(cases.order_by("crn")[:SCREENED]):
        if number % 3 == 0:
            continue
        day = on - timedelta(days=30 + number)
        said = ScreeningSaid(
            outcome=Outcome.ELIGIBLE,
            category=Category.ONE,
            screened_on=day,
            reason="On the register of sexual offenders since the conviction.",
            form_q_on=day,
            form_q_ref=f"Q {number + 100}",
        )
        row = screen(case=case, said=said, version=0, by=officer.user, at=at)
        if number % 2:
            told = Told(ToldAgency.PROBATION, "The officer of the case", ToldBy.EMAIL, day)
            tell(about=row, told=told, by=officer.user, at=at)
