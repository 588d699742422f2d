"""Referrals to programmes: where each stands, every move of it, what stands in its way, what is to be done before."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from core.history import append_only, tracked
from offenders.models import Case
from offenders.models.case import Recorded, code_known
from people.models import Officer, User
from programmes.choices.referral import (
    CLOSING,
    STATUSES,
    About,
    Answer,
    BarrierCode,
    Decided,
    Deselection,
    Machine,
    PreparationKind,
    ReferralStatus,
    Source,
    Withdrawal,
)
from programmes.models.catalogue import Programme


@tracked("programmes_referral_history")
class Referral(models.Model):
    """Somebody put forward for a programme. `status` is where the last move led; every move is kept beside it.

    `told_status` is what an extract said last: the same said again undoes nothing that people recorded since.
    """

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="referrals")
    # By its name, which never changes: extracts name it so, and the history of a referral reads as it was.
    programme = models.ForeignKey(
        Programme, models.PROTECT, to_field="name", db_column="programme", related_name="referrals"
    )
    machine = models.CharField(
        max_length=10, choices=Machine, default=Machine.COMMUNITY, db_default=Machine.COMMUNITY
    )
    referred_on = models.DateField()
    source = models.CharField(
        max_length=20,
        choices=Source,
        blank=True,
        default="",
        db_default="",
        help_text="Empty: not recorded",
    )
    status = models.CharField(max_length=30, choices=ReferralStatus)
    told_status = models.CharField(
        max_length=30, choices=ReferralStatus, blank=True, default="", db_default=""
    )
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="Completed, or closed otherwise")
    pre_programme_done = models.BooleanField(default=False)
    barriers = ArrayField(
        models.CharField(max_length=24, choices=BarrierCode),
        default=list,
        blank=True,
        help_text="As an extract names them, without a day",
    )
    maintains_innocence = models.CharField(
        max_length=8, choices=Answer, default=Answer.UNKNOWN, db_default=Answer.UNKNOWN
    )
    evening_offered = models.CharField(
        max_length=8, choices=Answer, default=Answer.UNKNOWN, db_default=Answer.UNKNOWN
    )
    goes_on_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="goes_on_as"
    )
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", "programme", "referred_on", name="programmes_referral_once"
            ),
            *(
                models.CheckConstraint(
                    name=f"programmes_referral_status_{machine.value}",
                    condition=~Q(machine=machine) | Q(status__in=sorted(statuses)),
                )
                for machine, statuses in STATUSES.items()
            ),
            code_known("programmes_referral_machine_known", "machine", Machine),
            models.CheckConstraint(
                name="programmes_referral_source_known",
                condition=Q(source__in=["", *Source.values]),
            ),
            code_known("programmes_referral_innocence_known", "maintains_innocence", Answer),
            code_known("programmes_referral_evening_known", "evening_offered", Answer),
            models.CheckConstraint(
                name="programmes_referral_starts_after_referral",
                condition=Q(started_on__isnull=True) | Q(started_on__gte=F("referred_on")),
            ),
            models.CheckConstraint(
                name="programmes_referral_ends_after_start",
                condition=Q(ended_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(ended_on__gte=F("started_on")),
            ),
            models.CheckConstraint(
                name="programmes_referral_barriers_known",
                condition=Q(barriers__contained_by=BarrierCode.values),
            ),
        ]
        indexes = [models.Index("status", "case", name="programmes_referral_pipeline")]
        ordering = ["-referred_on", "-id"]

    def __str__(self) -> str:
        return f"{self.programme}: {self.get_status_display()}"


class Move(models.Model):
    """PRG-32: one move of a referral, from, to, when, by whom and why. What an extract brought has no day."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="moves")
    from_status = models.CharField(max_length=30, choices=ReferralStatus)
    to_status = models.CharField(max_length=30, choices=ReferralStatus)
    on = models.DateField(null=True, blank=True, help_text="Empty: from an extract, day not known")
    at = models.DateTimeField(help_text="When it was recorded")
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=24, blank=True, default="")
    details = models.CharField(max_length=2000, blank=True, default="")
    is_allowed = models.BooleanField(
        default=True, db_default=True, help_text="False: an extract brought what no table allows"
    )

    class Meta:
        constraints = [
            code_known("programmes_move_from_known", "from_status", ReferralStatus),
            code_known("programmes_move_to_known", "to_status", ReferralStatus),
            models.CheckConstraint(
                name="programmes_move_moves", condition=~Q(from_status=F("to_status"))
            ),
            models.CheckConstraint(
                name="programmes_move_by_a_person_or_an_extract",
                condition=Q(on__isnull=True, by__isnull=True)
                | Q(on__isnull=False, by__isnull=False, is_allowed=True),
            ),
            models.CheckConstraint(
                name="programmes_move_reason_known",
                condition=Q(reason="")
                | Q(to_status=ReferralStatus.WITHDRAWN, reason__in=Withdrawal.values)
                | Q(to_status=ReferralStatus.DESELECTED, reason__in=Deselection.values)
                # PRG-23: out of the programme and suitable still.
                | Q(
                    from_status=ReferralStatus.ON_PROGRAMME,
                    to_status__in=[
                        ReferralStatus.ASSESSED_SUITABLE,
                        ReferralStatus.SUITABLE_NOT_READY,
                    ],
                    reason__in=sorted(set(Deselection.values) - CLOSING),
                ),
            ),
            models.CheckConstraint(
                name="programmes_move_closed_with_a_reason",
                condition=Q(on__isnull=True)
                | ~Q(to_status__in=[ReferralStatus.WITHDRAWN, ReferralStatus.DESELECTED])
                | ~Q(reason=""),
            ),
        ]
        indexes = [models.Index("referral", "id", name="programmes_move_history")]
        triggers = append_only("programmes_move")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_from_status_display()} to {self.get_to_status_display()}"


