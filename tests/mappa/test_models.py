"""What the database itself refuses of screenings, marks and tellings."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from core import clock
from mappa.choices import Category, MarkEnding, Outcome
from mappa.models import QualifyingOffence, Screening, Telling
from offenders.models import Case
from people.models import User
from tests import factories


def refused(make, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()


def test_a_screening_says_what_it_found_and_why(case: Case, amira: User):
    def screening(**fields):
        return lambda: factories.make_screening(case, by=amira, **fields)

    without = {"outcome": Outcome.NOT_ELIGIBLE}
    refused(screening(category=None), "category_if_eligible")
    refused(screening(**without, category=Category.TWO), "category_if_eligible")
    refused(screening(reason=""), "mappa_screening_says_why")
    refused(screening(outcome="perhaps", category=None), "outcome_known")
    refused(screening(outcome=Outcome.ERROR), "correction_says_why")
    first = screening()()
    refused(screening(corrects=first), "correction_says_why")
    refused(screening(correction_reason="Wrong day"), "correction_says_why")
    screening(corrects=first, correction_reason="Wrong person", outcome=Outcome.ERROR)()
    refused(screening(corrects=first, correction_reason="Again"), "corrects")


def test_a_screening_is_never_altered(case: Case, amira: User):
    row = factories.make_screening(case, by=amira)
    for change in (
        lambda: Screening.objects.update(reason="Another"),
        lambda: Screening.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            change()
    row.refresh_from_db()
    assert row.reason == "On the register."


def test_one_mark_stands_on_an_offence_and_an_ended_one_says_why(case: Case, amira: User):
    sentence = factories.make_sentence(case)
    mark = factories.make_mark(sentence, by=amira)
    refused(lambda: factories.make_mark(sentence, by=amira), "one_stands")
    rows = QualifyingOffence.objects.filter(pk=mark.pk)
    today = clock.today()
    refused(lambda: rows.update(ended_on=today), "ended_says_why")
    ended = {"ended_by": amira, "ended_because": MarkEnding.APPEAL, "ended_note": "Quashed."}
    refused(lambda: rows.update(**ended), "ended_says_why")
    refused(lambda: rows.update(ended_on=today - timedelta(days=1), **ended), "ended_says_why")
    rows.update(ended_on=today, **ended)
    factories.make_mark(sentence, by=amira)
    refused(
        lambda: factories.make_mark(
            factories.make_sentence(case, offence="Other"), by=amira, reason=""
        ),
        "mappa_qualifyingoffence_says_why",
    )


def test_somebody_is_told_of_one_thing_and_by_then(case: Case, amira: User):
    screening = factories.make_screening(case, by=amira)
    level = factories.make_management(case)
    told = factories.make_telling(screening, by=amira)
    assert factories.make_telling(level, by=amira).management == level
    refused(lambda: factories.make_telling(screening, by=amira, management=level), "of_one_thing")
    tomorrow = clock.today() + timedelta(days=1)
    refused(lambda: factories.make_telling(level, by=amira, told_on=tomorrow), "told_when_recorded")
    refused(lambda: factories.make_telling(level, by=amira, whom=""), "says_whom")
    rows = Telling.objects.filter(pk=told.pk)
    refused(lambda: rows.update(taken_back_on=tomorrow), "taken_back_says_why")
