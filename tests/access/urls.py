"""Views that misbehave in every way that a view may, for tests of what stands around them."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import include, path

from audit import services as audit
from audit.choices import Outcome
from core import clock
from core.errors import StaleError
from offenders.http import case_or_404, shows
from offenders.models import Alias, Case
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_once
from people.models import Region

SECRET = "An invented secret of the case"
View = Callable[..., HttpResponse]


def _open(view: View) -> View:
    return requires(Permission.ANYONE)(view)


@requires(Permission.VIEW_CASE)
def show(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    return HttpResponse(f"{case_or_404(request, case_uuid).name}: {SECRET}")


@requires(Permission.LOG_CONTACT)
def act(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    return HttpResponse(case_or_404(request, case_uuid).name)


@requires(Permission.VIEW_CASE)
def listing(request: AuthedRequest) -> HttpResponse:
    cases = list(Case.objects.visible_to(request.user))
    shows(cases)
    return HttpResponse(", ".join(case.crn for case in cases))


@_open
def write_and_fail(request: HttpRequest) -> HttpResponse:
    Region.objects.create(name="Written before the failure")
    raise ZeroDivisionError


@_open
def boast_and_fail(request: HttpRequest) -> HttpResponse:
    audit.ended(Outcome.CHANGED)
    raise ZeroDivisionError


@_open
def quote(request: HttpRequest) -> HttpResponse:
    """Fails with what was typed in its words, as a parser does."""
    try:
        int(request.POST["notes"])
    except ValueError as error:
        raise RuntimeError(request.POST["notes"]) from error
    return HttpResponse("A number")


@_open
def write_and_answer_500(request: HttpRequest) -> HttpResponse:
    Region.objects.create(name="Written before the answer")
    return HttpResponse("A view's own failure", status=500)


@_open
def abort(request: HttpRequest) -> HttpResponse:
    """A database error that nobody catches."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")
    return HttpResponse("never")


@_open
def abort_and_go_on(request: HttpRequest) -> HttpResponse:
    """A database error that the view swallows: the transaction is broken, the view does not know."""
    Region.objects.create(name="Lost")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT no_such_column")
    except Exception:  # noqa: BLE001 - that is the mistake
        return HttpResponse("Saved!")
    return HttpResponse("never")


@_open
def lose_writes(request: HttpRequest) -> HttpResponse:
    """Django has marked the transaction for rollback; the view says that it saved."""
    Region.objects.create(name="Twice")
    try:
        with transaction.atomic(savepoint=False):
            Region.objects.create(name="Twice")
    except IntegrityError:
        return HttpResponse("Saved!")
    return HttpResponse("never")


@_open
def break_at_commit(request: HttpRequest) -> HttpResponse:
    """Foreign keys are checked at the commit: the view cannot see this error."""
    Alias.objects.create(case_id=-1, surname="Nobody")
    return HttpResponse(SECRET)


@_open
def stream(request: HttpRequest) -> HttpResponse:
    return StreamingHttpResponse(iter([SECRET.encode()]))  # type: ignore[return-value]


@_open
def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Only on Tuesdays.")


@_open
def without_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError("server closed the connection unexpectedly")


@_open
def oversized(request: HttpRequest) -> HttpResponse:
    Region.objects.create(name="x" * 500)
    return HttpResponse("never")


@_open
def stale(request: HttpRequest) -> HttpResponse:
    Region.objects.create(name="Written before the conflict")
    raise StaleError(
        saved_by="Ben Mason", saved_at=clock.now(), theirs=[("Notes", "What Ben wrote")]
    )


@_open
def note_reason(request: HttpRequest) -> HttpResponse:
    audit.because("Asked by the duty sergeant")
    audit.asked(format="csv")
    return HttpResponse("ok")


class KeyedForm(forms.Form):
    form_key = forms.UUIDField()
    name = forms.CharField()


@requires(Permission.SIGNED_IN)
def save(request: AuthedRequest) -> HttpResponse:
    form = KeyedForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.errors.as_text())

    def saved() -> str:
        return f"/saved/{Region.objects.create(name=form.cleaned_data['name']).pk}/"

    return saved_once(request, form, saved)


def undecorated(request: HttpRequest) -> HttpResponse:
    return HttpResponse(SECRET)


_found = [
    write_and_fail, boast_and_fail, quote, write_and_answer_500, abort, abort_and_go_on, lose_writes, break_at_commit, stream, refuse,
    without_database, oversized, stale, note_reason, save, undecorated, listing,
]  # fmt: skip
urlpatterns = [
    path("", include("config.urls")),
    *(path(f"test/{view.__name__}/", view, name=f"test_{view.__name__}") for view in _found),
    path("test/show/<uuid:case_uuid>/", show, name="test_show"),
    path("test/act/<uuid:case_uuid>/", act, name="test_act"),
]
handler400 = "core.http.bad_request"
handler403 = "core.http.permission_denied"
handler404 = "core.http.not_found"
handler500 = "core.http.server_error"
