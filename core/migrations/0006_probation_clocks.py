"""How soon somebody who serves a sentence is seen in person (PRO-30 to PRO-43; domain rules, section 12)."""

from datetime import date

from django.db import migrations

FROM = date(2004, 5, 1)
STANDARDS = [
    ("prob.first_appt_community", 5, "working days", "PRO-41", "looked up"),
    ("prob.first_appt_release", 1, "working days", "PRO-43", "looked up (older framework)"),
    ("prob.contact.very_high", 7, "days", "PRO-33", "medium: common practice"),
    ("prob.contact.high", 14, "days", "PRO-33", "medium: common practice"),
    ("prob.contact.medium", 1, "months", "PRO-30", "looked up"),
    ("prob.contact.low", 1, "months", "PRO-30", "looked up"),
]


def add(apps, schema_editor):
    apps.get_model("core", "Standard").objects.bulk_create(
        apps.get_model("core", "Standard")(
            key=key, value=value, unit=unit, rule=rule, confidence=confidence, starts_on=FROM
        )
        for key, value, unit, rule, confidence in STANDARDS
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0005_answer_days")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
