"""Which courses an officer needs for people at high risk (POL-22, F-1; domain rules, section 12)."""

from datetime import date

from django.db import migrations

FROM = date(2004, 5, 1)
STANDARDS = [
    ("training.police.mosovo", 1, "1: asked for, 0: not", "POL-22", "looked up"),
    ("training.police.arms", 1, "1: asked for, 0: not", "POL-22", "looked up"),
    ("training.probation.oasys", 1, "1: asked for, 0: not", "F-1", "ours"),
    ("training.probation.arms", 1, "1: asked for, 0: not", "F-1", "ours"),
]


def add(apps, schema_editor):
    apps.get_model("core", "Standard").objects.bulk_create(
        apps.get_model("core", "Standard")(
            key=key, value=value, unit=unit, rule=rule, confidence=confidence, starts_on=FROM
        )
        for key, value, unit, rule, confidence in STANDARDS
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0012_caseload_measures")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
