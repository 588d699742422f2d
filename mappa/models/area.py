"""Areas of MAPPA: which teams belong to one, and whose work is an area's."""

import uuid

from django.db import models

from core.history import tracked
from core.models import ends_not_before_start, no_overlap
from mappa.choices import Post
from offenders.models.case import code_known
from people.models import Grant, Team, User


@tracked("mappa_area_history")
class Area(models.Model):
    """An area of MAPPA, as a rule that of a police force. Its teams are of both agencies."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(name="mappa_area_has_a_name", condition=~models.Q(name=""))
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@tracked("mappa_areateam_history")
class AreaTeam(models.Model):
    """A team belongs to one area, or to none yet."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="teams")
    team = models.OneToOneField(Team, models.CASCADE, related_name="of_mappa")

    def __str__(self) -> str:
        return f"{self.team} belongs to {self.area}"


@tracked("mappa_posting_history")
class Posting(Grant):
    """Who coordinates an area or chairs its panels, from when: with the role of that name it opens what the post needs."""

    user = models.ForeignKey(User, models.CASCADE, related_name="mappa_postings")
    area = models.ForeignKey(Area, models.PROTECT, related_name="postings")
    post = models.CharField(max_length=20, choices=Post)

    class Meta:
        constraints = [
            no_overlap("mappa_posting_once", "user", "area", "post"),
            ends_not_before_start("mappa_posting_ends_not_before_start"),
            code_known("mappa_posting_post_known", "post", Post),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()} of {self.area}"
