"""How many days before its last day an order is told to end (ORD-12; domain rules, section 12)."""

from datetime import date

from django.db import migrations

FROM = date(2004, 5, 1)
STANDARDS = [
    ("order.expiry_alert.early", 90, "days", "ORD-12", "derived"),
    ("order.expiry_alert.late", 28, "days", "ORD-12", "derived"),
]


def add(apps, schema_editor):
    apps.get_model("core", "Standard").objects.bulk_create(
        apps.get_model("core", "Standard")(
            key=key, value=value, unit=unit, rule=rule, confidence=confidence, starts_on=FROM
        )
        for key, value, unit, rule, confidence in STANDARDS
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0003_review_days")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
