"""Groups for a treatment manager: listed, made, moved, run, cancelled."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from audit import services as audit
from core import clock
from core.addresses import address
from core.calendar import LONDON, in_full, london_date
from core.forms import ButtonForm
from offenders.http import shows
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_before, saved_if_valid, saved_once
from programmes.choices.referral import CLOSED
from programmes.forms.groups import (
    CancelGroupForm,
    ChangeGroupForm,
    FacilitatorForm,
    MakeGroupForm,
    MoveSessionForm,
    PlaceNameForm,
    TrainingForm,
)
from programmes.forms.leaving import EndGroupForm
from programmes.models import Facilitation, Group, Session
from programmes.selectors import group_pages as pages
from programmes.selectors.group_history import group_history, leaving_of
from programmes.selectors.groups import first_met, groups_of, regions_of
from programmes.selectors.placing import with_figures
from programmes.services import ending, groups as services
from programmes.services.ending import Becomes

MOST = 100


@requires(Permission.RUN_GROUPS)
def groups(request: AuthedRequest) -> HttpResponse:
    on, is_over = clock.today(), request.GET.get("which") == "over"
    find = pages.over if is_over else pages.ahead_of
    rows = find(request.user, on=on)[:MOST]
    table = pages.table_of_groups(rows, on=on)
    return render(request, "programmes/groups.html", {"table": table, "is_over": is_over})


@requires(Permission.RUN_GROUPS)
def group(request: AuthedRequest, group_uuid: UUID) -> HttpResponse:
    at = clock.now()
    on = london_date(at)
    found = get_object_or_404(with_figures(groups_of(request.user, on=on)), uuid=group_uuid)
    page = pages.group_page(found, request.user, at=at)
    history = group_history(found, page.seen, on=on)
    shows({case.pk: case for case in [*page.cases, *(row.case for row in history.left)]}.values())
    runs = [(row, ButtonForm(version=0, auto_id="")) for row in page.runs]
    context = {"page": page, "group": found, "runs": runs, "history": history}
    context |= pages.sessions_of(page, at=at)
    context["has_met"] = (first := first_met(found)) is not None and first <= on
    return render(request, "programmes/group.html", context)


@requires(Permission.RUN_GROUPS)
def make_group(request: AuthedRequest) -> HttpResponse:
    on = clock.today()
    places = pages.places_in_use(request.user, on=on)
    form = MakeGroupForm(
        request.POST or None,
        on=on,
        programmes=pages.programmes_with_template(on=on),
        places=[place.pk for place in places],
    )
    saved = saved_if_valid(request, form, partial(_make, request, form), at="first_session_on")
    return saved or render(
        request, "programmes/make_group.html", {"form": form, "has_places": bool(places)}
    )


@requires(Permission.RUN_GROUPS)
def change_group(request: AuthedRequest, group_uuid: UUID) -> HttpResponse:
    found = _group(request, group_uuid)
    form = ChangeGroupForm(
        request.POST or None,
        version=found.version,
        initial={"name": found.name, "size": found.size},
    )
    saved = saved_if_valid(request, form, partial(_change, request, found, form))
    return saved or render(request, "programmes/change_group.html", {"form": form, "group": found})


@requires(Permission.RUN_GROUPS)
def move_session(request: AuthedRequest, session_uuid: UUID) -> HttpResponse:
    rows = Session.objects.filter(group__in=_mine(request)).select_related("group__place")
    session = get_object_or_404(rows, uuid=session_uuid)
    starts = session.starts_at.astimezone(LONDON)
    form = MoveSessionForm(
        request.POST or None,
        on=clock.today(),
        version=session.version,
        initial={"on": starts.date(), "starts": starts.time()},
    )
    saved = saved_if_valid(request, form, partial(_move, request, session, form))
    context = {"form": form, "session": session, "group": session.group, "starts": starts}
    return saved or render(request, "programmes/move_session.html", context)


@requires(Permission.RUN_GROUPS)
def add_facilitator(request: AuthedRequest, group_uuid: UUID) -> HttpResponse:
    found = _group(request, group_uuid)
    officers = pages.who_may_run(request.user, on=clock.today())
    form = FacilitatorForm(request.POST or None, on=clock.today(), officers=officers)
    saved = saved_if_valid(request, form, partial(_add, request, found, form))
    return saved or render(
        request, "programmes/add_facilitator.html", {"form": form, "group": found}
    )


@requires(Permission.RUN_GROUPS)
@require_POST
def end_facilitator(request: AuthedRequest, facilitation_uuid: UUID) -> HttpResponse:
    rows = Facilitation.objects.filter(group__in=_mine(request))
    rows = rows.select_related("group__place", "officer")
    found = get_object_or_404(rows, uuid=facilitation_uuid)
    form = ButtonForm(request.POST)
    if not form.is_valid():
        return render(request, "programmes/send_again.html", {"group": found.group}, status=400)
    return saved_once(request, form, partial(_end, request, found))


@requires(Permission.RUN_GROUPS)
def training(request: AuthedRequest, facilitation_uuid: UUID) -> HttpResponse:
    rows = Facilitation.objects.filter(group__in=_mine(request))
    rows = rows.select_related("group__place", "group__programme", "officer")
    found = get_object_or_404(rows, uuid=facilitation_uuid)
    form = TrainingForm(request.POST or None, on=clock.today())
    saved = saved_if_valid(request, form, partial(_trained, request, found, form))
    context = {"form": form, "runs": found, "group": found.group}
    return saved or render(request, "programmes/training.html", context)


@requires(Permission.RUN_GROUPS)
def cancel_group(request: AuthedRequest, group_uuid: UUID) -> HttpResponse:
    found = _group(request, group_uuid)
    form = CancelGroupForm(request.POST or None, version=found.version)
    saved = saved_if_valid(request, form, partial(_cancel, request, found, form))
    return saved or render(request, "programmes/cancel_group.html", {"form": form, "group": found})


@requires(Permission.RUN_GROUPS)
def end_group(request: AuthedRequest, group_uuid: UUID) -> HttpResponse:
    """It is over: on which day, and what becomes of everybody in it."""
    found, on = _group(request, group_uuid), clock.today()
    if request.method == "POST" and (before := saved_before(request)):
        return before
    leaving = leaving_of(found, request.user)
    shows(row.case for row in leaving)
    form = EndGroupForm(request.POST or None, on=on, version=found.version, leaving=leaving)
    saved = saved_if_valid(request, form, partial(_end_group, request, found, form))
    seated = found.placements.filter(left_on__isnull=True).exclude(referral__status__in=CLOSED)
    context = {"form": form, "group": found, "unnamed": seated.count() - len(leaving)}
    return saved or render(request, "programmes/end_group.html", context)


@requires(Permission.RUN_GROUPS)
def add_place(request: AuthedRequest) -> HttpResponse:
    on = clock.today()
    form = PlaceNameForm(request.POST or None, regions=list(regions_of(request.user, on=on)))
    saved = saved_if_valid(request, form, partial(_add_place, request, form))
    context = {"form": form, "places": pages.places_in_use(request.user, on=on)}
    return saved or render(request, "programmes/add_place.html", context)


@requires(Permission.RUN_GROUPS)
def seats(request: AuthedRequest) -> HttpResponse:
    """Groups with free seats in the weeks ahead against people waiting, by programme and place."""
    rows = pages.seats_against_waiting(request.user, at=clock.now())
    context = {"table": pages.table_of_seats(rows), "weeks": pages.WEEKS_AHEAD}
    return render(request, "programmes/seats.html", context)


def _mine(request: AuthedRequest) -> QuerySet[Group]:
    """The groups of this manager's regions: any other answers like one that is not there."""
    return groups_of(request.user, on=clock.today())


