"""The catalogue of programmes and toolkits for an administrator."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from audit import services as audit
from core import clock
from core.addresses import address
from core.calendar import in_full
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid
from programmes.forms.catalogue import AddProgrammeForm, NoMoreForm, TermsForm
from programmes.models import Programme
from programmes.selectors import catalogue as selectors
from programmes.services import catalogue as services


@requires(Permission.MANAGE_REFERENCE)
def catalogue(request: AuthedRequest) -> HttpResponse:
    rows = selectors.entries(on=clock.today())
    tables = [
        selectors.table_of([row for row in rows if not row.programme.is_toolkit], "Programmes"),
        selectors.table_of([row for row in rows if row.programme.is_toolkit], "Toolkits"),
    ]
    return render(request, "programmes/catalogue.html", {"tables": tables})


@requires(Permission.MANAGE_REFERENCE)
def terms(request: AuthedRequest, programme_uuid: UUID) -> HttpResponse:
    """What holds of a programme: changed from a day on, with its history."""
    programme = get_object_or_404(selectors.programmes(), uuid=programme_uuid)
    entry = selectors.entry_of(programme, on=clock.today())
    form = TermsForm(
        request.POST or None, on=clock.today(), version=programme.version, initial=_as_asked(entry)
    )
    saved = saved_if_valid(request, form, partial(_change, programme, form))
    if saved:
        messages.success(request, "Saved.")
        return saved
    context = {
        "entry": entry,
        "words": selectors.words_of(entry.current or entry.newest),
        "form": form,
        "history": selectors.history_of(programme),
    }
    return render(request, "programmes/terms.html", context)


@requires(Permission.MANAGE_REFERENCE)
def no_more(request: AuthedRequest, programme_uuid: UUID) -> HttpResponse:
    programme = get_object_or_404(selectors.programmes(), uuid=programme_uuid)
    others = list(
        Programme.objects.filter(is_toolkit=programme.is_toolkit).exclude(pk=programme.pk)
    )
    form = NoMoreForm(
        request.POST or None, on=clock.today(), version=programme.version, others=others
    )
    saved = saved_if_valid(request, form, partial(_end, request, programme, form, others))
    context = {"programme": programme, "form": form}
    return saved or render(request, "programmes/no_more.html", context)


@requires(Permission.MANAGE_REFERENCE)
def add_programme(request: AuthedRequest) -> HttpResponse:
    form = AddProgrammeForm(
        request.POST or None, on=clock.today(), initial={"is_ldc": "no", "group_size": 12}
    )
    saved = saved_if_valid(request, form, partial(_add, request, form))
    return saved or render(request, "programmes/add_programme.html", {"form": form})


def _as_asked(entry: selectors.Entry) -> dict[str, object]:
    held = entry.newest
    return {
        "cohort": held.cohort,
        "intensity": held.intensity or "none",
        "weeks": held.weeks,
        "is_ldc": "yes" if held.is_ldc else "no",
        "group_size": held.group_size,
    }


def _change(programme: Programme, form: TermsForm) -> str:
    audit.because(form.cleaned_data["reason"])
    services.change_terms(
        programme=programme,
        said=form.said,
        starts_on=form.cleaned_data["starts_on"],
        version=form.cleaned_data["version"],
        at=clock.now(),
    )
    return address("programmes:terms", programme.uuid)


def _end(
    request: AuthedRequest, programme: Programme, form: NoMoreForm, others: list[Programme]
) -> str:
    asked = form.cleaned_data
    audit.because(asked["reason"])
    newer = next((row for row in others if str(row.uuid) == asked["replaced_by"]), None)
    services.offer_no_more(
        programme=programme,
        ends_on=asked["ends_on"],
        replaced_by=newer,
        version=asked["version"],
        at=clock.now(),
    )
    messages.success(request, f"Nobody is referred to it from {in_full(asked['ends_on'])}.")
    return address("programmes:terms", programme.uuid)


def _add(request: AuthedRequest, form: AddProgrammeForm) -> str:
    asked = form.cleaned_data
    audit.because(asked["reason"])
    made = services.add_programme(
        name=asked["name"],
        is_toolkit=asked["what"] == "toolkit",
        said=form.said,
        starts_on=asked["starts_on"],
        at=clock.now(),
    )
    messages.success(request, f"{made.name} has been added.")
    return address("programmes:catalogue")
