"""For how long a recorded concern stands among what a supervisor is to read."""

from datetime import date

from django.db import migrations

FROM = date(2004, 5, 1)  # as for all standards
KEY = "police.review_days"


def add(apps, schema_editor):
    apps.get_model("core", "Standard").objects.create(
        key=KEY, value=28, unit="days", rule="POL-11", confidence="derived", starts_on=FROM
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0002_standards")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
