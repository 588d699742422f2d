"""A screening recorded and put right, an offence marked, an agency told."""

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
from mappa.choices import Basis, MarkEnding
from mappa.forms.screening import (
    CorrectScreeningForm,
    EndMarkForm,
    MarkForm,
    ScreenForm,
    TakeBackForm,
    TellForm,
)
from mappa.models import QualifyingOffence, Screening, Telling
from mappa.selectors import screening as selectors
from mappa.services import screening as services
from mappa.views.page import SECTION
from offenders.http import case_or_404, case_page, keeping, record_or_404, say_moved
from offenders.models import Case
from offenders.selectors.contacts import due_dates
from offenders.selectors.dated import dated
from offenders.selectors.drafts import draft_of
from offenders.services.drafts import drop_draft
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid

DRAFT = "mappa-screening"


def page_of(case: Case) -> str:
    """Where the acts of MAPPA lead."""
    return address("mappa:mappa", case.uuid)


@requires(Permission.SCREEN_MAPPA)
def screen(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """What the record says, with its source; what was found, and why."""
    case, on = case_or_404(request, case_uuid), clock.today()
    facts, draft = dated(case), draft_of(request.user, case, DRAFT)
    grounds = selectors.proposals(facts, on)
    form = ScreenForm(
        request.POST or None,
        on=on,
        grounds=grounds,
        version=services.version_of(case),
        **keeping(case, DRAFT, draft),
    )
    saved = saved_if_valid(request, form, partial(_screened, request, case, form))
    return saved or case_page(
        request,
        case,
        SECTION,
        "mappa/screen.html",
        facts=facts,
        form=form,
        grounds=grounds,
        draft=None if form.is_bound else draft,
        screening=None,
    )


@requires(Permission.SCREEN_MAPPA)
def correct_screening(request: AuthedRequest, screening_uuid: UUID) -> HttpResponse:
    """Another row in the place of one that was wrong."""
    screening = record_or_404(request, selectors.screenings(), screening_uuid)
    case, on = screening.case, clock.today()
    facts = dated(case)
    grounds = selectors.proposals(facts, on)
    form = CorrectScreeningForm(
        request.POST or None,
        on=on,
        grounds=grounds,
        screening=screening,
        version=services.version_of(case),
    )
    saved = saved_if_valid(request, form, partial(_corrected, request, screening, form))
    return saved or case_page(
        request,
        case,
        SECTION,
        "mappa/screen.html",
        facts=facts,
        form=form,
        grounds=grounds,
        draft=None,
        screening=screening,
    )


@requires(Permission.SCREEN_MAPPA)
def mark_offence(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """MAP-3: an offence that qualifies; offences are free text, so a person says so."""
    case = case_or_404(request, case_uuid)
    open_ones = selectors.to_mark(dated(case), clock.today())
    if not open_ones and request.method == "GET":
        messages.info(request, "No sentence is on record whose offence is not marked already.")
        return redirect(page_of(case))
    form = MarkForm(request.POST or None, sentences={str(row.pk): row for row in open_ones})
    save = partial(_marked, request, case, form)
    return _answer(request, case, form, save, "mappa/mark.html")


@requires(Permission.SCREEN_MAPPA)
def end_mark(request: AuthedRequest, qualifyingoffence_uuid: UUID) -> HttpResponse:
    mark = record_or_404(request, selectors.marks(), qualifyingoffence_uuid)
    if mark.ended_on is not None and request.method == "GET":
        messages.info(request, "This mark is ended already.")
        return redirect(page_of(mark.case))
    form = EndMarkForm(request.POST or None, version=mark.version)
    save = partial(_mark_ended, request, mark, form)
    return _answer(request, mark.case, form, save, "mappa/end_mark.html", mark=mark)


@requires(Permission.SCREEN_MAPPA)
def tell_screening(request: AuthedRequest, screening_uuid: UUID) -> HttpResponse:
    """R-9: an agency that was told of the screening."""
    screening = record_or_404(request, selectors.screenings(), screening_uuid)
    form = TellForm(request.POST or None, on=clock.today())
    save = partial(_told, request, screening, form)
    return _answer(request, screening.case, form, save, "mappa/tell.html", screening=screening)


@requires(Permission.SCREEN_MAPPA)
def take_back_telling(request: AuthedRequest, telling_uuid: UUID) -> HttpResponse:
    """It was recorded in error that somebody was told."""
    telling = record_or_404(request, selectors.tellings(), telling_uuid)
    if telling.taken_back_on is not None and request.method == "GET":
        messages.info(request, "This is taken back already.")
        return redirect(page_of(telling.case))
    form = TakeBackForm(request.POST or None, version=telling.version)
    save = partial(_taken_back, request, telling, form)
    return _answer(request, telling.case, form, save, "mappa/take_back.html", telling=telling)


def _answer(
    request: AuthedRequest,
    case: Case,
    form: BaseForm,
    save: Callable[[], str],
    template: str,
    **context: Any,
) -> HttpResponse:
    """To where a valid form was saved, or the page of the form."""
    saved = saved_if_valid(request, form, save)
    return saved or case_page(request, case, SECTION, template, form=form, **context)


def _screened(request: AuthedRequest, case: Case, form: ScreenForm) -> str:
    before = due_dates(case)
    audit.because(form.said.reason)
    saved = services.screen(
        case=case,
        said=form.said,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    drop_draft(case=case, form=DRAFT, by=request.user)
    say_moved(request, case, f"Screening saved: {selectors.words_of(saved).lower()}.", before)
    if saved.category is not None:
        return address("mappa:tell_screening", saved.uuid)
    return page_of(case)


def _corrected(request: AuthedRequest, screening: Screening, form: CorrectScreeningForm) -> str:
    before = due_dates(screening.case)
    audit.because(form.cleaned_data["because"])
    saved = services.correct_screening(
        screening=screening,
        said=form.said,
        because=form.cleaned_data["because"],
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    say_moved(
        request,
        screening.case,
        f"Screening corrected: {selectors.words_of(saved).lower()}.",
        before,
    )
    return page_of(screening.case)


def _marked(request: AuthedRequest, case: Case, form: MarkForm) -> str:
    before, said = due_dates(case), form.cleaned_data
    audit.because(said["reason"])
    services.mark_offence(
        sentence=form.chosen,
        basis=Basis(said["basis"]),
        reason=said["reason"],
        by=request.user,
        at=clock.now(),
    )
    say_moved(request, case, "Offence marked as qualifying.", before)
    return page_of(case)


def _mark_ended(request: AuthedRequest, mark: QualifyingOffence, form: EndMarkForm) -> str:
    before, said = due_dates(mark.case), form.cleaned_data
    audit.because(said["note"])
    services.end_mark(
        mark=mark,
        because=MarkEnding(said["because"]),
        note=said["note"],
        version=said["version"],
        by=request.user,
        at=clock.now(),
    )
    say_moved(request, mark.case, "The mark is ended.", before)
    return page_of(mark.case)


def _told(request: AuthedRequest, screening: Screening, form: TellForm) -> str:
    before = due_dates(screening.case)
    saved = services.tell(about=screening, told=form.told, by=request.user, at=clock.now())
    words = f"Saved that {saved.get_agency_display()} was told."
    say_moved(request, screening.case, words, before)
    return page_of(screening.case)


def _taken_back(request: AuthedRequest, telling: Telling, form: TakeBackForm) -> str:
    before, said = due_dates(telling.case), form.cleaned_data
    audit.because(said["because"])
    services.take_back(
        telling=telling,
        because=said["because"],
        version=said["version"],
        by=request.user,
        at=clock.now(),
    )
    say_moved(request, telling.case, "Taken back.", before)
    return page_of(telling.case)
