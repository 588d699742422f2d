"""Changing the catalogue: what holds of a programme from a day on, that it is offered no more, a new one (PRG-1 to PRG-5)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import held
from core.errors import RefusedError, StaleError, refuse
from core.history import changes_of
from core.queue import enqueue
from offenders.rules import all_kinds
from programmes.models import Programme, Terms
from programmes.rules.catalogue import change_problem, replacement_problem
from programmes.selectors.catalogue import entry_of, terms_lines

RECOMPUTE = "offenders.recompute_kind"
CHECKED = "set by an administrator"


@dataclass(frozen=True, slots=True)
class Said:
    """What holds of a programme."""

    cohort: str
    intensity: str
    weeks: int
    is_ldc: bool
    group_size: int


@transaction.atomic
def change_terms(
    *, programme: Programme, said: Said, starts_on: date, version: int, at: datetime
) -> Terms:
    """Have this hold of a programme from a day on; what held before ends that day. Offers one again that was not.

    What is worked out from it follows within minutes where it holds already, else with the night before. Raises
    RefusedError when nothing is different or the day cannot be, StaleError when somebody changed it meanwhile.
    """
    stored, on = _held(programme, version, at), london_date(at)
    newest = stored.terms.latest("starts_on")
    refuse(change_problem(starts_on, last_starts_on=newest.starts_on, today=on))
    if newest.ends_on is None and asdict(said) == _as_said(newest):
        raise RefusedError("Nothing is different from what holds.")
    made = _put(newest, said, starts_on)
    _follow(stored, starts_on, on)
    return made


@transaction.atomic
def offer_no_more(
    *,
    programme: Programme,
    ends_on: date,
    replaced_by: Programme | None,
    version: int,
    at: datetime,
) -> Programme:
    """Have nobody referred to it from a day on, with the programme that replaces it. Whoever was referred stays.

    Raises RefusedError where nothing holds of it then, or the day or the replacement cannot be; StaleError as above.
    """
    stored, on = _held(programme, version, at), london_date(at)
    newest = stored.terms.latest("starts_on")
    if newest.ends_on is not None:
        raise RefusedError(f"It is offered no more from {in_full(newest.ends_on)} already.")
    if ends_on <= newest.starts_on or ends_on < on:
        first = max(on, newest.starts_on)
        raise RefusedError(f"Choose a day after {in_full(first)}, or today.", about="ends_on")
    if replaced_by:
        names = dict(
            Programme.objects.exclude(replaced_by=None).values_list("name", "replaced_by__name")
        )
        refuse(replacement_problem(stored.name, replaced_by.name, names))
    newest.ends_on = ends_on
    newest.save(update_fields=["ends_on"])
    stored.replaced_by = replaced_by
    _follow(stored, ends_on, on)
    return stored


@transaction.atomic
def add_programme(
    *, name: str, is_toolkit: bool, said: Said, starts_on: date, at: datetime
) -> Programme:
    """A new programme or toolkit, offered from a day on. Raises RefusedError for a name that there is already."""
    name = " ".join(name.split())
    if Programme.objects.filter(name__iexact=name).exists():
        raise RefusedError(f"There is a programme called {name} already.", about="name")
    made = Programme.objects.create(name=name, is_toolkit=is_toolkit)
    Terms.objects.create(programme=made, starts_on=starts_on, confidence=CHECKED, **asdict(said))
    _recompute(starts_on, london_date(at))
    return made


def _held(programme: Programme, version: int, at: datetime) -> Programme:
    def stale(now: Programme) -> StaleError:
        last = next(iter(changes_of(Programme, pgh_obj_id=now.pk)), None)
        theirs = terms_lines(entry_of(now, on=london_date(at)))
        who, when = (last.who, last.at) if last else ("", at)
        return StaleError(saved_by=who or "Somebody", saved_at=when, theirs=theirs)

    return held(Programme.objects.filter(pk=programme.pk), version=version, stale=stale)


def _as_said(terms: Terms) -> dict[str, object]:
    return {name: getattr(terms, name) for name in asdict(_EMPTY)}


_EMPTY = Said("", "", 0, False, 0)


def _put(newest: Terms, said: Said, starts_on: date) -> Terms:
    """Entered for the same day before, it is replaced; the history keeps the one before."""
    if newest.starts_on == starts_on:
        for name, value in asdict(said).items():
            setattr(newest, name, value)
        newest.ends_on, newest.confidence = None, CHECKED
        newest.save()
        return newest
    if newest.ends_on is None or newest.ends_on > starts_on:
        newest.ends_on = starts_on
        newest.save(update_fields=["ends_on"])
    return Terms.objects.create(
        programme=newest.programme, starts_on=starts_on, confidence=CHECKED, **asdict(said)
    )


def _follow(programme: Programme, starts_on: date, on: date) -> None:
    programme.version += 1
    programme.save(update_fields=["version", "replaced_by"])
    _recompute(starts_on, on)


def _recompute(starts_on: date, on: date) -> None:
    if starts_on <= on:
        for kind in all_kinds(reading="programmes.Terms"):
            enqueue(RECOMPUTE, kind=kind.code)
