"""Within how many working days a handover brief is asked for, and for how many days one lasts (F-20)."""

from datetime import date

from django.db import migrations

FROM = date(2004, 5, 1)
NUMBERS = (("handover.brief_wait", 5, "working days"), ("handover.brief_lasts", 28, "days"))


def add(apps, schema_editor):
    standards = apps.get_model("core", "Standard").objects
    for key, value, unit in NUMBERS:
        standards.create(
            key=key, value=value, unit=unit, rule="F-20", confidence="ours", starts_on=FROM
        )


class Migration(migrations.Migration):
    dependencies = [("core", "0014_over_for_long")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
