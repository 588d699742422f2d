"""Recording a risk level: whose it is, what it moves, and what is refused."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import clock
from core.errors import RefusedError
from offenders import deadlines
from offenders.choices import RiskLevel
from offenders.forms.enforcement import ActionForm
from offenders.models import Flag, RiskAssessment
from offenders.services.risk import record_risk

pytestmark = pytest.mark.django_db


def record(case, by, **changes):
    on = clock.today()
    values = {"level": RiskLevel.VERY_HIGH, "assessed_on": on, "rationale": "ARMS"}
    return record_risk(case=case, by=by, at=clock.now(), **(values | changes))


def posted(form, **answers: str) -> dict[str, str]:
    """A rendered form sent back with these answers."""
    return {"form_key": str(form["form_key"].value()), **answers}


def test_police_give_the_police_level_and_probation_rosh(case, amira, farah):
    assert record(case, amira).tool == "police"
    assert record(case, farah).tool == "rosh"


def test_a_second_level_of_the_day_replaces_the_first_and_history_keeps_both(case, amira):
    first = record(case, amira)
    second = record(case, amira, level=RiskLevel.LOW)
    assert (second.pk, second.level) == (first.pk, "low")
    events = RiskAssessment.objects.get(pk=first.pk).events
    assert list(events.order_by("pgh_id").values_list("level", flat=True)) == ["very_high", "low"]


def test_a_day_ahead_is_refused(case, amira):
    with pytest.raises(RefusedError, match="future"):
        record(case, amira, assessed_on=clock.today() + timedelta(days=1))


def test_a_missing_level_is_a_flag_with_an_act_that_cures_it(as_amira, case, amira):
    case.risk_assessments.all().delete()
    on = clock.today()
    deadlines.refresh_all(on=on, at=clock.now())
    flag = Flag.objects.get(missing="police_risk_level", cured_at__isnull=True)
    url = reverse("offenders:record_risk", args=[case.uuid])
    assert url in as_amira.get(flag.get_absolute_url()).content.decode()
    form = as_amira.get(url).context["form"]
    answer = as_amira.post(
        url,
        posted(form, level="high", assessed_on=on.isoformat(), rationale="ARMS: <b>medium</b>"),
    )
    assert answer.status_code == 302
    flag.refresh_from_db()
    assert flag.cured_by.startswith("risk:")
    page = as_amira.get(answer.url).content.decode()
    assert "Police risk level: High, saved." in page


def test_an_empty_form_says_what_to_do(as_amira, case):
    url = reverse("offenders:record_risk", args=[case.uuid])
    page = as_amira.post(
        url, posted(as_amira.get(url).context["form"], assessed_on="")
    ).content.decode()
    for words in (
        "Choose the level",
        "Enter the date of the assessment",
        "Say why it is this level",
    ):
        assert words in page


def test_the_forms_of_a_level_and_of_what_was_done_wait_for_a_signal(as_amira, case):
    page = as_amira.get(reverse("offenders:record_risk", args=[case.uuid])).content.decode()
    assert page.count("data-waits") == 1
    assert ActionForm.waits
