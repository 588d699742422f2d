"""What the database itself refuses of levels, proposals, reviews and exits."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from core import clock
from mappa.choices import Category, Criterion, ExitReason, Level, ProposalState, ToldAgency
from mappa.models import LevelProposal, Management, MappaExit
from offenders.models import Case
from people.models import User
from tests import factories


def refused(name: str, make: Any, **fields: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make(**fields)


def test_a_level_that_is_set_here_says_on_what_and_by_whom(case: Case, amira: User):
    def level(**fields: Any) -> Management:
        return factories.make_level(case, by=amira, **fields)

    for without in ("recorded_by", "screening", "proposed_by", "approved_on", "approved_by"):
        with pytest.raises(IntegrityError, match="set_here_says_all"), transaction.atomic():
            Management.objects.filter(pk=level().pk).update(**{without: None})
    refused("set_here_says_all", level, rationale="")
    refused("criteria_known", level, criteria=["lucky"])
    refused("meeting_is_whole", level, level=Level.TWO, meeting_ref="")
    third = factories.make_screening(case, by=amira, category=Category.THREE)
    refused("category_3_above_level_1", level, screening=third)
    # One that came with an extract says nothing of all that, and has an address all the same.
    imported = factories.make_management(case)
    assert (imported.is_set_here, imported.criteria, imported.version) == (False, [], 1)
    assert Management.objects.get().uuid == imported.uuid


def test_one_proposal_waits_at_a_time_and_says_how_it_ended(case: Case, amira: User):
    screening = factories.make_screening(case, by=amira)

    def propose(**fields: Any) -> LevelProposal:
        values = {
            "level": Level.TWO,
            "category": Category.ONE,
            "lead_agency": "police",
            "criteria": [Criterion.HIGH_RISK],
            "rationale": "High risk, and children in the house.",
            "proposed_at": clock.now(),
        }
        return LevelProposal.objects.create(
            case=case, screening=screening, proposed_by=amira, **(values | fields)
        )

    refused("says_why", propose, rationale="")
    refused("category_3_above_level_1", propose, category=Category.THREE, level=Level.ONE)
    refused("levelproposal_decided", propose, state=ProposalState.REFUSED)
    refused("levelproposal_decided", propose, decided_by=amira)
    first = propose()
    refused("one_waits", propose)
    LevelProposal.objects.filter(pk=first.pk).update(
        state=ProposalState.REPLACED, decided_by=amira, decided_at=clock.now()
    )
    propose()


def test_a_review_says_what_was_considered_and_found(case: Case, amira: User):
    level = factories.make_management(case)

    def review(**fields: Any) -> Any:
        return factories.make_mappa_review(level, by=amira, **fields)

    refused("considered_something", review, considered=[])
    refused("considered_something", review, considered=["the weather"])
    refused("says_what_was_found", review, findings="")
    refused("outcome_known", review, outcome="fine")
    refused("taken_back_says_why", review, taken_back_because="Another person")
    refused("meeting_is_whole", review, meeting_chair="A. Chair")


def test_an_exit_says_all_and_is_never_altered(case: Case, amira: User):
    level = factories.make_management(case)

    def leave(**fields: Any) -> MappaExit:
        values = {
            "exited_on": clock.today(),
            "reason": ExitReason.NOTIFICATION_ENDED,
            "words": "Notification ended.",
            "decided_by": "DI C. Senior",
            "told": [ToldAgency.PROBATION],
        }
        return MappaExit.objects.create(
            case=case,
            management=level,
            recorded_by=amira,
            recorded_at=clock.now(),
            **(values | fields),
        )

    refused("told_somebody", leave, told=[])
    refused("exit_says_all", leave, decided_by="")
    refused("reason_known", leave, reason="bored")
    row = leave()
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        MappaExit.objects.filter(pk=row.pk).update(words="Other")
