"""`manage.py flags`: what is overdue as at any date, exactly as the pages list it."""

import csv
import json
from collections.abc import Iterator
from datetime import date

from django.core.management.base import BaseCommand, CommandParser

from audit.choices import Outcome
from audit.services import record_command
from core import clock
from core.arguments import day
from core.spreadsheet import cell
from offenders.deadlines import overdue_as_at
from offenders.models import Case

COLUMNS = (
    "crn",
    "kind",
    "subject",
    "due_on",
    "days_overdue",
    "severity",
    "rule",
    "because",
    "officer",
    "state",
    "value",
)


class Command(BaseCommand):
    help = "Print what is overdue as at a date, worked out from the facts as they held on it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--on", type=day, default=None, help="As at this date; today if not given"
        )
        parser.add_argument("--format", choices=["text", "csv", "json"], default="text")
        parser.add_argument("--kind", default="", help="Only this kind, such as home_visit")

    def handle(self, *, on: date | None, format: str, kind: str, **_: object) -> None:  # noqa: A002
        as_at = on or clock.today()
        rows = [row for row in overdue_as_at(as_at) if not kind or row["kind"] == kind]
        self._log(rows, as_at=as_at, kind=kind)
        getattr(self, f"_{format}")(rows)

    def _log(self, rows: list[dict[str, str]], *, as_at: date, kind: str) -> None:
        """On record before anything is printed."""
        cases = Case.objects.filter(crn__in={row["crn"] for row in rows})
        record_command(
            "flags",
            at=clock.now(),
            outcome=Outcome.SHOWN,
            case_ids=cases.order_by("pk").values_list("pk", flat=True),
            on=as_at,
            kind=kind,
        )

    def _csv(self, rows: list[dict[str, str]]) -> None:
        writer = csv.DictWriter(self.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: cell(value) for name, value in row.items()} for row in rows)

    def _json(self, rows: list[dict[str, str]]) -> None:
        self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))

    def _text(self, rows: list[dict[str, str]]) -> None:
        for line in self._lines(rows):
            self.stdout.write(line)

    def _lines(self, rows: list[dict[str, str]]) -> Iterator[str]:
        for row in rows:
            # What is measured of an officer is due on no day.
            late = (
                f"{row['due_on']}  {row['days_overdue']:>4} days" if row["due_on"] else row["value"]
            )
            yield f"{row['crn'] or row['officer']}  {row['kind']:<12} {late}  {row['because']}"
        yield f"{len(rows)} overdue"
