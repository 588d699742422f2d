"""After how many days above red a caseload is too much for too long (domain rules, section 6.3)."""

from datetime import date

from django.db import migrations

FROM = date(2004, 5, 1)


def add(apps, schema_editor):
    apps.get_model("core", "Standard").objects.create(
        key="case.over_for_long",
        value=28,
        unit="days",
        rule="CAS-27",
        confidence="ours",
        starts_on=FROM,
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0013_training_for_risk")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
