"""Who uses the service (users) and who holds cases (officers), and what they are given."""

import uuid
from datetime import date
from functools import cached_property
from typing import Any, Optional

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Lower

from core import clock
from core.addresses import address
from core.calendar import falls_in
from core.errors import RefusedError
from core.history import tracked
from core.models import DateSpan, LondonToday, ends_not_before_start, no_overlap
from core.prepared import prepared
from people.choices import Agency, Grade, Permission
from people.models.units import DeliveryUnit, Region, Team
from people.querysets import OfficerQuerySet
from people.rules import (
    AGENCY_OF,
    APART,
    LONGEST_CODE,
    LONGEST_COVER,
    canonical_email,
    permissions_of,
    role_label,
    short_name,
)


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        """People type their e-mail in any case, and keyboards in other forms."""
        return self.with_email(username or "").get()

    def with_email(self, typed: str) -> models.QuerySet["User"]:
        """Whose address this is: one user or nobody. Every comparison of addresses is this one."""
        return self.filter(email_key=canonical_email(typed))


@tracked("people_user_history", exclude=["password", "last_login", "email_key"])
class User(AbstractBaseUser):
    """Somebody who signs in, by e-mail. What they may do is in their roles; which cases, in their officer."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(max_length=254)
    email_key = models.CharField(
        max_length=800, editable=False, db_default="", help_text="The address as it is compared"
    )
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Signs in with a password that somebody else knows",
    )
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email_key"], name="people_user_email"),
            # The database cannot fold every script, but it can hold the plain ones to it.
            models.CheckConstraint(
                name="people_user_email_key_is_of_email",
                condition=~Q(email__regex="^[ -~]*$") | Q(email_key=Lower("email")),
            ),
        ]
        ordering = ["name", "email"]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: Any) -> None:
        self.email_key = canonical_email(self.email)
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return address("people:user", self.uuid)

    @cached_property
    def roles(self) -> frozenset[str]:
        """Those held today, read once for each request: a role taken away is gone at the next click."""
        on = clock.today()
        return frozenset(grant.role for grant in self.role_grants.all() if grant.holds_on(on))

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        return permissions_of(self.roles) if self.is_active else frozenset({Permission.ANYONE})

    def has(self, permission: Permission) -> bool:
        """Whether a role allows this act at all; on which case is another question (offenders/access.py)."""
        return permission in self.permissions

    def other_agency(self, permission: Permission) -> Agency | None:
        """The agency that alone does this, where that is not this user's; nobody without a staff record is of one."""
        only = AGENCY_OF.get(permission)
        officer = self.officer_or_none if only else None
        return None if officer is not None and officer.agency == only else only

    @cached_property
    def officer_or_none(self) -> Optional["Officer"]:
        """The staff record of this user, with its team."""
        return next(iter(_officer_of(user=self.pk)), None)

    def staff_record(self, so: str = "you cannot record this") -> "Officer":
        """The staff record of whoever writes. Raises RefusedError for an account without one, with what follows from it."""
        officer = self.officer_or_none
        if officer is None:
            raise RefusedError(f"Your account has no staff record, so {so}.")
        return officer


