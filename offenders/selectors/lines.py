"""A line of what is due: what it says, how it is drawn, and what this user can do about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils.safestring import SafeString

from core.addresses import address
from core.calendar import in_full
from core.markup import escaped, joined, markup
from core.table import beside, link, small, tag
from core.templatetags.core import overdue_tag
from core.words import within_sentence
from offenders.choices import DueState, Severity
from offenders.models import Case
from offenders.rules import is_state, kind
from people.models import Officer

Acts = tuple[tuple[str, str], ...]
# Of what there is one deadline, and one open flag: case, officer, kind, subject, missing fact.
Key = tuple[int | None, int | None, str, str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """What a deadline says, whoever's it is, and what this user can do about it."""

    key: Key
    kind: str
    kind_label: str
    subject: str
    missing: str
    due_on: date
    days_overdue: int
    state: DueState
    severity: Severity
    rule: str
    because: str
    value: str
    cause: str
    flag_uuid: UUID | None
    accepted_until: (
        date | None
    )  # accepted, though a supervisor may still have to see it (`is_accepted`)
    accepted_by: str
    accepted_reason: str
    is_due_today: bool
    acts: Acts
    done_by: str  # the agency whose work it is, as it is spoken of, where that is not the user's
    is_told: bool  # late, or near enough to be shown ahead of its day
    # What is arranged that would answer it, with the link to it.
    arranged: SafeString = field(default=SafeString(), kw_only=True)
    # What the same cause makes, said in this line.
    others: tuple["Line", ...] = field(default=(), kw_only=True)

    @property
    def is_accepted(self) -> bool:
        return self.state == DueState.ACCEPTED

    @property
    def is_backlog(self) -> bool:
        return self.state == DueState.BACKLOG

    @property
    def needs_somebody(self) -> bool:
        """Overdue, or information missing: now, and not accepted."""
        return self.state in {DueState.OVERDUE, DueState.MISSING}

    @property
    def together(self) -> tuple["Line", ...]:
        """Everything that this line stands for."""
        return (self, *self.others)

    @property
    def said(self) -> tuple["Line", ...]:
        """What of it is said: what is years ahead waits for its day, unless all of it is ahead."""
        return tuple(each for each in self.together if each.is_told or not self.is_told)

    @property
    def opening(self) -> str:
        """What its sentence says before it names at its end which of several it is; empty where it names none."""
        opening, found, _ = self.because.partition(f": {within_sentence(self.value)}.")
        return opening if found and self.value else ""

    @property
    def which_words(self) -> str:
        """ "police officer, ", where that is what is missing, or which of several; so that two links of one line differ."""
        which = self.missing.replace("_", " ") or self.value
        return f"{which}, " if which else ""

    @property
    def name(self) -> str:
        """Whose it is."""
        raise NotImplementedError

    @property
    def item(self) -> SafeString:
        """The line in a list under the name of whose it is, so it says what is due instead."""
        return self._item(escaped(self.kind_label), self.words_of_it)

    @property
    def named_item(self) -> SafeString:
        """The line in a list of several people's."""
        return self._item(self.heading, self.words)

    @property
    def heading(self) -> str:
        """Whose it is, as the line's heading."""
        return escaped(self.name)

    def _item(self, heading: str, words: SafeString) -> SafeString:
        """Drawn in one go, not by a template: on a day there are fifty."""
        cannot_wait = kind(self.kind).at_once and self.is_due_today
        is_ours = not all(said.done_by for said in self.together)
        is_red = (self.needs_somebody or cannot_wait) and is_ours
        return markup(
            '<li class="app-due{}"><div class="app-due__head"><h3 class="app-due__who govuk-heading-s">{}</h3> {}</div>'
            '{}{}<p class="govuk-body app-due__acts">{}</p></li>\n',
            " app-due--overdue" if is_red else "",
            SafeString(heading),
            self.tag,
            self._acceptances,
            joined("", (self._arranged, words)),
            self.links,
        )

    @property
    def _arranged(self) -> SafeString:
        if not self.arranged:
            return SafeString("")
        return markup(
            '<p class="govuk-body app-due__because"><strong>{}</strong></p>', self.arranged
        )

    @property
    def _acceptances(self) -> SafeString:
        """Each once: one cause is accepted for all that it makes."""
        return joined("", dict.fromkeys(said.acceptance for said in self.together))

    @property
    def acceptance(self) -> SafeString:
        """Who accepted it, until when and why; said too while a supervisor has to see that, when it does not count."""
        if self.accepted_until is None:
            return SafeString("")
        return markup(
            '<p class="govuk-body app-due__because"><strong>Accepted until {} by {}{}:</strong> {}</p>',
            in_full(self.accepted_until),
            self.accepted_by,
            "" if self.is_accepted else ", not yet seen by a supervisor",
            self.accepted_reason,
        )

    @property
    def tag(self) -> SafeString:
        """How it stands, beside the name."""
        if self.is_accepted:
            return tag("Accepted", "grey")
        if self.is_backlog:
            return tag("From before", "grey")
        if self.state == DueState.MISSING:
            # Since when, and not by how many days anybody is late: of that nobody knows.
            return tag(f"Missing since {in_full(self.due_on)}", "orange")
        if kind(self.kind).is_measured:
            return self._measured
        if self.days_overdue:
            return overdue_tag(self.days_overdue)
        return tag("Due today", "yellow") if self.is_due_today else SafeString("")

    @property
    def _measured(self) -> SafeString:
        """CAS-28: a value is due on no day: since when it is too much, or that only the flag is left."""
        if self.state == DueState.LATER:
            return tag("Below now", "grey")
        colour = "orange" if self.severity == Severity.STANDARD else "red"
        return tag(f"Since {in_full(self.due_on + timedelta(days=1))}", colour)

    @property
    def links(self) -> SafeString:
        """What this user can do about it, and why it is asked; read out, each says of whom."""
        acts = [link(url, label, unseen=f" for {self.name}") for label, url in self.acts]
        asked = [said for said, *more in _alike(self.said) if said.flag_uuid and not more]
        reasons = [said.reason(self.name, is_alone=len(asked) == 1) for said in asked]
        return joined("", [*acts, *reasons])

    def reason(self, name: str, *, is_alone: bool) -> SafeString:
        """The link to why it is asked; where a line has several, each says in sight of what it is."""
        what = f" {self.which_words}{self.kind_label}"
        seen, unseen = ("", f"{what}, {name}") if is_alone else (what, f", {name}")
        return link(address("offenders:flag", self.flag_uuid), f"Why?{seen}", unseen=unseen)

    @property
    def words(self) -> SafeString:
        """What is due and why, each thing under its own name."""
        return joined("", (said[0].saying(said[0].kind_label, said) for said in _alike(self.said)))

    @property
    def words_of_it(self) -> SafeString:
        """The same where the name stands above already."""
        return joined("", (said[0].saying("It", said) for said in _alike(self.said)))

    def saying(self, what: str, alike: Sequence["Line"] = ()) -> SafeString:
        """One paragraph; of several that are `alike` one for all, with a link from each to why it is asked."""
        whose = self.done_by
        return markup(
            '<p class="govuk-body app-due__because">{}{}{}</p>',
            f"{what} {self.due_words}. " if self.due_words else "",
            self.because
            if len(alike) < 2
            else markup("{}: {}.", self.opening, joined(", ", [said.which for said in alike])),
            markup(" <strong>For {} to do.</strong>", whose) if whose else "",
        )

    @property
    def which(self) -> SafeString:
        """Which of several it is, with the link to why it is asked."""
        which = within_sentence(self.value)
        if not self.flag_uuid:
            return markup("{}", which)
        url = address("offenders:flag", self.flag_uuid)
        return link(url, which, unseen=f" (why, {self.kind_label}, {self.name})")

    @property
    def due_words(self) -> str:
        """ "was due by 8 November 2026"; empty for a state, which is not due."""
        if is_state(self.kind, self.missing) or kind(self.kind).is_measured:
            return ""
        return f"{'was' if self.days_overdue else 'is'} due by {in_full(self.due_on)}"


def _alike(rows: Iterable[Line]) -> list[list[Line]]:
    """What is said in one paragraph: of one kind, cause and day, and different only in which of several it is."""
    found: dict[object, list[Line]] = {}
    for row in rows:
        key = (
            (row.kind, row.cause, row.due_on, row.done_by, row.opening) if row.opening else row.key
        )
        found.setdefault(key, []).append(row)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class DueRow(Line):
    """One thing that must happen to a case."""

    case: Case

    @property
    def name(self) -> str:
        return self.case.name

    @property
    def heading(self) -> SafeString:
        return beside(link(self.case.get_absolute_url(), self.name), small(self.case.crn))


@dataclass(frozen=True, slots=True)
class OfficerDue(Line):
    """One thing that must happen about an officer."""

    officer: Officer

    @property
    def name(self) -> str:
        return self.officer.name
