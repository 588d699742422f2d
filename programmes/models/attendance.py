"""Who came to which session: the lines of registers, and what makes a missed session good."""

import uuid

import pgtrigger
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from core.history import tracked
from offenders.models import Case, Contact
from programmes.models.groups import Placement, Session

FITS = """
    IF (SELECT case_id FROM offenders_contact WHERE id = NEW.contact_id) <> (
        SELECT referral.case_id FROM programmes_placement AS placed
          JOIN programmes_referral AS referral ON referral.id = placed.referral_id WHERE placed.id = NEW.placement_id
    ) THEN
        RAISE EXCEPTION 'The contact is of somebody else'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programmes_attendance_same_person';
    END IF;
    IF NEW.session_id IS NOT NULL AND (SELECT group_id FROM programmes_session WHERE id = NEW.session_id) <> (
        SELECT group_id FROM programmes_placement WHERE id = NEW.placement_id
    ) THEN
        RAISE EXCEPTION 'The session is of another group'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programmes_attendance_same_group';
    END IF;
    IF NEW.catches_up_id IS NOT NULL AND NEW.placement_id <> (
        SELECT placement_id FROM programmes_attendance WHERE id = NEW.catches_up_id
    ) THEN
        RAISE EXCEPTION 'What is caught up is of another seat'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programmes_attendance_same_seat';
    END IF;
    RETURN NEW;
"""


@tracked("programmes_attendance_history")
class Attendance(models.Model):
    """PRG-42 to PRG-45: how one session went for one person, or what was arranged to make it good.

    It says which contact it is, and nothing that the contact says: the outcome is that of the version that holds. So what
    is corrected or voided on the timeline needs no second row here. `contact` is the first version.
    """

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="attendances")
    contact = models.OneToOneField(Contact, models.PROTECT, related_name="attendance")
    session = models.ForeignKey(
        Session,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="attendances",
        help_text="Of a line of its register",
    )
    catches_up = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="catch_ups",
        help_text="The line that this makes good",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("session", "placement", name="programmes_attendance_once"),
            models.CheckConstraint(
                name="programmes_attendance_of_one",
                condition=Q(session__isnull=True, catches_up__isnull=False)
                | Q(session__isnull=False, catches_up__isnull=True),
            ),
            models.CheckConstraint(
                name="programmes_attendance_catches_up_another",
                condition=Q(catches_up__isnull=True) | ~Q(catches_up=F("id")),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="programmes_attendance_fits",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=FITS,
            )
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.placement}: {self.session or 'caught up'}"

    @property
    def case(self) -> Case:
        return self.placement.referral.case
