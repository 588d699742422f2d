"""What a user was given, with its dates, as their page shows it: the same number of queries whatever there is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import Any, TypeVar

from django.db.models import Q
from django.utils.html import strip_tags

from core.addresses import address
from core.calendar import in_full, london_date
from core.history import Change, changes_of
from core.table import Cells, Column, Table, beside, lines, link, tag
from people.models import AreaGrant, Cover, Grant, Headship, Officer, RoleGrant, Supervision, User
from people.rules import Standing

G = TypeVar("G", bound=Grant)
DATED = (Column("From"), Column("Last day"), Column("Now"), Column("Act"))
NO_RECORD = "Only an officer supervises, heads or covers: give a staff record first."


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the page, why it is empty, and where more is given (nowhere: it cannot be, or not by the reader)."""

    anchor: str
    title: str
    table: Table
    empty: str
    give_url: str = ""
    give: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What a user was given, read once."""

    roles: Sequence[RoleGrant]
    areas: Sequence[AreaGrant]
    officer: Officer | None
    supervisions: Sequence[Supervision]
    headships: Sequence[Headship]
    covers: Sequence[Cover]


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks at whom, when: nobody changes their own."""

    user: User
    on: date
    may_change: bool

    def to(self, name: str, *of: object) -> str:
        """An address of this user's page, of an upper floor by its full name; empty for who may only read."""
        full = name if ":" in name else f"people:{name}"
        return address(full, self.user.uuid, *of) if self.may_change else ""


# An upper floor adds a table of what it gives, in its AppConfig.ready().
_MORE: list[Callable[[Look], Part]] = []


def add_part(read: Callable[[Look], Part]) -> None:
    """Have the page of every user show what `read` finds, in a fixed number of queries."""
    if read not in _MORE:
        _MORE.append(read)


def given_to(user: User) -> Given:
    """Everything, also what has ended. `user` as `users` reads them."""
    records = Officer.objects.filter(user=user).select_related("team__delivery_unit__region")
    either = Q(covering__user=user) | Q(absent__user=user)
    return Given(
        list(user.role_grants.all()),
        list(AreaGrant.objects.filter(user=user).select_related("region")),
        records.first(),
        list(Supervision.objects.filter(officer__user=user).select_related("team")),
        list(Headship.objects.filter(officer__user=user).select_related("delivery_unit")),
        list(Cover.objects.filter(either).select_related("absent__user", "covering__user")),
    )


def standing_of(user: User, given: Given, *, on: date) -> Standing:
    """What they have on this day, for the rule that says what is missing."""
    return Standing(
        roles=user.roles,
        has_record=given.officer is not None,
        supervises=any(row.holds_on(on) for row in given.supervisions),
        heads=any(row.holds_on(on) for row in given.headships),
    )


def parts_of(look: Look, given: Given) -> list[Part]:
    """The tables of a user's page."""
    return [
        _roles(look, given.roles),
        _areas(look, given.areas),
        *(read(look) for read in _MORE),
        _record(look, given.officer),
        _supervisions(look, given),
        _headships(look, given),
        _covers(look, given),
    ]


def _roles(look: Look, grants: Sequence[RoleGrant]) -> Part:
    return Part(
        "roles",
        "Roles",
        Table("Roles", (Column("Role"), *DATED), rows_of(look, grants, "end_role", str)),
        "No role: without one somebody who signs in can do nothing.",
        look.to("give_role"),
        "Give a role",
    )


def _areas(look: Look, grants: Sequence[AreaGrant]) -> Part:
    return Part(
        "areas",
        "Areas",
        Table(
            "Areas that they work for",
            (Column("Area"), *DATED),
            rows_of(look, grants, "end_area", lambda row: row.region.name),
        ),
        "Works for no area as such; the area of their team stands under Staff record.",
        look.to("give_area"),
        "Give an area",
    )


def _supervisions(look: Look, given: Given) -> Part:
    rows = rows_of(look, given.supervisions, "end_supervision", lambda row: row.team.name)
    return Part(
        "supervision",
        "Supervision",
        Table("Teams that they supervise", (Column("Team"), *DATED), rows),
        "Supervises no team." if given.officer else NO_RECORD,
        look.to("give_supervision") if given.officer else "",
        "Give a team to supervise",
    )


