"""Risk of serious harm by group: recorded with its level over all, shown, refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import RefusedError, StaleError
from core.history import changes_of
from offenders.choices import PauseKind, RiskTool
from offenders.models import Case, Draft, HarmAssessment, Pause, RiskAssessment
from offenders.selectors.dated import dated
from offenders.selectors.harm import harm_of
from offenders.services.harm import record_harm
from offenders.services.risk import record_risk
from people.models import User
from tests import factories
from tests.pages import text_of
from tests.together import STORED, together

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LEVELS = {"children": "high", "public": "low", "known_adult": "medium", "staff": "low"}
ANSWERS = {
    "who": "Girls under 13",
    "nature": "Contact offences",
    "greatest": "Evenings",
    "increases": "Drinking",
    "reduces": "Work",
}


def record(case: Case, by: User, *, version: int = 0, **changes: Any) -> HarmAssessment:
    values = {"levels": LEVELS, "answers": ANSWERS, "assessed_on": clock.today()}
    return record_harm(case=case, version=version, by=by, at=clock.now(), **values | changes)


def level_of(case: Case) -> RiskAssessment:
    rows = RiskAssessment.objects.filter(case=case, tool=RiskTool.ROSH)
    return rows.order_by("-assessed_on")[0]


def test_the_highest_group_is_the_level_over_all(case: Case, farah: User):
    first = record(case, farah)
    level = level_of(case)
    assert (level.level, level.assessor, level.recorded_by) == ("high", farah.officer, farah)
    assert "children high, public low, known adult medium, staff low" in level.rationale
    second = record(case, farah, version=1, levels=LEVELS | {"staff": "very_high"})
    assert (second.pk, second.version, level_of(case).level) == (first.pk, 2, "very_high")
    kept = [change.row.staff for change in changes_of(HarmAssessment, case=case.pk)]
    assert kept == ["very_high", "low"]


def test_a_level_of_an_extract_stays(case: Case, farah: User):
    on = clock.today()
    theirs = factories.make_risk(case, tool=RiskTool.ROSH, level="high", assessed_on=on)
    record(case, farah)
    theirs.refresh_from_db()
    assert (theirs.level, theirs.recorded_by, theirs.rationale) == ("high", None, "")
    with pytest.raises(RefusedError, match="Another system says High") as refused:
        record(case, farah, version=1, levels=LEVELS | {"children": "low"})
    assert refused.value.about == "assessed_on"
    assert HarmAssessment.objects.get().children == "high"


def test_what_is_refused(case: Case, farah: User, amira: User, hal: User):
    for by in (amira, hal):
        with pytest.raises(RefusedError, match="probation's"):
            record(case, by)
    with pytest.raises(RefusedError, match="future"):
        record(case, farah, assessed_on=clock.today() + DAY)
    on = clock.today()
    Pause.objects.create(case=case, kind=PauseKind.CUSTODY, starts_on=on - 9 * DAY, ends_on=on)
    with pytest.raises(RefusedError, match="in custody on that day") as refused:
        record(case, farah, assessed_on=on - DAY)
    assert refused.value.about == "prisoners"
    record(case, farah)
    with pytest.raises(StaleError) as stale:
        record(case, farah)
    assert ("Children", "High") in stale.value.theirs
    assert not RiskAssessment.objects.filter(case=case, assessed_on=on - DAY).exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once(case: Case, farah: User):
    found = together(
        lambda: record(case, farah), lambda: record(case, farah, assessed_on=clock.today() - DAY)
    )
    assert found == ["StaleError", STORED]
    assert HarmAssessment.objects.count() == 1


def test_what_is_said_of_groups_that_a_later_level_left_behind(case: Case, farah: User):
    on = clock.today()
    assert harm_of(dated(case), on=on).newest is None
    record(case, farah, assessed_on=on - 9 * DAY)
    assert harm_of(dated(case), on=on).remark == ""
    assert harm_of(dated(case), on=on - 10 * DAY).newest is None
    record_risk(
        case=case, level="very_high", assessed_on=on, rationale="Anew", by=farah, at=clock.now()
    )
    assert "a later assessment, which says nothing of groups" in harm_of(dated(case), on=on).remark
    record_risk(
        case=case,
        level="low",
        assessed_on=on - 9 * DAY,
        rationale="Put right",
        by=farah,
        at=clock.now(),
    )
    before = harm_of(dated(case), on=on - DAY)
    assert "the highest of these groups is another one" in before.remark


def posted(page: Any, **changes: str) -> dict[str, str]:
    form = page.context["form"]
    return {
        "form_key": str(form["form_key"].value()),
        "version": str(form["version"].value()),
        "assessed_on": clock.today().isoformat(),
        "prisoners": "",
        **LEVELS,
        **ANSWERS,
        **changes,
    }


def test_it_is_recorded_by_page_and_read_on_the_record_and_the_brief(case: Case, as_farah: Client):
    record_page = reverse("offenders:record", args=[case.uuid])
    url = reverse("offenders:record_harm", args=[case.uuid])
    shown = as_farah.get(record_page)
    assert "The risk is not on record by group" in text_of(shown)
    assert url in shown.content.decode()
    page = as_farah.get(url)
    Draft.objects.create(
        user=page.wsgi_request.user,
        case=case,
        form="record-harm",
        data={"who": ["Half a sen"]},
        saved_at=clock.now(),
    )
    assert "Half a sen" in text_of(as_farah.get(url))
    wrong = text_of(as_farah.post(url, posted(page, children="", reduces="", who="Whole text")))
    for words in ("Choose the level for children", "Say what reduces the risk", "Whole text"):
        assert words in wrong
    assert not HarmAssessment.objects.exists()
    answer = as_farah.post(url, posted(page, prisoners="elsewhere"))
    assert answer.status_code == 302
    assert not Draft.objects.exists()
    assert HarmAssessment.objects.get().prisoners == ""
    shown = text_of(as_farah.get(answer.url))
    for words in ("by group, assessed", "Over all groups the highest counts: high", "Girls under"):
        assert words in shown
    assert "Prisoners" not in shown
    brief = text_of(as_farah.get(reverse("caseloads:brief", args=[case.uuid])))
    assert "children high, public low" in brief
    again = posted(as_farah.get(url), version="0", who="Mine")
    stale = as_farah.post(url, again)
    assert stale.status_code == 409
    assert "Mine" in text_of(stale)


def test_it_is_offered_to_probation_alone(case: Case, as_amira: Client):
    page = as_amira.get(reverse("offenders:record", args=[case.uuid])).content.decode()
    assert reverse("offenders:record_harm", args=[case.uuid]) not in page
