"""Language, adjustments, how somebody is reached, other names: one at a time or several, shown where they matter."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import RefusedError
from offenders.choices import AdjustmentKind, AliasKind, FactEnding, Interpreter, ReachBy, Reading
from offenders.forms.person import FORMS
from offenders.models import Adjustment, Alias, Case, ContactPreference, Language, PersonFact
from offenders.selectors.dated import dated
from offenders.selectors.person import (
    ALIASES,
    LANGUAGE,
    SORTS,
    Need,
    needs_of,
    reaching_of,
)
from offenders.services.person import end_fact, record_fact
from people.models import User
from tests import factories
from tests.pages import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def spoken(case: Case, by: User, language: str = "Hungarian", **fields: Any) -> PersonFact:
    values = {"interpreter": Interpreter.ALWAYS, "reading": Reading.READS, "note": ""} | fields
    return record_fact(
        case=case,
        sort=LANGUAGE,
        starts_on=values.pop("starts_on", clock.today()),
        details={"language": language} | values,
        by=by,
        at=clock.now(),
    )


def named(case: Case, by: User, surname: str, forenames: str = "") -> PersonFact:
    return record_fact(
        case=case,
        sort=ALIASES,
        starts_on=clock.today(),
        details={"surname": surname, "forenames": forenames, "kind": AliasKind.FORMER},
        by=by,
        at=clock.now(),
    )


def test_every_sort_has_its_form_and_its_page(case: Case):
    assert FORMS.keys() == SORTS.keys()
    for sort in SORTS.values():
        assert reverse(sort.url_name, args=[case.uuid])


def test_one_language_holds_and_the_one_before_ends_there(case: Case, amira: User):
    first = factories.make_language(case, amira, "Slovak")
    second = spoken(case, amira)
    first.refresh_from_db()
    assert (first.ends_on, first.ended_because) == (clock.today(), FactEnding.REPLACED)
    assert Language.objects.get(ended_because="") == second
    with pytest.raises(RefusedError, match="cannot begin earlier") as refused:
        spoken(case, amira, starts_on=clock.today() - DAY)
    assert refused.value.about == "starts_on"
    third = spoken(case, amira, "Romani")
    assert Language.objects.get(ended_because="") == third, "put right on the same day"
    for make in (factories.make_language, factories.make_preference):
        other = factories.make_case()
        make(other, amira)
        with pytest.raises(IntegrityError), transaction.atomic():
            make(other, amira)


def test_what_is_to_be_minded(case: Case, amira: User):
    assert needs_of(dated(case)) == []
    factories.make_language(case, amira, note="A woman")
    factories.make_adjustment(case, amira, "No letters", kind=AdjustmentKind.LITERACY)
    over = factories.make_adjustment(case, amira, "Gone")
    end_fact(
        fact=over,
        because=FactEnding.PAST,
        last_day=clock.today(),
        note="Hears well again",
        version=1,
        by=amira,
        at=clock.now(),
    )
    assert needs_of(dated(case)) == [
        Need("Interpreter: Hungarian", "Every time. A woman."),
        Need("Letters are to be translated", ""),
        Need("Reading and writing", "No letters"),
    ]


def test_a_language_without_need_is_not_in_the_way(case: Case, amira: User):
    factories.make_language(
        case, amira, "Polish", interpreter=Interpreter.NONE, reading=Reading.READS
    )
    assert needs_of(dated(case)) == []


def test_how_somebody_is_reached(case: Case, amira: User):
    assert reaching_of(dated(case)) == ""
    factories.make_preference(case, amira, way=ReachBy.EMAIL, email="anna@example.org")
    said = "Best reached by: e-mail (anna@example.org). Never before ten."
    assert reaching_of(dated(case)) == said


def test_it_stands_in_the_banner_and_on_the_forms_at_the_door(
    case: Case, amira: User, as_amira: Client
):
    factories.make_adjustment(case, amira, "Face them when you speak")
    for name in ("caseloads:case", "visits:record_new", "visits:plan", "offenders:log_contact"):
        shown = text_of(as_amira.get(reverse(name, args=[case.uuid])))
        assert "Mind: Hearing" in shown, name
        assert "Face them when you speak" in shown, name
    form = reverse("visits:record_new", args=[case.uuid]) + "?outcome=not_in"
    assert "Face them when you speak" in text_of(as_amira.get(form))
    assert "Mind: Hearing" in text_of(as_amira.get(reverse("offenders:record", args=[case.uuid])))


# Other names -------------------------------------------------------------------------------------------


def test_another_name_finds_the_person_until_it_was_an_error(case: Case, amira: User):
    alias = named(case, amira, "Whitcombe", "Gaz")
    assert Case.objects.matching("whitcombe").get() == case
    how = {"note": "Somebody else's", "by": amira, "at": clock.now()}
    end_fact(fact=alias, because=FactEnding.ERROR, last_day=None, version=1, **how)
    assert not Case.objects.matching("whitcombe").exists()
    again = named(case, amira, "Whitcombe", "Gaz")
    assert (again.pk, again.version) == (alias.pk, 3), "it begins again"
    end_fact(fact=again, because=FactEnding.PAST, last_day=clock.today(), version=3, **how)
    assert Case.objects.matching("whitcombe").get() == case, "a name of before finds them still"


def test_a_name_is_recorded_once(case: Case, amira: User):
    named(case, amira, "Whitcombe")
    with pytest.raises(RefusedError, match="on record already"):
        named(case, amira, "WHITCOMBE")
    with pytest.raises(RefusedError, match="name of the case"):
        named(case, amira, case.surname.upper(), case.forenames)


@pytest.mark.parametrize(
    ("model", "wrong"),
    [
        (Language, {"language": ""}),
        (Language, {"interpreter": "maybe"}),
        (Language, {"reading": ""}),
        (Language, {"ended_because": "past", "ended_note": "x"}),
        (Adjustment, {"what": ""}),
        (Adjustment, {"kind": ""}),
        (Adjustment, {"source": "gossip"}),
        (Adjustment, {"ends_on": clock.today()}),
        (ContactPreference, {"way": "pigeon"}),
        (ContactPreference, {"ended_note": "x"}),
        (Alias, {"surname": ""}),
        (Alias, {"kind": ""}),
        (Alias, {"ended_because": "error", "ended_note": "", "ends_on": clock.today()}),
    ],
)
def test_the_database_refuses(case: Case, amira: User, model: Any, wrong: dict[str, Any]):
    factories.make_language(case, amira)
    factories.make_adjustment(case, amira)
    factories.make_preference(case, amira)
    factories.make_alias(case, "Whitcombe")
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(case=case).update(**wrong)


# By page -----------------------------------------------------------------------------------------------

SENT = {
    "reaching": (
        {"way": "email", "email": "anna@example.org", "words": "Weekdays"},
        {"way": "email", "email": ""},
        "Enter an e-mail address",
    ),
    "language": (
        {"language": "hungarian", "interpreter": "always", "reading": "aloud"},
        {"language": "12"},
        "Enter the language in letters",
    ),
    "adjustments": (
        {"kind": "hearing", "what": "Face them", "source": "told"},
        {"what": ""},
        "Say what must be done differently",
    ),
    "diversity": (
        {"kind": "belief", "what": "No visit on a Friday", "source": "told"},
        {"what": "", "kind": ""},
        "Say what is to be minded",
    ),
    "around": (
        {
            "name": "Kira",
            "relation": "stepchild",
            "age_group": "child",
            "household": "yes",
            "at_risk": "yes",
            "risk": "He is alone with her in the evenings",
        },
        {"risk": "She was his victim"},
        "without the word victim",
    ),
    "liaison": (
        {
            "scheme": "active",
            "officer": "Noor Example",
            "requested": "Not to enter Leeds city centre",
            "cleared_by": "Noor Example",
            "cleared_on_day": "20",
            "cleared_on_month": "11",
            "cleared_on_year": "2025",
        },
        {"officer": "", "cleared_by": ""},
        "Say who cleared it for sharing",
    ),
    "notices": (
        {
            "kind": "hearing",
            "event_on_day": "20",
            "event_on_month": "11",
            "event_on_year": "2025",
        },
        {"kind": ""},
        "Choose what it is",
    ),
    "aliases": (
        {"surname": "Whitcombe", "forenames": "Gaz", "kind": "known_as"},
        {"surname": "--"},
        "Enter the name in letters",
    ),
}


@pytest.mark.parametrize("sort", SENT)
def test_it_is_recorded_by_page(case: Case, as_ben: Client, sort: str):
    right, wrong, words = SENT[sort]
    url = reverse(SORTS[sort].url_name, args=[case.uuid])
    page = as_ben.get(url)
    assert SORTS[sort].empty in text_of(page)
    form = page.context["form"]
    sent = {"form_key": form["form_key"].value(), "starts_on": clock.today().isoformat()}
    assert words in text_of(as_ben.post(url, sent | right | wrong))
    assert "Saved: " in text_of(as_ben.post(url, sent | right, follow=True))
    fact = SORTS[sort].model._default_manager.get(case=case)
    record = text_of(as_ben.get(reverse("offenders:record", args=[case.uuid])))
    for _, said in SORTS[sort].lines(fact):
        assert said in record
    end = reverse(SORTS[sort].end_url_name, args=[fact.uuid])
    assert as_ben.get(end).status_code == 200


def test_a_fact_keeps_the_contact_that_tells_it(case: Case, amira: User, as_amira: Client):
    contact = factories.make_contact(case, officer=amira.officer)
    elsewhere = factories.make_contact(factories.make_case(), officer=amira.officer)
    url = reverse("offenders:aliases", args=[case.uuid])
    for told, kept in ((contact, contact.uuid), (elsewhere, None)):
        page = as_amira.get(f"{url}?contact={told.uuid}")
        sent = {
            "form_key": page.context["form"]["form_key"].value(),
            "starts_on": clock.today().isoformat(),
            "surname": f"Name {told.type.name}" if kept else "Whitcombe",
            "kind": "known_as",
        }
        as_amira.post(f"{url}?contact={told.uuid}", sent)
        assert Alias.objects.order_by("-pk")[0].told_in == kept
    record = as_amira.get(reverse("offenders:record", args=[case.uuid])).content.decode()
    assert "told in a contact" in record


def test_what_is_asked_of_how_somebody_is_reached_through_another(case: Case, as_ben: Client):
    url = reverse("offenders:reaching", args=[case.uuid])
    sent = {"starts_on": clock.today().isoformat(), "way": "through"}
    assert "Say through whom" in text_of(as_ben.post(url, sent))


def test_a_risk_level_is_recorded_again_from_case_record_and_contact(
    case: Case, amira: User, as_amira: Client
):
    contact = factories.make_contact(case, officer=amira.officer)
    url = reverse("offenders:record_risk", args=[case.uuid])
    pages = [reverse(name, args=[case.uuid]) for name in ("caseloads:case", "offenders:record")]
    for page in (*pages, contact.get_absolute_url()):
        assert url in as_amira.get(page).content.decode(), page
