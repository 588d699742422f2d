"""Reference data for an administrator: the numbers of the field, and the contact types."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from audit import services as audit
from caseloads.forms.reference import ContactTypeForm, StandardForm
from caseloads.models import Preview
from caseloads.selectors import reference as selectors
from caseloads.selectors.previews import preview_page
from caseloads.services import reference as services
from caseloads.services.previews import ask_before
from core import clock
from core.addresses import address
from core.calendar import in_full
from core.errors import RefusedError
from core.forms import ButtonForm
from offenders.models import ContactType
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid, saved_once

PAGE = 50


@requires(Permission.MANAGE_REFERENCE)
def reference(request: AuthedRequest) -> HttpResponse:
    rows = selectors.standard_rows(on=clock.today())
    return render(request, "caseloads/reference.html", {"rows": rows})


@requires(Permission.MANAGE_REFERENCE)
def standard(request: AuthedRequest, key: str) -> HttpResponse:
    on = clock.today()
    page = selectors.standard_page(key, on=on)
    if page is None:
        raise Http404
    newest = page.newest
    form = StandardForm(request.POST or None, on=on, version=newest.version, unit=newest.unit)
    saved = saved_if_valid(request, form, partial(_ask, request, key, form), at="value")
    if saved:
        return saved
    return render(request, "caseloads/standard.html", {"form": form, "page": page})


@requires(Permission.MANAGE_REFERENCE)
def standard_preview(request: AuthedRequest, key: str, preview_uuid: UUID) -> HttpResponse:
    """What the change would do, and whether to make it: asked once."""
    preview = get_object_or_404(Preview, key=key, uuid=preview_uuid)
    page = selectors.standard_page(key, on=clock.today())
    if page is None:
        raise Http404
    form = ButtonForm(request.POST or None, version=preview.version)
    if preview.finished_at is not None:
        saved = saved_if_valid(request, form, partial(_change, request, preview))
        if saved:
            return saved
    context = {"form": form, "page": preview_page(preview, page.newest)}
    return render(request, "caseloads/standard_preview.html", context)


@requires(Permission.MANAGE_REFERENCE)
def contact_types(request: AuthedRequest) -> HttpResponse:
    words = request.GET.get("q", "")[:100]
    page = Paginator(selectors.contact_types(words), PAGE).get_page(request.GET.get("page"))
    rows = [(row, ContactTypeForm(version=row.version, auto_id=f"{row.code}_%s")) for row in page]
    context = {"page": page, "rows": rows, "words": words}
    return render(request, "caseloads/contact_types.html", context)


@requires(Permission.MANAGE_REFERENCE)
def contact_type(request: AuthedRequest, code: str) -> HttpResponse:
    """POST offers or hides a type; anything else leads to the list."""
    contact_type = get_object_or_404(ContactType, code=code)
    form = ContactTypeForm(request.POST or None)
    if not form.is_valid():
        return redirect(_types_url(contact_type))
    try:
        return saved_once(request, form, partial(_offer, request, contact_type, form))
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect(_types_url(contact_type))


def _ask(request: AuthedRequest, key: str, form: StandardForm) -> str:
    asked = form.answers
    audit.because(asked["reason"])
    preview = ask_before(
        key=key,
        value=asked["value"],
        starts_on=asked["starts_on"],
        reason=asked["reason"],
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    return address("caseloads:standard_preview", key, preview.uuid)


def _change(request: AuthedRequest, preview: Preview) -> str:
    key = preview.key
    audit.because(preview.reason)
    changed = services.change_standard(
        key=key,
        value=preview.value,
        starts_on=preview.starts_on,
        version=preview.version,
        at=clock.now(),
    )
    follows = (
        "Deadlines follow within minutes."
        if changed.starts_on <= clock.today()
        else "Deadlines follow on that day."
    )
    messages.success(
        request,
        f"{selectors.amount(changed.value, changed.unit)} from {in_full(changed.starts_on)}. {follows}",
    )
    return address("caseloads:standard", key)


def _offer(request: AuthedRequest, contact_type: ContactType, form: ContactTypeForm) -> str:
    offered = form.cleaned_data["offered"]
    services.offer_contact_type(
        contact_type=contact_type,
        offered=offered,
        version=form.cleaned_data["version"],
        at=clock.now(),
    )
    what = (
        "is offered again" if offered else "is no longer offered; contacts of it stay as they are"
    )
    messages.success(request, f"{contact_type.name} {what}.")
    return _types_url(contact_type)


def _types_url(contact_type: ContactType) -> str:
    return f"{address('caseloads:contact_types')}?q={contact_type.code}"
