"""Groups: where and when they meet, who runs them, their sessions, and who has a seat."""

import uuid

import pgtrigger
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from core.addresses import address
from core.calendar import LONDON
from core.history import tracked
from core.models import LondonToday, ends_after_start, ends_not_before_start, no_overlap
from core.postcodes import FORM, LONGEST
from offenders.models import Case
from offenders.models.case import Recorded, code_known
from people.models import Officer, Region, User
from programmes.choices.catalogue import ModuleKind
from programmes.choices.groups import DayPart, Weekday
from programmes.models.catalogue import Programme
from programmes.models.referral import Referral

# Seats are counted behind the group's row, so that two who place somebody at once count one after the other.
A_SEAT = """
    SELECT size, programme, cancelled_on, ended_on INTO of_group FROM programmes_group WHERE id = NEW.group_id FOR NO KEY UPDATE;
    IF of_group.cancelled_on IS NOT NULL THEN
        RAISE EXCEPTION 'The group is cancelled' USING ERRCODE = 'check_violation', CONSTRAINT = 'programmes_placement_group_runs';
    END IF;
    IF of_group.ended_on IS NOT NULL AND TG_OP = 'INSERT' THEN
        RAISE EXCEPTION 'The group has ended' USING ERRCODE = 'check_violation', CONSTRAINT = 'programmes_placement_group_runs';
    END IF;
    IF of_group.programme <> (SELECT programme FROM programmes_referral WHERE id = NEW.referral_id) THEN
        RAISE EXCEPTION 'The referral is to another programme'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programmes_placement_same_programme';
    END IF;
    IF of_group.size <= (
        SELECT count(*) FROM programmes_placement WHERE group_id = NEW.group_id AND left_on IS NULL AND id <> NEW.id
    ) THEN
        RAISE EXCEPTION 'The group is full' USING ERRCODE = 'check_violation', CONSTRAINT = 'programmes_placement_seats';
    END IF;
    RETURN NEW;
"""
NOT_UNDER_ANYBODY = """
    IF (SELECT count(*) FROM programmes_placement WHERE group_id = NEW.id AND left_on IS NULL)
        > (CASE WHEN NEW.cancelled_on IS NULL THEN NEW.size ELSE 0 END) THEN
        RAISE EXCEPTION 'More people are placed in the group'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programmes_group_seats';
    END IF;
    RETURN NEW;
"""


@tracked("programmes_place_history")
class Place(models.Model):
    """Where groups meet. One that is used no more ends, and stays on history."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    name = models.CharField(max_length=80, unique=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, related_name="+", help_text="Whose managers use it"
    )
    postcode = models.CharField(max_length=LONGEST, blank=True, default="", db_default="")
    starts_on = models.DateField(db_default=LondonToday())
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="programmes_place_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="programmes_place_postcode_is_one",
                condition=Q(postcode="") | Q(postcode__regex=FORM),
            ),
            ends_not_before_start("programmes_place_ends_not_before_start"),
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@tracked("programmes_group_history")
class Group(Recorded):
    """A run of a programme at a place, for so many people, from a day on."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, to_field="name", db_column="programme", related_name="groups"
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="groups")
    name = models.CharField(max_length=80)
    size = models.PositiveSmallIntegerField()
    first_session_on = models.DateField(help_text="Of the group, not of the work before it")
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=500, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True, help_text="As somebody said, or it runs")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="programmes_group_size_sane", condition=Q(size__gte=1, size__lte=30)
            ),
            models.CheckConstraint(name="programmes_group_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="programmes_group_cancelled_with_a_reason",
                condition=Q(cancelled_on__isnull=True, cancelled_because="")
                | (Q(cancelled_on__isnull=False) & ~Q(cancelled_because="")),
            ),
            models.CheckConstraint(
                name="programmes_group_ended_or_cancelled",
                condition=Q(ended_on__isnull=True) | Q(cancelled_on__isnull=True),
            ),
        ]
        indexes = [models.Index("first_session_on", "programme", name="programmes_group_ahead")]
        triggers = [
            pgtrigger.Trigger(
                name="programmes_group_seats",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("size", "cancelled_on"),
                func=NOT_UNDER_ANYBODY,
            )
        ]
        ordering = ["first_session_on", "name"]

    def __str__(self) -> str:
        return f"{self.programme_id}, {self.place}, {self.name}"

    def get_absolute_url(self) -> str:
        return address("programmes:group", self.uuid)


