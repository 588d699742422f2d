"""The one timeline. A contact is never altered: a further version keeps the one before it."""

import uuid

from django.db import models
from django.db.models import F, Q

from core.addresses import address
from core.history import append_only
from offenders.choices import (
    TELLS_PEOPLE,
    WITHDRAWN,
    ContactSource,
    InformationKind,
    TellingWay,
    VersionKind,
)
from offenders.models.case import Case, code_known
from offenders.models.reference import ContactOutcome, ContactType, EnforcementAction
from offenders.querysets import ContactQuerySet
from offenders.rules.appointments import LONGEST
from offenders.rules.vocabulary import as_said_by
from people.choices import Agency
from people.models import Officer, User


class Contact(models.Model):
    """One version of a contact. The versions of one contact share `uuid`; the one that no other amends holds.

    Happened and recorded are kept apart (F-14). An appointment is a contact in the future without outcome;
    its outcome is a second version. Two people amending the same version: the second is refused by `amends`.
    One that was cancelled or voided has a last version that says so, and counts nowhere (`ContactQuerySet.current`).
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveSmallIntegerField(default=1)
    amends = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="amended_by"
    )
    version_kind = models.CharField(max_length=10, choices=VersionKind, blank=True, default="")
    version_reason = models.CharField(max_length=500, blank=True, default="")
    # Of a version that moved or cancelled an appointment.
    told_how = models.CharField(
        max_length=10, choices=TellingWay, blank=True, default="", db_default=""
    )
    told_whom = models.CharField(max_length=120, blank=True, default="", db_default="")
    told_at = models.DateTimeField(null=True, blank=True)

    # Found by the indexes of the timeline and of the officer's own: one more on each would be written and never read.
    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="contacts")
    type = models.ForeignKey(ContactType, models.PROTECT, related_name="contacts")
    happened_at = models.DateTimeField(help_text="When it happened, or is arranged for")
    minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How long an appointment is arranged to last"
    )
    recorded_at = models.DateTimeField()
    officer = models.ForeignKey(
        Officer, models.PROTECT, null=True, db_index=False, related_name="contacts"
    )
    agency = models.CharField(max_length=10, choices=Agency)
    author = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="contacts_recorded"
    )
    source = models.CharField(max_length=10, choices=ContactSource, default=ContactSource.SERVICE)
    location = models.CharField(max_length=120, blank=True, default="")
    outcome = models.ForeignKey(
        ContactOutcome, models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    enforcement_action = models.ForeignKey(
        EnforcementAction, models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    respond_by = models.DateField(null=True, blank=True, help_text="VOC-17")
    letter = models.ForeignKey(
        EnforcementAction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="letters_requested",
        help_text="VOC-17: which letter was requested, until it is sent",
    )
    action_on = models.DateField(
        null=True, blank=True, help_text="When the action was taken, if not on the contact's day"
    )
    notes = models.TextField(blank=True, default="")
    information_kind = models.CharField(
        max_length=12, choices=InformationKind, blank=True, default=""
    )
    is_sensitive = models.BooleanField(default=False)
    is_visor = models.BooleanField(default=False, help_text="MAP-81: a ViSOR information contact")

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("uuid", "version", name="offenders_contact_version"),
            models.CheckConstraint(
                name="offenders_contact_version_says_why",
                condition=Q(amends__isnull=True, version=1, version_kind="")
                | Q(amends__isnull=False, version__gt=1, version_kind=VersionKind.OUTCOME)
                | Q(
                    ~Q(version_reason=""),
                    amends__isnull=False,
                    version__gt=1,
                    version_kind__in=[
                        VersionKind.CORRECTION,
                        VersionKind.ACTION,
                        *TELLS_PEOPLE,
                        VersionKind.VOIDED,
                    ],
                ),
            ),
            models.CheckConstraint(
                name="offenders_contact_moved_without_outcome",
                condition=~Q(version_kind__in=TELLS_PEOPLE) | Q(outcome__isnull=True),
            ),
            models.CheckConstraint(
                name="offenders_contact_told_whole",
                condition=(
                    ~Q(version_kind__in=TELLS_PEOPLE)
                    & Q(told_how="", told_whom="", told_at__isnull=True)
                )
                | Q(
                    version_kind__in=TELLS_PEOPLE,
                    told_how=TellingWay.NOBODY,
                    told_whom="",
                    told_at__isnull=True,
                )
                | Q(
                    ~Q(told_whom=""),
                    version_kind__in=TELLS_PEOPLE,
                    told_how__in=[way for way in TellingWay if way != TellingWay.NOBODY],
                    told_at__isnull=False,
                    told_at__lte=F("recorded_at"),
                ),
            ),
            models.CheckConstraint(
                name="offenders_contact_outcome_after_event",
                condition=Q(outcome__isnull=True) | Q(recorded_at__gte=F("happened_at")),
            ),
            models.CheckConstraint(
                name="offenders_contact_letter_is_an_action",
                condition=Q(letter__isnull=True, action_on__isnull=True)
                | Q(enforcement_action__isnull=False),
            ),
            models.CheckConstraint(
                name="offenders_contact_lasts",
                condition=Q(minutes__isnull=True) | Q(minutes__range=(1, LONGEST)),
            ),
            code_known("offenders_contact_agency_known", "agency", Agency),
            code_known("offenders_contact_source_known", "source", ContactSource),
            models.CheckConstraint(
                name="offenders_contact_information_known",
                condition=Q(information_kind__in=["", *InformationKind.values]),
            ),
        ]
        indexes = [
            models.Index("case", F("happened_at").desc(), name="offenders_contact_timeline"),
            models.Index("officer", F("happened_at").desc(), name="offenders_contact_officer"),
            models.Index(
                "officer",
                "happened_at",
                name="offenders_contact_no_outcome",
                condition=Q(outcome__isnull=True),
            ),
            # Few: what else is kept beside a contact (a review, a child told of) asks whether it was voided.
            models.Index(
                "uuid",
                name="offenders_contact_voided",
                condition=Q(version_kind=VersionKind.VOIDED),
            ),
            models.Index(
                "officer", name="offenders_contact_to_send", condition=Q(letter__isnull=False)
            ),
        ]
        triggers = append_only("offenders_contact")

    def __str__(self) -> str:
        return f"{self.type} {self.happened_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return address("offenders:contact", self.uuid)

    @property
    def called(self) -> str:
        """Its type in the words of the agency that made it."""
        return as_said_by(self.agency, self.type.name)

    @property
    def is_withdrawn(self) -> bool:
        """Cancelled or voided, if this is its last version."""
        return self.version_kind in WITHDRAWN
