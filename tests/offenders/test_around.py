"""Who is around a person, the victim contact scheme and what diversity asks: recorded, changed, ended, shown."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from core.errors import RefusedError, StaleError
from offenders.choices import AdjustmentSource, FactEnding
from offenders.choices.around import (
    AgeGroup,
    AtRisk,
    DiversityKind,
    Household,
    NoticeKind,
    Relation,
    SchemeState,
)
from offenders.models import Case, DiversityNeed, KnownPerson, Liaison, LiaisonNotice, PersonFact
from offenders.selectors.around import AROUND, DIVERSITY, LIAISON, NOTICES, around_of, history_of
from offenders.selectors.dated import dated
from offenders.selectors.sorts import Sort
from offenders.services.around import change_known_person
from offenders.services.person import end_fact, record_fact
from people.models import User
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by
from tests.together import STORED, together

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_the_database_refuses(case: Case, amira: User):
    person = factories.make_known_person(case)
    liaison = factories.make_liaison(case)
    need = factories.make_diversity_need(case)
    notice = factories.make_notice(case)
    harm = factories.make_harm(case)
    on = clock.today()
    refused: list[tuple[Model, dict[str, Any]]] = [
        (person, {"name": ""}),
        (person, {"relation": "cat"}),
        (person, {"age_group": ""}),
        (person, {"household": "maybe"}),
        (person, {"at_risk": ""}),
        (person, {"risk": "", "recorded_by": amira}),
        (person, {"name": "The victim"}),
        (person, {"risk": "She was the VICTIM of 2019"}),
        (person, {"involved": "Victim services"}),
        (person, {"ends_on": on}),
        (person, {"ends_on": on, "ended_because": "past"}),
        (liaison, {"scheme": "open"}),
        (liaison, {"officer": "", "recorded_by": amira}),
        (liaison, {"requested": "Not to enter Leeds"}),
        (liaison, {"cleared_by": "Noor", "cleared_on": on}),
        (need, {"kind": ""}),
        (need, {"what": ""}),
        (need, {"source": "gossip"}),
        (notice, {"kind": "cat"}),
        (harm, dict.fromkeys(("children", "public", "known_adult", "staff"), "")),
        (harm, {"prisoners": "severe"}),
        (harm, {"recorded_by": amira, "staff": "", "recorded_on": on}),
        (harm, {"recorded_by": amira, "reduces": "", "recorded_on": on}),
        (harm, {"recorded_by": amira, "assessed_on": on + DAY}),
    ]
    for row, wrong in refused:
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**wrong)
        assert type(row)._default_manager.filter(pk=row.pk).exists(), wrong


def test_one_at_a_time(case: Case):
    for make in (
        factories.make_known_person,
        factories.make_liaison,
        factories.make_notice,
        factories.make_diversity_need,
        factories.make_harm,
    ):
        make(case)
        make(factories.make_case())
        with pytest.raises(IntegrityError), transaction.atomic():
            make(case)


def test_an_extract_may_leave_out_what_a_person_must_say(case: Case):
    factories.make_known_person(case, risk="")
    factories.make_liaison(case, officer="")
    harm = factories.make_harm(case, staff="", reduces="", who="")
    assert set(harm.levels) == {"children", "public", "known_adult"}
    assert set(harm.answers) == {"nature", "greatest", "increases"}


# Recorded and changed --------------------------------------------------------------------------------------

ABOUT: dict[str, Any] = {
    "name": "Kira",
    "relation": Relation.STEPCHILD,
    "age_group": AgeGroup.CHILD,
    "born_on": None,
    "household": Household.YES,
    "at_risk": AtRisk.YES,
    "risk": "He is alone with her in the evenings",
    "involved": "School",
}


def told(case: Case, by: User, sort: Sort, **details: Any) -> PersonFact:
    starts_on = details.pop("starts_on", clock.today())
    return record_fact(
        case=case, sort=sort, starts_on=starts_on, details=details, by=by, at=clock.now()
    )


def changed(person: KnownPerson, by: User, *, version: int = 1, **details: Any) -> KnownPerson:
    return change_known_person(
        person=person, details=ABOUT | details, version=version, by=by, at=clock.now()
    )


def test_somebody_is_recorded_changed_in_place_ended_and_begins_again(case: Case, amira: User):
    first = told(case, amira, AROUND, **ABOUT)
    with pytest.raises(RefusedError, match="on record already") as refused:
        told(case, amira, AROUND, **ABOUT | {"name": "KIRA"})
    assert refused.value.about == "name"
    assert isinstance(first, KnownPerson)
    assert (first.is_at_risk, first.risk_on) == (True, clock.today())
    KnownPerson.objects.update(risk_on=clock.today() - DAY)

    now = changed(first, amira, at_risk=AtRisk.NO, risk="")
    assert (now.uuid, now.version, now.is_at_risk) == (first.uuid, 2, False)
    assert now.risk_on == clock.today()
    assert [step.words for step in history_of(now)][-1].endswith("in the evenings")
    with pytest.raises(StaleError) as stale:
        changed(first, amira, version=1)
    assert ("Risk to them now", "Looked at: no risk to them now") in stale.value.theirs

    end_fact(
        fact=now,
        because=FactEnding.PAST,
        last_day=clock.today(),
        note="They have parted",
        version=2,
        by=amira,
        at=clock.now(),
    )
    with pytest.raises(StaleError):
        changed(now, amira, version=3)
    again = told(case, amira, AROUND, **ABOUT | {"name": "kira"})
    again.refresh_from_db()
    assert (again.uuid, again.version, again.is_over) == (first.uuid, 4, False)


def test_what_is_refused_of_somebody(case: Case, amira: User, hal: User):
    person = factories.make_known_person(case)
    factories.make_known_person(case, "Jo")
    for details, about in (
        ({"risk": " "}, "risk"),
        ({"risk": "The victim of 2019"}, "risk"),
        ({"born_on": clock.today() + DAY}, "born_on"),
        ({"name": "jo"}, "name"),
    ):
        with pytest.raises(RefusedError) as refused:
            changed(person, amira, **details)
        assert refused.value.about == about
    with pytest.raises(RefusedError, match="no staff record"):
        changed(person, hal)
    with pytest.raises(RefusedError, match="without the word"):
        told(case, amira, AROUND, **ABOUT | {"name": "A victim"})
    person.refresh_from_db()
    assert person.version == 1


def test_one_need_of_each_kind_and_one_state_of_the_scheme(case: Case, amira: User):
    need = {"kind": DiversityKind.BELIEF, "what": "Halal", "source": AdjustmentSource.TOLD}
    told(case, amira, DIVERSITY, **need)
    told(case, amira, DIVERSITY, **need | {"kind": DiversityKind.CARE})
    told(case, amira, DIVERSITY, **need | {"what": "Not on a Friday"})
    held = DiversityNeed.objects.filter(ended_because="").order_by("kind")
    assert [(row.kind, row.what) for row in held] == [
        ("belief", "Not on a Friday"),
        ("care", "Halal"),
    ]
    told(case, amira, LIAISON, scheme=SchemeState.OFFERED)
    told(case, amira, LIAISON, scheme=SchemeState.ACTIVE, officer="Noor Example")
    assert Liaison.objects.get(ended_because="").scheme == SchemeState.ACTIVE
    assert Liaison.objects.get(ended_because=FactEnding.REPLACED).scheme == SchemeState.OFFERED
    event = {"kind": NoticeKind.HEARING, "event_on": clock.today() + 9 * DAY}
    told(case, amira, NOTICES, **event)
    told(case, amira, NOTICES, **event | {"event_on": clock.today()})
    told(case, amira, NOTICES, **event | {"told_on": clock.today()})
    rows = LiaisonNotice.objects.filter(ended_because="").order_by("event_on")
    assert [row.told_on for row in rows] == [None, clock.today()]


@pytest.mark.django_db(transaction=True)
def test_two_who_change_somebody_at_once(case: Case, amira: User, ben: User):
    person = factories.make_known_person(case)
    found = together(
        lambda: changed(person, amira, risk="One"), lambda: changed(person, ben, risk="Two")
    )
    assert found == ["StaleError", STORED]
    assert KnownPerson.objects.get().version == 2


# Shown -----------------------------------------------------------------------------------------------------


def test_whoever_is_at_risk_comes_first_and_children_before_adults(case: Case):
    adult = {"age_group": AgeGroup.ADULT}
    factories.make_known_person(case, "Ann", at_risk=AtRisk.NO, **adult)
    factories.make_known_person(case, "Bea", at_risk=AtRisk.UNKNOWN)
    factories.make_known_person(case, "Cem", **adult)
    factories.make_known_person(case, "Dot")
    # By the day of birth she is grown up, whatever was said once.
    factories.make_known_person(case, "Eli", born_on=clock.today().replace(day=1, year=2000))
    on = clock.today()
    gone = {"ends_on": on, "ended_because": "past", "ended_note": "Moved"}
    factories.make_known_person(case, "Fay", **gone)
    rows = around_of(dated(case), on=on)
    assert [row.name for row in rows] == ["Dot", "Cem", "Eli", "Bea", "Ann"]
    assert "an adult" in rows[2].words
    assert [row.was_looked_at for row in rows] == [True, True, True, False, True]


def test_the_case_says_who_is_around_and_never_takes_nothing_for_nobody(
    case: Case, as_amira: Client
):
    pages = [case.get_absolute_url(), reverse("offenders:record", args=[case.uuid])]
    for page in pages:
        shown = text_of(as_amira.get(page))
        assert "Nobody is on record. That is not to say that there is nobody" in shown
    few = asked_by(as_amira, pages[1])
    for number in range(6):
        factories.make_known_person(case, f"Child {number}")
        factories.make_notice(case, event_on=clock.today() + number * DAY)
    factories.make_liaison(case)
    for page in pages:
        assert "He is alone with her in the evenings" in text_of(as_amira.get(page))
    assert asked_by(as_amira, pages[1]) == few


def test_no_page_says_the_word_of_somebody_around(case: Case, as_amira: Client):
    person = factories.make_known_person(case)
    about = as_amira.get(reverse("offenders:change_knownperson", args=[person.uuid]))
    form = about.context["form"]
    labels = [str(text) for field in form for text in (field.label, field.help_text)]
    choices = [str(label) for field in form for _, label in getattr(field.field, "choices", [])]
    assert not [text for text in labels + choices if "victim" in text.casefold()]


def test_somebody_is_changed_by_page_and_the_second_of_two_gets_both_texts(
    case: Case, as_amira: Client
):
    person = factories.make_known_person(case)
    url = reverse("offenders:change_knownperson", args=[person.uuid])
    page = as_amira.get(url)
    assert "How the risk was seen" in text_of(page)
    sent = {name: str(value or "") for name, value in ABOUT.items() if name != "born_on"}
    sent |= {"form_key": str(page.context["form"]["form_key"].value()), "version": "1"}
    wrong = as_amira.post(url, sent | {"risk": "His victim of 2019, still at home"})
    assert "without the word victim" in text_of(wrong)
    assert "His victim of 2019, still at home" in text_of(wrong), "what was typed is kept"
    answer = as_amira.post(url, sent | {"at_risk": "no", "risk": ""})
    assert answer.status_code == 302
    assert "Saved: Kira." in text_of(as_amira.get(answer.url))
    assert Event.objects.filter(view="offenders:change_knownperson", method="POST").exists()
    again = str(as_amira.get(url).context["form"]["form_key"].value())
    stale = as_amira.post(url, sent | {"form_key": again, "risk": "Mine"})
    assert stale.status_code == 409
    assert "Looked at: no risk to them now" in text_of(stale)
    assert "Mine" in text_of(stale)
    KnownPerson.objects.update(
        ends_on=clock.today(), ended_because="past", ended_note="Moved", starts_on=clock.today()
    )
    assert as_amira.get(url).status_code == 302
