"""When somebody is to be released, as far as it is known."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, strategies as st

from offenders.choices import KeyDateKind as K, PauseKind
from offenders.deadlines import Shared
from offenders.deadlines.release import releases
from offenders.models import Case
from offenders.rules.release import Known, Release, handover_of, newest_of, release_of
from offenders.selectors.release import known_releases
from tests import factories

ON = date(2026, 11, 20)
DAY = timedelta(days=1)
LONG_AGO = date(2025, 1, 1)


def known(kind: K, falls_on: date | None, known_on: date = LONG_AGO) -> Known:
    return Known(kind, falls_on, known_on)


@pytest.mark.parametrize(
    ("dates", "answer"),
    [
        ([], None),
        ([(K.CONDITIONAL, ON)], K.CONDITIONAL),  # today is still to come
        ([(K.CONDITIONAL, ON - DAY)], None),
        ([(K.CONDITIONAL, ON + 30 * DAY), (K.AUTOMATIC, ON + 20 * DAY)], K.AUTOMATIC),
        ([(K.CONDITIONAL, ON + 30 * DAY), (K.PAROLE, ON + 90 * DAY)], K.CONDITIONAL),
        ([(K.AUTOMATIC, ON + 90 * DAY), (K.PAROLE, ON + 30 * DAY)], K.PAROLE),
        ([(K.AUTOMATIC, ON + 90 * DAY), (K.PAROLE, ON - DAY)], K.AUTOMATIC),
        ([(K.TARIFF, ON + 90 * DAY), (K.HEARING, ON + 30 * DAY)], K.TARIFF),
        ([(K.TARIFF, ON - DAY), (K.HEARING, ON + 30 * DAY)], K.HEARING),
        ([(K.TARIFF, ON - DAY), (K.HEARING, ON - DAY)], None),
        ([(K.RELEASE, ON + 90 * DAY), (K.PAROLE, ON + 30 * DAY)], K.RELEASE),
        ([(K.RELEASE, ON - DAY), (K.RECALLED, ON + 30 * DAY)], K.RECALLED),
        ([(K.RECALLED, ON + 30 * DAY), (K.AUTOMATIC, ON + 5 * DAY)], K.RECALLED),
        ([(K.HANDOVER, ON + DAY), (K.HANDOVER_STARTS, ON + DAY)], None),
    ],
)
def test_which_date_is_the_release(dates: list[tuple[K, date]], answer: K | None) -> None:
    found = release_of([known(*each) for each in dates], on=ON)
    assert (found.kind if found else None) == answer
    if found:
        assert found.on == dict(dates)[found.kind]  # type: ignore[index]


def test_what_was_known_last_counts_also_that_there_is_none() -> None:
    moved = [known(K.RELEASE, ON + 50 * DAY, ON - DAY), known(K.RELEASE, ON + 9 * DAY)]
    assert release_of(moved, on=ON) == Release(ON + 50 * DAY, K.RELEASE, ON - DAY)
    put_off = [*moved, known(K.RELEASE, None, ON)]
    assert release_of(put_off, on=ON) is None
    assert release_of([*put_off, known(K.CONDITIONAL, ON + DAY)], on=ON) == Release(
        ON + DAY, K.CONDITIONAL, LONG_AGO
    )


def test_the_end_of_a_stay_counts_where_no_date_does() -> None:
    assert release_of([], on=ON, stay_ends=ON + DAY) == Release(ON + DAY)
    assert release_of([known(K.PAROLE, ON + 9 * DAY)], on=ON, stay_ends=ON + DAY) == Release(
        ON + 9 * DAY, K.PAROLE, LONG_AGO
    )


@given(
    st.lists(
        st.tuples(st.sampled_from(list(K)), st.none() | st.dates(ON - 400 * DAY, ON + 4000 * DAY))
    )
)
def test_a_release_is_never_past(dates: list[tuple[K, date | None]]) -> None:
    found = release_of([known(*each) for each in dates], on=ON)
    assert found is None or found.on >= ON


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ([(K.CONDITIONAL, date(2026, 12, 31))], date(2026, 4, 16)),
        ([(K.PAROLE, date(2027, 6, 30)), (K.CONDITIONAL, date(2029, 1, 1))], date(2026, 6, 30)),
        ([(K.TARIFF, date(2028, 2, 29))], date(2027, 2, 28)),
        ([], None),
    ],
)
def test_the_day_of_the_handover(dates: list[tuple[K, date]], day: date | None) -> None:
    found = handover_of(newest_of([known(*each) for each in dates]), on=ON)
    assert (found[0] if found else None) == day


@pytest.mark.django_db
def test_the_releases_of_many_cases_as_known_on_a_day() -> None:
    """Fixed queries; what became known later is not known, and what is of no case in question is not told."""
    cases = [factories.make_case() for _ in range(4)]
    decided, moved, stay, free = cases
    factories.make_key_date(decided, K.RELEASE, ON + 40 * DAY, known_on=LONG_AGO)
    factories.make_key_date(moved, K.CONDITIONAL, ON + 40 * DAY, known_on=LONG_AGO)
    factories.make_key_date(moved, K.CONDITIONAL, ON + 60 * DAY, known_on=ON + DAY)
    factories.make_pause(stay, starts_on=LONG_AGO, ends_on=ON + 30 * DAY)
    factories.make_pause(free, starts_on=LONG_AGO, ends_on=ON)
    factories.make_pause(decided, PauseKind.HOSPITAL, starts_on=LONG_AGO, ends_on=ON + 3 * DAY)
    ids = [case.pk for case in cases]
    expected = {
        decided.pk: Release(ON + 40 * DAY, K.RELEASE, LONG_AGO),
        moved.pk: Release(ON + 40 * DAY, K.CONDITIONAL, LONG_AGO),
        stay.pk: Release(ON + 30 * DAY),
    }
    with CaptureQueriesContext(connection) as asked:
        assert known_releases(ids, on=ON) == expected
    assert len(asked) == 2
    assert known_releases([free.pk], on=ON) == {}
    assert known_releases([moved.pk], on=ON + DAY)[moved.pk].on == ON + 60 * DAY
    assert Shared(ids, ON).once(releases) == expected
    assert Case.objects.count() == len(cases)
