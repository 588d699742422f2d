"""A contact as timelines draw it: fifty to a page, so in one go, not by a template for each (a third of the page's time)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.utils.safestring import SafeString

from core.calendar import in_full
from core.markup import joined, markup, split_after, with_breaks
from core.table import link, tag
from core.templatetags.core import clock_time, date_and_time
from offenders.choices import VersionKind
from offenders.selectors.contacts import TimelineRow
from people.choices import Permission

# Of notes so many lines are shown before they are folded.
LINES = 10
DOT = ' <span aria-hidden="true">·</span> '


@dataclass(frozen=True, slots=True)
class Look:
    """How: under headings of which level, with its day or under it, which one is new, and what this user may do."""

    level: int
    with_day: bool = False
    new: str = ""
    may_log: bool = False
    may: Callable[[Permission], bool] = lambda permission: False


@dataclass(frozen=True, slots=True)
class Day:
    """The contacts of a day of a timeline."""

    on: date
    contacts: SafeString


def days_of(rows: Iterable[TimelineRow], look: Look) -> list[Day]:
    return [Day(on, drawn(day, look)) for on, day in groupby(rows, attrgetter("day"))]


def drawn(rows: Iterable[TimelineRow], look: Look) -> SafeString:
    return joined("\n", (_article(row, look) for row in rows))


def _article(row: TimelineRow, look: Look) -> SafeString:
    key = str(row.contact.uuid)
    is_new = key == look.new
    css = f"{' app-contact--new' if is_new else ''}{' app-contact--ahead' if row.is_ahead else ''}"
    return markup(
        '<article class="app-contact{}" id="contact-{}">{}{}{}{}{}{}</article>',
        css,
        key,
        _head(row, look, is_new=is_new),
        markup('<p class="govuk-body-s app-contact__facts">{}</p>', _facts(row, look)),
        _withdrawn(row) or _outcome(row),
        _notes(row),
        _act(row) if look.may_log and row.awaits_outcome else "",
        _changes(row) if row.is_open and look.may(row.move_needs) else "",
    )


def _head(row: TimelineRow, look: Look, *, is_new: bool) -> SafeString:
    new = [("New", "green")] if is_new else []
    tags = joined("", (tag(words, colour) for words, colour in (*new, *row.tags)))
    title = markup('<a class="govuk-link" href="{}">{}</a>', row.url, row.contact.called)
    return markup(
        '<div class="app-contact__head"><h{0} class="govuk-heading-s app-contact__title">{1}</h{0}>{2}</div>',
        look.level,
        title,
        tags,
    )


def _facts(row: TimelineRow, look: Look) -> SafeString:
    """When, who of which agency, where, and what it was taken from."""
    contact = row.contact
    who = contact.get_agency_display()
    parts = (
        (date_and_time if look.with_day else clock_time)(contact.happened_at),
        f"{who}, {contact.officer.short_name}" if contact.officer else who,
        contact.location,
        f"from the {row.source.lower()}" if row.source else "",
    )
    return joined(DOT, filter(None, parts))


def _withdrawn(row: TimelineRow) -> SafeString:
    """Why it counts nowhere, in place of how it ended."""
    if not row.withdrawn_words:
        return SafeString("")
    return markup(
        '<p class="govuk-body app-contact__outcome"><strong>{}</strong></p>', row.withdrawn_words
    )


def _outcome(row: TimelineRow) -> SafeString:
    """How it ended, what was done, and by when an answer is due."""
    contact = row.contact
    if contact.outcome is None:
        return SafeString("")
    action, by = contact.enforcement_action, contact.respond_by
    return markup(
        '<p class="govuk-body app-contact__outcome"><strong>{}</strong>{}{}</p>',
        contact.outcome.name,
        f". {action.name}" if action else "",
        f", answer due by {in_full(by)}" if by else "",
    )


def _notes(row: TimelineRow) -> SafeString:
    """Sensitive notes are folded away: somebody may look over a shoulder. So are voided ones, which may be another's."""
    notes = with_breaks(row.contact.notes)
    if not notes:
        return notes
    is_voided = row.contact.version_kind == VersionKind.VOIDED
    if not row.contact.is_sensitive and not is_voided:
        return _folded(row)
    return markup(
        '<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">'
        'Show the {} notes<span class="govuk-visually-hidden"> of {}</span></span></summary>'
        '<div class="govuk-details__text app-contact__notes">{}</div></details>',
        "voided" if is_voided else "sensitive",
        _of(row),
        notes,
    )


def _folded(row: TimelineRow) -> SafeString:
    """The first ten lines, and the rest folded: one long note does not push everything after it out of sight."""
    first, rest = split_after(row.contact.notes, LINES)
    shown = markup('<div class="govuk-body app-contact__notes">{}</div>', with_breaks(first))
    if not rest:
        return shown
    return joined(
        "",
        (
            shown,
            markup(
                '<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">'
                'The rest of the notes<span class="govuk-visually-hidden"> of {}</span></span></summary>'
                '<div class="govuk-details__text app-contact__notes">{}</div></details>',
                _of(row),
                with_breaks(rest),
            ),
        ),
    )


def _act(row: TimelineRow) -> SafeString:
    return markup(
        '<p class="govuk-body"><a class="govuk-link" href="{}">Record the outcome'
        '<span class="govuk-visually-hidden"> of {}</span></a></p>',
        row.record_url,
        _of(row),
    )


def _changes(row: TimelineRow) -> SafeString:
    acts = ((row.move_url, "Move"), (row.cancel_url, "Cancel"))
    links = (link(url, words, unseen=f" {_of(row)}") for url, words in acts)
    return markup('<p class="govuk-body">{}</p>', joined(DOT, links))


def _of(row: TimelineRow) -> str:
    return f"{row.contact.called}, {date_and_time(row.contact.happened_at)}"
