"""The demonstration as a caseload extract: the files that `manage.py import_extract` reads."""

import csv
import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from config.demonstration.attending import PEOPLE
from config.demonstration.staff import LESS, OFFICERS, TEAMS, Staff
from config.demonstration.stories import STORIES, Story, Told, crn
from core.calendar import add_months, is_working_day

SEED = 20_030_501
MONTHS = {"very_high": 1, "high": 3, "medium": 6, "low": 12}
# Days between two contacts in person, as probation asks for them.
SEEN_EVERY = {"very_high": 7, "high": 14, "medium": 28, "low": 28}
LEVELS = ("very_high", "high", "medium", "low")
TIER_OF = {"very_high": "B1", "high": "C1", "medium": "D2", "low": "D1"}
SHARES = (2, 18, 30, 50)  # POL-8
IN_FORCE = 0.15  # of those whom the police alone hold
ROSH_REGISTER = {"very_high": "RVHR", "high": "RHRH", "medium": "RMRH", "low": "RLRH"}
FORENAMES = (
    "Ade", "Alexander", "Brian", "Carl", "Darren", "Dominic", "Edward", "Francis", "Glyn", "Hassan", "Ivan",
    "Jamal", "Kevin", "Liam", "Malcolm", "Neil", "Piotr", "Rajesh", "Stuart", "Terence", "Victor", "Wayne",
)  # fmt: skip
SURNAMES = (
    "Ahmed", "Baker", "Clarke", "Doyle", "Edwards", "Farrell", "Gibson", "Harris", "Iqbal", "Jenkins", "Kaur",
    "Lowe", "McKenna", "Nowak", "Osborne", "Patel", "Quinn", "Reid", "Singh", "Turner", "Vaughan", "Young",
)  # fmt: skip
STREETS = ("Ivy Court", "Dock View", "Harbour Street", "Mill Lane", "Station Road", "Chapel Walk")
NOTES = (
    "Attended as planned.",
    "Discussed work, housing and licence conditions; see plan.",
    "Lives alone. Phone and tablet seen; history checked.",
    "New partner mentioned; name not given.",
    "Asked about the course; worried about the bus fare.",
)
PURPOSES = ("residence", "residence;household", "compliance;devices", "risk", "welfare;residence")
COLUMNS = {
    "teams": "team_code team_name agency delivery_unit region postcode",
    "officers": "officer_code forenames surname email agency team_code grade contracted_hours specialist_trained_on",
    "offenders": "crn pnc visor_ref prison_number surname forenames date_of_birth sex status",
    "allocations": "crn officer_code starts_on ends_on",
    "addresses": "crn line_1 town postcode kind starts_on ends_on",
    "sentences": "crn kind offence sentenced_on term_months starts_on ends_on programme_requirement",
    "registrations": "crn register starts_on ends_on",
    "risk_assessments": "crn tool level assessed_on assessor",
    "tiers": "crn scheme tier calculated_on",
    "reductions": "officer_code reason hours starts_on ends_on",
    "predictors": "crn tool score band basis assessed_on assessor",
    "custody": "crn starts_on ends_on",
    "contacts": "crn type_code happened_at recorded_at officer_code outcome_code notes",
    "visits": "crn happened_at recorded_at officer_code second_officer_code announced outcome purposes notes",
    "mappa_levels": "crn category level set_on last_review_on lead_agency",
    "programme_referrals": "crn programme referred_on status started_on pre_programme_done barriers",
}


