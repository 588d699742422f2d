"""Orders and conditions as the rules take them, and when they hold."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar import falls_in, in_full
from orders.choices import ConditionCategory, ConditionKind, OrderKind

# ORD-10: registers that say that there is an order, as a sentence names it, and the kinds that it may be.
REGISTERS: dict[str, tuple[str, frozenset[OrderKind]]] = {
    "SOPS": (
        "SHPO or SRO",
        frozenset({OrderKind.SHPO, OrderKind.SRO, OrderKind.SOPO, OrderKind.RISK_OF_SEXUAL_HARM}),
    ),
    "RSTO": ("restraining order", frozenset({OrderKind.RESTRAINING})),
    "SPO": ("stalking protection order", frozenset({OrderKind.STALKING})),
}
# Orders that may have neither prohibition nor requirement of their own.
MAY_BE_EMPTY = frozenset({OrderKind.NOTIFICATION, OrderKind.OTHER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when something holds; `ends_on` is exclusive and empty until further order."""

    starts_on: date
    ends_on: date | None = None
    ended_because: str = ""


@dataclass(frozen=True, slots=True)
class RenewalFacts:
    """ORD-12: what was decided about an end that is to come; without a day to apply by, to let it end."""

    decided_on: date
    apply_by: date | None = None

    @property
    def words(self) -> str:
        return f"Apply by {in_full(self.apply_by)}" if self.apply_by else "Let it end"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts(Span):
    """An order as the rules take it.

    `conditions`: how many hold; `emptied_on`: the first day on which none did any more; `is_followed`: a full order
    of its kind came after it; `recorded_on`: since when it is on record here; `renewal`: what was decided about its end.
    """

    kind: OrderKind
    made_on: date
    is_interim: bool = False
    served_on: date | None = None
    served_by: str = ""
    recorded_on: date
    key: str = ""
    conditions: int = 0
    emptied_on: date | None = None
    is_followed: bool = False
    renewal: RenewalFacts | None = None

    @property
    def name(self) -> str:
        return f"Interim: {self.kind.label}" if self.is_interim else self.kind.label

    @property
    def label(self) -> str:
        return "Order"

    @property
    def ref(self) -> str:
        return f"order:{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionFacts(Span):
    """A condition as the rules take it; `ref` is its order's, which has the page.

    `is_followed`: a later prohibition of travel is on record; `renewal`: what was decided about its end.
    """

    kind: ConditionKind
    category: ConditionCategory
    recorded_on: date
    key: str = ""
    ref: str = ""
    is_followed: bool = False
    renewal: RenewalFacts | None = None

    @property
    def label(self) -> str:
        return self.kind.label


@dataclass(frozen=True, slots=True)
class Registered:
    """ORD-10: an entry in force of a register that says that there is an order."""

    code: str
    since: date
    ref: str


def holds(span: Span, on: date) -> bool:
    """Whether it is in force on a day."""
    return falls_in(on, span.starts_on, span.ends_on)


def is_over(span: Span, on: date) -> bool:
    """Whether its last day has passed; what was recorded in error holds on no day."""
    return span.ends_on is not None and span.ends_on <= max(on, span.starts_on)


def last_of(span: Span) -> date | None:
    """The last day on which it holds; None until further order."""
    return span.ends_on - timedelta(days=1) if span.ends_on else None
