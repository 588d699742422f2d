"""What people did about programmes before today: each act at its own time, the oldest first."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from config.demonstration.attending import PEOPLE, crn_of
from config.demonstration.staff import ACCOUNTS, FARAH
from core.calendar import LONDON, is_working_day
from offenders.models import Case
from people.models import User
from programmes.models import Referral

Act = Callable[[datetime], object]
HELD_BY = {story.key: story.probation for story in PEOPLE}


@dataclass(slots=True)
class Diary:
    """Acts as they are planned; played in their order, so that flags rise and are cured as they would have."""

    on: date
    at: datetime
    acts: list[tuple[datetime, int, Act]] = field(default_factory=list)

    def day(self, ago: int) -> date:
        return self.on - timedelta(days=ago)

    def add(self, ago: int, act: Act, *, hour: int = 10) -> None:
        """So many days ago; today's before now."""
        self.add_on(self.day(ago), act, hour=hour)

    def add_on(self, day: date, act: Act, *, hour: int = 10) -> None:
        moment = min(moment_of(day, hour), self.at)
        self.acts.append((moment, len(self.acts), act))

    def play(self) -> None:
        for moment, _, act in sorted(self.acts, key=lambda one: one[:2]):
            act(moment)


def moment_of(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON)


def working_day(day: date) -> date:
    """That day, or the next on which offices are open."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def case_of(key: str) -> Case:
    return Case.objects.get(crn=crn_of(key))


def referral_of(key: str) -> Referral:
    """The newest one."""
    return Referral.objects.filter(case__crn=crn_of(key)).latest("referred_on", "id")


def user_of(officer: str) -> User:
    name = next(account.email for account in ACCOUNTS if account.officer == officer)
    return User.objects.get(email=name)


def holder(key: str) -> User:
    """The account of whoever holds the case for probation; Farah's where they do not sign in."""
    known = {account.officer for account in ACCOUNTS}
    return user_of(HELD_BY[key] if HELD_BY[key] in known else FARAH)
