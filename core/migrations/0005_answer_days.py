"""Within how many working days an officer answers what a supervisor asked (POL-11; a number of this service)."""

from datetime import date

from django.db import migrations


def add(apps, schema_editor):
    apps.get_model("core", "Standard").objects.create(
        key="review.answer_days",
        value=5,
        unit="working days",
        rule="POL-11",
        confidence="derived",
        starts_on=date(2004, 5, 1),
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0004_order_expiry_alerts")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
