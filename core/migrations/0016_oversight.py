"""How often managers look again, countersign and read a sample, and when a flag goes up (domain rules, section 12)."""

from datetime import date

from django.db import migrations

FROM = date(2004, 5, 1)
STANDARDS = [
    ("manager.vh_review", 28, "days", "F-13", "ours"),
    ("manager.high_review", 84, "days; 0: not asked for", "F-13", "check"),
    ("manager.sample_per_month", 4, "records a month", "F-30", "check"),
    ("manager.sample_unseen", 6, "months", "F-30", "ours"),
    ("prob.countersign_wait", 5, "working days", "PRO-24", "ours"),
    ("escalation.days", 10, "working days", "F-13", "check"),
    ("escalation.critical_days", 3, "working days", "F-13", "check"),
]


def add(apps, schema_editor):
    apps.get_model("core", "Standard").objects.bulk_create(
        apps.get_model("core", "Standard")(
            key=key, value=value, unit=unit, rule=rule, confidence=confidence, starts_on=FROM
        )
        for key, value, unit, rule, confidence in STANDARDS
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0015_handover_brief")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
