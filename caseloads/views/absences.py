"""When an officer is away, who covers and what falls due meanwhile."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from audit import services as audit
from caseloads.forms.absences import AbsenceForm, BackForm, CoverForm, EndCoverForm
from caseloads.selectors import away as selectors
from caseloads.selectors.absences import absences_of, as_days, version_of_absences
from caseloads.selectors.cover import (
    covers_of_officer,
    first_gap,
    may_cover,
    standins,
    version_of_cover,
)
from caseloads.services import absences as services, cover as covering
from core import clock
from core.addresses import address
from core.calendar import in_full, london_date
from core.spreadsheet import as_csv
from offenders.http import shows
from offenders.models import Case
from people.choices import AbsenceKind, Permission
from people.http import AuthedRequest, requires, saved_if_valid
from people.models import Absence, Cover, Officer
from people.selectors.absences import covered_by, left_to


@requires(Permission.RECORD_ABSENCE)
def absences(request: AuthedRequest, officer_uuid: UUID) -> HttpResponse:
    """When an officer is away and who covers, and a form for one absence more."""
    officer, on = _officer(request, officer_uuid), clock.today()
    form = AbsenceForm(request.POST or None, on=on, version=version_of_absences(officer))
    saved = saved_if_valid(request, form, partial(_record, request, officer, form))
    context = {
        "officer": officer,
        "form": form,
        "rows": absences_of(officer, on=on),
        "covers": covers_of_officer(officer, on=on),
        "is_own": officer.user_id == request.user.pk,
        "may_cover": _may_cover(request, officer),
    }
    return saved or render(request, "caseloads/absences.html", context)


@requires(Permission.RECORD_ABSENCE)
def change_absence(request: AuthedRequest, officer_uuid: UUID, absence_uuid: UUID) -> HttpResponse:
    officer, on = _officer(request, officer_uuid), clock.today()
    row = _absence(officer, absence_uuid)
    days = as_days(row)
    initial = {"what": row.kind, "starts_on": row.starts_on, "last_day": days.last_day}
    form = AbsenceForm(request.POST or None, on=on, version=row.version, initial=initial)
    saved = saved_if_valid(request, form, partial(_change, request, row, form))
    context = {"officer": officer, "form": form, "row": row, "words": days.words}
    return saved or render(request, "caseloads/change_absence.html", context)


@requires(Permission.RECORD_ABSENCE)
def end_absence(request: AuthedRequest, officer_uuid: UUID, absence_uuid: UUID) -> HttpResponse:
    officer, on = _officer(request, officer_uuid), clock.today()
    row = _absence(officer, absence_uuid)
    form = BackForm(request.POST or None, on=on, version=row.version)
    saved = saved_if_valid(request, form, partial(_end, request, row, form))
    context = {"officer": officer, "form": form, "row": row, "words": as_days(row).words}
    return saved or render(request, "caseloads/end_absence.html", context)


@requires(Permission.ARRANGE_COVER)
def arrange_cover(request: AuthedRequest, officer_uuid: UUID, absence_uuid: UUID) -> HttpResponse:
    officer, on = _officer(request, officer_uuid), clock.today()
    row = _absence(officer, absence_uuid)
    colleagues = {str(each.uuid): each for each in may_cover(officer)}
    gap = first_gap(as_days(row), standins([officer.pk], on=on).get(officer.pk, []), on=on)
    form = CoverForm(
        request.POST or None,
        on=on,
        version=version_of_cover(officer),
        initial={"starts_on": gap.starts_on, "last_day": gap.last_day} if gap else {},
        officers=[(value, f"{each.name}, {each.team.name}") for value, each in colleagues.items()],
    )
    saved = saved_if_valid(request, form, partial(_cover, request, row, colleagues, form))
    context = {
        "officer": officer,
        "form": form,
        "words": as_days(row).words,
        "covers": covers_of_officer(officer, on=on),
        "row": row,
    }
    return saved or render(request, "caseloads/arrange_cover.html", context)


@requires(Permission.ARRANGE_COVER)
def end_cover(request: AuthedRequest, officer_uuid: UUID, cover_uuid: UUID) -> HttpResponse:
    officer, on = _officer(request, officer_uuid), clock.today()
    rows = Cover.objects.filter(absent=officer).select_related("absent", "covering")
    row = get_object_or_404(rows, uuid=cover_uuid)
    form = EndCoverForm(request.POST or None, on=on, version=row.version)
    saved = saved_if_valid(request, form, partial(_end_cover, request, row, form))
    context = {"officer": officer, "form": form, "row": row}
    return saved or render(request, "caseloads/end_cover.html", context)


@requires(Permission.VIEW_CASE)
def while_away(request: AuthedRequest, officer_uuid: UUID, absence_uuid: UUID) -> HttpResponse:
    """What falls due while an officer is away, for them, whoever leads the team and whoever covers."""
    row, at = _readable(request, officer_uuid, absence_uuid), clock.now()
    found = selectors.falling(row, Case.objects.seen_by(request.user), user=request.user, at=at)
    shows(found.cases)
    left = left_to(request.user, on=london_date(at))
    (line,) = selectors.away_lines([row], left, user=request.user, at=at)
    context = {
        "officer": row.officer,
        "row": row,
        "line": line,
        "found": found,
        "last": selectors.last_of(row, on=london_date(at)),
        "table": selectors.table_of(selectors.listed(found), "What falls due, by day"),
        "may_cover": _may_cover(request, row.officer),
    }
    return render(request, "caseloads/while_away.html", context)


@requires(Permission.VIEW_CASE)
def while_away_csv(request: AuthedRequest, officer_uuid: UUID, absence_uuid: UUID) -> HttpResponse:
    row, at = _readable(request, officer_uuid, absence_uuid), clock.now()
    found = selectors.falling(row, Case.objects.seen_by(request.user), user=request.user, at=at)
    shows(found.cases)
    rows = [line.export for line in selectors.listed(found)]
    audit.asked(export="csv", rows=len(rows))
    response = HttpResponse(
        as_csv([selectors.HEADER, *rows]), content_type="text/csv; charset=utf-8"
    )
    name = f"{row.officer.code}-away-{row.starts_on:%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _officer(request: AuthedRequest, officer_uuid: UUID) -> Officer:
    """Oneself, or one of a team that this user leads, as the view's permission allows."""
    officers = Officer.objects.visible_to(request.user, request.permission, on=clock.today())
    officer: Officer = get_object_or_404(officers.select_related("team"), uuid=officer_uuid)
    audit.asked(officer=officer.code)
    return officer


