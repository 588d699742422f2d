"""Naming people on a case's lists, and what follows at once."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from audit.models import Event
from core import clock
from core.errors import RefusedError
from offenders.models import Case, Exclusion, Restriction
from offenders.services.access_list import end_listing, name_on_list
from tests.factories import make_case
from tests.together import while_open

pytestmark = pytest.mark.django_db


def command(*words: str) -> str:
    out = io.StringIO()
    call_command("limit_access", *words, stdout=out)
    return out.getvalue()


def sees(user, case) -> bool:
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


def test_an_excluded_user_is_out_at_once_and_back_when_it_ends(case, ben):
    assert sees(ben, case)
    printed = command(case.crn.lower(), "exclude", ben.email.upper(), "--reason", "Neighbour")
    assert f"exclude  {ben.email}: Neighbour" in printed
    assert not sees(ben, case)
    assert ben.email not in command(case.crn, "exclude", ben.email, "--end")
    assert sees(ben, case)
    assert Exclusion.objects.get(user=ben).ends_at is not None  # ended, never removed


def test_a_restricted_case_admits_the_named_and_their_supervisor(case, amira, ben, dee):
    command(case.crn, "restrict", amira.email, "--reason", "Colleague's relative")
    assert [sees(user, case) for user in (amira, dee, ben)] == [True, True, False]


def test_a_case_without_lists_says_so(amira):
    assert "Nobody is named" in command(make_case().crn, "list")


def test_the_last_day_counts_whole(case, ben):
    on = clock.today() + timedelta(days=1)
    command(case.crn, "exclude", ben.email, "--reason", "x", "--until", on.isoformat())
    row = Exclusion.objects.get(user=ben)
    assert not Case.objects.visible_to(ben, at=row.ends_at - timedelta(seconds=1)).exists()
    assert Case.objects.visible_to(ben, at=row.ends_at).exists()


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        (["X999999", "list"], "no case"),
        (["{crn}", "exclude", "nobody@example.invalid", "--reason", "x"], "no user"),
        (["{crn}", "exclude", "{ben}"], "Say why"),
        (["{crn}", "exclude", "{ben}", "--end"], "not on this list"),
        (["{crn}", "exclude", "{ben}", "--reason", "x", "--until", "2020-01-01"], "in the future"),
        (["{crn}", "exclude", "{ben}", "--until", "soon"], "is not a date"),
    ],
)
def test_what_is_refused_says_why(case, ben, words, refused):
    with pytest.raises(CommandError, match=refused):
        command(*(word.format(crn=case.crn, ben=ben.email) for word in words))
    assert not Exclusion.objects.filter(user=ben).exists()


def test_nobody_is_named_twice(case, ben):
    at = clock.now()
    name_on_list(Restriction, case=case, user=ben, reason="x", at=at)
    with pytest.raises(RefusedError, match="already"):
        name_on_list(Restriction, case=case, user=ben, reason="y", at=at)
    end_listing(Restriction, case=case, user=ben, at=at + timedelta(seconds=1))


def test_it_is_on_record(case, ben):
    command(case.crn, "exclude", ben.email, "--reason", "Neighbour")
    event = Event.objects.get(view="manage.py limit_access")
    assert (event.case_ids, event.outcome) == ([case.pk], "changed")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("listing", [Exclusion, Restriction])
def test_the_second_of_two_at_once_is_told_that_the_user_is_named_already(listing, case, ben):
    def name():
        return name_on_list(listing, case=case, user=ben, reason="Neighbour", at=clock.now())

    assert while_open(name, name, said=str) == "Ben Mason is on this list already."
    assert listing.objects.filter(user=ben).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_ends_at_once_the_second_is_told(case, ben):
    name_on_list(Exclusion, case=case, user=ben, reason="Neighbour", at=clock.now())

    def end():
        end_listing(Exclusion, case=case, user=ben, at=clock.now())

    assert while_open(end, end, said=str) == "Ben Mason is not on this list."
