"""Support that somebody was offered: a page of their own, and what others let one read.

Every act is sent to the one address of the page, and the pages are `neutral`: neither the log of requests nor that of the
process tells a page that was read from one that was written to.
"""

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from core import clock
from core.addresses import address
from core.errors import RefusedError
from core.http import neutral
from people.choices import Permission
from people.forms import LATER, NO, YES, ShareForm, SupportForm
from people.http import AuthedRequest, requires
from people.models import SupportNote
from people.selectors import support as selectors
from people.services import support as services

NOBODYS = UUID(int=0)


@requires(Permission.SIGNED_IN)
@neutral
def support(request: AuthedRequest) -> HttpResponse:
    """One's own notes; what is sent says which act it is."""
    acts = {
        "add": _add,
        "open": _open,
        "change": _change,
        "erase": _erase,
        "share": _share,
        "take_back": _take_back,
    }
    act = acts.get(request.POST.get("act", "")) if request.method == "POST" else None
    return act(request) if act else _page(request)


@requires(Permission.SUPERVISE)
@neutral
def shared_support(request: AuthedRequest) -> HttpResponse:
    """What those whom one supervises let one read."""
    notes = selectors.shared_with(request.user, on=clock.today())
    return render(request, "people/shared_support.html", {"notes": notes})


def _page(request: AuthedRequest, form: SupportForm | None = None) -> HttpResponse:
    on = clock.today()
    notes = selectors.own_notes(request.user, on=on)
    may_share = selectors.supervisors_of(request.user, on=on).exists()
    context = {"notes": notes, "form": form or SupportForm(on=on), "may_share": may_share}
    return render(request, "people/support.html", context)


def _add(request: AuthedRequest) -> HttpResponse:
    form = SupportForm(request.POST, on=clock.today())
    if not form.is_valid():
        return _page(request, form)
    asked = form.cleaned_data
    services.add_note(by=request.user, key=asked["form_key"], note=asked["note"], **form.content)
    return redirect(address("people:support"))


def _open(request: AuthedRequest) -> HttpResponse:
    return _one(request, _note(request))


def _change(request: AuthedRequest) -> HttpResponse:
    note, form = _note(request), SupportForm(request.POST, on=clock.today())
    if not form.is_valid():
        return _one(request, note, form=form)
    text = form.cleaned_data["note"]
    services.change_note(note=note.uuid, by=request.user, text=text, **form.content)
    return redirect(address("people:support"))


def _erase(request: AuthedRequest) -> HttpResponse:
    services.erase_note(note=_uuid(request), by=request.user)
    return redirect(address("people:support"))


def _share(request: AuthedRequest) -> HttpResponse:
    note, on = _note(request), clock.today()
    form = ShareForm(request.POST, whom=selectors.supervisors_of(request.user, on=on))
    if form.is_valid():
        asked = form.cleaned_data
        try:
            services.share_note(
                note=note.uuid,
                by=request.user,
                shared_with=asked["whom"],
                last_on=on + timedelta(weeks=asked["weeks"]),
                on=on,
            )
            return redirect(address("people:support"))
        except RefusedError as refused:
            form.add_error(None, str(refused))
    return _one(request, note, share=form)


def _take_back(request: AuthedRequest) -> HttpResponse:
    services.take_back(note=_uuid(request), by=request.user)
    return redirect(address("people:support"))


def _one(
    request: AuthedRequest,
    note: SupportNote,
    *,
    form: SupportForm | None = None,
    share: ShareForm | None = None,
) -> HttpResponse:
    """One note to change or to share; of two forms the one that was sent says what is wrong with it."""
    on = clock.today()
    whom = selectors.supervisors_of(request.user, on=on)
    context = {
        "note": note,
        "form": form or _filled(note),
        "share": share or ShareForm(whom=whom),
        "may_share": whom.exists(),
    }
    return render(request, "people/support_note.html", context)


def _filled(note: SupportNote) -> SupportForm:
    taken = {True: YES, False: NO, None: LATER}[note.was_taken]
    initial = {
        "what": note.what,
        "offered_on": note.offered_on,
        "was_taken": taken,
        "note": note.note,
    }
    return SupportForm(on=clock.today(), initial=initial)


def _uuid(request: AuthedRequest) -> UUID:
    try:
        return UUID(request.POST.get("note_uuid", ""))
    except ValueError:
        return NOBODYS


def _note(request: AuthedRequest) -> SupportNote:
    return get_object_or_404(SupportNote.objects.filter(user=request.user), uuid=_uuid(request))
