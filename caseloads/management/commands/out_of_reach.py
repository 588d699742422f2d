"""`manage.py out_of_reach`: the cases behind the three numbers on the Jobs page, by CRN (docs/adr/0014)."""

from django.core.management.base import BaseCommand

from audit.choices import Outcome
from audit.services import record_command
from caseloads.selectors.jobs import never_police, never_probation
from core import clock
from offenders.models import Case


class Command(BaseCommand):
    help = (
        "Print active cases that nobody can open, registered people whom no police officer has ever held, and people "
        "serving a sentence whom no officer of probation has."
    )

    def handle(self, *args: object, **options: object) -> None:
        on = clock.today()
        nobodys = list(Case.objects.nobodys(on=on).order_by("crn"))
        without = list(Case.objects.filter(pk__in=never_police(on).values("case")).order_by("crn"))
        unled = list(Case.objects.filter(pk__in=never_probation(on).values("case")).order_by("crn"))
        ids = sorted({case.pk for case in (*nobodys, *without, *unled)})
        record_command("out_of_reach", at=clock.now(), outcome=Outcome.SHOWN, case_ids=ids)
        for case in nobodys:
            self.stdout.write(f"{case.crn}  nobody can open it")
        for case in without:
            self.stdout.write(f"{case.crn}  registered, never held by a police officer")
        for case in unled:
            self.stdout.write(
                f"{case.crn}  serves a sentence, never held by an officer of probation"
            )
        self.stdout.write(f"{len(ids)} out of reach")
