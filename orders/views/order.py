"""Orders and their conditions: read, record, add to, put right, end."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from audit import services as audit
from core import clock
from core.addresses import address
from core.forms import BaseForm
from offenders.http import case_or_404, case_page, keeping, may, record_or_404
from offenders.models import Case
from offenders.selectors.drafts import draft_of
from offenders.services.drafts import drop_draft
from orders import selectors, services
from orders.choices import OrderEnding
from orders.forms import ConditionForm, CorrectOrderForm, EndForm, RecordOrderForm, RenewalForm
from orders.models import Condition, Order
from orders.rules import why_nothing_to_decide
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_before, saved_if_valid

SECTION = "record"
ORDER_DRAFT = "record-order"


@requires(Permission.VIEW_CASE)
def order(request: AuthedRequest, order_uuid: UUID) -> HttpResponse:
    order, on = record_or_404(request, selectors.orders(), order_uuid), clock.today()
    return case_page(
        request,
        order.case,
        SECTION,
        "orders/order.html",
        row=selectors.order_row(order, on=on),
        lines=selectors.order_lines(order),
        history=selectors.history_of(order),
        may_record=may(request, order.case, Permission.RECORD_ORDER),
        is_to_be_followed=selectors.is_to_be_followed(order),
    )


@requires(Permission.RECORD_ORDER)
def record_order(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case, on = case_or_404(request, case_uuid), clock.today()
    draft = draft_of(request.user, case, ORDER_DRAFT)
    kept = keeping(case, ORDER_DRAFT, draft)
    earlier = selectors.repeatable_conditions(case, on=on)
    form = RecordOrderForm(request.POST or None, on=on, earlier=earlier, **kept)
    context = {
        "earlier": len(earlier),
        "draft": None if form.is_bound else draft,
        "registered": selectors.registered_without_order(case, on=on),
    }
    save = partial(_recorded, request, case, form)
    return _answer(
        request, case, form, save=save, template="orders/record_order.html", context=context
    )


@requires(Permission.RECORD_ORDER)
def add_condition(request: AuthedRequest, order_uuid: UUID) -> HttpResponse:
    order, on = record_or_404(request, selectors.orders(), order_uuid), clock.today()
    row = selectors.order_row(order, on=on)
    if not row.can_grow and request.method == "GET":
        messages.info(request, "This order has ended, so nothing can be added to it.")
        return redirect(order)
    draft = draft_of(request.user, order.case, _draft_name(order))
    kept = keeping(order.case, _draft_name(order), draft)
    form = ConditionForm(request.POST or None, on=on, order=order, **kept)
    context = {"row": row, "draft": None if form.is_bound else draft}
    save = partial(_added, request, order, form)
    return _answer(
        request,
        order.case,
        form,
        save=save,
        template="orders/add_condition.html",
        context=context,
    )


@requires(Permission.RECORD_ORDER)
def correct_order(request: AuthedRequest, order_uuid: UUID) -> HttpResponse:
    order, on = record_or_404(request, selectors.orders(), order_uuid), clock.today()
    form = CorrectOrderForm(request.POST or None, on=on, order=order)
    save = partial(_corrected, request, order, form)
    context = {"order": order}
    return _answer(
        request,
        order.case,
        form,
        save=save,
        template="orders/correct_order.html",
        context=context,
    )


@requires(Permission.RECORD_ORDER)
def end_order(request: AuthedRequest, order_uuid: UUID) -> HttpResponse:
    order, on = record_or_404(request, selectors.orders(), order_uuid), clock.today()
    if _is_final(request, order):
        return redirect(order)
    form = EndForm(request.POST or None, on=on, row=order)
    context = {"order": order, "condition": None}
    save = partial(_order_ended, request, order, form)
    return _answer(
        request, order.case, form, save=save, template="orders/end_order.html", context=context
    )


@requires(Permission.RECORD_ORDER)
def end_condition(request: AuthedRequest, condition_uuid: UUID) -> HttpResponse:
    """One condition; the order goes on."""
    condition = record_or_404(request, selectors.conditions(), condition_uuid)
    if _is_final(request, condition):
        return redirect(condition.order)
    today = clock.today()
    form = EndForm(request.POST or None, on=today, row=condition, within=condition.order)
    context = {"order": condition.order, "condition": condition}
    save = partial(_condition_ended, request, condition, form)
    return _answer(
        request, condition.case, form, save=save, template="orders/end_order.html", context=context
    )


@requires(Permission.RECORD_ORDER)
def decide_renewal(request: AuthedRequest, order_uuid: UUID) -> HttpResponse:
    """ORD-12: what is decided before an order ends."""
    return _decide(request, record_or_404(request, selectors.orders(), order_uuid))


@requires(Permission.RECORD_ORDER)
def decide_condition_renewal(request: AuthedRequest, condition_uuid: UUID) -> HttpResponse:
    """The same of a prohibition that ends before its order."""
    return _decide(request, record_or_404(request, selectors.conditions(), condition_uuid))


def _decide(request: AuthedRequest, row: Order | Condition) -> HttpResponse:
    on, order = clock.today(), row.order if isinstance(row, Condition) else row
    is_interim = order.is_interim and row == order
    why_not = why_nothing_to_decide(selectors.span_of(row), is_interim=is_interim, on=on)
    if why_not and request.method == "GET":
        messages.info(request, why_not)
        return redirect(order)
    form = RenewalForm(request.POST or None, on=on, row=row)
    context = {
        "order": order,
        "condition": None if row == order else row,
        "decided": selectors.renewal_lines(row),
        "ends_on": row.ends_on,
    }
    save = partial(_decided, request, row, order, form)
    return _answer(
        request, order.case, form, save=save, template="orders/decide_renewal.html", context=context
    )


def _answer(
    request: AuthedRequest,
    case: Case,
    form: BaseForm,
    *,
    save: Callable[[], str],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Save a valid form once; show any other (again) with what is wrong."""
    saved = saved_if_valid(request, form, save)
    if saved is None and form.is_bound:
        saved = saved_before(request)
    return saved or case_page(request, case, SECTION, template, form=form, **context)


