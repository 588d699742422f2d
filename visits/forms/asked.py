"""What each outcome of a visit needs (POL-11, VOC-19): which fields are asked for, and which must be answered."""

from visits.choices import VisitOutcome

ALWAYS = (
    "happens_on", "happens_time", "ended_time", "purposes", "where", "premises", "crew",
    "second_officer", "single_crewed_because", "is_announced", "announced_because",
)  # fmt: skip
AROUND = ("where", "crew", "is_announced")
ALWAYS_AROUND = (
    *AROUND, "premises", "second_officer", "single_crewed_because", "announced_because",
)  # fmt: skip
FIRST = ("seen_where", "happens_on", "happens_time", "ended_time", "purposes")
BRIEF = tuple(name for name in ALWAYS if name != "ended_time")
CLOSING = ("concerns", "actions", "intelligence_ref", "visor_updated_on")
INSIDE = (
    "people_present", "children", "children_detail", "rooms_viewed", "devices", "presentation",
    "changes",
)  # fmt: skip

# In the order of the page. What stands here and not in REQUIRED may stay empty.
ASKED: dict[str, tuple[str, ...]] = {
    VisitOutcome.SEEN_INSIDE: (*ALWAYS, *INSIDE, "notes", *CLOSING),
    VisitOutcome.SEEN_AT_DOOR: (
        *ALWAYS, "notes", "people_present", "children", "children_detail", "presentation", *CLOSING,
    ),
    VisitOutcome.SEEN_ELSEWHERE: (
        "seen_where", *ALWAYS, "notes", "people_present", "presentation", *CLOSING,
    ),
    VisitOutcome.NOT_IN: (*BRIEF, "notes"),
    VisitOutcome.ENTRY_REFUSED: (
        *BRIEF, "entry_sought_by", "refusal_words", "notes", "children", "children_detail",
        *CLOSING,
    ),
    VisitOutcome.MOVED_AWAY: (*BRIEF, "notes", *CLOSING),
    VisitOutcome.ABANDONED_SAFETY: (*BRIEF, "notes", *CLOSING),
}  # fmt: skip
REQUIRED: dict[str, frozenset[str]] = {
    VisitOutcome.SEEN_INSIDE: frozenset({"people_present", "children"}),
    VisitOutcome.SEEN_AT_DOOR: frozenset({"notes"}),
    VisitOutcome.SEEN_ELSEWHERE: frozenset({"seen_where", "notes"}),
    VisitOutcome.NOT_IN: frozenset({"notes"}),
    VisitOutcome.ENTRY_REFUSED: frozenset({"entry_sought_by", "refusal_words"}),
    VisitOutcome.MOVED_AWAY: frozenset({"notes"}),
    VisitOutcome.ABANDONED_SAFETY: frozenset({"notes"}),
}
NOTES: dict[str, tuple[str, str]] = {
    VisitOutcome.SEEN_INSIDE: ("Anything else", ""),
    VisitOutcome.SEEN_AT_DOOR: ("What happened at the door, and why not inside?", ""),
    VisitOutcome.SEEN_ELSEWHERE: ("What happened?", ""),
    VisitOutcome.NOT_IN: (
        "What did you try?",
        "Knocked, rang, called, asked next door, left a card.",
    ),
    VisitOutcome.ENTRY_REFUSED: ("Anything else", ""),
    VisitOutcome.MOVED_AWAY: (
        "What did you find out, and from whom?",
        "Who lives there now, since when, and where the person is thought to be.",
    ),
    VisitOutcome.ABANDONED_SAFETY: ("Why did you leave?", ""),
}
FOUND = {VisitOutcome.SEEN_INSIDE: "What you found"}
# Where nobody was met, who stood outside the door is not asked for again.
CREW_OPTIONAL = frozenset({VisitOutcome.NOT_IN, VisitOutcome.MOVED_AWAY})