def _group(request: AuthedRequest, group_uuid: UUID) -> Group:
    return get_object_or_404(_mine(request).select_related("place"), uuid=group_uuid)


def _make(request: AuthedRequest, form: MakeGroupForm) -> str:
    asked = form.answers
    made = services.make_group(
        **{name: asked[name] for name in ("programme", "place", "name", "size")},
        meetings=form.meetings,
        first_session_on=asked["first_session_on"],
        by=request.user,
        at=clock.now(),
    )
    count = made.sessions.count()
    messages.success(request, f"Made, with {count} sessions. Look through them below.")
    return made.get_absolute_url()


def _change(request: AuthedRequest, found: Group, form: ChangeGroupForm) -> str:
    services.change_group(
        group=found,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
        **form.answers,
    )
    messages.success(request, "Changed.")
    return found.get_absolute_url()


def _end_group(request: AuthedRequest, found: Group, form: EndGroupForm) -> str:
    chosen = {pk: Becomes(to, seen) for pk, (to, seen) in form.becomes.items()}
    ending.end_group(
        group=found,
        version=form.cleaned_data["version"],
        on=form.cleaned_data["on"],
        becomes=chosen,
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, f"Ended on {in_full(form.cleaned_data['on'])}.")
    return found.get_absolute_url()


def _move(request: AuthedRequest, session: Session, form: MoveSessionForm) -> str:
    asked = form.cleaned_data
    services.move_session(
        session=session,
        version=asked["version"],
        on=asked["on"],
        starts=asked["starts"],
        by=request.user,
        at=clock.now(),
    )
    words = f"{asked['on']:%A} {in_full(asked['on'])} at {asked['starts']:%H:%M}"
    messages.success(request, f"Session {session.number} is on {words}.")
    return session.group.get_absolute_url()


def _add(request: AuthedRequest, found: Group, form: FacilitatorForm) -> str:
    added = services.add_facilitator(group=found, by=request.user, at=clock.now(), **form.answers)
    messages.success(request, f"{added.officer.name} runs it from {in_full(added.starts_on)}.")
    return found.get_absolute_url()


def _end(request: AuthedRequest, found: Facilitation) -> str:
    services.end_facilitation(facilitation=found, by=request.user, at=clock.now())
    messages.success(request, f"{found.officer.name} does not run this group any more.")
    return found.group.get_absolute_url()


def _trained(request: AuthedRequest, found: Facilitation, form: TrainingForm) -> str:
    services.record_training(
        officer=found.officer,
        programme=found.group.programme,
        by=request.user,
        at=clock.now(),
        **form.answers,
    )
    messages.success(request, f"Training of {found.officer.name} recorded.")
    return found.group.get_absolute_url()


def _cancel(request: AuthedRequest, found: Group, form: CancelGroupForm) -> str:
    reason = form.cleaned_data["reason"]
    audit.because(reason)
    services.cancel_group(
        group=found,
        version=form.cleaned_data["version"],
        reason=reason,
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, "Cancelled. Everybody who had a seat waits for a group again.")
    return found.get_absolute_url()


def _add_place(request: AuthedRequest, form: PlaceNameForm) -> str:
    place = services.add_place(by=request.user, at=clock.now(), **form.answers)
    messages.success(request, f"{place.name} is a place for groups now.")
    return address("programmes:make_group")
