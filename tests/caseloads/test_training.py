"""Training: recorded, corrected, ended, stated and confirmed; coverage whose every number is its list."""

import csv
import io
import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from caseloads.choices import CourseState
from caseloads.rules.training import end_problem, share_trained, standing_with, training_problem
from caseloads.services.training import (
    Said,
    correct_training,
    decide_training,
    end_training,
    record_training,
    state_training,
)
from core import clock
from core.errors import RefusedError, StaleError
from offenders.rules.allocation import Course
from people.choices import TrainingKind, TrainingMode
from people.models import Officer, StatedTraining, Training, User
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by
from tests.together import STORED, together

ON = date(2026, 11, 20)
TODAY = clock.today()
DAY = timedelta(days=1)
ARMS, MOSOVO = TrainingKind.ARMS, TrainingKind.MOSOVO
CURRENT, SOON, RUN_OUT, MISSING = CourseState


def course(done: int, until: int | None = None, kind: TrainingKind = ARMS) -> Course:
    return Course(kind, ON + done * DAY, None if until is None else ON + until * DAY)


@pytest.mark.parametrize(
    ("courses", "state"),
    [
        ([], MISSING),
        ([course(0)], CURRENT),
        ([course(1)], MISSING),  # still to come
        ([course(-400, 91)], CURRENT),
        ([course(-400, 90)], SOON),
        ([course(-400, 1)], SOON),
        ([course(-400, 0)], RUN_OUT),
        ([course(-400, -1)], RUN_OUT),
        ([course(-400, -1), course(-10, 200)], CURRENT),
        ([course(-400, 200), course(-10, 30)], CURRENT),  # the one that lasts longest
        ([course(-400), course(-10, 0)], CURRENT),
        ([course(-400, 200, MOSOVO)], MISSING),  # another course
    ],
)
def test_how_somebody_stands(courses: list[Course], state: CourseState) -> None:
    assert standing_with("ARMS", courses, on=ON, ahead=90).state == state


def test_what_the_extract_calls_specialist_is_the_mosovo_course() -> None:
    done = [course(-1, kind=TrainingKind.SPECIALIST)]
    assert standing_with("MOSOVO", done, on=ON, ahead=90).state == CURRENT


@pytest.mark.parametrize(
    ("states", "share"),
    [([], None), ([CURRENT, SOON], 100), ([CURRENT, RUN_OUT, MISSING], 33), ([MISSING], 0)],
)
def test_the_share(states: list[CourseState], share: int | None) -> None:
    assert share_trained(states) == share


@pytest.mark.parametrize(
    ("trained", "expires", "observed", "about"),
    [
        (0, None, None, None),
        (1, None, None, "trained_on"),
        (-5, None, None, "trained_on"),  # on record already
        (-1, 0, None, None),
        (-1, -1, None, "expires_on"),
        (-1, 366 * 10, None, "expires_on"),
        (-9, None, -9, None),
        (-9, None, 0, None),
        (-9, None, 1, "observed_on"),
        (-9, None, -10, "observed_on"),
    ],
)
def test_what_can_be_recorded(
    trained: int, expires: int | None, observed: int | None, about: str | None
) -> None:
    def day(number: int | None) -> date | None:
        return None if number is None else ON + number * DAY

    found = training_problem(
        trained_on=ON + trained * DAY,
        expires_on=day(expires),
        observed_on=day(observed),
        on=ON,
        others=[ON - 5 * DAY],
    )
    assert (found.about if found else None) == about


@pytest.mark.parametrize(
    ("expires", "ends", "about"),
    [(None, 0, "fits"), (10, 10, "fits"), (10, 11, "ends_on"), (0, -1, ""), (1, 0, "fits")],
)
def test_when_it_can_end(expires: int | None, ends: int, about: str) -> None:
    until = None if expires is None else ON + expires * DAY
    found = end_problem(expires_on=until, ends_on=ON + ends * DAY, on=ON)
    assert (found.about if found else "fits") == about


def said(done: int = -30, until: int | None = 300, mode: str = TrainingMode.CLASSROOM) -> Said:
    return Said(TODAY + done * DAY, None if until is None else TODAY + until * DAY, mode)


def record(officer: Officer, kind: TrainingKind = ARMS, **days: Any) -> Training:
    return record_training(officer=officer, kind=kind, said=said(**days), at=clock.now())


