"""Where teams have their offices and groups their venues, as an administrator sees it."""

from core.addresses import address
from core.history import changes_of
from core.table import Column, Table, lines, link, tag
from people.models import Team
from programmes.models import Place

COLUMNS = (Column("Office or venue", names_row=True), Column("Where"), Column("Postcode"))
NONE = "No postcode"


def offices_table() -> Table:
    """Every team's office and every venue that is in use, those without a postcode first; two queries."""
    teams = Team.objects.select_related("delivery_unit__region").order_by("postcode", "name")
    places = Place.objects.filter(ends_on__isnull=True).select_related("region")
    rows = [
        (team.postcode, team.name, address("caseloads:office", team.uuid), _unit(team))
        for team in teams
    ]
    rows += [
        (place.postcode, place.name, address("caseloads:venue", place.uuid), _region(place))
        for place in places
    ]
    rows.sort(key=lambda row: (bool(row[0]), row[1]))
    return Table(
        "Offices and venues",
        COLUMNS,
        [
            (link(url, name), where, postcode or tag(NONE, "grey"))
            for postcode, name, url, where in rows
        ],
    )


def _unit(team: Team) -> str:
    return lines(f"Office, {team.get_agency_display().lower()}", team.delivery_unit.name)


def _region(place: Place) -> str:
    return lines("Venue of groups", place.region.name if place.region else None)


def version_of_place(row: Team | Place) -> int:
    """Changes with every change of the row; one query."""
    changes = changes_of(type(row), pgh_obj=row.pk)
    return int(changes[0].row.pgh_id) if changes else 0
