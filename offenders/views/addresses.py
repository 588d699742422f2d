"""Where a person lives: moved, not known any more, put right."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse

from audit import services as audit
from core import clock
from core.calendar import in_full
from core.errors import RefusedError
from offenders.forms.addresses import LIVES, PUT_RIGHT, AddressForm, CorrectAddressForm
from offenders.http import NO_CASE, case_or_404, case_page, record_or_404
from offenders.models import Address, Case, Contact
from offenders.selectors import contacts as selectors
from offenders.selectors.addresses import open_home
from offenders.selectors.case import HOTEL_KINDS
from offenders.selectors.removed import times_written
from offenders.services import addresses as services
from offenders.views.facts import SECTION, say_saved, told_in
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_before, saved_if_valid

ADDRESSES = Address.objects.select_related("case", "recorded_by")
UNKNOWN = "Where they live is not known: that is now a gap on the record."
HOTEL = "Families stay in such places too: who else is there, and who is told, is to be looked at."


@requires(Permission.RECORD_FACT)
def record_address(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """Where they live now, or that it is not known."""
    if request.method == "POST" and (before := saved_before(request)):
        return before
    case, on = case_or_404(request, case_uuid), clock.today()
    home, tells = open_home(case), told_in(request, case)
    form = AddressForm(request.POST or None, on=on, home=home)
    saved = saved_if_valid(request, form, partial(_recorded, request, case, form, tells))
    return saved or case_page(
        request, case, SECTION, "offenders/record_address.html", form=form, home=home, tells=tells
    )


@requires(Permission.RECORD_FACT)
def correct_address(request: AuthedRequest, address_uuid: UUID) -> HttpResponse:
    """What was taken off the record is not found, but by its own form again."""
    if request.method == "POST" and (before := saved_before(request)):
        return before
    row, on = record_or_404(request, ADDRESSES, address_uuid), clock.today()
    form = CorrectAddressForm(request.POST or None, on=on, address=row)
    saved = saved_if_valid(request, form, partial(_corrected, request, row, form))
    return saved or case_page(
        request,
        row.case,
        SECTION,
        "offenders/correct_address.html",
        form=form,
        row=row,
        written=times_written(row),
    )


def _recorded(
    request: AuthedRequest,
    case: Case,
    form: AddressForm,
    tells: Contact | None,
) -> str:
    before, asked = selectors.due_dates(case), form.cleaned_data
    who = {
        "by": request.user,
        "at": clock.now(),
        "note": asked["note"],
        "told_in": tells.uuid if tells else None,
    }
    if asked["what"] == LIVES:
        since = asked["starts_on"]
        saved = services.move_in(case=case, place=form.place, starts_on=since, **who)
        said = [f"{saved.get_kind_display()} since {in_full(saved.starts_on)}, saved."]
        said += [HOTEL] if saved.kind in HOTEL_KINDS else []
    else:
        home = _on_the_screen(case, asked["home"] or NO_CASE)
        until, version = asked["ends_on"], asked["version"]
        saved = services.move_out(address=home, ends_on=until, version=version, **who)
        said = [f"They live at {home} no longer. {UNKNOWN}"]
    return say_saved(request, case, said, before, f"address-{saved.pk}")


def _on_the_screen(case: Case, uuid: UUID) -> Address:
    """The home that the page spoke of, whichever holds now."""
    home = ADDRESSES.filter(case=case, uuid=uuid).first()
    if home is None:
        raise RefusedError("That address was taken off the record meanwhile: look at it again.")
    return home


def _corrected(request: AuthedRequest, row: Address, form: CorrectAddressForm) -> str:
    before, asked = selectors.due_dates(row.case), form.cleaned_data
    audit.because(asked["reason"])
    shared = {
        "address": row,
        "reason": asked["reason"],
        "version": asked["version"],
        "by": request.user,
        "at": clock.now(),
    }
    if asked["what"] == PUT_RIGHT:
        services.correct_address(
            place=form.place, starts_on=asked["starts_on"], ends_on=asked["ends_on"], **shared
        )
        said = "The address: put right."
    else:
        services.take_back_address(**shared)
        said = "The address: taken off the record."
    return say_saved(request, row.case, [said], before, "addresses")
