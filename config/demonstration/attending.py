"""The people of the demonstration by whom every state of programme work is shown: one line, one situation."""

from typing import Any

from config.demonstration.staff import AMIRA, BEN, CHIDI, FARAH, IDRIS, KOFI
from config.demonstration.stories import STORIES, Sentence, Story, Told, crn

LONG = Sentence(400, 900)
NO_ORDER = Sentence(400, 700, requirement=False)
INSIDE = Sentence(500, 900, kind="custody")


def _person(key: str, forenames: str, surname: str, level: str = "medium", **facts: Any) -> Story:
    """Visited in time, held by Farah and by Ben, on a long licence with a requirement, unless told otherwise."""
    usual: dict[str, Any] = {
        "due": 60,
        "police": BEN,
        "probation": FARAH,
        "sentence": LONG,
        "contacts": 4,
    }
    return Story(key, forenames, surname, level, **usual | facts)


def _seat(number: int, forenames: str, surname: str, **facts: Any) -> Story:
    """Somebody of the full group: who had been referred before registers were kept here."""
    told = Told(200 - number, "awaiting_allocation")
    holder = (FARAH, IDRIS, KOFI)[number % 3]
    held: dict[str, Any] = {"probation": holder, "police": (BEN, CHIDI)[number % 2], "told": told}
    return _person(f"seat_{number}", forenames, surname, **held | facts)


SEATS = (
    _seat(1, "Adrian", "Sorrell"),
    _seat(2, "Bartosz", "Lis", level="high"),
    _seat(3, "Clive", "Umber"),
    _seat(4, "Desmond", "Yarrow"),
    _seat(5, "Elliot", "Tansy"),
    _seat(6, "Femi", "Larch"),
    _seat(7, "Gordon", "Plover", level="high"),
    _seat(8, "Hywel", "Dunnock"),
    _seat(9, "Imran", "Teal"),
    _seat(10, "Joel", "Bracken"),
    _seat(11, "Kieran", "Alder"),
    _seat(12, "Lloyd", "Sedge", level="low"),
)
COMMUNITY = (
    # What it waits for, in each step.
    _person("stalled", "Martin", "Heron", sentence=Sentence(900, 900), level="high"),
    _person("no_referral", "Neville", "Rook", sentence=Sentence(60, 600)),
    _person("no_referral_yet", "Orson", "Finch", sentence=Sentence(9, 700)),
    _person("await_assessment", "Patrick", "Wren", sentence=Sentence(80, 640)),
    _person("wait_fit", "Quincy", "Marten", sentence=Sentence(260, 640)),
    _person("wait_clash", "Roland", "Stoat", sentence=Sentence(260, 640)),
    _person("wait_apart", "Simeon", "Otter", sentence=Sentence(260, 640)),
    _person("wait_barred", "Tobias", "Hare", sentence=Sentence(260, 640)),
    _person("wait_high", "Umberto", "Lynx", sentence=Sentence(260, 640), level="high"),
    _person("cancelled", "Vernon", "Badger", told=Told(190, "awaiting_allocation")),
    _person("not_ready", "Walter", "Crane", told=Told(100, "awaiting_assessment", done=False)),
    _person("deprioritised", "Xavier", "Drake", told=Told(110, "awaiting_assessment", done=False)),
    _person("deferred", "Yusuf", "Gannet", told=Told(120, "awaiting_assessment", done=False)),
    _person("scheduled_open", "Zachary", "Pike", sentence=Sentence(260, 640), level="high"),
    _person("scheduled_done", "Anton", "Roach", sentence=Sentence(150, 640)),
    _person("scheduled_evening", "Bernard", "Tench", told=Told(150, "awaiting_allocation")),
    # On a programme, and after it.
    _person("standing_still", "Cyril", "Perch", told=Told(180, "on_programme", started=60)),
    _person("paused", "Duncan", "Bream", told=Told(300, "on_programme", started=200)),
    _person("complete", "Edgar", "Chubb", told=Told(350, "on_programme", started=240)),
    _person("reviewed", "Floyd", "Gudgeon", told=Told(340, "on_programme", started=220)),
    # Individual work, none that suits, none at all.
    _person("individual", "Gilbert", "Thorne", sentence=NO_ORDER, police=AMIRA),
    _person("individual_ahead", "Horace", "Briar", sentence=NO_ORDER),
    _person("individual_over", "Isaac", "Gorse", sentence=NO_ORDER, police=CHIDI),
    _person("not_suitable", "Jerome", "Ashe", sentence=NO_ORDER, police=CHIDI),
    _person("no_work", "Kendall", "Holm", sentence=NO_ORDER, level="high", police=CHIDI),
    _person("no_work_told", "Leonard", "Elder", sentence=NO_ORDER, probation=IDRIS),
    _person("withdrawn", "Maurice", "Rowan", sentence=NO_ORDER, probation=IDRIS),
    _person("eligible", "Norbert", "Hazel", sentence=NO_ORDER, probation=IDRIS),
    _person("eligible_high", "Oswin", "Birch", sentence=NO_ORDER, level="high"),
    _person("westhaven", "Percy", "Cherry", sentence=NO_ORDER, probation=KOFI, police=CHIDI),
    _person("no_sentence", "Rufus", "Maple", sentence=Sentence(900, -30), level="low"),
    # Enforcement in hand.
    _person("breach", "Silas", "Kestrel", told=Told(210, "on_programme", started=120)),
    _person("recall", "Tyrone", "Merlin", told=Told(160, "awaiting_allocation")),
    _person("court", "Upton", "Harrier", told=Told(130, "awaiting_assessment", done=False)),
    # The end of the sentence comes near.
    _person("runway_passed", "Vince", "Curlew", sentence=Sentence(260, 90)),
    _person("runway_decided", "Wilfred", "Snipe", sentence=Sentence(260, 100)),
    _person("runway_ahead", "Xander", "Dotterel", sentence=Sentence(70, 190)),
)


def _inside(key: str, forenames: str, surname: str, **facts: Any) -> Story:
    held: dict[str, Any] = {"sentence": INSIDE, "stay": 450, "probation": IDRIS, "police": CHIDI}
    return _person(key, forenames, surname, **held | facts)


CUSTODY = (
    _inside("begun", "Alec", "Quarry", told=Told(20, "referral_started", done=False)),
    _inside("submitted", "Boris", "Flint"),
    _inside("inside_awaiting", "Cedric", "Slate"),
    _inside("inside_assessing", "Dexter", "Marl"),
    _inside("inside_suitable", "Ewan", "Chalk"),
    _inside("inside_not_ready", "Fabian", "Shale"),
    _inside("inside_on", "Garrick", "Cobble"),
    _inside("hold_submitted", "Hector", "Gravel"),
    _inside("hold_awaiting", "Irving", "Pebble"),
    _inside("hold_assessing", "Jasper", "Loam"),
    _inside("inside_not_suitable", "Kurt", "Granite"),
    _inside("released", "Lionel", "Basalt", out=35, probation=FARAH, police=BEN),
)
PEOPLE = (*SEATS, *COMMUNITY, *CUSTODY)


def crn_of(key: str) -> str:
    """The CRN of one of these people: they come after those of the other stories."""
    return crn(len(STORIES) + next(n for n, story in enumerate(PEOPLE) if story.key == key))
