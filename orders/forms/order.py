"""Orders and their conditions: as made, what is added, put right and ended. The rules have the last word."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.forms import BooleanField, CharField, ChoiceField, MultipleChoiceField

from core.calendar import in_full
from core.forms import BaseForm, Checkboxes, DateField, LongText, Radios
from orders.choices import (
    ConditionCategory,
    ConditionKind,
    OrderEnding,
    OrderKind,
    OrderRoute,
    RenewalDecision,
)
from orders.models import Condition, Order
from orders.rules import (
    Ending,
    RenewalSaid,
    Span,
    condition_problem,
    ending_problem,
    last_of,
    order_problem,
    renewal_problem,
)
from orders.selectors import facts_of, span_of
from orders.services import ConditionDetails, OrderCorrection, OrderDetails

FURTHER_ORDER, LAST_DAY = "further_order", "last_day"
UNTIL = ((FURTHER_ORDER, "Until further order"), (LAST_DAY, "Until a last day"))
COPY = "We hold a verified copy of the order"


def court() -> CharField:
    return CharField(label="Which court?", max_length=120, required=False)


def court_ref() -> CharField:
    return CharField(label="Court reference", max_length=60, required=False)


def served_on() -> DateField:
    return DateField(
        label="When was it served?",
        noun="the day of service",
        past_only=True,
        required=False,
        help_text="Leave empty while it is not served.",
    )


def served_by() -> CharField:
    return CharField(label="Who served it?", max_length=120, required=False)


def until() -> ChoiceField:
    return ChoiceField(
        label="How long does it last?",
        choices=UNTIL,
        widget=Radios(reveals={LAST_DAY: ["last_day"]}),
        error_messages={"required": "Choose how long it lasts"},
    )


def last_day(**fields: Any) -> DateField:
    words = {"label": "Last day", "help_text": "The last day on which it holds."} | fields
    return DateField(noun="the last day", required=False, **words)


def day_after(last: date | None) -> date | None:
    """A last day as the record keeps it: ends are exclusive."""
    return last + timedelta(days=1) if last else None


class OrdersForm(BaseForm):
    """What the forms below share: a problem is said beside the answer that it is about."""

    on: date

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        self.on = on

    def check_until(self) -> None:
        """A last day is asked for by one of the two answers, and refused by the other."""
        chosen, last = self.cleaned_data.get("until"), self.cleaned_data.get("last_day")
        if chosen == LAST_DAY and last is None and "last_day" not in self.errors:
            self.add_error("last_day", "Enter the last day")
        if chosen == FURTHER_ORDER and last is not None:
            self.add_error(
                "last_day",
                "You chose “Until further order” and also typed a last day: clear it, "
                "or choose “Until a last day”",
            )


class RecordOrderForm(OrdersForm):
    """An order as the court made it."""

    kind = ChoiceField(
        label="Which order?",
        choices=OrderKind.choices,
        widget=Radios(),
        error_messages={"required": "Choose which order it is"},
    )
    is_interim = BooleanField(label="It is an interim order", required=False)
    route = ChoiceField(
        label="How did it come about?",
        choices=OrderRoute.choices,
        widget=Radios(),
        error_messages={"required": "Choose how it came about"},
    )
    court = court()
    court_ref = court_ref()
    made_on = DateField(label="When was it made?", noun="the day it was made", past_only=True)
    starts_on = DateField(
        label="In force from",
        noun="the day it begins",
        required=False,
        help_text="Only if it is not the day on which it was made.",
    )
    until = until()
    last_day = last_day()
    served_on = served_on()
    served_by = served_by()
    has_copy = BooleanField(label=COPY, required=False)
    repeats = MultipleChoiceField(
        label="Which of these does it say in the same words?",
        required=False,
        help_text="Each then holds from the first day of this order to its last. "
        "What has a last day of its own is not in the list: add it afterwards.",
        error_messages={"invalid_choice": "The earlier order has changed: look at the list again"},
    )

    def __init__(self, *args: Any, earlier: list[Condition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = {row.uuid.hex: row for row in earlier}
        field = self.fields["repeats"]
        hints = {
            key: f"{row.get_kind_display()}: {row.get_category_display().lower()}. "
            f"{row.order}, made on {in_full(row.order.made_on)}"
            for key, row in self.earlier.items()
        }
        field.widget = Checkboxes(hints=hints)
        field.choices = [(key, row.words) for key, row in self.earlier.items()]  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        self.check_until()
        if not self.errors:
            self.say(order_problem(facts_of(Order(**asdict(self.details))), on=self.on))

    @property
    def details(self) -> OrderDetails:
        """What the service takes."""
        values = dict(self.answers)
        del values["until"], values["repeats"]
        return OrderDetails(
            kind=OrderKind(values.pop("kind")),
            route=OrderRoute(values.pop("route")),
            starts_on=values.pop("starts_on") or values["made_on"],
            ends_on=day_after(values.pop("last_day")),
            **values,
        )

    @property
    def conditions(self) -> list[ConditionDetails]:
        """What the order repeats of earlier ones, as the service takes it."""
        rows = [self.earlier[key] for key in self.cleaned_data["repeats"]]
        return [
            ConditionDetails(
                kind=ConditionKind(row.kind),
                category=ConditionCategory(row.category),
                words=row.words,
                monitoring=row.monitoring,
                starts_on=self.details.starts_on,
            )
            for row in rows
        ]


class CorrectOrderForm(OrdersForm):
    """What may be put right on an order. The end of one that was ended is put right where it was ended."""

    is_versioned = True

    court = court()
    court_ref = court_ref()
    served_on = served_on()
    served_by = served_by()
    has_copy = BooleanField(label=COPY, required=False)
    until = until()
    last_day = last_day()

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        last = last_of(span_of(order))
        shown = ("court", "court_ref", "served_on", "served_by", "has_copy")
        initial = {name: getattr(order, name) for name in shown}
        initial |= {"until": LAST_DAY if last else FURTHER_ORDER, "last_day": last}
        super().__init__(*args, initial=initial, version=order.version, **kwargs)
        self.order = order
        if order.ended_because:
            del self.fields["until"], self.fields["last_day"]

    def clean(self) -> None:
        super().clean()
        self.check_until()

    @property
    def correction(self) -> OrderCorrection:
        """What the service takes."""
        values = dict(self.answers)
        values.pop("until", None)
        is_fixed = "last_day" not in values
        last = values.pop("last_day", None)
        ends_on = self.order.ends_on if is_fixed else day_after(last)
        return OrderCorrection(ends_on=ends_on, **values)


class ConditionForm(OrdersForm):
    """One prohibition or requirement of an order."""

    kind = ChoiceField(
        label="What is it?",
        choices=ConditionKind.choices,
        initial=ConditionKind.PROHIBITION,
        widget=Radios(inline=True),
        error_messages={"required": "Choose whether it forbids or requires something"},
    )
    words = LongText(
        label="Its words",
        rows=6,
        max_length=5_000,
        help_text="Exactly as the order has them. They cannot be altered later.",
        error_messages={"required": "Enter the words of the order"},
    )
    category = ChoiceField(
        label="What is it about?",
        choices=ConditionCategory.choices,
        widget=Radios(),
        error_messages={"required": "Choose what it is about"},
    )
    monitoring = LongText(
        label="How is it checked?",
        rows=2,
        max_length=300,
        required=False,
        help_text="How, by whom and how often.",
    )
    starts_on = DateField(
        label="From",
        noun="the day it begins",
        required=False,
        help_text="Only if it is not the first day of the order.",
    )
    last_day = last_day(
        help_text="Only if it has one of its own. Otherwise it ends with the order."
    )

    @property
    def has_days_of_its_own(self) -> bool:
        """The boxes of the days stand open when something is in them, or wrong with them."""
        days = [self["starts_on"], self["last_day"]]
        return any(day.errors or any(day.value() or ()) for day in days)

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order

    def clean(self) -> None:
        super().clean()
        if not self.errors:
            details = self.details
            span = Span(starts_on=details.starts_on, ends_on=details.ends_on)
            self.say(condition_problem(span_of(self.order), span))

    @property
    def details(self) -> ConditionDetails:
        """What the service takes."""
        values = dict(self.answers)
        return ConditionDetails(
            kind=ConditionKind(values.pop("kind")),
            category=ConditionCategory(values.pop("category")),
            starts_on=values.pop("starts_on") or self.order.starts_on,
            ends_on=day_after(values.pop("last_day")),
            **values,
        )


class EndForm(OrdersForm):
    """Why an order or a condition ended, and when."""

    is_versioned = True

    because = ChoiceField(
        label="Why?",
        choices=OrderEnding.choices,
        widget=Radios(
            hints={
                OrderEnding.DISCHARGED: "It ended before its time and nothing took its place.",
                OrderEnding.REPLACED: "Record what took its place as well.",
                OrderEnding.ERROR: "It never held, and no page shows it as if it had.",
            }
        ),
        error_messages={"required": "Choose why it ended"},
    )
    last_day = last_day(
        label="Last day on which it held",
        past_only=True,
        help_text="Leave empty if it was recorded here in error.",
    )
    note = LongText(
        label="Note",
        rows=3,
        max_length=500,
        required=False,
        help_text="What the court decided, or what was wrong.",
    )

    def __init__(
        self, *args: Any, row: Order | Condition, within: Order | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, version=row.version, **kwargs)
        self.span = span_of(row)
        self.within = span_of(within) if within else None

    def clean(self) -> None:
        super().clean()
        if not self.errors:
            self.say(ending_problem(self.span, self.ending, on=self.on, within=self.within))

    @property
    def ending(self) -> Ending:
        """What the service takes."""
        return Ending(
            because=OrderEnding(self.cleaned_data["because"]),
            last_day=self.cleaned_data["last_day"],
            note=self.cleaned_data["note"],
        )


class RenewalForm(OrdersForm):
    """ORD-12: what is decided about an end that is to come, and why."""

    is_versioned = True

    decision = ChoiceField(
        label="What is decided?",
        choices=RenewalDecision.choices,
        widget=Radios(reveals={RenewalDecision.APPLY: ["apply_by"]}),
        error_messages={"required": "Choose whether to apply or to let it end"},
    )
    apply_by = DateField(
        label="By when?",
        noun="the day to apply by",
        required=False,
        help_text="On that day it is asked what came of it. If the application is made, the day on which the court decides.",
    )
    reason = LongText(
        label="Why?",
        rows=4,
        max_length=1_000,
        help_text="What the risk is today and what the order still does about it.",
        error_messages={"required": "Say why"},
    )

    def __init__(self, *args: Any, row: Order | Condition, **kwargs: Any) -> None:
        super().__init__(*args, version=row.version, **kwargs)
        self.span = span_of(row)

    def clean(self) -> None:
        super().clean()
        if not self.errors:
            self.say(renewal_problem(self.span, self.said, on=self.on))

    @property
    def said(self) -> RenewalSaid:
        """What the service takes."""
        return RenewalSaid(
            decision=RenewalDecision(self.cleaned_data["decision"]),
            reason=self.cleaned_data["reason"],
            apply_by=self.cleaned_data["apply_by"],
        )
