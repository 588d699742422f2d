"""Every URL, as everybody, by GET and by POST: how the table is filled and where it is kept.

The table (matrix.csv) is reviewed by people: one line per URL and method, one column per member of the cast.
"x, restricted" is the same person when the case is restricted to Amira. Statuses: 200 the page (also a form
shown again), 302 done or on to another page, "sign in", 403 the role or the ground does not allow it,
404 no such page or not yours to see, 405 the method is of no use there.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import UUIDConverter

from audit.models import Event
from caseloads.models import Preview
from core import clock
from core.models import Standard
from offenders.models import Case, ContactType
from offenders.rules import all_grounds
from people.models import User
from programmes.choices.referral import ReferralStatus
from programmes.models import Programme
from tests import factories
from tests.factories import groups
from visits.choices import VisitOutcome

TABLE = Path(__file__).with_name("matrix.csv")
# What is open to the coordinator and to the chair of the MAPPA area of the case. What is not in it is closed to them.
OPEN_TABLE = Path(__file__).with_name("open_to_mappa.csv")
HIGH = "Building Choices: high"
METHODS = ("GET", "POST")
CAST = (
    "amira",
    "ben",
    "chidi",
    "dee",
    "eve",
    "farah",
    "gwen",
    "hal",
    "ivy",
    "jack",
    "kit",
    "lars",
    "tess",
)
# Those whose ground a restriction to Amira ends, and her supervisor, whose it does not.
UNDER_RESTRICTION = ("ben", "dee", "farah", "ivy", "jack")
COLUMNS = (*CAST, "nobody", *(f"{name}, restricted" for name in UNDER_RESTRICTION))
# Whoever has a post in the MAPPA area of the case, which is screened.
OF_AREA = ("omar", "pia")
OPEN_COLUMNS = (*OF_AREA, "omar, restricted")
CLOSED = frozenset({"403", "404", "405"})
# Users and what each was given: kept by administrators alone, who see no case.
OF_USERS = frozenset({"user", "role", "area", "supervision", "headship", "cover", "posting"})
Row = dict[str, str]
# A scene takes as long to set as many of its addresses take to try: each test sets one and tries its share of them.
SHARES = range(8)


@dataclass(frozen=True)
class Scene:
    """What the addresses of the matrix name."""

    case: Case
    records: dict[str, object]
    # The contact that an address of a visit means: one that is planned, or one that has its record.
    of_visits: dict[str, UUID]
    # Whose an ended grant is: an address names both.
    holders: dict[str, UUID]


def names() -> list[str]:
    """Every URL name of the service, with its namespace."""
    return list(_names(get_resolver("config.urls").url_patterns))


def _names(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _names(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}"


def share(names: list[str], number: int) -> list[str]:
    """Every address is in one of the shares, neighbours in different ones."""
    return names[number :: len(SHARES)]


def set_scene(case: Case, people: dict[str, User]) -> Scene:
    """A case with one of everything that an address can name."""
    amira = people["amira"]
    officer = amira.officer
    contact = factories.make_contact(case, officer=officer)
    planned = factories.make_visit(
        case,
        "",
        at=clock.now() - timedelta(hours=2),
        officer=officer,
        recorded_at=clock.now() - timedelta(days=3),
    )
    made = factories.make_visit(case, VisitOutcome.SEEN_INSIDE, officer=officer)
    read = factories.make_visit(case, VisitOutcome.NOT_IN, officer=officer)
    review = factories.make_review(read, people["dee"], asks="Go again this week")
    told = factories.make_visit(
        case, VisitOutcome.SEEN_AT_DOOR, officer=officer, children="signs", children_detail="Toys"
    )
    enquiry = factories.make_enquiry(made, amira)
    flag = factories.make_flag(case, clock.today() - timedelta(days=3))
    order = factories.make_order(case, amira)
    condition = factories.make_condition(order)
    interval = factories.make_interval(
        case, amira, 12
    )  # longer than the standard, so to be approved
    frequency = factories.make_frequency(case, people["farah"])
    day = clock.today()
    pause = factories.make_pause(
        case, starts_on=day - timedelta(days=900), ends_on=day - timedelta(days=800)
    )
    home = factories.make_address(
        case, starts_on=day - timedelta(days=900), ends_on=day - timedelta(days=800)
    )
    report = factories.make_report(case, people["farah"])
    factories.make_flag(
        factories.make_case(crn="X200002", surname="Alsoseen", police=officer), clock.today()
    )
    elsewhere = factories.make_case(
        crn="X300003", surname="Elsewhere", police=people["chidi"].officer
    )
    factories.make_exclusion(elsewhere, people["ivy"])
    held = groups.make_group(first_on=day - timedelta(days=1))
    groups.make_facilitation(held, people["farah"].officer)
    sat = groups.seat(factories.make_referral(case, referred_on=day - timedelta(days=50)), held)
    missed = groups.make_line(sat, held.sessions.get(number=1), "UAAB", people["farah"].officer)
    referral = factories.make_referral(case, ReferralStatus.AWAITING_ALLOCATION)
    placed = factories.make_referral(case, ReferralStatus.SCHEDULED, programme=HIGH)
    group = groups.make_group(HIGH, place=groups.make_place("Norwich"))
    run = groups.make_facilitation(group, factories.make_officer())
    looked = factories.make_manager_review(case, people["dee"])
    screening = factories.make_screening(case, by=amira)
    factories.make_sentence(case, offence="Not marked")
    marked = factories.make_mark(factories.make_sentence(case, offence="Marked"), by=amira)
    level = factories.make_level(case, by=amira, screening=screening)
    proposal = factories.make_proposal(case, by=amira, screening=screening)
    dee, ivy, jack = (people[name] for name in ("dee", "ivy", "jack"))
    scenario = factories.make_scenario(officer.team, dee)
    factories.make_move(scenario, case, people["ben"].officer)
    plan = factories.make_plan(case, by=amira)
    records: dict[str, object] = {
        "plan": plan.uuid,
        "item": factories.make_item(plan).uuid,
        "mappa_area": factories.make_mappa_area("Westmoor").uuid,
        "posting": factories.make_posting(amira).uuid,
        "request": factories.make_request(case, amira).uuid,
        "sample": factories.make_sample(people["dee"], made.contact).items.get().uuid,
        "signable": factories.record_level(case, people["amira"]).uuid,
        "manager_review": looked.uuid,
        "screening": screening.uuid,
        "management": level.uuid,
        "levelproposal": proposal.uuid,
        "mappareview": factories.make_mappa_review(level, by=amira).uuid,
        "qualifyingoffence": marked.uuid,
        "telling": factories.make_telling(screening, by=amira).uuid,
        "asked": factories.make_asked(looked).uuid,
        "preparation": factories.make_preparation(referral).uuid,
        "barrier": factories.make_barrier(case).uuid,
        "cover": jack.officer.covers.get().uuid,
        "headship": ivy.officer.headships.get().uuid,
        "role": amira.role_grants.get().uuid,
        "area": factories.make_area_grant(amira).uuid,
        "supervision": dee.officer.supervisions.get().uuid,
        "case": case.uuid,
        "condition": condition.uuid,
        "contact": contact.uuid,
        "enquiry": enquiry.uuid,
        "flag": flag.uuid,
        "frequency": frequency.uuid,
        "interval": interval.uuid,
        "officer": officer.uuid,
        "order": order.uuid,
        "requirement": factories.make_requirement(case).uuid,
        "licence_condition": factories.make_licence_condition(case).uuid,
        "address": home.uuid,
        "pause": pause.uuid,
        "register": held.sessions.get(number=1).uuid,
        "attendance": missed.uuid,
        "referral": referral.uuid,
        "placement": groups.seat(placed, group).uuid,
        "group": group.uuid,
        "place": group.place.uuid,
        "session": group.sessions.get(number=2).uuid,
        "facilitation": run.uuid,
        "apart": groups.keep_apart(case, elsewhere).uuid,
        "report": report.uuid,
        "registration": case.registrations.get().uuid,
        "review": review.uuid,
        "programme": Programme.objects.get(name="Kaizen").uuid,
        "work": factories.make_work(case, people["farah"]).uuid,
        "score": factories.make_score(case, people["farah"], "ogrs3", 40).uuid,
        "reduction": factories.make_reduction(officer).uuid,
        "absence": factories.make_absence(
            officer, day + timedelta(days=3), day + timedelta(days=9)
        ).uuid,
        "preview": _preview(people["hal"]).uuid,
        "supervisionsession": factories.make_session(officer, dee.officer).uuid,
        "training": factories.make_training(officer).uuid,
        "statedtraining": factories.make_stated(officer).uuid,
        "agreedaction": factories.make_agreed(officer, dee.officer).uuid,
        "team": officer.team.uuid,
        "tool": "ARP",
        "toolassessment": factories.make_assessment(case, "ARP", 60).uuid,
        "intelligence": factories.make_intelligence(case, amira).uuid,
        "telephone": factories.make_telephone(case).uuid,
        "alias": factories.make_alias(case, "Alsoknown").uuid,
        "language": factories.make_language(case, amira).uuid,
        "adjustment": factories.make_adjustment(case, amira).uuid,
        "knownperson": factories.make_known_person(case).uuid,
        "liaison": factories.make_liaison(case).uuid,
        "liaisonnotice": factories.make_notice(case).uuid,
        "diversityneed": factories.make_diversity_need(case).uuid,
        "contactpreference": factories.make_preference(case, amira).uuid,
        "user": amira.uuid,
        "scenario": scenario.uuid,
        "newcomer": factories.make_newcomer(scenario).uuid,
        "what": "leave",
        "form": "log-contact",
        "key": Standard.objects.values_list("key", flat=True)[0],
        "code": ContactType.objects.values_list("code", flat=True)[0],
    }
    of_visits = {
        "visits:visit": made.contact.uuid,
        "visits:amend": made.contact.uuid,
        "visits:record": planned.contact.uuid,
        "visits:move": planned.contact.uuid,
        "visits:cancel": planned.contact.uuid,
        "visits:void": made.contact.uuid,
        "visits:review": made.contact.uuid,
        "visits:enquire": told.contact.uuid,
        "visits:decide_child": told.contact.uuid,
        "visits:decide_warrant": made.contact.uuid,
    }
    holders = {"cover": jack.uuid, "headship": ivy.uuid, "supervision": dee.uuid}
    return Scene(case, records, of_visits, holders)


def _preview(user: User) -> Preview:
    """A change of the number that addresses of numbers mean, asked about and worked out."""
    newest = Standard.objects.all()[0]
    return Preview.objects.create(
        key=newest.key,
        value=newest.value + 1,
        starts_on=clock.today(),
        reason="Agreed",
        version=newest.version,
        asked_by=user,
        asked_at=clock.now(),
        finished_at=clock.now(),
        as_at=clock.today(),
    )


def _entry(name: str) -> tuple[Any, ...]:
    *namespaces, last = name.split(":")
    resolver = get_resolver("config.urls")
    for namespace in namespaces:
        _, resolver = resolver.namespace_dict[namespace]
    entry: tuple[Any, ...] = resolver.reverse_dict.getlist(last)[0]
    return entry


def parameters(name: str) -> list[str]:
    """What the address of a URL name takes, as its path calls it."""
    return list(_entry(name)[0][0][1])


def records_named(name: str) -> list[str]:
    """The kinds of record that an address names by a UUID: `case` of `<uuid:case_uuid>`."""
    converters = _entry(name)[3]
    named = [part for part in parameters(name) if isinstance(converters[part], UUIDConverter)]
    assert all(part.endswith("_uuid") for part in named), f"{name}: call it <record>_uuid"
    return [part.removesuffix("_uuid") for part in named]


def address(name: str, scene: Scene, *, instead: UUID | None = None) -> str:
    """Where a URL name leads in this scene; with `instead`, for this UUID in place of the record's.

    A parameter is called after the record that it names.
    """
    values: dict[str, object] = {}
    for part in parameters(name):
        kind = part.removesuffix("_uuid")
        assert kind in scene.records, f"{name} names a {kind}: put one into set_scene"
        values[part] = scene.of_visits.get(name) or scene.records[kind]
        if kind == "user":
            whose = (scene.holders.get(each) for each in records_named(name))
            values[part] = next(filter(None, whose), scene.records[kind])
        if instead and kind in records_named(name):
            values[part] = instead
    return reverse(name, kwargs=values)


def sessions_of(people: dict[str, User]) -> dict[str, str]:
    """The whole cast signed in."""
    return {who: _session(user) for who, user in people.items()}


def fill(
    name: str, scene: Scene, people: dict[str, User], sessions: dict[str, str]
) -> dict[str, Row]:
    """The lines of one URL: by method, by column, the answer."""
    url = address(name, scene)
    everybody = [who for who in (*CAST, *OF_AREA) if who in sessions]
    found: dict[str, Row] = {}
    for method in METHODS:
        found[method] = {who: _answer(method, url, sessions[who]) for who in everybody}
        found[method]["nobody"] = _answer(method, url, "")
        with transaction.atomic():
            factories.make_restriction(scene.case, people["amira"])
            for who in (*UNDER_RESTRICTION, "omar"):
                found[method][f"{who}, restricted"] = _answer(method, url, sessions[who])
            transaction.set_rollback(True)
    return found


def _session(user: User) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return str(client.session.session_key)


def _answer(method: str, url: str, session: str) -> str:
    """The status of one request, which leaves nothing behind."""
    client = Client(raise_request_exception=False)
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    with transaction.atomic():
        response = client.generic(method, url)
        check_that_what_is_shown_is_logged(response)
        transaction.set_rollback(True)
    led_to = response.get("Location", "") if response.status_code == 302 else ""
    # Who signed out is led there as well, and was let in.
    if led_to.startswith(reverse("people:sign_in") + "?") and not led_to.endswith("?ended=out"):
        return "sign in"
    return str(response.status_code)


def check_that_what_is_shown_is_logged(response: HttpResponse) -> None:
    """Every case whose CRN or name is in an answer is in that answer's row of the log."""
    if "X-Request-ID" not in response:
        return
    row = Event.objects.get(request_id=response["X-Request-ID"])
    assert row.status == response.status_code
    assert len(row.case_ids) == len(row.grounds)
    if row.view == "caseloads:audit":
        return  # the log itself names cases by CRN, to auditors
    body = response.content.decode()
    crns = set(re.findall(r"\b[A-Z][0-9]{6}\b", body))
    shown = {
        case.pk for case in Case.objects.all() if case.crn in crns or case.surname in unescape(body)
    }
    assert shown <= set(row.case_ids), f"{row.view} shows cases that its row does not name"
    assert set(row.grounds) <= {ground.code for ground in all_grounds()}


