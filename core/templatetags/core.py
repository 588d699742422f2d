"""Words and tags that every template has: dates in full, times, counts, risk in words, fields of forms.

Nothing here decides anything: a rule's answer comes from a selector, a template only says it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm as DjangoForm, BoundField
from django.utils.safestring import SafeString

from core.calendar import LONDON, in_full, working_days_between
from core.forms.drawn import Look, drawn_field, messages_of, problems
from core.markup import markup
from core.table import tag

register = template.Library()


# Dates and times ---------------------------------------------------------------------------------------


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.astimezone(LONDON).date()
    return value if isinstance(value, date) else None


@register.filter
def date_in_full(value: Any) -> str:
    """3 September 2026; an instant gives its London date; nothing gives nothing."""
    day = _day(value)
    return in_full(day) if day else ""


@register.filter
def weekday_in_full(value: Any) -> str:
    """Friday 20 November 2026."""
    day = _day(value)
    return f"{day:%A} {in_full(day)}" if day else ""


@register.filter
def clock_time(value: Any) -> str:
    """10:35, in London."""
    if isinstance(value, datetime):
        return f"{value.astimezone(LONDON):%H:%M}"
    return f"{value:%H:%M}" if value else ""


@register.filter
def date_and_time(value: Any) -> str:
    """3 September 2026 at 10:35."""
    return f"{date_in_full(value)} at {clock_time(value)}" if value else ""


@register.filter
def last_day(value: Any) -> str:
    """The last day of a span whose end is exclusive (`ends_on`), in full."""
    day = _day(value)
    return in_full(date.fromordinal(day.toordinal() - 1)) if day else ""


@register.filter
def working_days_to(start: Any, end: Any) -> int:
    """Working days after `start` up to `end` (DAT-4)."""
    first, last = _day(start), _day(end)
    return working_days_between(first, last) if first and last else 0


# Counts ------------------------------------------------------------------------------------------------


@register.filter
def counted(number: int, words: str) -> str:
    """`3|counted:"case"` gives 3 cases; `1|counted:"address,addresses"` gives 1 address."""
    one, _, many = words.partition(",")
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@register.filter
def days(number: int) -> str:
    """1 day, 12 days."""
    return counted(number, "day")


# Tags --------------------------------------------------------------------------------------------------

RISK = {
    "very_high": ("Very high", "purple"),
    "high": ("High", "orange"),
    "medium": ("Medium", "yellow"),
    "low": ("Low", "grey"),
}
SEVERITY = {
    "critical": ("Critical", "red"),
    "high": ("High", "red"),
    "standard": ("Standard", "orange"),
}


register.simple_tag(tag)


@register.filter
def risk_words(level: str | None) -> str:
    """Very high, High, Medium, Low; "Not assessed" when there is none."""
    return RISK.get(level or "", ("Not assessed", ""))[0]


@register.simple_tag
def risk_tag(level: str | None, of: str = "") -> SafeString:
    """A risk level in words: `{% risk_tag case.rosh "RoSH" %}` gives "RoSH: very high"."""
    words, colour = RISK.get(level or "", ("Not assessed", "grey"))
    return tag(f"{of}: {words.lower()}" if of else words, colour)


@register.simple_tag
def severity_tag(severity: str) -> SafeString:
    """How soon a person is needed. Red is for what needs a person today."""
    words, colour = SEVERITY.get(severity, (severity, "grey"))
    return tag(words, colour)


@register.simple_tag
def overdue_tag(number: int, suffix: str = "") -> SafeString:
    """[12 days]; with a suffix [12 days overdue]. Always red: what is overdue needs a person today."""
    hidden = "" if suffix else mark_hidden(" overdue")
    return markup(
        '<strong class="govuk-tag govuk-tag--red">{}{}{}</strong>',
        days(number),
        f" {suffix}" if suffix else "",
        hidden,
    )


def mark_hidden(text: str) -> SafeString:
    """Said, but not shown."""
    return markup('<span class="govuk-visually-hidden">{}</span>', text)


# Forms -------------------------------------------------------------------------------------------------

register.filter(drawn_field)


@register.simple_tag(name="field")
def draw_field(
    field: BoundField, size: str = "s", legend: str = "", optional: bool = False
) -> SafeString:
    """One field where the template wants it: `{% field form.notes %}`; `size` of the label: s, m or l."""
    return drawn_field(field, Look(size, legend, optional))


register.filter(messages_of)


@register.inclusion_tag("gds/layout/error_summary.html")
def error_summary(form: DjangoForm | None) -> dict[str, Any]:
    """What is wrong, at the top of the page; nothing while nothing is."""
    return {"problems": problems(form) if form is not None and form.errors else []}


# Messages ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Alert:
    """How a message is shown: an error and a warning are read out at once, the others when it suits."""

    kind: str
    title: str
    role: str


ALERTS = {
    "success": Alert("success", "Done", "status"),
    "error": Alert("error", "Not done", "alert"),
    "warning": Alert("warning", "Warning", "alert"),
}


@register.filter
def as_alert(message: Message) -> Alert:
    return ALERTS.get(message.level_tag, Alert("information", "Note", "status"))


# Pages -------------------------------------------------------------------------------------------------


@register.filter
def page_numbers(page: Any) -> list[int | None]:
    """First, last, and those around this page; None for a gap."""
    last = page.paginator.num_pages
    shown = sorted(
        {1, last} | {n for n in range(page.number - 1, page.number + 2) if 1 <= n <= last}
    )
    rows: list[int | None] = []
    for number in shown:
        if rows and rows[-1] is not None and number - rows[-1] > 1:
            rows.append(None)
        rows.append(number)
    return rows


@register.filter
def greeting(at: datetime) -> str:
    """Good morning, Good afternoon, Good evening: by the hour in London."""
    hour = at.astimezone(LONDON).hour
    return "Good morning" if hour < 12 else "Good afternoon" if hour < 18 else "Good evening"


@register.filter
def first_name(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.split() else name


@register.filter
def clock_seconds(at: datetime) -> str:
    """10:35:07, in London."""
    return f"{at.astimezone(LONDON):%H:%M:%S}"


@register.filter
def working_days_words(number: int) -> str:
    return counted(number, "working day")


@register.simple_tag(takes_context=True)
def querystring_without(context: template.Context, name: str) -> str:
    """The address of this page without one filter (its boxes too, if it is a date) and on the first page."""
    query = context["request"].GET.copy()
    for key in (name, f"{name}_day", f"{name}_month", f"{name}_year", "page"):
        query.pop(key, None)
    return f"?{query.urlencode()}"


SORTED = {
    "nearest": "the likest to what was typed first",
    "due": "the gravest of what needs somebody now first",
    "name": "by name",
    "rosh": "by RoSH level",
    "police": "by police risk level",
    "contact": "by last contact",
}


@register.filter
def sort_words(sort: str) -> str:
    """How a list is sorted, for its caption."""
    backwards = ", backwards" if sort.startswith("-") else ""
    return f"{SORTED.get(sort.removeprefix('-'), '')}{backwards}"


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context: template.Context, column: str, label: str) -> dict[str, Any]:
    """A column header that sorts; the second click turns it round."""
    request = context["request"]
    sort = context.get("sort") or request.GET.get("sort") or "due"
    is_sorted = sort.removeprefix("-") == column
    query = request.GET.copy()
    query.pop("page", None)
    query["sort"] = f"-{column}" if sort == column else column
    direction = "descending" if sort.startswith("-") else "ascending"
    return {
        "label": label,
        "url": f"?{query.urlencode()}",
        "direction": direction if is_sorted else "none",
    }
