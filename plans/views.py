"""The risk management plan of a case: read, written item by item, signed."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from core import clock
from core.addresses import address
from core.forms import ButtonForm
from offenders.http import case_or_404, case_page, keeping, may, record_or_404
from offenders.models import Case
from offenders.selectors.drafts import draft_of
from offenders.services.drafts import drop_draft
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_before, saved_if_valid
from plans.choices import Pillar
from plans.forms import AddForm, ItemForm, SignForm
from plans.models import Item, Plan
from plans.rules import Ref
from plans.selectors import page as selectors
from plans.selectors.things import InForce, Thing, details_of, in_force_of
from plans.services import drafting, signing

SECTION = "plan"


@requires(Permission.VIEW_PLAN)
def plan(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """The plan that holds, what in force it does not name, and its versions."""
    case, on = case_or_404(request, case_uuid), clock.today()
    versions, in_force = selectors.versions_of(case), in_force_of(case, on=on)
    current = selectors.current_among(versions)
    may_write = may(request, case, Permission.WRITE_PLAN)
    gaps = in_force.missing_from(current)
    return case_page(
        request,
        case,
        SECTION,
        "plans/plan.html",
        current=selectors.page_of(current, in_force) if current else None,
        draft_plan=selectors.draft_among(versions),
        versions=[row for row in versions if row.signed_at],
        gaps=gaps,
        adding=_adding(gaps) if may_write else None,
        beginning=ButtonForm(version=0),
        may_write=may_write,
    )


@requires(Permission.WRITE_PLAN)
def write(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """The draft, item by item; where there is none, the button that begins it."""
    case, on = case_or_404(request, case_uuid), clock.today()
    begun = ButtonForm(request.POST or None, version=0)
    if saved := saved_if_valid(request, begun, partial(_begun, request, case)):
        return saved
    draft = selectors.draft_among(selectors.versions_of(case))
    if draft is None:
        return redirect("plans:plan", case.uuid)
    in_force = in_force_of(case, on=on)
    gaps = in_force.missing_from(draft)
    return case_page(
        request,
        case,
        SECTION,
        "plans/write.html",
        shown=selectors.page_of(draft, in_force),
        gaps=gaps,
        adding=_adding(gaps),
    )


@requires(Permission.WRITE_PLAN)
def add(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """One tap adds what is in force and the plan does not name, or all of it; without a draft it begins one."""
    case, on = case_or_404(request, case_uuid), clock.today()
    in_force = in_force_of(case, on=on)
    form = AddForm(request.POST or None, offered=[ALL, *(ref.code for ref in in_force.refs)])
    saved = saved_if_valid(request, form, partial(_added, request, case, form, in_force))
    return saved or saved_before(request) or redirect("plans:plan", case.uuid)


@requires(Permission.VIEW_PLAN)
def version(request: AuthedRequest, plan_uuid: UUID) -> HttpResponse:
    """One version as it was signed, and what is different from the one before."""
    row, on = record_or_404(request, selectors.plans(), plan_uuid), clock.today()
    return case_page(
        request,
        row.case,
        SECTION,
        "plans/version.html",
        shown=selectors.page_of(row, in_force_of(row.case, on=on)),
        differences=selectors.differences_of(row),
        may_write=may(request, row.case, Permission.WRITE_PLAN),
    )


@requires(Permission.WRITE_PLAN)
def add_item(request: AuthedRequest, plan_uuid: UUID) -> HttpResponse:
    row, on = record_or_404(request, selectors.plans(), plan_uuid), clock.today()
    if closed := _closed(request, row):
        return closed
    named = in_force_of(row.case, on=on).refs
    given = request.GET.get("pillar", "")
    initial = {"pillar": given if given in Pillar.values else None}
    return _item_page(request, row, None, named=named, initial=initial, on=on)


@requires(Permission.WRITE_PLAN)
def item(request: AuthedRequest, item_uuid: UUID) -> HttpResponse:
    row, on = record_or_404(request, selectors.items(), item_uuid), clock.today()
    if closed := _closed(request, row.plan):
        return closed
    known = selectors.answers_of(row)
    codes = {ref.code for ref in known}
    others = [ref for ref in in_force_of(row.case, on=on).refs if ref.code not in codes]
    shown = ("pillar", "what", "who", "how_often", "until", "until_words")
    initial = {name: getattr(row, name) for name in shown}
    initial["names"] = [ref.code for ref in known]
    return _item_page(request, row.plan, row, named=[*known, *others], initial=initial, on=on)


@requires(Permission.WRITE_PLAN)
def remove_item(request: AuthedRequest, item_uuid: UUID) -> HttpResponse:
    row = record_or_404(request, selectors.items(), item_uuid)
    if closed := _closed(request, row.plan):
        return closed
    form = ButtonForm(request.POST or None, version=row.version)
    saved = saved_if_valid(request, form, partial(_removed, request, row, form))
    return saved or case_page(
        request, row.case, SECTION, "plans/remove_item.html", form=form, item=row
    )


@requires(Permission.WRITE_PLAN)
def sign(request: AuthedRequest, plan_uuid: UUID) -> HttpResponse:
    """What the plan does not name is said above the signature, and stops nobody."""
    row, on = record_or_404(request, selectors.plans(), plan_uuid), clock.today()
    if closed := _closed(request, row):
        return closed
    in_force, name = in_force_of(row.case, on=on), _draft_name("sign-plan", row.uuid)
    shown, gaps = selectors.page_of(row, in_force), in_force.missing_from(row)
    draft = draft_of(request.user, row.case, name)
    kept = {"version": row.version, **_kept(keeping(row.case, name, draft))}
    initial = {"approach": row.approach, "changes": row.changes}
    form = SignForm(request.POST or None, shown=shown, initial=initial, **kept)
    saved = saved_if_valid(request, form, partial(_signed, request, row, form, name))
    return saved or case_page(
        request,
        row.case,
        SECTION,
        "plans/sign.html",
        form=form,
        draft=None if form.is_bound else draft,
        shown=shown,
        gaps=gaps,
        adding=_adding(gaps),
        differences=selectors.differences_of(row),
    )


@requires(Permission.WRITE_PLAN)
def discard(request: AuthedRequest, plan_uuid: UUID) -> HttpResponse:
    row = record_or_404(request, selectors.plans(), plan_uuid)
    if closed := _closed(request, row):
        return closed
    form = ButtonForm(request.POST or None, version=row.version)
    saved = saved_if_valid(request, form, partial(_discarded, request, row, form))
    return saved or case_page(request, row.case, SECTION, "plans/discard.html", form=form, plan=row)


ALL = "all"


def _adding(gaps: list[Thing]) -> AddForm | None:
    return AddForm(offered=[ALL]) if gaps else None


def _closed(request: AuthedRequest, row: Plan) -> HttpResponse | None:
    """Whoever opens a version that is signed reads it; what they send is told apart by the service (409)."""
    if row.is_draft or request.method == "POST":
        return None
    messages.info(request, f"{row}: {row.get_state_display().lower()}. It is not altered.")
    return redirect(row)


def _draft_name(form: str, uuid: UUID) -> str:
    """One kept text for each plan or item: the words of one are not to turn up in another."""
    return f"{form}-{uuid.hex[:12]}"


def _kept(kept: dict[str, Any]) -> dict[str, Any]:
    """The kept text, but the version that is on the screen now."""
    words = {name: said for name, said in (kept["draft"] or {}).items() if name != "version"}
    return kept | {"draft": words or None}


def _item_page(
    request: AuthedRequest,
    of: Plan,
    row: Item | None,
    *,
    named: list[Ref],
    initial: dict[str, Any],
    on: date,
) -> HttpResponse:
    """The form of an item, new or there already."""
    name = _draft_name("plan-item", row.uuid if row else of.uuid)
    draft = draft_of(request.user, of.case, name)
    kept = {"version": row.version if row else None, **_kept(keeping(of.case, name, draft))}
    form = ItemForm(request.POST or None, on=on, named=named, initial=initial, **kept)
    saved = saved_if_valid(request, form, partial(_item_saved, request, of, row, form, name))
    context: dict[str, Any] = {"draft": None if form.is_bound else draft, "item": row}
    return saved or case_page(request, of.case, SECTION, "plans/item.html", form=form, **context)


def _begun(request: AuthedRequest, case: Case) -> str:
    drafting.begin(case=case, by=request.user, at=clock.now())
    return address("plans:write", case.uuid)


def _added(request: AuthedRequest, case: Case, form: AddForm, in_force: InForce) -> str:
    draft = drafting.begin(case=case, by=request.user, at=clock.now())
    chosen = form.cleaned_data["add"]
    gaps = in_force.missing_from(draft)
    wanted = [thing for thing in gaps if chosen in {ALL, thing.ref.code}]
    if wanted:
        drafting.add_items(plan=draft, each=details_of(wanted), by=request.user)
    said = wanted[0].ref.words if len(wanted) == 1 else f"{len(wanted)} things that are in force"
    messages.success(request, f"Added to the draft: {said}." if wanted else "It is there already.")
    return address("plans:write", case.uuid)


def _item_saved(
    request: AuthedRequest, of: Plan, row: Item | None, form: ItemForm, name: str
) -> str:
    if row is None:
        drafting.add_item(plan=of, details=form.details, by=request.user)
    else:
        drafting.change_item(
            item=row,
            details=form.details,
            version=form.cleaned_data["version"],
            by=request.user,
        )
    drop_draft(case=of.case, form=name, by=request.user)
    messages.success(request, f"Saved in the draft: {form.details.pillar.label.lower()}.")
    if request.POST.get("then") == "another":
        return f"{address('plans:add_item', of.uuid)}?pillar={form.details.pillar}"
    return address("plans:write", of.case.uuid)


def _removed(request: AuthedRequest, row: Item, form: ButtonForm) -> str:
    version, case = form.cleaned_data["version"], row.case
    drafting.remove_item(item=row, version=version, by=request.user)
    messages.success(request, "Removed from the draft.")
    return address("plans:write", case.uuid)


def _signed(request: AuthedRequest, row: Plan, form: SignForm, name: str) -> str:
    signing.sign(
        plan=row,
        approach=form.cleaned_data["approach"],
        changes=form.cleaned_data.get("changes", ""),
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    drop_draft(case=row.case, form=name, by=request.user)
    messages.success(request, f"{row}: signed. It is the plan of this case from now on.")
    return address("plans:plan", row.case.uuid)


def _discarded(request: AuthedRequest, row: Plan, form: ButtonForm) -> str:
    case = row.case
    drafting.discard(plan=row, version=form.cleaned_data["version"], by=request.user)
    messages.success(request, "The draft is thrown away.")
    return address("plans:plan", case.uuid)