def _may_cover(request: AuthedRequest, officer: Officer) -> bool:
    """Whether this user names who covers this officer."""
    theirs = Officer.objects.visible_to(
        request.user, Permission.ARRANGE_COVER, on=clock.today()
    ).filter(pk=officer.pk)
    return theirs.exists()


def _absence(officer: Officer, absence_uuid: UUID) -> Absence:
    rows = Absence.objects.filter(officer=officer).select_related("officer__user")
    return get_object_or_404(rows, uuid=absence_uuid)


def _readable(request: AuthedRequest, officer_uuid: UUID, absence_uuid: UUID) -> Absence:
    """Also for whoever covers it, before it begins too. Any other is not there."""
    on = clock.today()
    known = Officer.objects.visible_to(request.user, Permission.VIEW_CASE, on=on)
    rows = Absence.objects.filter(
        Q(officer__in=known.values("pk")) | covered_by(request.user, on=on),
        officer__uuid=officer_uuid,
    )
    row: Absence = get_object_or_404(rows.select_related("officer__team"), uuid=absence_uuid)
    audit.asked(officer=row.officer.code)
    return row


def _record(request: AuthedRequest, officer: Officer, form: AbsenceForm) -> str:
    asked = form.cleaned_data
    row = services.record_absence(
        officer=officer,
        kind=AbsenceKind(asked["what"]),
        starts_on=asked["starts_on"],
        ends_on=form.ends_on,
        version=asked["version"],
        by=request.user,
        at=clock.now(),
    )
    return _told(request, officer, f"Away {as_days(row).words}")


def _change(request: AuthedRequest, row: Absence, form: AbsenceForm) -> str:
    asked = form.cleaned_data
    changed = services.change_absence(
        absence=row,
        kind=AbsenceKind(asked["what"]),
        starts_on=asked["starts_on"],
        ends_on=form.ends_on,
        version=asked["version"],
        by=request.user,
        at=clock.now(),
    )
    return _told(request, row.officer, f"Away {as_days(changed).words}")


def _end(request: AuthedRequest, row: Absence, form: BackForm) -> str:
    asked = form.cleaned_data
    ended = services.end_absence(
        absence=row,
        ends_on=asked["ends_on"],
        version=asked["version"],
        by=request.user,
        at=clock.now(),
    )
    is_taken_back = ended.ends_on == ended.starts_on
    words = "It is taken back" if is_taken_back else f"Back from {in_full(asked['ends_on'])}"
    return _told(request, row.officer, words)


def _cover(
    request: AuthedRequest, row: Absence, colleagues: dict[str, Officer], form: CoverForm
) -> str:
    asked = form.cleaned_data
    cover = covering.arrange_cover(
        absence=row,
        covering=colleagues[asked["officer"]],
        starts_on=asked["starts_on"],
        ends_on=form.ends_on,
        version=asked["version"],
        by=request.user,
        at=clock.now(),
    )
    words = f"{cover.covering.name} covers until {in_full(asked['last_day'])}"
    return _told(request, row.officer, words)


def _end_cover(request: AuthedRequest, row: Cover, form: EndCoverForm) -> str:
    asked = form.cleaned_data
    covering.end_cover(
        cover=row,
        ends_on=asked["ends_on"],
        version=asked["version"],
        by=request.user,
        at=clock.now(),
    )
    return _told(request, row.absent, f"{row.covering.name} no longer covers")


def _told(request: AuthedRequest, officer: Officer, words: str) -> str:
    messages.success(request, f"{officer.name}: {words}.")
    return address("caseloads:absences", officer.uuid)
