"""For how long whoever works on a case accepts a critical flag (CAS-30; a number of this service)."""

from datetime import date

from django.db import migrations


def add(apps, schema_editor):
    apps.get_model("core", "Standard").objects.create(
        key="flag.accept_critical_days",
        value=2,
        unit="working days",
        rule="CAS-30",
        confidence="derived",
        starts_on=date(2004, 5, 1),
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0009_probation_reset")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