def _headships(look: Look, given: Given) -> Part:
    rows = rows_of(look, given.headships, "end_headship", lambda row: row.delivery_unit.name)
    return Part(
        "headship",
        "Headship",
        Table("Delivery units that they head", (Column("Delivery unit"), *DATED), rows),
        "Heads no delivery unit." if given.officer else NO_RECORD,
        look.to("give_headship") if given.officer else "",
        "Give a delivery unit to head",
    )


def _covers(look: Look, given: Given) -> Part:
    """Cover that they give, and cover of their own absence, which is ended on the page of whoever gives it."""
    mine = [row for row in given.covers if row.covering.user_id == look.user.pk]
    theirs = [row for row in given.covers if row.covering.user_id != look.user.pk]
    rows = [
        *rows_of(look, mine, "end_cover", lambda row: lines(f"Covers {row.absent}", row.reason)),
        *rows_of(look, theirs, "", lambda row: lines(_covered_by(row), row.reason)),
    ]
    return Part(
        "cover",
        "Cover",
        Table("Cover of absences", (Column("Cover"), *DATED), rows),
        "Covers nobody, and nobody covers them." if given.officer else NO_RECORD,
        look.to("give_cover") if given.officer else "",
        "Give cover of somebody’s absence",
    )


def _covered_by(row: Cover) -> str:
    user = row.covering.user
    return (
        beside("Covered by", link(user.get_absolute_url(), row.covering))
        if user
        else f"Covered by {row.covering}"
    )


def _record(look: Look, officer: Officer | None) -> Part:
    columns = ("Officer", "Agency", "Team", "Area", "From", "Act")
    return Part(
        "staff-record",
        "Staff record",
        Table(
            "Staff record",
            [Column(label) for label in columns],
            [_officer(look, officer)] if officer else [],
        ),
        "No staff record, so they hold no cases and belong to no team.",
        "" if officer else look.to("give_staff_record"),
        "Give a staff record",
    )


def _officer(look: Look, officer: Officer) -> Cells:
    unit = officer.team.delivery_unit
    theirs, in_team = _since(officer)
    move, end = look.to("move_to_team"), look.to("end_staff_record")
    return (
        lines(officer.name, f"{officer.get_grade_display()}, {officer.code}"),
        officer.get_agency_display(),
        officer.team.name,
        lines(unit.name, unit.region.name),
        lines(f"In the team since {in_team}", f"This user’s since {theirs}"),
        lines(link(move, "Move to another team"), link(end, "End", unseen=" the staff record"))
        if move
        else "",
    )


def _since(officer: Officer) -> tuple[str, str]:
    """Since when the record is this user's, and since when it is in its team, as its history knows it."""
    changes = changes_of(Officer, pgh_obj_id=officer.pk)
    return (
        _first(changes, lambda row: row.user_id == officer.user_id),
        _first(changes, lambda row: row.team_id == officer.team_id),
    )


def _first(changes: Sequence[Change], is_so: Callable[[Any], bool]) -> str:
    """The day of the oldest of the newest changes that were all so."""
    unbroken = list(takewhile(lambda change: is_so(change.row), changes))
    return in_full(london_date(unbroken[-1].at)) if unbroken else "before this service kept it"


# Rows --------------------------------------------------------------------------------------------------


def rows_of(look: Look, grants: Iterable[G], end: str, say: Callable[[G], str]) -> list[Cells]:
    """What holds first, then what is to come, then what has ended, the newest first; each with the page that ends it."""
    ordered = sorted(grants, key=lambda grant: grant.starts_on, reverse=True)
    ordered.sort(key=lambda grant: _place(grant, look.on))
    return [_row(look, grant, end, say(grant)) for grant in ordered]


HOLDS, TO_COME, ENDED = range(3)


def _place(grant: Grant, on: date) -> int:
    if grant.ends_on is not None and grant.ends_on <= max(on, grant.starts_on):
        return ENDED
    return TO_COME if grant.starts_on > on else HOLDS


def _row(look: Look, grant: Grant, end: str, words: str) -> Cells:
    place = _place(grant, look.on)
    url = look.to(end, grant.uuid) if end and place != ENDED else ""
    return (
        words,
        in_full(grant.starts_on),
        _last_day(grant),
        (tag("Yes", "green"), tag("To come", "blue"), tag("Ended"))[place],
        link(url, "End", unseen=f" {strip_tags(words)}") if url else "",
    )


def _last_day(grant: Grant) -> str:
    if grant.ends_on is None:
        return "No end"
    if grant.ends_on == grant.starts_on:
        return "Taken back before it held for a day"
    return in_full(grant.ends_on - timedelta(days=1))
