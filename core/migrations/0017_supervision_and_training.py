"""How often officers are supervised, and how long before its end a course is told to run out (F-1, F-2)."""

from datetime import date

from django.db import migrations

FROM = date(2004, 5, 1)
STANDARDS = [
    ("supervision.interval", 42, "days", "F-2", "ours"),
    ("training.told_ahead", 90, "days", "F-1", "ours"),
]


def add(apps, schema_editor):
    apps.get_model("core", "Standard").objects.bulk_create(
        apps.get_model("core", "Standard")(
            key=key, value=value, unit=unit, rule=rule, confidence=confidence, starts_on=FROM
        )
        for key, value, unit, rule, confidence in STANDARDS
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0016_oversight")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
