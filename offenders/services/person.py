"""How somebody is reached and what they need: recorded, replaced, ended with a reason. The history keeps all of it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import held, lock
from core.errors import Problem, RefusedError, StaleError, refuse
from core.history import changes_of
from offenders import deadlines
from offenders.choices import FactEnding
from offenders.choices.around import AgeGroup, AtRisk
from offenders.models import Alias, Case, KnownPerson, PersonFact, Telephone
from offenders.rules.around import around_problem
from offenders.rules.telephone import in_groups, number_of
from offenders.selectors.sorts import Sort
from people.models import User


@transaction.atomic
def record_fact(
    *,
    case: Case,
    sort: Sort,
    starts_on: date,
    details: Mapping[str, Any],
    by: User,
    at: datetime,
    told_in: UUID | None = None,
) -> PersonFact:
    """Record one from a day on. Of what is single, the one before ends there as replaced.

    Raises RefusedError without a staff record, for a day ahead, for what is on record already, or for a day before
    that of the one it would replace.
    """
    on = london_date(at)
    _may(by, starts_on, on)
    lock(case)
    fact = sort.model(case=case, recorded_by=by, starts_on=starts_on, told_in=told_in, **details)
    if isinstance(fact, Telephone):
        _check_number(fact)
    if isinstance(fact, Alias):
        _check_name(fact)
    if isinstance(fact, KnownPerson):
        _check_known(fact, on=on)
    if sort.is_single:
        _replace(fact, sort.same)
    fact.save()
    _follow(fact, on=on, at=at)
    return fact


@transaction.atomic
def end_fact(
    *,
    fact: PersonFact,
    because: FactEnding,
    last_day: date | None,
    note: str,
    version: int,
    by: User,
    at: datetime,
) -> None:
    """End one with its last day, or say that it was recorded in error and held on none.

    Raises RefusedError without a reason or for a day that cannot be, StaleError when somebody changed it meanwhile.
    """
    on = london_date(at)
    _may(by, fact.starts_on, on)
    rows = type(fact)._default_manager.filter(pk=fact.pk)
    stored = held(rows, version=version, stale=_stale, behind=fact.case)
    if stored.is_over:
        raise _stale(stored)
    if not note.strip():
        raise RefusedError("Say why it is ended.", about="note")
    if because == FactEnding.ERROR:
        ends_on = stored.starts_on
    elif last_day is None or not stored.starts_on <= last_day <= on:
        raise RefusedError(
            f"The last day must be from {in_full(stored.starts_on)}, when it began, to today.",
            about="last_day",
        )
    else:
        ends_on = last_day + timedelta(days=1)
    _end(stored, because, ends_on, note.strip())
    _follow(stored, on=on, at=at)


def _may(by: User, starts_on: date, on: date) -> None:
    by.staff_record()
    if starts_on > on:
        raise RefusedError("The day cannot be in the future.", about="starts_on")


def _check_number(fact: Telephone) -> None:
    """One form of a number, and each once."""
    number = number_of(fact.number)
    if not number:
        raise RefusedError("Enter a telephone number, like 07700 900123", about="number")
    fact.number = number
    same = Telephone.objects.filter(case=fact.case, number=number, ended_because="")
    if same.exists():
        raise RefusedError(
            f"{in_groups(number)} is on record already: end that one first if something about it is different.",
            about="number",
        )


def _check_name(fact: Alias) -> None:
    """Each once, in whatever letters; and none that is the person's own."""
    case = fact.case
    if (fact.surname.lower(), fact.forenames.lower()) == (
        case.surname.lower(),
        case.forenames.lower(),
    ):
        raise RefusedError("This is the name of the case.", about="surname")
    same = Alias.objects.filter(
        case=case,
        surname__iexact=fact.surname,
        forenames__iexact=fact.forenames,
        ended_because="",
    )
    if same.exists():
        raise RefusedError("This name is on record already.", about="surname")
    before = Alias.objects.filter(case=case, surname=fact.surname, forenames=fact.forenames).first()
    if before:
        _begin_again(fact, before)


def _begin_again(fact: PersonFact, before: PersonFact) -> None:
    """One row says a name, and its history what became of it."""
    fact.pk, fact.uuid, fact.version = before.pk, before.uuid, before.version + 1


def _check_known(fact: KnownPerson, *, on: date) -> None:
    """Each once, in whatever letters, and with what must be said of them."""
    fact.risk_on = on
    refuse(known_problem(fact, on=on))
    same = KnownPerson.objects.filter(case=fact.case, name__iexact=fact.name)
    before = same.order_by("ended_because").first()
    if before is None:
        return
    if not before.is_over:
        raise RefusedError(
            f"{before.name} is on record already: change what is on record of them.", about="name"
        )
    _begin_again(fact, before)


def known_problem(person: KnownPerson, *, on: date) -> Problem | None:
    """What is wrong with what is written of somebody, as the rule says it."""
    return around_problem(
        texts={"name": person.name, "risk": person.risk, "involved": person.involved},
        age_group=AgeGroup(person.age_group),
        born_on=person.born_on,
        at_risk=AtRisk(person.at_risk),
        on=on,
    )


def _replace(fact: PersonFact, same: tuple[str, ...]) -> None:
    """End the one that holds where this one begins."""
    of = {name: getattr(fact, name) for name in same}
    rows = type(fact)._default_manager.filter(case=fact.case, ended_because="", **of)
    before = rows.first()
    if before is None:
        return
    if fact.starts_on < before.starts_on:
        raise RefusedError(
            f"What is on record holds from {in_full(before.starts_on)}: this one cannot begin earlier.",
            about="starts_on",
        )
    _end(before, FactEnding.REPLACED, fact.starts_on, "Recorded anew")


def _end(fact: PersonFact, because: FactEnding, ends_on: date, note: str) -> None:
    fact.ends_on, fact.ended_because, fact.ended_note = ends_on, because, note
    fact.version += 1
    fact.save(update_fields=["ends_on", "ended_because", "ended_note", "version"])


def _follow(fact: PersonFact, *, on: date, at: datetime) -> None:
    name = fact._meta.model_name
    deadlines.refresh([fact.case_id], changed=type(fact), on=on, at=at, fact=f"{name}:{fact.uuid}")


def _stale(fact: PersonFact) -> StaleError:
    last = changes_of(type(fact), uuid=fact.uuid)[0]
    theirs = [("Ended", f"{fact.get_ended_because_display()}: {fact.ended_note}")]
    return StaleError(
        saved_by=last.who or "Somebody",
        saved_at=last.at,
        theirs=theirs,
        link=fact.case.get_absolute_url(),
    )
