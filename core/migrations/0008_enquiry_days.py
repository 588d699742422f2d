"""Within how many working days an enquiry about a child is answered and considered (PRO-88; a number of this service)."""

from datetime import date

from django.db import migrations


def add(apps, schema_editor):
    apps.get_model("core", "Standard").objects.create(
        key="safeguarding.answer_days",
        value=10,
        unit="working days",
        rule="PRO-88",
        confidence="derived",
        starts_on=date(2004, 5, 1),
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0007_enforcement")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
