"""The kinds of orders against a plain answer: invented cases, stored and worked out, on days of every sort."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from core.calendar import LONDON
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
        self.to_renew = self.a_ban_to_renew()

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

    def a_ban_to_renew(self) -> date:
        """One of which chance makes too few: a day on which somebody is to apply for another prohibition of travel."""
        case, made = factories.make_case(), self.day()
        stored = factories.make_order(case, self.by, starts_on=made)
        ends = made + 300 * DAY
        ban = factories.make_condition(
            stored,
            category=ConditionCategory.TRAVEL,
            starts_on=made,
            ends_on=ends,
            recorded_on=made,
        )
        order = {
            "key": str(stored.uuid),
            "kind": "shpo",
            "interim": False,
            "made": made,
            "starts": made,
        }
        order |= {"ends": None, "why": "", "served": None, "recorded": made, "renewals": []}
        row = {
            "key": str(ban.uuid),
            "travel": True,
            "starts": made,
            "ends": ends,
            "why": "",
            "recorded": made,
        }
        row["renewals"] = self.decided(stored, ban, ends - 60 * DAY, ends, ends - 20 * DAY)
        self.known[case.pk] = {
            "active": True,
            "registers": {},
            "orders": [order | {"conditions": [row]}],
        }
        return ends - 30 * DAY

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
        renewals = self.renewals(stored, None)
        return row | {"key": str(stored.uuid), "conditions": conditions, "renewals": renewals}

    def renewals(self, order: Any, condition: Any) -> list[dict[str, Any]]:
        """Decisions on the end that it has, or had: some to apply, some not, some about another last day."""
        row = condition or order
        if row.ends_on is None or row.ends_on <= row.starts_on:
            return []
        found: list[dict[str, Any]] = []
        for _ in range(self.chance.choice([1, 1, 2] if condition else [0, 0, 1, 2])):
            decided = row.ends_on - self.chance.randrange(1, 120) * DAY
            ends = row.ends_on - self.chance.choice([0, 0, 0, 30]) * DAY
            by = ends - self.chance.choice([1, 1, 20, 40]) * DAY
            by = self.chance.choice([None, by])
            found += self.decided(order, condition, decided, ends, by)
        return found

    def decided(
        self, order: Any, condition: Any, on: date, ends: date, by: date | None
    ) -> list[dict[str, Any]]:
        factories.make_renewal(
            order,
            self.by,
            condition=condition,
            ends_on=ends,
            apply_by=by,
            decided_at=datetime.combine(on, time(12), tzinfo=LONDON),
        )
        return [{"decided": on, "ends": ends, "by": by}]

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
            "renewals": self.renewals(order, stored),
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
        return [
            self.to_renew,
            *turning,
            *(self.day(FIRST + n * YEAR * DAY, YEAR) for n in range(1, 8)),
        ]


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