@tracked("programmes_barrier_history")
class Barrier(Recorded):
    """PRG-55: what keeps somebody from a programme, since when, what was done about it, and when it was gone."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="programme_barriers")
    referral = models.ForeignKey(
        Referral, models.CASCADE, null=True, blank=True, related_name="noted_barriers"
    )
    code = models.CharField(max_length=24, choices=BarrierCode)
    starts_on = models.DateField()
    done = models.CharField(max_length=500, blank=True, default="", help_text="What was done")
    ends_on = models.DateField(null=True, blank=True, help_text="Since when it is none any more")

    class Meta:
        constraints = [
            code_known("programmes_barrier_code_known", "code", BarrierCode),
            models.CheckConstraint(
                name="programmes_barrier_ends_not_before_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.UniqueConstraint(
                "case",
                "code",
                condition=Q(ends_on__isnull=True),
                name="programmes_barrier_open_once",
            ),
        ]
        ordering = ["starts_on", "id"]

    def __str__(self) -> str:
        return f"{self.get_code_display()} since {self.starts_on}"


@tracked("programmes_preparation_history")
class Preparation(Recorded):
    """PRG-48: work to be done before somebody starts: by whom, by when, done on which day."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="preparations")
    kind = models.CharField(max_length=20, choices=PreparationKind)
    title = models.CharField(max_length=120, blank=True, default="", help_text="Of the team's own")
    owner = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    by_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    # Not a foreign key: the contact in whichever of its versions holds.
    done_in = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            code_known("programmes_preparation_kind_known", "kind", PreparationKind),
            models.CheckConstraint(
                name="programmes_preparation_own_has_a_title",
                condition=~Q(kind=PreparationKind.OWN) | ~Q(title=""),
            ),
            models.UniqueConstraint(
                "referral",
                "kind",
                condition=~Q(kind=PreparationKind.OWN),
                name="programmes_preparation_once",
            ),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    @property
    def case(self) -> Case:
        return self.referral.case


@tracked("programmes_decision_history")
class Decision(Recorded):
    """What a person decided about programme work where a rule asked: the reason stands with it, and a later one replaces it."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="programme_decisions")
    referral = models.ForeignKey(
        Referral, models.CASCADE, null=True, blank=True, related_name="decisions"
    )
    about = models.CharField(max_length=20, choices=About)
    decided = models.CharField(max_length=20, choices=Decided)
    decided_on = models.DateField()
    # What was worked out when it was decided: an answer to one day is none to another.
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            code_known("programmes_decision_about_known", "about", About),
            code_known("programmes_decision_decided_known", "decided", Decided),
            models.CheckConstraint(name="programmes_decision_has_a_reason", condition=~Q(note="")),
        ]
        indexes = [models.Index("case", "about", "decided_on", name="programmes_decision_newest")]
        ordering = ["decided_on", "id"]

    def __str__(self) -> str:
        return f"{self.get_about_display()}: {self.get_decided_display()}"
