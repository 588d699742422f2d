"""Custody and release, hospital and discharge, at large and found."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from audit import services as audit
from core import clock
from core.addresses import address
from core.calendar import in_full
from offenders.choices import PauseKind
from offenders.forms.pauses import (
    DAYS,
    WORDS,
    BeginPauseForm,
    CorrectPauseForm,
    EndPauseForm,
)
from offenders.http import case_or_404, case_page, record_or_404
from offenders.models import Case, Contact, Pause
from offenders.selectors import contacts as selectors
from offenders.selectors.pauses import last_open
from offenders.selectors.removed import times_written
from offenders.services import pauses as services
from offenders.views.facts import SECTION, say_arranged, say_saved, told_in
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_before, saved_if_valid

PAUSES = Pause.objects.select_related("case", "recorded_by")


@requires(Permission.RECORD_FACT)
def begin_pause(request: AuthedRequest, case_uuid: UUID, kind: PauseKind) -> HttpResponse:
    """Into it; who is in it already is asked when it ended."""
    case, on = case_or_404(request, case_uuid), clock.today()
    tells = told_in(request, case)
    current = last_open(case, kind)
    if current is not None and request.method != "POST":
        query = f"?contact={tells.uuid}" if tells else ""
        return redirect(address("offenders:end_pause", current.uuid) + query)
    form = BeginPauseForm(request.POST or None, on=on, kind=kind)
    saved = saved_if_valid(request, form, partial(_begun, request, case, kind, form, tells))
    return saved or case_page(
        request,
        case,
        SECTION,
        "offenders/begin_pause.html",
        form=form,
        words=WORDS[kind],
        tells=tells,
        at_large=None if kind == PauseKind.UNLAWFULLY_AT_LARGE else _at_large(case),
    )


@requires(Permission.RECORD_FACT)
def end_pause(request: AuthedRequest, pause_uuid: UUID) -> HttpResponse:
    pause, on = record_or_404(request, PAUSES, pause_uuid), clock.today()
    if pause.kind not in WORDS or (pause.ends_on and request.method != "POST"):
        messages.info(request, f"{pause.get_kind_display()}: it has ended already.")
        return redirect(_on_record(pause))
    tells = told_in(request, pause.case)
    form = EndPauseForm(request.POST or None, on=on, pause=pause)
    saved = saved_if_valid(request, form, partial(_ended, request, pause, form, tells))
    return saved or case_page(
        request,
        pause.case,
        SECTION,
        "offenders/end_pause.html",
        form=form,
        words=WORDS[PauseKind(pause.kind)],
        pause=pause,
        tells=tells,
    )


@requires(Permission.RECORD_FACT)
def correct_pause(request: AuthedRequest, pause_uuid: UUID) -> HttpResponse:
    """Other days, or that it never happened. What was taken off the record is not found, but by its own form again."""
    if request.method == "POST" and (before := saved_before(request)):
        return before
    pause, on = record_or_404(request, PAUSES, pause_uuid), clock.today()
    if pause.kind not in WORDS:
        messages.info(request, "A transfer is put right where the case is allocated.")
        return redirect(_on_record(pause))
    form = CorrectPauseForm(request.POST or None, on=on, pause=pause)
    saved = saved_if_valid(request, form, partial(_corrected, request, pause, form))
    return saved or case_page(
        request,
        pause.case,
        SECTION,
        "offenders/correct_pause.html",
        form=form,
        written=times_written(pause),
        words=WORDS[PauseKind(pause.kind)],
        pause=pause,
    )


def _at_large(case: Case) -> Pause | None:
    return last_open(case, PauseKind.UNLAWFULLY_AT_LARGE)


def _on_record(pause: Pause) -> str:
    return f"{address('offenders:record', pause.case.uuid)}#pause-{pause.pk}"


def _begun(
    request: AuthedRequest,
    case: Case,
    kind: PauseKind,
    form: BeginPauseForm,
    tells: Contact | None,
) -> str:
    before, words = selectors.due_dates(case), WORDS[kind]
    saved = services.begin_pause(
        case=case,
        kind=kind,
        by=request.user,
        at=clock.now(),
        told_in=tells.uuid if tells else None,
        **form.answers,
    )
    said = [f"{words.began} on {in_full(saved.starts_on)}, saved."]
    said.append(words.saved if saved.ends_on is None else _ended_words(saved))
    if saved.ends_on is None:
        say_arranged(request, case, clock.now())
    return say_saved(request, case, said, before, f"pause-{saved.pk}")


def _ended(request: AuthedRequest, pause: Pause, form: EndPauseForm, tells: Contact | None) -> str:
    before = selectors.due_dates(pause.case)
    saved = services.end_pause(
        pause=pause,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
        told_in=tells.uuid if tells else None,
        **form.answers,
    )
    return say_saved(request, pause.case, [_ended_words(saved)], before, f"pause-{saved.pk}")


def _corrected(request: AuthedRequest, pause: Pause, form: CorrectPauseForm) -> str:
    before, asked = selectors.due_dates(pause.case), form.cleaned_data
    audit.because(asked["reason"])
    shared = {
        "pause": pause,
        "reason": asked["reason"],
        "version": asked["version"],
        "by": request.user,
        "at": clock.now(),
    }
    if asked["what"] == DAYS:
        services.correct_pause(starts_on=asked["starts_on"], ends_on=asked["ends_on"], **shared)
        said = f"{pause.get_kind_display()}: put right."
    else:
        services.take_back_pause(**shared)
        said = f"{pause.get_kind_display()}: taken off the record."
    return say_saved(request, pause.case, [said], before, "pauses")


def _ended_words(pause: Pause) -> str:
    words = WORDS[PauseKind(pause.kind)]
    return f"{words.ended} on {in_full(pause.ends_on)}, saved." if pause.ends_on else ""
