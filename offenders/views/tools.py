"""The catalogue of tools for an administrator: what each gives, and between which days it is used."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from core import clock
from core.addresses import address
from offenders.forms.tools import ToolDaysForm
from offenders.models import AssessmentTool
from offenders.selectors.assessed import catalogue
from offenders.services.tools import set_days
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid


@requires(Permission.MANAGE_REFERENCE)
def tools(request: AuthedRequest) -> HttpResponse:
    return render(request, "offenders/tools.html", {"tools": catalogue()})


@requires(Permission.MANAGE_REFERENCE)
def tool(request: AuthedRequest, tool: str) -> HttpResponse:
    row = get_object_or_404(AssessmentTool, code=tool)
    form = ToolDaysForm(request.POST or None, on=clock.today(), tool=row)
    if saved := saved_if_valid(request, form, partial(_set, request, row, form)):
        return saved
    return render(request, "offenders/tool.html", {"form": form, "tool": row})


def _set(request: AuthedRequest, row: AssessmentTool, form: ToolDaysForm) -> str:
    set_days(tool=row, version=form.cleaned_data["version"], at=clock.now(), **form.details)
    messages.success(request, f"{row.short_name}: saved.")
    return address("offenders:tools")
