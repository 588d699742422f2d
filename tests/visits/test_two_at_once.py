"""Two officers record the same planned visit at the same moment: one record, and one 409."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from core import clock
from core.errors import RefusedError, StaleError
from offenders.models import Case, Contact
from offenders.services import contacts
from people.models import User
from tests import factories
from tests.together import while_open
from visits import services
from visits.choices import VisitOutcome, VisitPurpose
from visits.services import VisitRecord

pytestmark = pytest.mark.django_db(transaction=True)


def told(error: Exception) -> str:
    if not isinstance(error, StaleError):
        return repr(error)
    return f"told of {dict(error.theirs)['Outcome']}"


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

    def save(by: User) -> Callable[[], Contact]:
        return partial(
            services.record_planned_visit, planned=planned, version=1, record=record, by=by, at=now
        )

    assert while_open(save(amira), save(ben), said=told) == "told of No answer"
    assert Contact.objects.filter(uuid=planned.uuid).count() == 2


def test_the_record_of_a_visit_and_a_correction_of_its_contact_meet(
    case: Case, amira: User, ben: User
) -> None:
    """Both write the next version of one contact, from two apps: the second waits, and is told."""
    now = clock.now()
    planned = factories.make_visit(case, "", at=now + timedelta(hours=2)).contact
    record = VisitRecord(
        purposes=(VisitPurpose.RESIDENCE,),
        happens_at=now - timedelta(hours=1),
        address=None,
        premises="1 Invented Street",
        outcome=VisitOutcome.NOT_IN,
    )
    visit = partial(
        services.record_planned_visit, planned=planned, version=1, record=record, by=amira, at=now
    )
    moved = partial(
        contacts.amend_contact,
        contact=planned,
        version=1,
        reason="Moved",
        location="Elsewhere",
        by=ben,
        at=now,
    )
    assert while_open(visit, moved) == "StaleError"
    assert Contact.objects.filter(uuid=planned.uuid).count() == 2


def test_a_visit_is_not_corrected_as_a_bare_contact(case: Case, ben: User) -> None:
    """The next version would stand there without its visit."""
    contact = factories.make_visit(case).contact
    act = {"contact": contact, "version": 1, "by": ben, "at": clock.now()}
    with pytest.raises(RefusedError, match="record of its own"):
        contacts.amend_contact(reason="Moved", location="Elsewhere", **act)
    assert Contact.objects.filter(uuid=contact.uuid).count() == 1
