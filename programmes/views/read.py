"""Programmes of a case: where they stand."""

from uuid import UUID

from django.http import HttpResponse

from core import clock
from core.forms import ButtonForm
from offenders.http import case_or_404, case_page, may
from offenders.selectors.dated import dated
from people.choices import Permission
from people.http import AuthedRequest, requires
from programmes.choices.referral import Machine
from programmes.selectors.case import is_of_this_sentence, programmes_page
from programmes.selectors.referring import in_custody
from programmes.selectors.strip import case_strip
from programmes.selectors.work import work_of

SECTION = "programmes"


@requires(Permission.VIEW_CASE)
def programmes(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """What is asked, what can be done, what is to be done before the start, what is in the way, what was."""
    case = case_or_404(request, case_uuid)
    on, facts = clock.today(), dated(case)
    page = programmes_page(case, on=on)
    may_refer, current = may(request, case, Permission.REFER), page.current
    is_custody = current is not None and current.referral.machine == Machine.CUSTODY
    has_worked = may_refer and current is not None and current.waits_for_the_end_of_work
    return case_page(
        request,
        case,
        SECTION,
        "programmes/programmes.html",
        facts=facts,
        page=page,
        strip=case_strip(case, at=clock.now()),
        work=work_of(case, at=clock.now()),
        may_refer=may_refer,
        is_done=bool(page.to_review and is_of_this_sentence(page.to_review, facts, on=on)),
        may_place=may(request, case, Permission.RUN_GROUPS),
        may_go_on=is_custody and not in_custody(case, on=on),
        complete_form=ButtonForm(version=current.referral.version)
        if current and has_worked
        else None,
    )
