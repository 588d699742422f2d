"""The MAPPA part of a case: who screened it, which level, who was told."""

from uuid import UUID

from django.http import HttpResponse

from core import clock
from mappa.selectors.managed import level_part
from mappa.selectors.screening import screening_part
from offenders.http import case_or_404, case_page, may
from offenders.selectors.dated import dated
from people.choices import Permission
from people.http import AuthedRequest, requires

SECTION = "mappa"


@requires(Permission.VIEW_MAPPA)
def mappa(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """What stands, what is to be done about it, and everything that was."""
    case, on = case_or_404(request, case_uuid), clock.today()
    facts = dated(case)
    return case_page(
        request,
        case,
        SECTION,
        "mappa/mappa.html",
        facts=facts,
        screening=screening_part(case, facts, on=on),
        level=level_part(case, on=on),
        may_propose=may(request, case, Permission.PROPOSE_LEVEL),
        may_decide=may(request, case, Permission.APPROVE_LEVEL),
        may_review=may(request, case, Permission.REVIEW_MAPPA),
        may_screen=may(request, case, Permission.SCREEN_MAPPA),
        may_ask=may(request, case, Permission.RECORD_SURVEILLANCE),
    )
