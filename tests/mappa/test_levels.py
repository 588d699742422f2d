"""Levels by page: proposed, decided, told, reviewed, left; who comes second; what the case says of it."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.calendar import add_months, in_full
from core.errors import RefusedError, StaleError
from mappa.choices import Category, Criterion, ExitReason, Level, Outcome, ProposalState
from mappa.models import LevelProposal, Management, MappaExit, MappaReview, Screening, Telling
from mappa.rules.levels import LevelSaid
from mappa.rules.review import MeetingSaid
from mappa.selectors.managed import version_of
from mappa.services import levels as services
from offenders import deadlines
from offenders.models import Case, Deadline
from people.models import User
from tests import factories
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CHAIR = {"meeting_chair": "A. Chair", "meeting_ref": "M/26/114"}


def text(response: Any) -> str:
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", unescape(plain)).replace(" .", ".").replace(" ,", ",")


def boxes(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}_day": str(on.day),
        f"{name}_month": str(on.month),
        f"{name}_year": str(on.year),
    }


def url_of(name: str, row: Any) -> str:
    return reverse(f"mappa:{name}", args=[row.uuid])


def sent(case: Case, **values: Any) -> dict[str, Any]:
    return {"form_key": str(uuid4()), "version": str(version_of(case)), **values}


def proposed(case: Case, level: int = 1, **changes: Any) -> dict[str, Any]:
    values = {
        "level": str(level),
        "lead_agency": "police",
        "rationale": "Known to every agency; visits are kept.",
        "criteria_2": ["high_risk"] if level == 2 else [],
        "criteria_3": ["high_risk", "resources"] if level == 3 else [],
    }
    return sent(case, **(values | changes))


def reviewed(case: Case, **changes: Any) -> dict[str, Any]:
    values = {
        "reviewed_on": clock.today().isoformat(),
        "considered": ["risk", "plan"],
        "findings": "The plan was carried out; nothing new.",
        "outcome": "no_change",
    }
    return sent(case, **(values | changes))


@pytest.fixture
def screening(case: Case, amira: User) -> Screening:
    return factories.make_screening(case, by=amira, screened_on=clock.today() - 40 * DAY)


def due_of(case: Case, kind: str) -> list[date]:
    return list(Deadline.objects.filter(case=case, kind=kind).values_list("due_on", flat=True))


def test_level_1_is_proposed_approved_by_a_manager_and_told(
    as_amira: Client, as_dee: Client, amira: User, dee: User, case: Case, screening: Screening
):
    on = clock.today()
    page = text(as_amira.get(url_of("propose", case)))
    assert f"Eligible, category 1, screened on {in_full(screening.screened_on)}" in page
    assert "checked" not in as_amira.get(url_of("propose", case)).content.decode()
    answer = as_amira.post(url_of("propose", case), proposed(case))
    assert answer.url == url_of("mappa", case)
    proposal = LevelProposal.objects.get()
    assert (proposal.category, proposal.criteria) == (1, [Criterion.LEAD_CAN_MANAGE])
    assert not Management.objects.exists()
    assert "Level 1 is proposed and waits to be decided" in text(as_amira.get(answer.url))

    # It is on the list of the manager, and on nobody's day.
    assert len(due_of(case, "level_to_decide")) == 1
    page = text(as_dee.get(reverse("caseloads:oversight")))
    assert "MAPPA levels to decide 1" in page
    assert "Amira Khan proposed level 1 on" in page

    # Whoever proposed it has no page to decide on; of two managers the second is told.
    assert as_amira.get(url_of("decide_level", proposal)).status_code == 403
    assert "holds from today" in text(as_dee.get(url_of("decide_level", proposal)))
    decided = {"form_key": str(uuid4()), "version": "1", "decision": "approve"}
    answer = as_dee.post(url_of("decide_level", proposal), decided)
    level = Management.objects.get()
    assert answer.url == url_of("tell_level", level)
    assert (level.starts_on, level.approved_by, level.proposed_by) == (on, dee, amira)
    assert (level.screening, level.rationale) == (screening, proposal.rationale)
    again = as_dee.post(
        url_of("decide_level", proposal), decided | {"form_key": str(uuid4()), "decision": "refuse"}
    )
    assert again.status_code == 409
    assert due_of(case, "mappa_review") == [add_months(on, 6)]
    assert len(due_of(case, "level_not_communicated")) == 1
    assert due_of(case, "level_to_decide") == []

    assert "Nobody told" in text(as_amira.get(url_of("mappa", case)))
    told = {
        "form_key": str(uuid4()),
        "agency": "probation",
        "whom": "The offender manager",
        "way": "email",
        "told_on": on.isoformat(),
    }
    as_amira.post(url_of("tell_level", level), told)
    assert Telling.objects.get().management == level
    assert due_of(case, "level_not_communicated") == []
    page = text(as_amira.get(url_of("level", level)))
    for words in (f"Dee Walsh, {in_full(on)}", "The offender manager", "visits are kept"):
        assert words in page, words
    assert "MAPPA 1 level 1" in text(as_amira.get(case.get_absolute_url()))


def test_what_a_page_refuses_of_a_level(as_amira: Client, amira: User, case: Case):
    """MAP-4, MAP-13: with the reason at its field, and nothing stored."""
    page = url_of("propose", case)
    assert as_amira.get(page).url == url_of("mappa", case)
    assert "not screened yet" in text(as_amira.post(page, proposed(case)))
    factories.make_screening(case, by=amira, outcome=Outcome.NOT_ELIGIBLE)
    assert "not eligible" in text(as_amira.post(page, proposed(case)))
    factories.make_screening(case, by=amira, category=Category.THREE)
    assert "managed at level 2 or 3 only" in text(as_amira.post(page, proposed(case)))
    for changes, words in (
        ({"level": ""}, "Choose the level"),
        ({"level": "2", "criteria_2": []}, "Choose what level 2 rests on"),
        ({"level": "3", "criteria_3": []}, "Choose what level 3 rests on"),
        ({"level": "3", "criteria_3": ["high_risk"]}, "Choose why senior people are needed"),
        ({"level": "3", "criteria_3": ["resources"]}, "meets a criterion of level 2 too"),
        ({"level": "2", "criteria_2": ["high_risk"], "rationale": ""}, "Say why this level"),
        ({"level": "2", "criteria_2": ["high_risk"], "lead_agency": ""}, "Choose the lead agency"),
    ):
        answer = as_amira.post(page, proposed(case, **changes))
        assert answer.status_code == 200, changes
        assert words in text(answer), changes
        if "rationale" not in changes:
            assert "visits are kept" in answer.content.decode()
    assert not LevelProposal.objects.exists()
    as_amira.post(page, proposed(case, 2))
    assert LevelProposal.objects.get().category == Category.THREE


def test_a_meeting_decides_of_levels_2_and_3_and_of_coming_down(
    as_dee: Client, dee: User, amira: User, case: Case, screening: Screening
):
    on = clock.today()
    first = factories.make_level(case, by=amira, screening=screening, starts_on=on - 30 * DAY)

    def decide(level: Level, **values: Any) -> Any:
        proposal = factories.make_proposal(
            case,
            by=amira,
            screening=screening,
            level=level,
            criteria=[[], [], ["high_risk"], ["high_risk", "resources"]][level],
        )
        data = {"form_key": str(uuid4()), "version": "1", "decision": "approve", **values}
        answer = as_dee.post(url_of("decide_level", proposal), data)
        LevelProposal.objects.filter(state=ProposalState.WAITING).delete()
        return answer

    # Without the meeting, before the level in force, before the screening, in the future.
    assert "Enter the day of the meeting" in text(decide(Level.TWO))
    for day, words in (
        (on - 30 * DAY, "A level was set on"),
        (on - 41 * DAY, "They were screened on"),
        (on + DAY, "The day of the meeting"),
    ):
        assert words in text(decide(Level.TWO, **boxes("meeting_on", day), **CHAIR)), day
    assert Management.objects.count() == 1
    decide(Level.TWO, **boxes("meeting_on", on - 20 * DAY), **CHAIR)
    first.refresh_from_db()
    second = Management.objects.get(level=2)
    assert first.ends_on == second.starts_on == on - 20 * DAY
    assert (second.approved_by, second.meeting_ref, second.approved_on) == (None, "M/26/114", on)
    assert due_of(case, "mappa_review") == [on - 20 * DAY + timedelta(weeks=16)]
    # Down again: no manager alone.
    assert "Enter the day of the meeting" in text(decide(Level.ONE))
    decide(Level.ONE, **boxes("meeting_on", on - DAY), **CHAIR)
    assert Management.objects.order_by("starts_on").last().level == 1


def test_a_proposal_is_replaced_refused_or_overtaken(
    dee: User, amira: User, case: Case, screening: Screening
):
    at, none = clock.now(), MeetingSaid()
    first = factories.make_proposal(case, by=amira, screening=screening)
    said = {"case": case, "by": amira, "at": at}
    level = LevelSaid(level=1, lead_agency="police", criteria=[], rationale="Better said.")
    with pytest.raises(StaleError):
        services.propose_level(said=level, version=0, **said)
    second = services.propose_level(said=level, version=version_of(case), **said)
    first.refresh_from_db()
    assert first.state == ProposalState.REPLACED
    with pytest.raises(RefusedError, match="another manager"):
        services.decide_level(proposal=second, decision=none, version=1, by=amira, at=at)
    with pytest.raises(RefusedError, match="Say why"):
        services.decide_level(
            proposal=second, decision=services.Refusal(" "), version=1, by=dee, at=at
        )
    # Screened again in another category: what was proposed is not set.
    factories.make_screening(case, by=amira, category=Category.TWO)
    with pytest.raises(RefusedError, match="another category"):
        services.decide_level(proposal=second, decision=none, version=1, by=dee, at=at)
    done = services.decide_level(
        proposal=second, decision=services.Refusal("Level 2 first."), version=1, by=dee, at=at
    )
    assert (done.state, done.answer, done.management) == ("refused", "Level 2 first.", None)
    assert not Management.objects.exists()


def test_a_review_moves_the_day_and_taken_back_moves_it_again(
    as_amira: Client, as_farah: Client, amira: User, case: Case
):
    on = clock.today()
    level = factories.make_management(case, level=Level.THREE, starts_on=on - 50 * DAY)
    deadlines.refresh_all(on=on, at=clock.now())
    assert due_of(case, "mappa_review") == [on + 6 * DAY]
    page = url_of("record_review", case)
    for changes, words in (
        ({"considered": []}, "Choose what was considered"),
        ({"findings": ""}, "Say what was found"),
        ({"outcome": ""}, "Choose what comes of it"),
        ({"reviewed_on": (on + DAY).isoformat()}, "The day of the review must be today"),
        ({"meeting_chair": "A. Chair"}, "Enter the day of the meeting"),
    ):
        assert words in text(as_amira.post(page, reviewed(case, **changes))), changes
    stale = reviewed(case)
    assert as_amira.post(page, reviewed(case)).url == url_of("mappa", case)
    review = MappaReview.objects.get()
    assert (review.management, review.next_due_on) == (level, on + timedelta(weeks=8))
    assert due_of(case, "mappa_review") == [on + timedelta(weeks=8)]
    # Two at once: the second reads what the first saved, and keeps their own words.
    answer = as_farah.post(page, stale | {"findings": "Seen otherwise."})
    assert answer.status_code == 409
    assert "Seen otherwise." in text(answer)
    assert "nothing new" in text(answer)
    assert "Considered: Risk of serious harm" in text(as_amira.get(url_of("mappa", case)))

    answer = as_amira.post(
        url_of("take_back_review", review),
        {"form_key": str(uuid4()), "version": "1", "because": "It was of another person."},
    )
    assert answer.status_code == 302
    assert due_of(case, "mappa_review") == [on + 6 * DAY]
    assert "It was of another person." in text(as_amira.get(url_of("level", level)))
    # What comes of a review leads on.
    then = as_amira.post(page, reviewed(case, outcome="level_change"))
    assert then.url == url_of("propose", case)


def test_a_visit_is_no_review(amira: User, case: Case):
    """MAP-33."""
    on = clock.today()
    factories.make_management(case, level=Level.TWO, starts_on=on - 50 * DAY)
    deadlines.refresh_all(on=on, at=clock.now())
    before = due_of(case, "mappa_review")
    visit = factories.make_visit(case, "seen_inside", officer=amira.officer)
    deadlines.refresh_all(on=on, at=clock.now())
    assert visit.pk
    assert due_of(case, "mappa_review") == before == [on + 62 * DAY]


def test_whoever_leaves_mappa_leaves_it_with_its_reason(as_amira: Client, amira: User, case: Case):
    on = clock.today()
    page = url_of("leave", case)
    assert as_amira.get(page).url == url_of("mappa", case)
    level = factories.make_management(case, level=Level.ONE, starts_on=on - 50 * DAY)
    values = {
        "exited_on": on.isoformat(),
        "reason": ExitReason.NOTIFICATION_ENDED,
        "words": "The ten years ended.",
        "decided_by": "DI C. Senior",
        "told": ["probation", "coordinator"],
    }
    shown = text(as_amira.get(page))
    assert "The notification period has ended" in shown
    assert "A meeting decided" not in shown
    for changes, words in (
        ({"decided_by": ""}, "Say who decided it"),
        ({"told": []}, "Choose who was told"),
        ({"reason": ExitReason.MEETING_DECIDED}, "Select a valid choice"),
        ({"words": ""}, "Say what it rests on"),
    ):
        answer = as_amira.post(page, sent(case, **(values | changes)))
        assert answer.status_code == 200, changes
        assert words in text(answer) or "Choose" in text(answer), changes
    stale = sent(case, **values)
    assert as_amira.post(page, sent(case, **values)).url == url_of("mappa", case)
    level.refresh_from_db()
    assert level.ends_on == on
    assert MappaExit.objects.get().told == ["coordinator", "probation"]
    assert due_of(case, "mappa_review") == []
    assert as_amira.post(page, stale).status_code in {302, 409}
    shown = text(as_amira.get(url_of("mappa", case)))
    for words in ("How they left MAPPA", "DI C. Senior", "No level is set"):
        assert words in shown, words


def test_a_level_from_an_extract_stands_with_what_is_not_on_record(
    as_amira: Client, amira: User, case: Case
):
    level = factories.make_management(case, last_review_on=clock.today() - 3 * DAY)
    page = text(as_amira.get(url_of("level", level)))
    assert "Screening Not recorded" in page
    assert "An extract names a review" in page
    assert due_of(case, "level_not_communicated") == []


def test_the_pages_ask_as_often_of_much_as_of_little(as_amira: Client, amira: User, case: Case):
    on = clock.today()
    level = factories.make_level(case, by=amira, starts_on=on - 300 * DAY)
    factories.make_mappa_review(level, by=amira, reviewed_on=on - 200 * DAY)
    factories.make_telling(level, by=amira)
    pages = [url_of("mappa", case), url_of("level", level)]
    few = [asked_by(as_amira, page) for page in pages]
    for n in range(4):
        factories.make_mappa_review(level, by=amira, reviewed_on=on - n * DAY)
        factories.make_telling(level, by=amira, whom=f"Number {n}")
        factories.make_management(
            case, starts_on=on - (600 - 20 * n) * DAY, ends_on=on - (590 - 20 * n) * DAY
        )
    assert [asked_by(as_amira, page) for page in pages] == few
