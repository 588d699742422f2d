"""The audit log, for auditors."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from caseloads.forms.audit import AuditFilterForm
from caseloads.selectors import audit as selectors
from people.choices import Permission
from people.http import AuthedRequest, requires

PAGE = 50


@requires(Permission.VIEW_AUDIT)
def audit(request: AuthedRequest) -> HttpResponse:
    form = AuditFilterForm(request.GET)
    page = Paginator(selectors.log(form.filters), PAGE).get_page(request.GET.get("page"))
    rows = selectors.rows_of(page)
    context = {"form": form, "page": page, "rows": rows, "table": selectors.table_of(rows)}
    return render(request, "caseloads/audit.html", context)
