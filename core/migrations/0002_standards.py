"""The numbers of the field with their defaults (domain rules, section 12), for whoever installs this first.

They are rows so that an administrator can change one from a day on; the rule, not this file, says what each
is for. Only numbers that a rule of this version reads are here.
"""

from datetime import date

from django.db import migrations

# The Sexual Offences Act 2003 came into force: no rule of this service looks further back.
FROM = date(2004, 5, 1)
STANDARDS = [
    ("police.visit_interval.very_high", 1, "months", "POL-3", "pre-2017 norm, still the common local default"),
    ("police.visit_interval.high", 3, "months", "POL-3", "pre-2017 norm, still the common local default"),
    ("police.visit_interval.medium", 6, "months", "POL-3", "pre-2017 norm, still the common local default"),
    ("police.visit_interval.low", 12, "months", "POL-3", "pre-2017 norm, still the common local default"),
    ("police.visit_record_hours", 24, "hours", "POL-12", "low: check with the force"),
    ("police.failed_entries_for_warrant", 2, "occasions", "POL-13", "statute: do not lower"),
    ("flag.accept_days", 28, "days", "CAS-30", "derived"),
    ("outcome.missing", 2, "working days", "VOC-12", "derived"),
    ("case.count.amber", 50, "cases", "CAS-27", "numbers looked up, labels derived"),
    ("case.count.red", 60, "cases", "CAS-27", "numbers looked up, labels derived"),
    ("case.count.critical", 90, "cases", "CAS-27", "numbers looked up, labels derived"),
]


def add(apps, schema_editor):
    apps.get_model("core", "Standard").objects.bulk_create(
        apps.get_model("core", "Standard")(
            key=key, value=value, unit=unit, rule=rule, confidence=confidence, starts_on=FROM
        )
        for key, value, unit, rule, confidence in STANDARDS
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