class Grant(models.Model):
    """What somebody is given from a day, to a day that is no longer part of it; ended, never removed."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        abstract = True

    def holds_on(self, on: date) -> bool:
        return falls_in(on, self.starts_on, self.ends_on)


# Held together with any other of these, or alone: what the database compares. A role of an upper floor opens cases.
_COMPANY = Case(*(When(role=role, then=Value(role)) for role in sorted(APART)), default=Value(""))


@tracked("people_rolegrant_history")
class RoleGrant(Grant):
    user = models.ForeignKey(User, models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=LONGEST_CODE)
    starts_on = models.DateField(db_default=LondonToday())

    class Meta:
        constraints = [
            no_overlap("people_rolegrant_once", "user", "role"),
            # Who keeps the users or the log does not see cases meanwhile (people.rules.conflict_of says it in words).
            ExclusionConstraint(
                name="people_rolegrant_apart",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (_COMPANY, RangeOperators.NOT_EQUAL),
                    (DateSpan("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
            ends_not_before_start("people_rolegrant_ends_not_before_start"),
            models.CheckConstraint(
                name="people_rolegrant_role_is_a_code", condition=Q(role__regex="^[a-z_]+$")
            ),
        ]

    def __str__(self) -> str:
        return role_label(self.role)


@tracked("people_officer_history")
class Officer(models.Model):
    """A staff record that holds cases, with or without a sign-in."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        User, models.SET_NULL, null=True, blank=True, related_name="officer"
    )
    code = models.CharField(max_length=20, unique=True)
    forenames = models.CharField(max_length=80)
    surname = models.CharField(max_length=80)
    email = models.EmailField(blank=True, default="")
    agency = models.CharField(max_length=10, choices=Agency)
    grade = models.CharField(max_length=10, choices=Grade)
    contracted_hours = models.DecimalField(max_digits=4, decimal_places=1)
    team = models.ForeignKey(Team, models.PROTECT, related_name="officers")
    version = models.PositiveIntegerField(default=1)
    created_on = models.DateField(
        db_default=LondonToday(), editable=False, help_text="First stored in this service"
    )

    objects = OfficerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_officer_agency_known", condition=Q(agency__in=Agency.values)
            ),
            models.CheckConstraint(
                name="people_officer_grade_known", condition=Q(grade__in=Grade.values)
            ),
            models.CheckConstraint(
                name="people_officer_hours_in_week",
                condition=Q(contracted_hours__gt=0, contracted_hours__lte=60),
            ),
        ]
        ordering = ["surname", "forenames", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.forenames} {self.surname}".strip()

    @property
    def short_name(self) -> str:
        """As banners show it: A. Khan, DC B. Mason."""
        return short_name(self.agency, self.grade, self.forenames, self.surname)


@prepared
def _officer_of(*, user: int) -> models.QuerySet[Officer]:
    return Officer.objects.select_related("team").filter(user=user)


@tracked("people_supervision_history")
class Supervision(Grant):
    """Who supervises a team, from when."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="supervisions")
    team = models.ForeignKey(Team, models.PROTECT, related_name="supervisions")

    class Meta:
        constraints = [
            no_overlap("people_supervision_once", "officer", "team"),
            ends_not_before_start("people_supervision_ends_not_before_start"),
        ]

    def __str__(self) -> str:
        return f"{self.officer} supervises {self.team}"


@tracked("people_headship_history")
class Headship(Grant):
    """Who heads a delivery unit, from when."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="headships")
    delivery_unit = models.ForeignKey(DeliveryUnit, models.PROTECT, related_name="headships")

    class Meta:
        constraints = [
            no_overlap("people_headship_one_head", "delivery_unit"),
            ends_not_before_start("people_headship_ends_not_before_start"),
        ]

    def __str__(self) -> str:
        return f"{self.officer} heads {self.delivery_unit}"


@tracked("people_areagrant_history")
class AreaGrant(Grant):
    """Whose work is an area's, not a team's: an office that many areas have, as a coordinator of panels. It opens no case."""

    user = models.ForeignKey(User, models.CASCADE, related_name="area_grants")
    region = models.ForeignKey(Region, models.PROTECT, related_name="area_grants")

    class Meta:
        constraints = [
            no_overlap("people_areagrant_once", "user", "region"),
            ends_not_before_start("people_areagrant_ends_not_before_start"),
        ]

    def __str__(self) -> str:
        return f"{self.user} works for {self.region}"


@tracked("people_cover_history")
class Cover(Grant):
    """An officer covering a named officer's absence: always with an end, three months at most."""

    absent = models.ForeignKey(Officer, models.PROTECT, related_name="covered_by")
    covering = models.ForeignKey(Officer, models.PROTECT, related_name="covers")
    reason = models.CharField(max_length=200)
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_cover_of_another", condition=~Q(absent=F("covering"))
            ),
            models.CheckConstraint(
                name="people_cover_time_boxed",
                condition=Q(
                    ends_on__gte=F("starts_on"), ends_on__lte=F("starts_on") + LONGEST_COVER
                ),
            ),
            no_overlap("people_cover_once", "absent", "covering"),
        ]

    def __str__(self) -> str:
        return f"{self.covering} covers {self.absent}"


class Submission(models.Model):
    """A rendered form that was saved, by its key: the same form sent twice is stored once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="submissions")
    key = models.UUIDField()
    content = models.BinaryField(max_length=32, help_text="Digest of what was sent with it")
    saved_at = models.DateTimeField()
    answer = models.CharField(max_length=300, blank=True, default="", help_text="Where it led")

    class Meta:
        constraints = [models.UniqueConstraint("user", "key", name="people_submission_once")]
        indexes = [models.Index("saved_at", name="people_submission_age")]

    def __str__(self) -> str:
        return str(self.key)
