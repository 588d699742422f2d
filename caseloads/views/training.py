"""Training: coverage of teams, the courses of an officer, and one's own."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from audit import services as audit
from caseloads.forms.training import (
    YES,
    CorrectTrainingForm,
    DecideTrainingForm,
    EndTrainingForm,
    RateForm,
    StateTrainingForm,
    TrainingForm,
)
from caseloads.selectors import coverage as selectors
from caseloads.services import training as services
from core import clock
from core.addresses import address
from core.spreadsheet import as_csv
from people.choices import Permission, TrainingKind
from people.http import AuthedRequest, requires, saved_if_valid
from people.models import Officer, StatedTraining, Training


@requires(Permission.VIEW_TEAM)
def training(request: AuthedRequest) -> HttpResponse:
    """R-5: who is trained for what, by team; every number opens its list."""
    on = clock.today()
    context = {
        "table": selectors.table_of_coverage(request.user, on=on),
        "waiting": selectors.waiting_in(request.user, on=on),
        "ahead": selectors.ahead_on(on),
    }
    return render(request, "caseloads/training.html", context)


@requires(Permission.VIEW_TEAM)
def training_list(request: AuthedRequest) -> HttpResponse:
    asked = selectors.Asked.of(request.GET.dict())
    found = selectors.asked_lines(request.user, asked, on=clock.today())
    context = {"asked": asked, "number": len(found), "table": selectors.table_of_lines(found)}
    return render(request, "caseloads/training_list.html", context)


@requires(Permission.VIEW_TEAM)
def training_csv(request: AuthedRequest) -> HttpResponse:
    asked = selectors.Asked.of(request.GET.dict())
    found = selectors.asked_lines(request.user, asked, on=clock.today())
    audit.asked(export="csv", rows=len(found))
    rows = as_csv(selectors.csv_rows(found))
    response = HttpResponse(rows, content_type="text/csv; charset=utf-8")
    name = f"training-{clock.today():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@requires(Permission.RECORD_TRAINING)
def officer_training(request: AuthedRequest, officer_uuid: UUID) -> HttpResponse:
    """The courses of an officer, what waits to be confirmed, and a form for one more."""
    officer = _officer(request, officer_uuid)
    form = TrainingForm(request.POST or None, on=clock.today())
    saved = saved_if_valid(request, form, partial(_record, request, officer, form))
    context = {
        "officer": officer,
        "form": form,
        "rows": selectors.courses_of(officer),
        "stated": selectors.waiting_of(officer),
        "on": clock.today(),
    }
    return saved or render(request, "caseloads/officer_training.html", context)


@requires(Permission.RECORD_TRAINING)
def correct_training(
    request: AuthedRequest, officer_uuid: UUID, training_uuid: UUID
) -> HttpResponse:
    officer = _officer(request, officer_uuid)
    row = _training(officer, training_uuid)
    fields = ("trained_on", "expires_on", "mode", "observed_on")
    form = CorrectTrainingForm(
        request.POST or None,
        on=clock.today(),
        version=row.version,
        initial={name: getattr(row, name) for name in fields},
    )
    saved = saved_if_valid(request, form, partial(_correct, request, row, form))
    context = {"officer": officer, "row": row, "form": form}
    return saved or render(request, "caseloads/correct_training.html", context)


@requires(Permission.RECORD_TRAINING)
def end_training(request: AuthedRequest, officer_uuid: UUID, training_uuid: UUID) -> HttpResponse:
    officer = _officer(request, officer_uuid)
    row = _training(officer, training_uuid)
    form = EndTrainingForm(request.POST or None, on=clock.today(), version=row.version)
    saved = saved_if_valid(request, form, partial(_end, request, row, form))
    context = {"officer": officer, "row": row, "form": form}
    return saved or render(request, "caseloads/end_training.html", context)


@requires(Permission.RECORD_TRAINING)
def decide_training(
    request: AuthedRequest, officer_uuid: UUID, statedtraining_uuid: UUID
) -> HttpResponse:
    """Confirm what an officer says they did, or refuse it with the reason."""
    officer = _officer(request, officer_uuid)
    rows = StatedTraining.objects.filter(officer=officer).select_related("officer")
    stated = get_object_or_404(rows, uuid=statedtraining_uuid)
    form = DecideTrainingForm(request.POST or None, on=clock.today())
    saved = saved_if_valid(request, form, partial(_decide, request, stated, form))
    context = {"officer": officer, "stated": stated, "form": form}
    return saved or render(request, "caseloads/decide_training.html", context)


@requires(Permission.STATE_TRAINING)
def my_training(request: AuthedRequest) -> HttpResponse:
    """One's own courses, and a form to say that one did another."""
    officer, on = _self(request), clock.today()
    form = StateTrainingForm(request.POST or None, on=on)
    saved = saved_if_valid(request, form, partial(_state, request, officer, form))
    context = {
        "officer": officer,
        "form": form,
        "rows": selectors.courses_of(officer),
        "stated": selectors.waiting_of(officer),
        "said": selectors.runs_out_of(officer, on=on),
        "on": on,
    }
    return saved or render(request, "caseloads/my_training.html", context)