def opened(row: Row) -> Row:
    """What of one line is open to whoever has a post in the area."""
    return {who: row[who] for who in OPEN_COLUMNS if row[who] not in CLOSED}


@cache
def read_open() -> dict[tuple[str, str], Row]:
    """The reviewed list of what is open to them, by URL name and method."""
    with OPEN_TABLE.open(newline="", encoding="utf-8") as file:
        rows = {(row.pop("url"), row.pop("method")): row for row in csv.DictReader(file)}
    return {
        key: {who: answer for who, answer in row.items() if answer} for key, row in rows.items()
    }


@cache
def read() -> dict[tuple[str, str], Row]:
    """The reviewed table, by URL name and method."""
    with TABLE.open(newline="", encoding="utf-8") as file:
        return {(row.pop("url"), row.pop("method")): row for row in csv.DictReader(file)}


def write(rows: dict[tuple[str, str], Row]) -> None:
    with TABLE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["url", "method", *COLUMNS])
        for (name, method), row in sorted(rows.items()):
            writer.writerow([name, method, *(row[column] for column in COLUMNS)])
    with OPEN_TABLE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["url", "method", *OPEN_COLUMNS])
        for (name, method), row in sorted(rows.items()):
            if found := opened(row):
                writer.writerow([name, method, *(found.get(column, "") for column in OPEN_COLUMNS)])