@tracked("programmes_meeting_history")
class Meeting(models.Model):
    """On which weekday a group meets, and at what London time."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="meetings")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    at = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("group", "weekday", "at", name="programmes_meeting_once"),
            code_known("programmes_meeting_weekday_known", "weekday", Weekday),
        ]
        ordering = ["weekday", "at"]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()}s at {self.at:%H:%M}"


@tracked("programmes_facilitation_history")
class Facilitation(models.Model):
    """Who runs a group, from when: they see the people in it."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    group = models.ForeignKey(Group, models.CASCADE, related_name="facilitations")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="facilitations")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            no_overlap("programmes_facilitation_once", "group", "officer"),
            ends_not_before_start("programmes_facilitation_ends_not_before_start"),
        ]
        ordering = ["starts_on", "id"]

    def __str__(self) -> str:
        return f"{self.officer} runs {self.group}"


@tracked("programmes_session_history")
class Session(models.Model):
    """One session of a group, worked out from the template or moved by hand."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    group = models.ForeignKey(Group, models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    module = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=ModuleKind)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    moved = models.BooleanField(default=False, db_default=False, help_text="By hand")
    saved_at = models.DateTimeField(null=True, blank=True, help_text="When its register was")
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint("group", "number", name="programmes_session_number"),
            models.UniqueConstraint("group", "starts_at", name="programmes_session_time"),
            code_known("programmes_session_kind_known", "kind", ModuleKind),
            models.CheckConstraint(
                name="programmes_session_saved_by_somebody",
                condition=Q(saved_at__isnull=True, saved_by__isnull=True)
                | Q(saved_at__isnull=False, saved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="programmes_session_length_sane", condition=Q(minutes__gte=1, minutes__lte=600)
            ),
        ]
        indexes = [models.Index("starts_at", name="programmes_session_day")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"Session {self.number}, {self.module}, {self.starts_at.astimezone(LONDON):%d/%m/%Y %H:%M}"


@tracked("programmes_placement_history")
class Placement(Recorded):
    """A seat of a referral in a group, from a day on. Left again, it stays on history."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="placements")
    group = models.ForeignKey(Group, models.PROTECT, related_name="placements")
    placed_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    left_because = models.CharField(max_length=500, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "referral",
                condition=Q(left_on__isnull=True),
                name="programmes_placement_one_open",
            ),
            models.CheckConstraint(
                name="programmes_placement_left_not_before",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("placed_on")),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="programmes_placement_seats",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("group_id", "referral_id", "left_on"),
                condition=pgtrigger.Q(new__left_on__isnull=True),
                declare=[("of_group", "record")],
                func=A_SEAT,
            )
        ]
        ordering = ["placed_on", "id"]

    def __str__(self) -> str:
        return f"{self.referral} in {self.group}"


@tracked("programmes_availability_history")
class Availability(models.Model):
    """PRG-33: a part of a weekday on which somebody can come. None at all: nobody has asked."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="availability")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    part = models.CharField(max_length=10, choices=DayPart)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "referral", "weekday", "part", name="programmes_availability_once"
            ),
            code_known("programmes_availability_weekday_known", "weekday", Weekday),
            code_known("programmes_availability_part_known", "part", DayPart),
        ]
        ordering = ["weekday", "part"]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()}, {self.get_part_display()}"


@tracked("programmes_barredplace_history")
class BarredPlace(models.Model):
    """PRG-33: a place that somebody cannot attend."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="barred_places")
    place = models.ForeignKey(Place, models.PROTECT, related_name="barred_for")

    class Meta:
        constraints = [
            models.UniqueConstraint("referral", "place", name="programmes_barredplace_once"),
        ]

    def __str__(self) -> str:
        return f"Not {self.place}"


@tracked("programmes_nonassociation_history")
class NonAssociation(Recorded):
    """PRG-33: two people who must not meet in a group. Who is named first says nothing: the lower key is `one`."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    one = models.ForeignKey(Case, models.CASCADE, related_name="+")
    other = models.ForeignKey(Case, models.CASCADE, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="programmes_nonassociation_lower_first", condition=Q(one__lt=F("other"))
            ),
            no_overlap("programmes_nonassociation_once", "one", "other"),
            ends_not_before_start("programmes_nonassociation_ends_not_before_start"),
        ]
        ordering = ["starts_on", "id"]

    def __str__(self) -> str:
        return f"Apart since {self.starts_on}"


@tracked("programmes_trained_history")
class FacilitatorTraining(models.Model):
    """R-11: for which programme an officer is trained, and when that stops counting."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="programme_trainings")
    programme = models.ForeignKey(
        Programme, models.PROTECT, to_field="name", db_column="programme", related_name="+"
    )
    starts_on = models.DateField(help_text="Trained on")
    ends_on = models.DateField(null=True, blank=True, help_text="Counts no more from this day")

    class Meta:
        constraints = [
            no_overlap("programmes_facilitatortraining_once", "officer", "programme"),
            ends_after_start("programmes_facilitatortraining_ends_after_start"),
        ]
        ordering = ["-starts_on"]

    def __str__(self) -> str:
        return f"{self.officer} is trained for {self.programme_id}"
