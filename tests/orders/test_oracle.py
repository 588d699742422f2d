"""The seven kinds of orders against a plain answer: invented cases, stored and worked out, on days of every sort."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from offenders import deadlines
from offenders.choices import CaseStatus
from offenders.models import Case, Deadline
from orders.choices import ConditionCategory, ConditionKind, OrderEnding, OrderKind
from orders.rules import RULES
from people.models import User
from tests import factories
from tests.oracle import orders_due

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
YEAR = 365
FIRST = date(2014, 2, 28)
CASES = 70
# Those of which the law knows a length, and that can forbid travel, more often.
KINDS = [
    *OrderKind,
    *[OrderKind.SHPO, OrderKind.SRO, OrderKind.SOPO, OrderKind.VIOLENT_OFFENDER] * 4,
]


class Invented:
    """Cases that are kept twice: in the database, and as dictionaries for the oracle."""

    def __init__(self, seed: int, by: User) -> None:
        self.chance, self.by = random.Random(seed), by
        self.known: dict[int, dict[str, Any]] = {}
        for _ in range(CASES):
            self.case()

    def case(self) -> None:
        is_active = self.chance.random() < 0.9
        status = CaseStatus.ACTIVE if is_active else CaseStatus.TERMINATED
        case = factories.make_case(status=status)
        registers = {}
        for code in ("SOPS", "RSTO", "SPO"):
            if self.chance.random() < 0.4:
                registers[code] = self.day()
                factories.make_registration(case, code, starts_on=registers[code])
        orders: list[dict[str, Any]] = []
        for _ in range(self.chance.choice([0, 1, 1, 2, 3])):
            # A full order may follow an interim one on the same day.
            like = orders[-1] if orders and self.chance.random() < 0.5 else None
            orders.append(self.order(case, like))
        self.known[case.pk] = {"active": is_active, "registers": registers, "orders": orders}

    def day(self, after: date = FIRST, within: int = 5 * YEAR) -> date:
        return after + self.chance.randrange(within) * DAY

    def span(self, starts: date, lengths: list[int | None]) -> tuple[date | None, str]:
        """The first day without it, and why it ended before its time."""
        why = self.chance.choice(["", "", "", "", OrderEnding.DISCHARGED, OrderEnding.ERROR])
        if why == OrderEnding.ERROR:
            return starts, why
        years = self.chance.choice(lengths)
        if years is None:
            return (None, "") if not why else (starts + 40 * DAY, why)
        # Whole years that begin on a leap day too, and a day beside them.
        ends = date(starts.year + years, starts.month, min(starts.day, 28))
        return max(ends + self.chance.choice([-1, 0, 0, 1]) * DAY, starts + DAY), why

    def order(self, case: Case, like: dict[str, Any] | None) -> dict[str, Any]:
        kind, made = self.chance.choice(KINDS), self.day()
        if like:
            kind, made = (
                OrderKind(like["kind"]),
                like["made"] + self.chance.choice([-1, 0, 1]) * DAY,
            )
        starts = made + self.chance.choice([0, 0, 30]) * DAY
        ends, why = self.span(starts, [0, 1, 2, 4, 5, 5, 6, None, None, None, None])
        row = {
            "kind": kind.value,
            "interim": self.chance.random() < 0.3,
            "made": made,
            "starts": starts,
            "ends": ends,
            "why": str(why),
            "served": self.chance.choice([None, made]),
            "recorded": made + self.chance.choice([0, 10, 900]) * DAY,
        }
        stored = factories.make_order(
            case,
            self.by,
            kind,
            starts_on=starts,
            ends_on=ends,
            made_on=made,
            is_interim=row["interim"],
            ended_because=row["why"],
            served_on=row["served"],
            recorded_on=row["recorded"],
        )
        conditions = [self.condition(stored) for _ in range(self.chance.choice([0, 1, 2, 2]))]
        return row | {"key": str(stored.uuid), "conditions": conditions}

    def condition(self, order: Any) -> dict[str, Any]:
        starts = order.starts_on + self.chance.choice([0, 0, 400]) * DAY
        ends, why = self.span(starts, [1, 4, 5, 6, None, None, None, None])
        recorded = order.recorded_on + self.chance.choice([0, 60]) * DAY
        kind = self.chance.choice([ConditionKind.PROHIBITION] * 3 + [ConditionKind.REQUIREMENT])
        category = self.chance.choice([ConditionCategory.TRAVEL] * 2 + [ConditionCategory.PLACE])
        stored = factories.make_condition(
            order,
            category=category,
            kind=kind,
            starts_on=starts,
            ends_on=ends,
            ended_because=str(why),
            recorded_on=recorded,
        )
        return {
            "key": str(stored.uuid),
            "travel": (kind, category) == (ConditionKind.PROHIBITION, ConditionCategory.TRAVEL),
            "starts": starts,
            "ends": ends,
            "why": str(why),
            "recorded": recorded,
        }

    def days(self) -> list[date]:
        """Days on which something turns: an end, the day before and after, and some at random."""
        ends = [
            span["ends"]
            for case in self.known.values()
            for order in case["orders"]
            for span in (order, *order["conditions"])
            if span["ends"]
        ]
        turning = [end + n * DAY for end in self.chance.sample(ends, 3) for n in (-1, 0, 1)]
        return [*turning, *(self.day(FIRST + n * YEAR * DAY, YEAR) for n in range(1, 8))]


@pytest.mark.parametrize("seed", range(6))
def test_orders_ask_for_what_the_plain_answer_says(seed: int, amira: User) -> None:
    invented = Invented(seed, amira)
    said: set[str] = set()
    for on in invented.days():
        deadlines.recompute(list(invented.known), on=on)
        stored: dict[int, dict[tuple[str, str, str], tuple[date, date]]] = {
            pk: {} for pk in invented.known
        }
        for row in Deadline.objects.filter(kind__in=RULES):
            assert row.case_id is not None
            stored[row.case_id][row.kind, row.subject, row.missing] = (row.due_on, row.told_on)
            said.add(row.kind)
        assert stored == {pk: orders_due(case, on) for pk, case in invented.known.items()}, on
    assert said == set(RULES), "a kind that is never due is not compared"
