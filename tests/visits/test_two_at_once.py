"""Two officers record the same planned visit at the same moment: one record, and one 409."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from core import clock
from core.errors import StaleError
from offenders.models import Case, Contact
from people.models import User
from tests import factories
from visits import services
from visits.choices import VisitOutcome, VisitPurpose
from visits.services import VisitRecord

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_is_stored_and_the_other_is_told(case: Case, amira: User, ben: User) -> None:
    now = clock.now()
    planned = factories.make_visit(
        case, "", at=now - timedelta(hours=2), recorded_at=now - timedelta(days=1)
    ).contact
    record = VisitRecord(
        purposes=(VisitPurpose.RESIDENCE,),
        happens_at=now - timedelta(hours=1),
        address=None,
        premises="1 Invented Street",
        outcome=VisitOutcome.NOT_IN,
    )
    answers: list[str] = []
    together = Barrier(2)

    def save(by: User) -> None:
        together.wait()
        try:
            services.record_planned_visit(planned=planned, version=1, record=record, by=by, at=now)
            answers.append("stored")
        except StaleError as error:
            answers.append(f"told of {dict(error.theirs)['Outcome']}")
        finally:
            connection.close()

    threads = [Thread(target=save, args=(user,)) for user in (amira, ben)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(answers) == ["stored", "told of No answer"]
    assert Contact.objects.filter(uuid=planned.uuid).count() == 2
