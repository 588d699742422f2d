"""A place is in the region of whoever made the newest group there; of one without a group nothing is known."""

from typing import Any

from django.db import migrations


def fill(apps: Any, _schema: Any) -> None:
    Place = apps.get_model("programmes", "Place")
    Group = apps.get_model("programmes", "Group")
    made = Group.objects.filter(recorded_by__officer__isnull=False).order_by("id")
    regions = made.values_list("place_id", "recorded_by__officer__team__delivery_unit__region_id")
    for place_id, region_id in dict(regions).items():
        Place.objects.filter(pk=place_id).update(region_id=region_id)


class Migration(migrations.Migration):
    dependencies = [("programmes", "0009_regions_of_places")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
