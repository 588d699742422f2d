"""What has become of a group and of the people in it: who left and why, who ran it, what was changed, who is to go on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.calendar import in_full, london_date
from core.history import Change, changes_of
from offenders.models import Case
from people.models import User
from programmes.choices.referral import Machine, ReferralStatus
from programmes.models import Facilitation, Group, Placement
from programmes.rules.leaving import moves_at_the_end
from programmes.rules.moves import Move
from programmes.selectors.group_pages import seen_in


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody who had a seat, whose case is open to the reader."""

    placement: Placement
    case: Case


@dataclass(frozen=True, slots=True)
class GroupHistory:
    """Newest first."""

    left: Sequence[Left]
    left_unnamed: int
    ran: Sequence[Facilitation]
    changes: Sequence[tuple[str, str]]


def group_history(group: Group, seen: Mapping[int, Case], *, on: date) -> GroupHistory:
    """Three queries, however much has become of it; `seen` are the cases that are open to the reader."""
    rows = list(
        group.placements.filter(left_on__isnull=False)
        .select_related("referral")
        .order_by("-left_on", "-id")
    )
    left = [Left(row, seen[row.referral.case_id]) for row in rows if row.referral.case_id in seen]
    ran = group.facilitations.filter(ends_on__lte=on).select_related("officer__team")
    return GroupHistory(
        left,
        len(rows) - len(left),
        list(ran.order_by("-ends_on", "-id")),
        changes_in_words(changes_of(Group, pgh_obj_id=group.pk)),
    )


def changes_in_words(changes: Sequence[Change]) -> list[tuple[str, str]]:
    """When and by whom, and what; newest first as they come."""
    said = []
    for now, before in zip(changes, [*changes[1:], None], strict=True):
        words = _changed(now.row, before.row if before else None)
        if words:
            day = in_full(london_date(now.at))
            said.append((f"{day}, {now.who}" if now.who else day, words))
    return said


def _changed(now: object, before: object | None) -> str:
    if before is None:
        return "Made"
    found = []
    for name, words in (("name", "Name: {}"), ("size", "At most {} people")):
        if (value := getattr(now, name)) != getattr(before, name):
            found.append(words.format(value))
    for name, words in (("cancelled_on", "Cancelled"), ("ended_on", "Ended on {}")):
        if (day := getattr(now, name)) and not getattr(before, name):
            found.append(words.format(in_full(day)))
    return ". ".join(found)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody in a group that ends whose referral is open, and where it can go."""

    placement: Placement
    case: Case
    moves: Sequence[Move]


def leaving_of(group: Group, user: User) -> list[Leaving]:
    """Of those whose case is open to this user; two queries."""
    seen = {case.pk: case for case in seen_in(group, user)}
    rows = group.placements.filter(left_on__isnull=True).select_related("referral")
    found = []
    for row in rows:
        case = seen.get(row.referral.case_id)
        moves = moves_at_the_end(Machine(row.referral.machine), ReferralStatus(row.referral.status))
        if case and moves:
            found.append(Leaving(row, case, moves))
    return found
