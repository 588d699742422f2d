"""The page of a flag, and accepting it for a while."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from core import clock
from core.calendar import in_full
from offenders.forms.flags import AcceptFlagForm
from offenders.http import case_page, may, record_or_404
from offenders.models import Flag
from offenders.selectors.flag import flag_page
from offenders.services.flags import accept_flag as accept
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid


def _flag_or_404(request: AuthedRequest, uuid: UUID) -> Flag:
    flags = Flag.objects.select_related("case", "accepted_by")
    return record_or_404(request, flags, uuid)


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
    case = flag.case
    if case is None:
        raise Http404
    return case_page(
        request,
        case,
        "",
        "offenders/flag.html",
        page=flag_page(flag, case, user=request.user, on=clock.today()),
        form=form,
        may_accept=flag.cured_at is None and may(request, case, Permission.ACCEPT_FLAG),
    )


def _accept(request: AuthedRequest, flag: Flag, form: AcceptFlagForm) -> str:
    accepted = form.answers
    accept(
        flag=flag,
        by=request.user,
        version=form.cleaned_data["version"],
        on=clock.today(),
        at=clock.now(),
        **accepted,
    )
    messages.success(
        request,
        f"Accepted until {in_full(accepted['until'])}. It stays on every list, marked as accepted.",
    )
    return flag.get_absolute_url()
