"""The page of a flag, and accepting it for a while."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from core import clock
from core.calendar import in_full
from offenders.forms.flags import AcceptFlagForm
from offenders.http import case_page, may, record_or_404
from offenders.models import Flag
from offenders.rules import kind
from offenders.selectors.flag import flag_page
from offenders.services.flags import accept_flag as accept
from people.choices import Permission
from people.http import AuthedRequest, officer_or_404, requires, saved_if_valid
from people.models import Officer


def _flag_or_404(request: AuthedRequest, uuid: UUID) -> Flag:
    """The flag with its case or officer; 404 unless the user may see that."""
    flags = Flag.objects.select_related("case", "officer__team", "accepted_by")
    flag = flags.filter(uuid=uuid, officer__isnull=False).first()
    if flag is None:
        return record_or_404(request, flags, uuid)
    officer_or_404(request, flag.officer)
    return flag


@requires(Permission.VIEW_CASE)
def flag(request: AuthedRequest, flag_uuid: UUID) -> HttpResponse:
    flag = _flag_or_404(request, flag_uuid)
    form = AcceptFlagForm(on=clock.today(), version=flag.version)
    return _page(request, flag, form)


@requires(Permission.ACCEPT_FLAG)
def accept_flag(request: AuthedRequest, flag_uuid: UUID) -> HttpResponse:
    """POST accepts; anything else leads to the flag, where the form is."""
    flag = _flag_or_404(request, flag_uuid)
    if request.method != "POST":
        return redirect("offenders:flag", flag.uuid)
    form = AcceptFlagForm(request.POST, on=clock.today())
    saved = saved_if_valid(request, form, partial(_accept, request, flag, form), at="until")
    return saved or _page(request, flag, form)


def _page(request: AuthedRequest, flag: Flag, form: AcceptFlagForm) -> HttpResponse:
    page: dict[str, Any] = {
        "page": flag_page(flag, user=request.user, on=clock.today()),
        "form": form,
        "may_accept": flag.cured_at is None
        and not kind(flag.kind).at_once
        and _may_accept(request, flag),
    }
    if flag.case is None:
        return render(request, "offenders/flag.html", page | {"layout": "layouts/page.html"})
    return case_page(
        request, flag.case, "", "offenders/flag.html", layout="layouts/case.html", **page
    )


def _may_accept(request: AuthedRequest, flag: Flag) -> bool:
    if flag.case is not None:
        return may(request, flag.case, Permission.ACCEPT_FLAG)
    officers = Officer.objects.visible_to(request.user, Permission.ACCEPT_FLAG, on=clock.today())
    return officers.filter(pk=flag.officer_id).exists()


def _accept(request: AuthedRequest, flag: Flag, form: AcceptFlagForm) -> str:
    accepted = form.answers
    accept(
        flag=flag,
        by=request.user,
        version=form.cleaned_data["version"],
        at=clock.now(),
        **accepted,
    )
    messages.success(
        request,
        f"Accepted until {in_full(accepted['until'])}. It stays on every list, marked as accepted.",
    )
    return flag.get_absolute_url()