@pytest.mark.django_db
class TestActs:
    def test_recorded_corrected_and_ended(self, amira: User) -> None:
        row = record(amira.officer)
        at = clock.now()
        row = correct_training(
            training=row, said=said(mode=TrainingMode.OBSERVED), version=1, at=at
        )
        assert (row.mode, row.version) == ("observed", 2)
        with pytest.raises(StaleError):
            correct_training(training=row, said=said(), version=1, at=at)
        assert not end_training(training=row, ends_on=TODAY, version=2, at=at)
        assert Training.objects.get().expires_on == TODAY
        other = record(amira.officer, MOSOVO)
        assert end_training(training=other, ends_on=other.trained_on, version=1, at=at)
        assert not Training.objects.filter(kind=MOSOVO).exists()

    def test_the_same_course_once(self, amira: User) -> None:
        record(amira.officer)
        with pytest.raises(RefusedError, match="on record for"):
            record(amira.officer)

    def test_the_day_of_the_extract_is_the_extracts(self, amira: User) -> None:
        row = factories.make_training(amira.officer, TrainingKind.SPECIALIST)
        at = clock.now()
        with pytest.raises(RefusedError, match="comes with the extract"):
            correct_training(training=row, said=said(), version=1, at=at)
        with pytest.raises(RefusedError, match="comes with the extract"):
            end_training(training=row, ends_on=row.trained_on, version=1, at=at)
        kept = Said(row.trained_on, TODAY + 9 * DAY, TrainingMode.E_LEARNING)
        correct_training(training=row, said=kept, version=1, at=at)
        assert Training.objects.get().mode == "e_learning"

    def test_stated_it_counts_once_it_is_confirmed(self, amira: User, dee: User) -> None:
        at = clock.now()
        stated = state_training(officer=amira.officer, kind=ARMS, said=said(), confidence=4, at=at)
        assert not Training.objects.exists()
        with pytest.raises(RefusedError, match="waits to be confirmed"):
            state_training(officer=amira.officer, kind=ARMS, said=said(), confidence=4, at=at)
        decide = {"stated": stated, "reason": "", "observed_on": TODAY, "by": dee, "at": at}
        decide_training(is_confirmed=True, **decide)  # type: ignore[arg-type]
        row = Training.objects.get()
        assert (row.confidence, row.observed_on, row.mode) == (4, TODAY, "classroom")
        with pytest.raises(RefusedError, match="decided about this already"):
            decide_training(is_confirmed=False, **decide)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        "wrong",
        [
            {"mode": "dreamt"},
            {"confidence": 0},
            {"confidence": 6},
            {"observed_on": TODAY - 31 * DAY},
            {"expires_on": TODAY - 30 * DAY},
        ],
    )
    def test_the_database_refuses_what_cannot_be(
        self, amira: User, wrong: dict[str, object]
    ) -> None:
        row = record(amira.officer)
        with pytest.raises(IntegrityError), transaction.atomic():
            Training.objects.filter(pk=row.pk).update(**wrong)

    def test_the_database_refuses_a_decision_by_nobody(self, amira: User, dee: User) -> None:
        row = state_training(
            officer=amira.officer, kind=ARMS, said=said(), confidence=None, at=clock.now()
        )
        for wrong in ({"state": "confirmed"}, {"state": "refused", "decided_by": dee}):
            with pytest.raises(IntegrityError), transaction.atomic():
                StatedTraining.objects.filter(pk=row.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once(amira: User, dee: User, ivy: User) -> None:
    at = clock.now()
    stated = state_training(officer=amira.officer, kind=ARMS, said=said(), confidence=None, at=at)

    def decide(by: User, *, is_confirmed: bool) -> None:
        decide_training(
            stated=stated,
            is_confirmed=is_confirmed,
            reason="No certificate",
            observed_on=None,
            by=by,
            at=at,
        )

    answers = together(
        lambda: decide(dee, is_confirmed=True), lambda: decide(ivy, is_confirmed=False)
    )
    assert answers == ["RefusedError", STORED]
    assert Training.objects.count() == int(StatedTraining.objects.get().state == "confirmed")


LIST, CSV = reverse("caseloads:training_list"), reverse("caseloads:training_csv")


@pytest.mark.django_db
class TestCoverage:
    @pytest.fixture(autouse=True)
    def _staff(self, amira: User, ben: User, eve: User, chidi: User, dee: User) -> None:
        record(amira.officer)
        record(ben.officer, until=20)
        factories.make_training(eve.officer, ARMS, expires_on=TODAY - DAY)
        record(chidi.officer)  # of another team
        record(amira.officer, MOSOVO, until=None, mode=TrainingMode.E_LEARNING)

    def test_every_number_is_its_list_and_its_file(self, as_dee: Client) -> None:
        page = as_dee.get(reverse("caseloads:training")).content.decode()
        links = re.findall(r'href="(/training/list/\?[^"]+)">(\d+)<', page)
        assert len(links) >= 6
        for url, number in links:
            found = as_dee.get(unescape(url))
            assert found.context["number"] == int(number) == len(found.context["table"].cells)
            body = as_dee.get(unescape(url).replace("/list/", "/list.csv")).content.decode(
                "utf-8-sig"
            )
            assert len(list(csv.DictReader(io.StringIO(body)))) == int(number)

    @pytest.mark.parametrize(
        ("asked", "names"),
        [
            ("course=ARMS&state=current", {"Amira Khan"}),
            ("course=ARMS&state=soon", {"Ben Mason"}),
            ("course=ARMS&state=run_out", {"Eve Osei"}),
            ("course=ARMS&state=missing", {"Dee Walsh"}),
            ("course=MOSOVO&mode=e_learning", {"Amira Khan"}),
            ("course=ARMS&mode=classroom", {"Amira Khan", "Ben Mason"}),
            ("course=ARMS&mode=none", set()),
        ],
    )
    def test_who_is_in_which(self, as_dee: Client, asked: str, names: set[str]) -> None:
        body = as_dee.get(f"{CSV}?{asked}").content.decode("utf-8-sig")
        assert {row["name"] for row in csv.DictReader(io.StringIO(body))} == names

    def test_only_of_teams_that_one_leads(self, as_dee: Client, as_lars: Client) -> None:
        assert "Chidi Eze" not in text_of(as_dee.get(LIST))
        assert "Chidi Eze" in text_of(as_lars.get(LIST))

    def test_as_many_queries_for_few_as_for_many(self, as_dee: Client, amira: User) -> None:
        urls = (reverse("caseloads:training"), LIST)
        before = [asked_by(as_dee, url) for url in urls]
        for _ in range(5):
            record(factories.make_officer(team=amira.officer.team))
        assert [asked_by(as_dee, url) for url in urls] == before


@pytest.mark.django_db
class TestPages:
    def sent(self, **changes: str) -> dict[str, str]:
        return {
            "form_key": "8f14e45f-ceea-467f-a8a5-b1f2c0d9e077",
            "kind": "arms",
            "trained_on": TODAY.isoformat(),
            "mode": "classroom",
            **changes,
        }

    def test_a_supervisor_records_one(self, amira: User, as_dee: Client) -> None:
        url = reverse("caseloads:officer_training", args=[amira.officer.uuid])
        page = text_of(as_dee.post(url, self.sent(), follow=True))
        assert "is recorded." in page
        assert Training.objects.get().mode == "classroom"

    def test_an_officer_states_one_and_is_told_why_not(
        self, amira: User, as_amira: Client, as_dee: Client
    ) -> None:
        url = reverse("caseloads:my_training")
        assert "It waits to be confirmed" in text_of(
            as_amira.post(url, self.sent(confidence="3"), follow=True)
        )
        assert "Amira Khan" in text_of(as_dee.get(reverse("caseloads:training")))
        stated = StatedTraining.objects.get()
        parts = [amira.officer.uuid, stated.uuid]
        decide = reverse("caseloads:decide_training", args=parts)
        half = {"form_key": self.sent()["form_key"], "is_confirmed": "no"}
        assert "Say why it does not count" in text_of(as_dee.post(decide, half))
        as_dee.post(decide, half | {"reason": "No certificate"})
        assert "No certificate" in text_of(as_amira.get(url))

    def test_whoever_leads_does_not_record_their_own(self, dee: User, as_dee: Client) -> None:
        url = reverse("caseloads:officer_training", args=[dee.officer.uuid])
        assert as_dee.get(url).status_code == 404

    def test_my_day_says_what_runs_out(self, amira: User, as_amira: Client) -> None:
        url = reverse("caseloads:my_day")
        assert "training runs out" not in text_of(as_amira.get(url))
        record(amira.officer, until=90)
        assert "ARMS training runs out on" in text_of(as_amira.get(url))

    def test_how_confident_somebody_is_is_their_own_to_say(
        self, amira: User, as_amira: Client, as_ben: Client
    ) -> None:
        row = record(amira.officer)
        url = reverse("caseloads:rate_training", args=[row.uuid])
        sent = {"form_key": self.sent()["form_key"], "confidence": "2"}
        assert as_ben.post(url, sent).status_code == 404
        assert as_amira.post(url, sent).status_code == 302
        assert Training.objects.get().confidence == 2
