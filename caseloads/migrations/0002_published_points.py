"""CAS-1: the points of version 2. None are published for version 3, whose table starts empty (CAS-6)."""

from datetime import date

from django.db import migrations

FROM = date(2004, 5, 1)
TIERS = [letter + digit for letter in "ABCD" for digit in "3210"]
PUBLISHED = {
    "community": [206, 158, 146, 110, 146, 115, 102, 72, 79, 63, 50, 35, 51, 41, 29, 29],
    "licence": [219, 175, 163, 0, 161, 132, 119, 0, 77, 65, 52, 0, 51, 43, 31, 0],
    "custody": [75, 60, 59, 0, 59, 48, 47, 0, 30, 24, 23, 0, 17, 14, 13, 0],
}


def add(apps, schema_editor):
    Points = apps.get_model("caseloads", "Points")
    Points.objects.bulk_create(
        Points(scheme="v2", tier=tier, case_type=case_type, starts_on=FROM, points=points)
        for case_type, row in PUBLISHED.items()
        for tier, points in zip(TIERS, row, strict=True)
    )


class Migration(migrations.Migration):
    dependencies = [("caseloads", "0001_points")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
