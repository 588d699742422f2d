"""The page of a flag, and accepting it for a while."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from core import clock
from core.calendar import in_full
from core.forms import ButtonForm
from offenders.forms.flags import AcceptFlagForm
from offenders.http import case_page, may, record_or_404
from offenders.models import Flag
from offenders.rules import kind
from offenders.selectors.flag import flag_page
from offenders.services.flags import accept_flag as accept, see_acceptance as see
from people.choices import Permission
from people.http import AuthedRequest, officer_or_404, requires, saved_if_valid
from people.models import Officer

# Who works on a case themselves does not see their own acceptance, whatever else they are.
OWN_WORK = frozenset({"allocated", "cover"})


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


@requires(Permission.ACCEPT_CRITICAL)
def see_acceptance(request: AuthedRequest, flag_uuid: UUID) -> HttpResponse:
    """POST says that a supervisor has seen the acceptance; anything else leads to the flag, where the button is."""
    flag = _flag_or_404(request, flag_uuid)
    if request.method != "POST":
        return redirect("offenders:flag", flag.uuid)
    form = ButtonForm(request.POST)
    saved = saved_if_valid(request, form, partial(_seen, request, flag, form))
    return saved or _page(request, flag, AcceptFlagForm(on=clock.today(), version=flag.version))


def _page(request: AuthedRequest, flag: Flag, form: AcceptFlagForm) -> HttpResponse:
    as_supervisor = _is_supervisor(request, flag)
    page: dict[str, Any] = {
        "page": flag_page(flag, user=request.user, on=clock.today(), as_supervisor=as_supervisor),
        "form": form,
        "seen_form": ButtonForm(version=flag.version)
        if as_supervisor and flag.accepted_by_id != request.user.pk
        else None,
        "may_accept": flag.cured_at is None
        and not kind(flag.kind).at_once
        and _may_accept(request, flag),
    }
    if flag.case is None:
        return render(request, "offenders/flag.html", page | {"layout": "layouts/page.html"})
    return case_page(
        request, flag.case, "", "offenders/flag.html", layout="layouts/case.html", **page
    )


def _may_accept(
    request: AuthedRequest, flag: Flag, permission: Permission = Permission.ACCEPT_FLAG
) -> bool:
    if flag.case is not None:
        return may(request, flag.case, permission)
    officers = Officer.objects.visible_to(request.user, permission, on=clock.today())
    return officers.filter(pk=flag.officer_id).exists()


def _is_supervisor(request: AuthedRequest, flag: Flag) -> bool:
    """Whether the user leads the team, and not of a case that they hold or cover themselves."""
    if flag.case is not None and OWN_WORK & set(flag.case.grounds):
        return False
    return _may_accept(request, flag, Permission.ACCEPT_CRITICAL)


def _accept(request: AuthedRequest, flag: Flag, form: AcceptFlagForm) -> str:
    accepted = form.answers
    accept(
        flag=flag,
        by=request.user,
        version=form.cleaned_data["version"],
        at=clock.now(),
        as_supervisor=_is_supervisor(request, flag),
        **accepted,
    )
    flag.refresh_from_db(fields=["is_acceptance_seen"])
    stands = "It stays on every list, marked as accepted."
    if not flag.is_acceptance_seen:
        stands = "It still counts as needing somebody until a supervisor has seen this."
    messages.success(request, f"Accepted until {in_full(accepted['until'])}. {stands}")
    return flag.get_absolute_url()


def _seen(request: AuthedRequest, flag: Flag, form: ButtonForm) -> str:
    see(flag=flag, version=form.cleaned_data["version"], by=request.user, at=clock.now())
    messages.success(request, "Seen. The flag counts as accepted now.")
    return flag.get_absolute_url()
