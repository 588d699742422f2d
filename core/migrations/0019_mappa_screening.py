"""Within how many working days somebody who may be under MAPPA is screened (MAP-13)."""

from datetime import date

from django.db import migrations

FROM = date(2004, 5, 1)
STANDARDS = [("mappa.screening", 10, "working days", "MAP-13", "ours")]


def add(apps, schema_editor):
    apps.get_model("core", "Standard").objects.bulk_create(
        apps.get_model("core", "Standard")(
            key=key, value=value, unit=unit, rule=rule, confidence=confidence, starts_on=FROM
        )
        for key, value, unit, rule, confidence in STANDARDS
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0018_mappa_levels")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
