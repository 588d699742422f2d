"""The people of the demonstration whose record shows something in particular: one line, one situation."""

from dataclasses import dataclass

from config.demonstration.staff import AMIRA, BEN, CHIDI, FARAH

SCRIPT_NOTE = (
    'He read us this from his phone: <script>alert("x")</script> and =HYPERLINK("x"). '
    "“I only look at the pictures,” he said.\nPhone seen, history checked; nothing of concern."
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """In days from today: begun so long ago, ending so far ahead (below 0: over)."""

    since: int
    ends: int
    requirement: bool = True
    kind: str = "licence"


@dataclass(frozen=True, slots=True)
class Told:
    """A referral as the extract has it: made, and started, so many days ago."""

    referred: int
    status: str
    started: int = 0
    programme: str = ""  # empty: the moderate one of the day
    done: bool = True
    barriers: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """`due`: the visit falls due so many days from today (below 0: overdue); None: nothing is known to be due."""

    key: str
    forenames: str
    surname: str
    level: str
    due: int | None = None
    police: str = AMIRA
    probation: str = ""
    never_visited: bool = False
    released: bool = False  # the clock runs from a release, not from a visit
    inside: bool = False  # in custody now
    attempts: tuple[str, ...] = ()  # outcomes of visits since that did not restart the clock
    contacts: int = 6
    note: str = ""
    status: str = "active"
    has_risk: bool = True
    sentence: Sentence | None = None  # None: any
    stay: int = 0  # in custody since so many days
    out: int = 0  # and released so many days ago
    told: Told | None = None


STORIES = (
    Story("very_high", "Gareth", "O'Neill", "very_high", -3, probation=FARAH),
    Story("weeks_over", "Zoltán", "Novák", "high", -24, probation=FARAH, note=SCRIPT_NOTE),
    Story("medium", "Ptolemy", "Featherstonehaugh", "medium", -41),
    Story("low", "Alan", "Rose", "low", -12),
    Story("today", "Harvey", "de\u00a0Souza", "low", 0),
    Story("tomorrow", "Dylan", "Bevan", "very_high", 1, probation=FARAH),
    Story("in_7_days", "Owen", "Pritchard", "medium", 7),
    Story("never", "Ibrahim", "Rahman", "high", -16, never_visited=True),
    Story("never_due", "Noah", "Begum", "medium", 30, never_visited=True),
    Story("released", "Callum", "Ní-Bhriain", "high", -5, released=True, probation=FARAH),
    Story("inside", "Nigel", "Thompson", "very_high", -60, inside=True),
    Story("not_in", "Keith", "Walker", "high", -9, attempts=("not_in", "not_in")),
    Story("refused_once", "Trevor", "Adeyemi", "medium", -2, attempts=("entry_refused",)),
    Story(
        "refused_twice",
        "Raymond",
        "St.\u00a0John",
        "very_high",
        -8,
        probation=FARAH,
        attempts=("not_in", "entry_refused", "entry_refused"),
    ),
    Story("at_the_door", "Graham", "Wójcik", "high", -4, attempts=("seen_at_door",)),
    Story("moved", "Sean", "Núñez", "low", -1, attempts=("moved_away",)),
    Story("no_risk", "Aaron", "Phillips", "", None, has_risk=False),
    Story("no_officer", "Leo", "Okafor", "medium", None, police="", probation=FARAH),
    Story("died", "Arthur", "Green", "low", -70),
    Story("terminated", "Jack", "Wood", "low", -90, status="terminated"),
    Story("transferred", "Samuel", "Evans", "medium", -15),
    Story("hospital", "Oscar", "Davies", "high", -20),
    Story("at_large", "Rhys", "Fernandes", "very_high", -6, probation=FARAH),
    Story("restricted", "Thomas", "Lewis", "high", -7, police=BEN),
    Story("excluded", "Oliver", "Jones", "medium", 12),
    Story("many_contacts", "Barry", "Johnson", "high", 20, probation=FARAH, contacts=2_000),
    Story("shorter", "George", "Williams", "medium", 100),
    Story("longer", "James", "Akhtar", "low", -30),
    Story("accepted", "Charlie", "Robinson", "medium", -10),
    Story("planned_today", "José", "Lloyd-Hughes", "high", 5),
    Story("planned_soon", "Mohammed", "Davis", "medium", 3),
    Story("other_team", "Harry", "Wilson", "very_high", -2, police=CHIDI),
    Story("unheld", "Edwin", "O'Dowd", "high", -6),
)


def crn(number: int) -> str:
    """Demonstration CRNs: D9 and five digits; the stories come first."""
    return f"D9{number:05d}"


def crn_of(key: str) -> str:
    return crn(next(n for n, story in enumerate(STORIES) if story.key == key))
