"""What is different between two versions of a plan (MAP-61)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

Line = tuple[str, str]  # what a thing is called, and its words
Difference = tuple[str, str, str]  # what it is called, its words before and after


@dataclass(frozen=True, slots=True)
class Written:
    """An item as it reads. `of` is the item of the version before that it was copied from."""

    key: int
    of: int | None
    title: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """`what` is new, changed or left out; `lines` are the words that differ."""

    what: str
    title: str
    lines: Sequence[Difference]


NEW, CHANGED, LEFT_OUT = "New", "Changed", "Left out"


def line_differences(before: Collection[Line], after: Collection[Line]) -> list[Difference]:
    """The lines whose words are others, in the order in which they stand afterwards."""
    old, new = dict(before), dict(after)
    labels = [*new, *(label for label in old if label not in new)]
    return [
        (label, old.get(label, ""), new.get(label, ""))
        for label in labels
        if old.get(label, "") != new.get(label, "")
    ]


def item_differences(before: Sequence[Written], after: Sequence[Written]) -> list[ItemDifference]:
    """New and changed items in the order of the later version, then those that it leaves out."""
    old = {row.key: row for row in before}
    found = []
    for row in after:
        came_from = old.pop(row.of, None) if row.of is not None else None
        lines = line_differences(came_from.lines if came_from else (), row.lines)
        if lines:
            found.append(ItemDifference(CHANGED if came_from else NEW, row.title, lines))
    gone = [
        ItemDifference(LEFT_OUT, row.title, line_differences(row.lines, ())) for row in old.values()
    ]
    return [*found, *gone]