def write(folder: Path, *, on: date) -> None:
    """Write the area as at `on` into a folder."""
    rows = Area(on).rows()
    for file, columns in COLUMNS.items():
        with (folder / f"{file}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerow(columns.split())
            writer.writerows(rows[file])


# As a new database has it: what replaced the suite of 2016, and the longest time since anybody here was referred to a
# group that still runs or is ahead.
BUILDING_CHOICES_FROM, LONGEST = date(2024, 4, 1), timedelta(days=220)


def moderate(on: date) -> str:
    """To which programme whoever has a seat, or waits for one, was referred."""
    return "Building Choices: moderate" if on - LONGEST >= BUILDING_CHOICES_FROM else "Horizon"


def high(on: date) -> str:
    return "Building Choices: high" if on - LONGEST >= BUILDING_CHOICES_FROM else "Kaizen"


class Area:
    """Generates the rows of each file; the same for the same day."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.random = random.Random(f"{SEED} {on}")  # noqa: S311  invented people, not secrets
        self.files: dict[str, list[Sequence[object]]] = defaultdict(list)
        self.taken: set[tuple[str, datetime]] = set()
        self.made = 0

    def rows(self) -> dict[str, list[Sequence[object]]]:
        self.files["teams"] += TEAMS
        self.files["reductions"] += [
            (code, reason, hours, self._ago(90), "") for code, reason, hours in LESS
        ]
        for staff in OFFICERS:
            self._officer(staff)
        for story in (*STORIES, *PEOPLE):
            self._case(story)
        for staff in OFFICERS:
            for _ in range(staff.cases):
                self._case(self._anybody(staff))
        return self.files

    def _officer(self, staff: Staff) -> None:
        trained = self.on - timedelta(days=400) if staff.trained else ""
        email = f"{staff.code.lower()}@example.invalid"
        self.files["officers"].append(
            (
                staff.code,
                staff.forenames,
                staff.surname,
                email,
                staff.agency,
                staff.team,
                staff.grade,
                staff.hours,
                trained,
            )
        )

    def _anybody(self, staff: Staff) -> Story:
        """Somebody of no particular story: one in ten of the registered is overdue."""
        pick = self.random
        (level,) = pick.choices(LEVELS, SHARES)
        is_police = staff.agency == "police"
        due = pick.randint(1, MONTHS[level] * 28) if pick.random() > 0.1 else -pick.randint(1, 45)
        return Story(
            "",
            pick.choice(FORENAMES),
            pick.choice(SURNAMES),
            level,
            due if is_police else None,
            police=staff.code if is_police else "",
            probation="" if is_police else staff.code,
            contacts=pick.randint(3, 12),
        )

    def _case(self, story: Story) -> None:
        number, pick = self.made, self.random
        self.made += 1
        reference = crn(number)
        begin = self._begin(story)
        self.files["offenders"].append(
            (
                reference,
                f"{pick.randint(1975, 2020)}/{number:07d}{pick.choice('ABCDFGHJ')}",
                f"V{number:05d}" if story.police else "",
                f"A{pick.randint(1000, 9999)}{pick.choice('BCDFG')}{pick.choice('KLMNP')}",
                story.surname,
                story.forenames,
                date(pick.randint(1950, 2003), pick.randint(1, 12), pick.randint(1, 28)),
                "M" if pick.random() > 0.05 else "F",
                story.status,
            )
        )
        for officer in filter(None, (story.police, story.probation)):
            self.files["allocations"].append((reference, officer, begin, ""))
        self._facts(reference, story, begin)
        self._visits(reference, story, begin)
        self._contacts(reference, story, begin)

    def _begin(self, story: Story) -> date:
        """The first day of management: long ago, unless the visit clock still runs from it, or the sentence is told."""
        if story.sentence:
            return self._ago(story.sentence.since)
        if story.never_visited and story.due is not None:
            return self._clock_start(story)
        return self.on - timedelta(days=self.random.randint(500, 1500))

    def _ago(self, days: int) -> date:
        return self.on - timedelta(days=days)

    def _clock_start(self, story: Story) -> date:
        """The day from which the visit falls due as the story says, or the nearest that there is."""
        due = self.on + timedelta(days=story.due or 0)
        start = add_months(due, -MONTHS[story.level])
        while add_months(start, MONTHS[story.level]) > due:
            start -= timedelta(days=1)
        return start

    def _facts(self, reference: str, story: Story, begin: date) -> None:
        is_police = story.police or story.key == "no_officer"
        rosh = story.level or "medium"
        assessor = story.police or story.probation
        self._home(reference, begin)
        self._sentence(reference, begin, story, is_sexual=bool(is_police))
        self._tier(reference, story, begin)
        self.files["registrations"].append((reference, ROSH_REGISTER[rosh], begin, ""))
        self.files["risk_assessments"].append((reference, "rosh", rosh, begin, assessor))
        if not is_police:
            return
        self.files["registrations"].append((reference, "ARSO", begin, ""))
        if story.has_risk:
            self.files["risk_assessments"].append(
                (reference, "police", story.level, begin, assessor)
            )
            self.files["predictors"].append(
                (reference, "ARMS", "", story.level, "", begin, assessor)
            )
        level = 2 if rosh in {"high", "very_high"} and self.random.random() < 0.3 else 1
        lead = "probation" if story.probation else "police"
        reviewed = self._reviewed(reference, begin)
        self.files["mappa_levels"].append((reference, 1, level, begin, reviewed, lead))
        if story.told:
            self._told(reference, story.told)
        elif not story.sentence and (story.probation or self.random.random() < 0.2):
            self._referral(reference, begin)
        self._custody(reference, story)

    def _reviewed(self, reference: str, begin: date) -> date | str:
        """Most are reviewed as they should be; of one in eight nobody knows when."""
        pick = random.Random(f"review {reference}")  # noqa: S311  invented people, not secrets
        if pick.random() < 1 / 8:
            return ""
        return max(begin, self.on - timedelta(days=pick.randint(4, 100)))

    def _tier(self, reference: str, story: Story, begin: date) -> None:
        """Of one in ten of probation's cases nobody worked it out: work that is not counted."""
        pick = random.Random(f"tier {reference}")  # noqa: S311  invented people, not secrets
        if story.probation and pick.random() > 0.1:
            tier = TIER_OF[story.level or "medium"]
            self.files["tiers"].append((reference, "v2", tier, begin + timedelta(days=5)))
            self._predictors(reference, begin, pick)

    def _predictors(self, reference: str, begin: date, pick: random.Random) -> None:
        """Of two in three of these cases: half from the record alone, which makes a tier provisional."""
        if pick.random() > 0.66:
            return
        basis, day = pick.choice(("static", "dynamic")), begin + timedelta(days=12)
        for tool, most in (("ARP", 95), ("CSRP", 8)):
            score = round(pick.uniform(0.1, most), 2)
            self.files["predictors"].append((reference, tool, score, "", basis, day, ""))

    def _home(self, reference: str, begin: date) -> None:
        pick = self.random
        street = f"{pick.randint(1, 180)} {pick.choice(STREETS)}"
        postcode = f"ZZ{pick.randint(1, 9)} {pick.randint(1, 9)}AA"
        self.files["addresses"].append(
            (reference, street, "Eastmoor", postcode, "rental_private", begin, "")
        )

    def _sentence(self, reference: str, begin: date, story: Story, *, is_sexual: bool) -> None:
        """Whom the police alone hold has mostly served theirs: the register outlasts it."""
        told = story.sentence
        offence, requirement = ("Sexual offence", "yes") if is_sexual else ("Violence", "no")
        kind, ends = "licence", add_months(begin, 60)
        if is_sexual and not story.probation and self.random.random() > IN_FORCE:
            ends = add_months(begin, 12)
        if told:
            kind, ends = told.kind, self._ago(-told.ends)
            requirement = "yes" if told.requirement else "no"
        self.files["sentences"].append(
            (reference, kind, offence, begin, 36, begin, ends, requirement)
        )

    def _told(self, reference: str, told: Told) -> None:
        started = self._ago(told.started) if told.started else ""
        self.files["programme_referrals"].append(
            (
                reference,
                told.programme or moderate(self.on),
                self._ago(told.referred),
                told.status,
                started,
                "yes" if told.done else "no",
                told.barriers,
            )
        )

    def _referral(self, reference: str, begin: date) -> None:
        """Of whom nothing else is told about programmes: done long ago, on one of the suite of 2016."""
        referred, started = begin + timedelta(days=30), begin + timedelta(days=120)
        self.files["programme_referrals"].append(
            (reference, "Horizon", referred, "complete", started, "yes", "")
        )

    def _custody(self, reference: str, story: Story) -> None:
        if story.released:
            released = self._clock_start(story)
            self.files["custody"].append((reference, released - timedelta(days=40), released))
        if story.inside:
            self.files["custody"].append((reference, self._ago(20), ""))
        if story.stay:
            out = self._ago(story.out) if story.out else ""
            self.files["custody"].append((reference, self._ago(story.stay), out))

    def _visits(self, reference: str, story: Story, begin: date) -> None:
        """Visits at about the interval, the last effective one on the day that makes the story's due date."""
        if not story.police or not story.level or story.due is None:
            return
        last = self._clock_start(story)
        if not story.never_visited:
            step = timedelta(days=MONTHS[story.level] * 29)
            effective = last - timedelta(days=60) if story.released else last
            while effective > begin and effective > last - timedelta(days=730):
                self._visit(reference, story, effective, "seen_inside")
                effective -= step
        room = max((self.on - last).days, 1)
        for number, outcome in enumerate(story.attempts, start=1):
            after = max(room * number // (len(story.attempts) + 1), number)
            self._visit(reference, story, last + timedelta(days=after), outcome)

    def _visit(self, reference: str, story: Story, day: date, outcome: str) -> None:
        if day >= self.on:
            return
        at = self._at(reference, day, 10, 19)
        note = story.note if outcome == "seen_inside" and story.note else self.random.choice(NOTES)
        second = next(
            (
                staff.code
                for staff in OFFICERS
                if staff.team == story.police[:3] and staff.code != story.police and staff.cases
            ),
            "",
        )
        purposes = (
            "residence;risk_assessment_search" if story.attempts else self.random.choice(PURPOSES)
        )
        self.files["visits"].append(
            (
                reference,
                _minute(at),
                _minute(at + timedelta(hours=2)),
                story.police,
                second,
                "no",
                outcome,
                purposes,
                note,
            )
        )

    def _contacts(self, reference: str, story: Story, begin: date) -> None:
        officer = story.probation or story.police
        if not officer:
            return
        since = min((self.on - begin).days - 1, 1400)
        for number in range(story.contacts):
            day = self.on - timedelta(
                days=2 + number * max(since, story.contacts) // story.contacts
            )
            if story.contacts <= 100 and not is_working_day(day):
                day -= timedelta(days=3)
            self._contact(reference, officer, day, self.random.choice(NOTES))
        if story.probation:
            self._seen(reference, story, begin)
        if self.random.random() < 0.04:
            self._contact(
                reference, officer, self.on - timedelta(days=self.random.randint(1, 9)), "", ""
            )

    def _seen(self, reference: str, story: Story, begin: date) -> None:
        """In person at about the interval of the risk; one in eight was last seen too long ago."""
        pick = random.Random(reference)  # noqa: S311  invented people, not secrets
        every = SEEN_EVERY[story.level or "medium"]
        ago = pick.randint(1, every) if pick.random() > 0.12 else every + pick.randint(1, 20)
        day = self.on - timedelta(days=ago)
        for _ in range(6):
            day -= timedelta(days=max(day.weekday() - 4, 0))
            if day > begin:
                note = pick.choice(NOTES)
                self._contact(reference, story.probation, day, note, "ATTC", kind="COAP")
            day -= timedelta(days=every)

    def _contact(
        self,
        reference: str,
        officer: str,
        day: date,
        note: str,
        outcome: str | None = None,
        *,
        kind: str = "",
    ) -> None:
        kind = kind or (self.random.choice(("COAP", "COAP", "COPT", "COVC")) if note else "COAP")
        at = self._at(reference, day, 9, 17)
        outcome = (
            self.random.choice(("ATTC",) * 8 + ("AAME", "UAAB")) if outcome is None else outcome
        )
        self.files["contacts"].append(
            (reference, kind, _minute(at), _minute(at + timedelta(hours=1)), officer, outcome, note)
        )

    def _at(self, reference: str, day: date, first: int, last: int) -> datetime:
        """A free time of the day; nobody is in two places at once."""
        while True:
            minutes = self.random.randrange(first * 60, last * 60, 5)
            at = datetime.combine(day, time(minutes // 60, minutes % 60))
            if (reference, at) not in self.taken:
                self.taken.add((reference, at))
                return at


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
