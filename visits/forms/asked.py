"""What each outcome of a visit needs (POL-11, VOC-19): which fields are asked for, and which must be answered."""

from visits.choices import VisitOutcome

ALWAYS_AROUND = (
    "where", "premises", "crew", "second_officer", "single_crewed_because", "is_announced",
    "announced_because",
)  # fmt: skip
ALWAYS = ("happens_on", "happens_time", "ended_time", "purposes", *ALWAYS_AROUND)
FIRST = ("seen_where", "happens_on", "happens_time", "ended_time", "purposes")
BRIEF = tuple(name for name in ALWAYS if name != "ended_time")
CLOSING = ("concerns", "actions", "intelligence_ref", "visor_updated_on")
LIFE = ("vehicles", "employment", "relationships")
ARMS = ("arms_factors", "arms_evidence")
INSIDE = (
    "people_present", "children", "children_detail", "rooms_viewed", "devices_examined", "devices",
    "presentation", "changes",
)  # fmt: skip

# In the order of the page. What stands here and not in REQUIRED may stay empty.
ASKED: dict[str, tuple[str, ...]] = {
    VisitOutcome.SEEN_INSIDE: (*ALWAYS, *INSIDE, "notes", *LIFE, *ARMS, *CLOSING),
    VisitOutcome.SEEN_AT_DOOR: (
        *ALWAYS, "notes", "people_present", "children", "children_detail", "presentation", *LIFE,
        *ARMS, *CLOSING,
    ),
    VisitOutcome.SEEN_ELSEWHERE: (
        "seen_where", *ALWAYS, "notes", "people_present", "presentation", *LIFE, *ARMS, *CLOSING,
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
# Where the person was met, what is in force is asked back; inside, each condition must be answered (ORD-13).
ASKS_BACK = frozenset(
    {VisitOutcome.SEEN_INSIDE, VisitOutcome.SEEN_AT_DOOR, VisitOutcome.SEEN_ELSEWHERE}
)
# Where nobody was met, who stood outside the door is not asked for again.
CREW_OPTIONAL = frozenset({VisitOutcome.NOT_IN, VisitOutcome.MOVED_AWAY})

# The parts of the page, in their order.
OPENING, WHERE, FINDING, LIVES, CONDITIONS, NOTIFIED, FACTORS, AFTERWARDS = (
    "opening", "where", "finding", "lives", "conditions", "notified", "factors", "afterwards",
)  # fmt: skip
PLACE_OF: dict[str, str] = {
    **dict.fromkeys(FIRST, OPENING),
    **dict.fromkeys(ALWAYS_AROUND, WHERE),
    **dict.fromkeys(LIFE, LIVES),
    **dict.fromkeys(ARMS, FACTORS),
    **dict.fromkeys(CLOSING, AFTERWARDS),
}
TITLES = {CONDITIONS: "Orders and conditions", AFTERWARDS: "Afterwards"}