def _draft_name(order: Order) -> str:
    """One draft for each order: the words of one are not to turn up in another."""
    return f"condition-{order.uuid.hex[:12]}"


def _is_final(request: AuthedRequest, row: Order | Condition) -> bool:
    """What was recorded in error cannot be ended another way; says so to whoever comes to end it."""
    is_error = row.ended_because == OrderEnding.ERROR
    if is_error and request.method == "GET":
        messages.info(request, "This was recorded here in error, so there is nothing to end.")
    return is_error and request.method == "GET"


def _recorded(request: AuthedRequest, case: Case, form: RecordOrderForm) -> str:
    on = clock.today()
    repeated = form.conditions
    saved = services.record_order(
        case=case, details=form.details, conditions=repeated, by=request.user, at=clock.now()
    )
    drop_draft(case=case, form=ORDER_DRAFT, by=request.user)
    if not selectors.order_row(saved, on=on).can_grow:
        messages.success(request, f"{saved}: recorded. It has ended already.")
        return saved.get_absolute_url()
    if repeated:
        words = f"{saved}: recorded with what you ticked. Check it against the order, and add what is new."
        messages.success(request, words)
        return saved.get_absolute_url()
    messages.success(request, f"{saved}: recorded. Now what it forbids or requires, one at a time.")
    return address("orders:add_condition", saved.uuid)


def _added(request: AuthedRequest, order: Order, form: ConditionForm) -> str:
    saved = services.add_condition(
        order=order, details=form.details, by=request.user, at=clock.now()
    )
    drop_draft(case=order.case, form=_draft_name(order), by=request.user)
    messages.success(
        request, f"{saved.get_kind_display()} saved: {saved.get_category_display().lower()}."
    )
    if request.POST.get("then") == "another":
        return address("orders:add_condition", order.uuid)
    return order.get_absolute_url()


def _corrected(request: AuthedRequest, order: Order, form: CorrectOrderForm) -> str:
    saved = services.correct_order(
        order=order,
        correction=form.correction,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, f"{saved}: details corrected.")
    return saved.get_absolute_url()


def _order_ended(request: AuthedRequest, order: Order, form: EndForm) -> str:
    saved = services.end_order(
        order=order,
        ending=form.ending,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, f"{saved}: {saved.get_ended_because_display().lower()}, saved.")
    return saved.get_absolute_url()


def _condition_ended(request: AuthedRequest, condition: Condition, form: EndForm) -> str:
    saved = services.end_condition(
        condition=condition,
        ending=form.ending,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    about = saved.get_category_display().lower()
    why = saved.get_ended_because_display().lower()
    messages.success(request, f"{saved.get_kind_display()} ({about}): {why}, saved.")
    return condition.order.get_absolute_url()


def _decided(
    request: AuthedRequest, row: Order | Condition, order: Order, form: RenewalForm
) -> str:
    audit.because(form.cleaned_data["reason"])
    saved = services.decide_renewal(
        row=row,
        said=form.said,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, f"{order}, renewal: {selectors.renewal_words(saved)}. Saved.")
    return f"{order.get_absolute_url()}#history"
