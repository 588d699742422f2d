"""`manage.py limit_access`: who may not open a case, or who alone may (limited access, INF-30)."""

from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.choices import Outcome
from audit.services import record_command
from core import clock
from core.arguments import day
from core.calendar import london_midnight
from core.errors import RefusedError
from offenders.models import Case, Exclusion, Restriction
from offenders.services.access_list import Listing, end_listing, name_on_list
from people.models import User

LISTS: dict[str, Listing] = {"exclude": Exclusion, "restrict": Restriction}


class Command(BaseCommand):
    help = (
        "Exclude a user from a case, or restrict a case to named users (and their supervisors). "
        "Without an e-mail: list who is named."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("crn", help="The case")
        parser.add_argument("act", choices=["exclude", "restrict", "list"])
        parser.add_argument("email", nargs="?", default="", help="The user named")
        parser.add_argument("--reason", default="", help="Why; kept with the row")
        parser.add_argument(
            "--until", type=day, default=None, help="The last day; open if not given"
        )
        parser.add_argument("--end", action="store_true", help="Take the user off the list now")

    def handle(self, *, crn: str, act: str, email: str, **options: Any) -> None:
        case = Case.objects.filter(crn=crn.strip().upper()).first()
        if case is None:
            raise CommandError(f"There is no case {crn}")
        changes = act != "list" and bool(email)
        record_command(
            "limit_access",
            at=clock.now(),
            outcome=Outcome.CHANGED if changes else Outcome.SHOWN,
            case_ids=[case.pk],
            act=act,
            email=email,
        )
        if changes:
            self._change(case, act, email, **options)
        self._list(case)

    def _change(
        self,
        case: Case,
        act: str,
        email: str,
        *,
        reason: str,
        until: date | None,
        end: bool,
        **_: object,
    ) -> None:
        user = User.objects.with_email(email).first()
        if user is None:
            raise CommandError(f"There is no user {email}")
        at = clock.now()
        try:
            if end:
                end_listing(LISTS[act], case=case, user=user, at=at)
            else:
                last = london_midnight(until + timedelta(days=1)) if until else None
                name_on_list(LISTS[act], case=case, user=user, reason=reason, at=at, until=last)
        except RefusedError as refused:
            raise CommandError(str(refused)) from refused

    def _list(self, case: Case) -> None:
        at, found = clock.now(), 0
        for act, listing in LISTS.items():
            rows = listing.objects.filter(case=case, starts_at__lte=at).exclude(ends_at__lte=at)
            for row in rows.select_related("user").order_by("starts_at"):
                found += 1
                ends = f" until {row.ends_at:%Y-%m-%d %H:%M}" if row.ends_at else ""
                self.stdout.write(f"{act}  {row.user.email}{ends}: {row.reason}")
        if not found:
            self.stdout.write("Nobody is named: everyone with a ground may open this case.")
