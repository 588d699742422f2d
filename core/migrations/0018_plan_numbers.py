"""Within how many days a plan is written, and when it is looked at again (PRO-44, MAP-61)."""

from datetime import date

from django.db import migrations

FROM = date(2004, 5, 1)
STANDARDS = [
    ("prob.initial_plan", 15, "working days", "PRO-44", "source"),
    ("plan.review", 12, "months", "MAP-61", "ours"),
    ("plan.changed", 10, "working days", "MAP-61", "ours"),
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
