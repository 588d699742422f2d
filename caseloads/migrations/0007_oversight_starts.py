"""Where teams are here already, what managers look at counts from the day on which the service learns of it.

From a team's first day, every case of high risk would be overdue for a review at once that nobody could have recorded.
An administrator chooses other days under Reference.
"""

from django.db import migrations

from core import clock

KINDS = ("manager_review", "manager_answer", "countersignature", "quality_sample")


def start(apps, schema_editor):
    starts = apps.get_model("offenders", "KindStart").objects
    on = clock.today()
    teams = apps.get_model("people", "Team").objects.filter(created_on__lt=on)
    for team in teams:
        for kind in KINDS:
            starts.get_or_create(kind=kind, team=team, defaults={"starts_on": on})


class Migration(migrations.Migration):
    dependencies = [
        ("caseloads", "0006_oversight"),
        ("offenders", "0022_recorded_here"),
    ]
    operations = [migrations.RunPython(start, migrations.RunPython.noop)]
