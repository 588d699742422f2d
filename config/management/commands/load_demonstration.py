"""manage.py load_demonstration: an invented area to try the service with."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.demonstration import loading
from core import clock
from core.jobs import watched
from offenders.deadlines import run_sweep


class Command(BaseCommand):
    help = (
        "Load an invented area of about 300 people, as at today, and print its accounts. "
        "Refuses a database that holds anything else."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="Leave a database with real data as it is, and go on",
        )

    def handle(self, *args: Any, if_empty: bool = False, **options: Any) -> None:
        if loading.is_loaded():
            self.stdout.write("The demonstration is already loaded.")
        else:
            started = time.monotonic()
            try:
                figures = loading.load(on=clock.today(), at=clock.now())
            except loading.RealDataError as refused:
                if not if_empty:
                    raise CommandError(str(refused)) from refused
                self.stdout.write("This database holds real data: no demonstration was loaded.")
                return
            for job in watched():
                run_sweep(job, on=clock.today(), at=clock.now())
            seconds = time.monotonic() - started
            self.stdout.write(f"Loaded {figures['rows']:,} rows in {seconds:.1f} s.")
        for line in loading.described():
            self.stdout.write(line)
