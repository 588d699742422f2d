"""The page of a flag, and accepting it for a while."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from core import clock
from core.calendar import in_full
from offenders.forms.flags import AcceptFlagForm
from offenders.http import case_or_404, may
from offenders.models import Case, Flag
from offenders.selectors.case import banner
from offenders.selectors.flag import flag_page
from offenders.services.flags import accept_flag as accept
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid


def _flag_or_404(request: AuthedRequest, uuid: UUID, *, needs: Permission) -> tuple[Flag, Case]:
    """The flag with its case; 404 unless the user may see the case."""
    flag = Flag.objects.filter(uuid=uuid).select_related("case", "accepted_by").first()
    case = case_or_404(request, flag.case.uuid if flag and flag.case else None, needs=needs)
    if flag is None:
        raise Http404
    return flag, case


@requires(Permission.VIEW_CASE)
def flag(request: AuthedRequest, flag_uuid: UUID) -> HttpResponse:
    flag, case = _flag_or_404(request, flag_uuid, needs=Permission.VIEW_CASE)
    form = AcceptFlagForm(on=clock.today(), version=flag.version)
    return _page(request, flag, case, form)


@requires(Permission.ACCEPT_FLAG)
def accept_flag(request: AuthedRequest, flag_uuid: UUID) -> HttpResponse:
    """POST accepts; anything else leads to the flag, where the form is."""
    flag, case = _flag_or_404(request, flag_uuid, needs=Permission.ACCEPT_FLAG)
    if request.method != "POST":
        return redirect("offenders:flag", flag.uuid)
    form = AcceptFlagForm(request.POST, on=clock.today())
    saved = saved_if_valid(request, form, partial(_accept, request, flag, form), at="until")
    return saved or _page(request, flag, case, form)


def _page(request: AuthedRequest, flag: Flag, case: Case, form: AcceptFlagForm) -> HttpResponse:
    on = clock.today()
    context = {
        "case": case,
        "banner": banner(case, on=on),
        "section": "",
        "page": flag_page(flag, case, user=request.user, on=on),
        "form": form,
        "may_accept": flag.cured_at is None and may(request, case, Permission.ACCEPT_FLAG),
    }
    return render(request, "offenders/flag.html", context)


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
