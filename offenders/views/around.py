"""Changing what is on record of somebody around a person."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from core import clock
from offenders.forms.around import ChangePersonForm
from offenders.http import case_page, record_or_404
from offenders.models import KnownPerson
from offenders.selectors import contacts as selectors
from offenders.selectors.around import history_of, record_url
from offenders.services.around import change_known_person as change
from offenders.views.facts import say_saved
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid


@requires(Permission.RECORD_PERSON)
def change_known_person(request: AuthedRequest, knownperson_uuid: UUID) -> HttpResponse:
    rows = KnownPerson.objects.select_related("case")
    person = record_or_404(request, rows, knownperson_uuid)
    if person.is_over and request.method == "GET":
        return redirect(record_url(person))
    form = ChangePersonForm(request.POST or None, on=clock.today(), person=person)
    if saved := saved_if_valid(request, form, partial(_changed, request, person, form)):
        return saved
    return case_page(
        request,
        person.case,
        "record",
        "offenders/change_person.html",
        form=form,
        person=person,
        history=history_of(person),
    )


def _changed(request: AuthedRequest, person: KnownPerson, form: ChangePersonForm) -> str:
    before = selectors.due_dates(person.case)
    saved = change(
        person=person,
        details=form.answers,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    return say_saved(request, saved.case, [f"Saved: {saved}."], before, "around")