@requires(Permission.STATE_TRAINING)
def rate_training(request: AuthedRequest, training_uuid: UUID) -> HttpResponse:
    """F-33: how confident one is, by oneself."""
    row = _training(_self(request), training_uuid)
    form = RateForm(request.POST or None, initial={"confidence": str(row.confidence or "")})

    def save() -> str:
        services.rate_training(training=row, confidence=int(form.cleaned_data["confidence"]))
        return address("caseloads:my_training")

    saved = saved_if_valid(request, form, save)
    return saved or render(request, "caseloads/rate_training.html", {"row": row, "form": form})


def _officer(request: AuthedRequest, officer_uuid: UUID) -> Officer:
    """One of a team that this user leads, and never themselves."""
    officers = Officer.objects.visible_to(request.user, request.permission, on=clock.today())
    officer: Officer = get_object_or_404(officers.select_related("team"), uuid=officer_uuid)
    audit.asked(officer=officer.code)
    return officer


def _self(request: AuthedRequest) -> Officer:
    officers = Officer.objects.visible_to(request.user, request.permission, on=clock.today())
    found: Officer = get_object_or_404(officers)
    return found


def _training(officer: Officer, uuid: UUID) -> Training:
    rows = Training.objects.filter(officer=officer).select_related("officer")
    return get_object_or_404(rows, uuid=uuid)


def _record(request: AuthedRequest, officer: Officer, form: TrainingForm) -> str:
    asked = form.cleaned_data
    said = services.Said(
        asked["trained_on"], asked["expires_on"], asked["mode"], asked["observed_on"]
    )
    kind = TrainingKind(asked["kind"])
    services.record_training(officer=officer, kind=kind, said=said, at=clock.now())
    messages.success(request, f"{kind.label} is recorded.")
    return address("caseloads:officer_training", officer.uuid)


def _correct(request: AuthedRequest, row: Training, form: CorrectTrainingForm) -> str:
    asked = form.cleaned_data
    audit.because(asked["reason"])
    said = services.Said(
        asked["trained_on"], asked["expires_on"], asked["mode"], asked["observed_on"]
    )
    services.correct_training(training=row, said=said, version=asked["version"], at=clock.now())
    messages.success(request, f"{row.get_kind_display()} is put right.")
    return address("caseloads:officer_training", row.officer.uuid)


def _end(request: AuthedRequest, row: Training, form: EndTrainingForm) -> str:
    asked = form.cleaned_data
    audit.because(asked["reason"])
    is_gone = services.end_training(
        training=row, ends_on=asked["ends_on"], version=asked["version"], at=clock.now()
    )
    words = "It is taken back." if is_gone else "It counts until the day before."
    messages.success(request, f"{row.get_kind_display()}: {words}")
    return address("caseloads:officer_training", row.officer.uuid)


def _decide(request: AuthedRequest, stated: StatedTraining, form: DecideTrainingForm) -> str:
    asked = form.cleaned_data
    services.decide_training(
        stated=stated,
        is_confirmed=asked["is_confirmed"] == YES,
        reason=asked["reason"],
        observed_on=asked["observed_on"],
        by=request.user,
        at=clock.now(),
    )
    return address("caseloads:officer_training", stated.officer.uuid)


def _state(request: AuthedRequest, officer: Officer, form: StateTrainingForm) -> str:
    asked = form.cleaned_data
    services.state_training(
        officer=officer,
        kind=TrainingKind(asked["kind"]),
        said=services.Said(asked["trained_on"], asked["expires_on"], asked["mode"]),
        confidence=int(asked["confidence"]) if asked["confidence"] else None,
        at=clock.now(),
    )
    messages.success(request, "It waits to be confirmed by whoever leads your team.")
    return address("caseloads:my_training")
