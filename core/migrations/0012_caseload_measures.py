"""What an officer's hours are good for, and from where on capacity and registered people are too many."""

from datetime import date

from django.db import migrations

FROM = date(2004, 5, 1)
STANDARDS = [
    ("case.nominal_points", 2176, "points", "CAS-10", "looked up"),
    ("case.base_hours", 37, "hours", "CAS-10", "looked up"),
    ("case.capacity.amber", 100, "%", "CAS-27", "looked up; which of its four readings of 100% ours"),
    ("case.capacity.red", 110, "%", "CAS-27", "ours"),
    ("police.rso_per_officer.amber", 50, "cases", "POL-23", "looked up"),
    ("police.rso_per_officer.red", 100, "cases", "POL-23", "looked up"),
]


def add(apps, schema_editor):
    apps.get_model("core", "Standard").objects.bulk_create(
        apps.get_model("core", "Standard")(
            key=key, value=value, unit=unit, rule=rule, confidence=confidence, starts_on=FROM
        )
        for key, value, unit, rule, confidence in STANDARDS
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0011_programmes")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
