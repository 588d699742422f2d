"""A referral: made, moved, and gone on with after a release."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from audit import services as audit
from core import clock
from core.addresses import address
from offenders.http import case_or_404, case_page, record_or_404, say_moved
from offenders.models import Case
from offenders.selectors.contacts import due_dates
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_before, saved_if_valid
from programmes.choices.referral import CLOSED, Answer, Machine, ReferralStatus, Source
from programmes.forms.referral import PAROLE, GoOnForm, MoveForm, ReferForm, chosen_programme
from programmes.models import Referral
from programmes.rules.moves import moves_from
from programmes.selectors.case import programmes_page, referrals
from programmes.selectors.referring import catalogue, serving
from programmes.services import moves, referrals as services
from programmes.services.referrals import Asked
from programmes.views.read import SECTION


def page_of(case: Case) -> str:
    """Where the acts of this app lead."""
    return address("programmes:programmes", case.uuid)


@requires(Permission.REFER)
def refer(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """One page: to what, when, on what ground, and what stands in the way."""
    case, on = case_or_404(request, case_uuid), clock.today()
    if request.method == "POST" and (before := saved_before(request)):
        return before
    known = serving(case)
    form = ReferForm(request.POST or None, on=on, catalogue=catalogue(), known=known)
    saved = saved_if_valid(request, form, partial(_referred, request, case, form))
    return saved or case_page(
        request,
        case,
        SECTION,
        "programmes/refer.html",
        form=form,
        page=programmes_page(case, on=on),
        sentence=known.sentence_on(on),
        is_custody=known.machine_on(on) == Machine.CUSTODY,
    )


@requires(Permission.REFER)
def move(request: AuthedRequest, referral_uuid: UUID) -> HttpResponse:
    """To another state: only what its table has."""
    referral, on = record_or_404(request, referrals(), referral_uuid), clock.today()
    if request.method == "POST" and (before := saved_before(request)):
        return before
    if closed := _closed(request, referral):
        return closed
    offered = moves_from(Machine(referral.machine), ReferralStatus(referral.status))
    stands = moves.stands_of(referral)
    form = MoveForm(request.POST or None, on=on, referral=referral, moves=offered, stands=stands)
    saved = saved_if_valid(request, form, partial(_moved, request, referral, form))
    return saved or case_page(
        request,
        referral.case,
        SECTION,
        "programmes/move.html",
        form=form,
        referral=referral,
        open_items=stands.open_items,
    )


@requires(Permission.REFER)
def go_on(request: AuthedRequest, referral_uuid: UUID) -> HttpResponse:
    """Released: from the referral of custody to one in the community."""
    referral, on = record_or_404(request, referrals(), referral_uuid), clock.today()
    if request.method == "POST" and (before := saved_before(request)):
        return before
    if closed := _closed(request, referral):
        return closed
    if referral.machine != Machine.CUSTODY:
        messages.info(request, "It is a referral in the community already.")
        return redirect(page_of(referral.case))
    form = GoOnForm(request.POST or None, on=on, version=referral.version)
    saved = saved_if_valid(request, form, partial(_gone_on, request, referral, form))
    return saved or case_page(
        request, referral.case, SECTION, "programmes/go_on.html", form=form, referral=referral
    )


def _closed(request: AuthedRequest, referral: Referral) -> HttpResponse | None:
    """Who opens the form of one that is closed is told so; who sends it, by the service."""
    if referral.status not in CLOSED or request.method == "POST":
        return None
    messages.info(request, f"The referral is closed: {referral.get_status_display().lower()}.")
    return redirect(page_of(referral.case))


def _referred(request: AuthedRequest, case: Case, form: ReferForm) -> str:
    before, said = due_dates(case), form.cleaned_data
    asked = Asked(
        programme=chosen_programme(form),
        referred_on=said["referred_on"],
        source=Source(said["source"]),
        maintains_innocence=Answer(said["maintains_innocence"]),
        evening_offered=Answer(said["evening_offered"]),
        barriers=said["barriers"],
        hindered_since=said["hindered_since"],
    )
    saved = services.refer(case=case, asked=asked, by=request.user, at=clock.now())
    words = f"Referred to {saved.programme_id}: {saved.get_status_display().lower()}."
    say_moved(request, case, words, before)
    return page_of(case)


def _moved(request: AuthedRequest, referral: Referral, form: MoveForm) -> str:
    before, said = due_dates(referral.case), form.cleaned_data
    if said["details"]:
        audit.because(said["details"])
    saved = moves.move(
        referral,
        to=ReferralStatus(said["status"]),
        on=said["on"],
        by=request.user,
        at=clock.now(),
        reason=form.reason,
        details=said["details"],
        version=said["version"],
    )
    words = f"{saved.programme_id}: {saved.get_status_display().lower()}."
    say_moved(request, referral.case, words, before)
    return page_of(referral.case)


def _gone_on(request: AuthedRequest, referral: Referral, form: GoOnForm) -> str:
    before, said = due_dates(referral.case), form.cleaned_data
    saved = services.go_on_in_community(
        referral,
        on=said["on"],
        is_parole=said["released"] == PAROLE,
        by=request.user,
        at=clock.now(),
        version=said["version"],
    )
    words = f"It goes on in the community: {saved.get_status_display().lower()}."
    say_moved(request, referral.case, words, before)
    return page_of(referral.case)
