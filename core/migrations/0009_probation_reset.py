"""Probation Reset (PRO-35) is a switch: off until an administrator turns it on."""

from datetime import date

from django.db import migrations


def add(apps, schema_editor):
    apps.get_model("core", "Standard").objects.create(
        key="prob.contact.reset",
        value=0,
        unit="switch",
        rule="PRO-35",
        confidence="looked up (2024)",
        starts_on=date(2004, 5, 1),
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0008_enquiry_days")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
