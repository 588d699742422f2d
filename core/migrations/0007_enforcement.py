"""Within how many working days something is done about a failure to comply (PRO-65 to PRO-70; domain rules, section 12)."""

from datetime import date

from django.db import migrations

FROM = date(2004, 5, 1)
STANDARDS = [
    ("prob.outcome_action", 2, "working days", "PRO-70", "ours"),
    ("prob.breach", 10, "working days", "PRO-65", "looked up (older framework)"),
    ("prob.licence_decision", 1, "working days", "PRO-67", "ours"),
]


def add(apps, schema_editor):
    apps.get_model("core", "Standard").objects.bulk_create(
        apps.get_model("core", "Standard")(
            key=key, value=value, unit=unit, rule=rule, confidence=confidence, starts_on=FROM
        )
        for key, value, unit, rule, confidence in STANDARDS
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0006_probation_clocks")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
