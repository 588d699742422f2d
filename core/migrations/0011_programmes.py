"""When programmes start, and what surrounds them (PRG-41 to PRG-49; domain rules, section 12)."""

from datetime import date

from django.db import migrations

FROM = date(2004, 5, 1)
STANDARDS = [
    ("prog.no_referral", 20, "working days", "PRG-46", "ours"),
    ("prog.no_assessment", 30, "working days", "PRG-46", "ours"),
    ("prog.no_start_date", 12, "weeks", "PRG-46", "ours"),
    ("prog.not_started", 26, "weeks", "PRG-46", "ours"),
    ("prog.pre_group_lead", 3, "weeks", "PRG-41", "looked up"),
    ("prog.review", 6, "weeks", "PRG-41", "looked up"),
    ("prog.max_missed", 3, "sessions", "PRG-45", "low: no national number found"),
    ("prog.no_session", 14, "days", "PRG-46", "ours"),
    ("prog.longest_pause", 12, "weeks", "PRG-31", "looked up"),
    ("prog.items_open", 4, "weeks", "PRG-48", "ours"),
    ("prog.review_missing", 8, "weeks", "PRG-49", "ours"),
    ("prog.no_work", 20, "working days", "PRG-58", "ours"),
]


def add(apps, schema_editor):
    apps.get_model("core", "Standard").objects.bulk_create(
        apps.get_model("core", "Standard")(
            key=key, value=value, unit=unit, rule=rule, confidence=confidence, starts_on=FROM
        )
        for key, value, unit, rule, confidence in STANDARDS
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0010_accept_critical")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
