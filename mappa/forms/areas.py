"""Forms about areas of MAPPA and posts in them."""

from typing import Any
from uuid import UUID

from django import forms

from core.forms import BaseForm, Checkboxes
from mappa.choices import Post
from mappa.models import Area
from mappa.selectors.areas import teams_for
from people.models import Team, User


class AreaForm(BaseForm):
    """The teams of other areas are not offered: a team belongs to one."""

    name = forms.CharField(
        label="Name",
        max_length=120,
        error_messages={"required": "Enter the name of the area"},
        help_text="As the field calls it, like “Norfolk”.",
    )
    teams = forms.MultipleChoiceField(
        label="Which teams belong to it?",
        required=False,
        help_text="Of both agencies. A team of another area is not in the list: take it out there first.",
        error_messages={
            "invalid_choice": "A team that you chose belongs to another area by now: look again"
        },
    )

    def __init__(self, *args: Any, area: Area | None = None, **kwargs: Any) -> None:
        super().__init__(*args, version=area.version if area else None, **kwargs)
        offered = teams_for(area)
        self._teams = {str(team.uuid): team for team in offered}
        field = self.fields["teams"]
        hints = {
            str(team.uuid): f"{team.get_agency_display()}, {team.delivery_unit.name}"
            for team in offered
        }
        field.widget = Checkboxes(hints=hints)
        field.choices = [(str(team.uuid), team.name) for team in offered]  # type: ignore[attr-defined]
        if area is not None:
            self.initial = {
                "name": area.name,
                "teams": [str(row.team.uuid) for row in area.teams.select_related("team")],
                "version": area.version,
            }

    @property
    def chosen(self) -> list[Team]:
        return [self._teams[uuid] for uuid in self.cleaned_data["teams"]]


class PostField(forms.TypedChoiceField):
    """A post in an area, asked as one question."""

    def __init__(self, **kwargs: Any) -> None:
        areas = {str(area.uuid): area for area in Area.objects.all()}
        choices = [
            (f"{post.value}:{uuid}", f"{post.label} of {area}")
            for post in Post
            for uuid, area in areas.items()
        ]

        def read(value: str) -> tuple[Post, Area]:
            post, _, uuid = value.partition(":")
            return Post(post), areas[str(UUID(uuid))]

        super().__init__(choices=[("", "Choose a post"), *choices], coerce=read, **kwargs)


def post_field(_user: User) -> forms.Field:
    return PostField(label="Which post, in which area?")
