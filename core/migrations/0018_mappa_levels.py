"""How often MAPPA management is reviewed, when a level is set before a release and when it is told (MAP-20, MAP-21, MAP-25)."""

from datetime import date

from django.db import migrations

FROM = date(2004, 5, 1)
STANDARDS = [
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
    dependencies = [("core", "0017_supervision_and_training")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
