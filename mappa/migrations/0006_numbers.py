"""The numbers of MAPPA: screening, reviews, a level before a release, and telling it (MAP-13, MAP-20, MAP-21, MAP-25, MAP-27)."""

from datetime import date

from django.db import migrations

FROM = date(2004, 5, 1)
STANDARDS = [
    ("mappa.screening", 10, "working days", "MAP-13", "ours"),
    ("mappa.l1_review", 6, "months", "MAP-25", "to check; earlier 4 months"),
    ("mappa.l2_review", 16, "weeks", "MAP-21", "to check; earlier 8 to 12 weeks"),
    ("mappa.l3_review", 8, "weeks", "MAP-20", "to check; earlier 4 to 6 weeks"),
    ("mappa.level_before_release", 6, "months", "MAP-27", "not looked up"),
    ("mappa.level_told", 5, "working days", "R-9", "ours"),
]


def add(apps, schema_editor):
    apps.get_model("core", "Standard").objects.bulk_create(
        apps.get_model("core", "Standard")(
            key=key, value=value, unit=unit, rule=rule, confidence=confidence, starts_on=FROM
        )
        for key, value, unit, rule, confidence in STANDARDS
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0018_plan_numbers"), ("mappa", "0005_name_constraints")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
