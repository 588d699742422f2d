"""The case: the person and the dated facts about them. A change adds a row; nothing is overwritten."""

import uuid
from datetime import date
from typing import Any

import pgtrigger
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from core.addresses import address
from core.history import tracked
from core.models import LondonToday, ends_after_start, no_overlap
from offenders.choices import (
    AddressKind,
    AllocationReason,
    AllocationRole,
    CaseStatus,
    PauseKind,
    RiskLevel,
    RiskTool,
    SentenceKind,
    Sex,
)
from offenders.models.reference import RegisterType
from offenders.querysets import PLAIN, CaseQuerySet
from offenders.rules import case_parts
from people.choices import Agency
from people.models import Officer, User


def code_known(name: str, field: str, choices: Any) -> models.CheckConstraint:
    """The database refuses a code that the list does not have."""
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__in": choices.values}))


class Recorded(models.Model):
    """What a dated fact says of its record. Of one that came with an extract it names nobody."""

    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_on = models.DateField(
        db_default=LondonToday(), help_text="The day on which a person wrote it, or put it right"
    )
    # Not a foreign key: what tells is the contact in whichever of its versions holds, and those share this.
    told_in = models.UUIDField(null=True, blank=True, help_text="The contact that tells it")
    note = models.CharField(max_length=500, blank=True, default="", db_default="")
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        abstract = True


def begun_when_recorded(name: str) -> pgtrigger.Trigger:
    """Nobody writes down what has not happened yet.

    Not a check constraint: an extract may move the first day of what a person wrote, and is stored as it is.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("recorded_on"),
        condition=pgtrigger.Q(new__recorded_by__isnull=False)
        & pgtrigger.Q(new__starts_on__gt=pgtrigger.F("new__recorded_on")),
        func="RAISE EXCEPTION 'It has not begun yet' USING ERRCODE = 'check_violation';",
    )


@tracked("offenders_case_history")
class Case(models.Model):
    """A person under management, by CRN. PNC, ViSOR and prison numbers are references only (MAP-80)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    crn = models.CharField(max_length=7, unique=True)
    pnc = models.CharField(max_length=20, blank=True, default="")
    visor_ref = models.CharField(max_length=20, blank=True, default="")
    prison_number = models.CharField(max_length=20, blank=True, default="")
    surname = models.CharField(max_length=80)
    forenames = models.CharField(max_length=80)
    date_of_birth = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True, default="")
    status = models.CharField(max_length=12, choices=CaseStatus, default=CaseStatus.ACTIVE)
    created_on = models.DateField(
        db_default=LondonToday(), editable=False, help_text="First stored in this service"
    )
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    # Set by `visible_to`: why the user who asked may see the case, strongest first.
    grounds: list[str]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="offenders_case_crn_form", condition=Q(crn__regex=r"^[A-Z][0-9]{6}$")
            ),
            code_known("offenders_case_status_known", "status", CaseStatus),
            models.CheckConstraint(
                name="offenders_case_sex_known", condition=Q(sex__in=["", *Sex.values])
            ),
            models.CheckConstraint(
                name="offenders_case_died_after_birth",
                condition=Q(died_on__isnull=True)
                | Q(date_of_birth__isnull=True)
                | Q(died_on__gte=F("date_of_birth")),
            ),
        ]
        indexes = [
            models.Index("surname", "forenames", "id", name="offenders_case_name_order"),
            models.Index("pnc", name="offenders_case_pnc"),
            models.Index("date_of_birth", name="offenders_case_born"),
            GinIndex(OpClass(PLAIN, name="gin_trgm_ops"), name="offenders_case_names"),
        ]
        ordering = ["surname", "forenames", "id"]

    def __str__(self) -> str:
        return f"{self.name} {self.crn}"

    def get_absolute_url(self) -> str:
        return address(case_parts()[0].url_name, self.uuid)

    @property
    def name(self) -> str:
        return f"{self.forenames} {self.surname}".strip()

    def age_on(self, on: date) -> int | None:
        """Age in whole years on a day; None when the date of birth is not known."""
        born = self.date_of_birth
        if born is None:
            return None
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@tracked("offenders_allocation_history")
class Allocation(models.Model):
    """An officer holding a case, or a named co-worker. One officer at a time per case and agency."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="allocations")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="allocations")
    agency = models.CharField(max_length=10, choices=Agency, help_text="The officer's at the time")
    role = models.CharField(max_length=10, choices=AllocationRole, default=AllocationRole.LEAD)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(
        max_length=40,
        choices=AllocationReason,
        blank=True,
        default="",
        db_default="",
        help_text="CAS-18; empty of one that came with an extract",
    )

    class Meta:
        constraints = [
            no_overlap(
                "offenders_allocation_one_per_agency",
                "case",
                "agency",
                condition=Q(role=AllocationRole.LEAD),
            ),
            ends_after_start("offenders_allocation_ends_after_start"),
            code_known("offenders_allocation_agency_known", "agency", Agency),
            code_known("offenders_allocation_role_known", "role", AllocationRole),
            models.CheckConstraint(
                name="offenders_allocation_reason_known",
                condition=Q(reason="") | Q(reason__in=AllocationReason.values),
            ),
        ]
        indexes = [
            models.Index("officer", "ends_on", "case", name="offenders_allocation_caseload"),
            models.Index("case", "agency", "starts_on", name="offenders_allocation_case"),
        ]

    def __str__(self) -> str:
        return f"{self.officer} from {self.starts_on}"


@tracked("offenders_registration_history")
class Registration(Recorded):
    """An entry in a register. It ends only as a supervisor has confirmed (NOT-16), or as an extract says."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="registrations")
    register = models.ForeignKey(RegisterType, models.PROTECT, related_name="registrations")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            no_overlap("offenders_registration_once", "case", "register"),
            ends_after_start("offenders_registration_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.register} from {self.starts_on}"


@tracked("offenders_riskassessment_history")
class RiskAssessment(models.Model):
    """The newest of a tool counts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="risk_assessments")
    tool = models.CharField(max_length=10, choices=RiskTool)
    level = models.CharField(max_length=10, choices=RiskLevel)
    assessed_on = models.DateField()
    assessor = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="risk_assessments"
    )
    rationale = models.TextField(blank=True, default="")
    # Of one that was recorded here: a level that is written again on the same day was recorded anew.
    recorded_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", "tool", "assessed_on", name="offenders_riskassessment_one_a_day"
            ),
            models.CheckConstraint(
                name="offenders_riskassessment_recorded_by_somebody",
                condition=Q(recorded_by__isnull=True, recorded_at__isnull=True)
                | Q(recorded_by__isnull=False, recorded_at__isnull=False),
            ),
            code_known("offenders_riskassessment_tool_known", "tool", RiskTool),
            code_known("offenders_riskassessment_level_known", "level", RiskLevel),
        ]
        indexes = [
            models.Index(
                "case", "tool", F("assessed_on").desc(), name="offenders_riskassessment_new"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tool_display()} {self.get_level_display()} {self.assessed_on}"


# Of what a person writes; the case is locked by whoever writes, so no two can pass each other.
NOT_BOTH = """
IF EXISTS (
    SELECT FROM offenders_pause other
     WHERE other.case_id = NEW.case_id AND other.id <> NEW.id
       AND 'transferred' NOT IN (other.kind, NEW.kind)
       AND (other.kind = 'unlawfully_at_large') <> (NEW.kind = 'unlawfully_at_large')
       AND daterange(other.starts_on, other.ends_on) && daterange(NEW.starts_on, NEW.ends_on)
) THEN
    RAISE EXCEPTION 'Somebody at large is neither in custody nor in hospital' USING ERRCODE = 'exclusion_violation';
END IF;
RETURN NEW;
"""


@tracked("offenders_pause_history")
class Pause(Recorded):
    """JOB-5: a stay in custody or hospital, or another state in which clocks stand still.

    Somebody unlawfully at large is neither in custody nor in hospital: what is recorded here cannot say both of one
    day. An extract speaks of custody alone, so what it says is stored beside what people wrote.
    """

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="pauses")
    kind = models.CharField(max_length=20, choices=PauseKind)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            no_overlap("offenders_pause_once", "case", "kind"),
            ends_after_start("offenders_pause_ends_after_start"),
            code_known("offenders_pause_kind_known", "kind", PauseKind),
        ]
        triggers = [
            begun_when_recorded("offenders_pause_begun_when_recorded"),
            pgtrigger.Trigger(
                name="offenders_pause_not_both",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("recorded_on"),
                condition=pgtrigger.Q(new__recorded_by__isnull=False),
                func=NOT_BOTH,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.starts_on}"


@tracked("offenders_address_history")
class Address(Recorded):
    """Where the person lives: one at a time."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="addresses")
    line_1 = models.CharField(max_length=120, blank=True, default="")
    town = models.CharField(max_length=80, blank=True, default="")
    postcode = models.CharField(max_length=10, blank=True, default="")
    kind = models.CharField(max_length=30, choices=AddressKind)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            no_overlap("offenders_address_one_home", "case"),
            ends_after_start("offenders_address_ends_after_start"),
            code_known("offenders_address_kind_known", "kind", AddressKind),
        ]
        triggers = [begun_when_recorded("offenders_address_begun_when_recorded")]
        ordering = ["-starts_on"]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.line_1, self.town, self.postcode) if part)


@tracked("offenders_sentence_history")
class Sentence(models.Model):
    case = models.ForeignKey(Case, models.CASCADE, related_name="sentences")
    kind = models.CharField(max_length=10, choices=SentenceKind)
    offence = models.CharField(max_length=120)
    sentenced_on = models.DateField()
    term_months = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    programme_requirement = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", "kind", "offence", "sentenced_on", name="offenders_sentence_once"
            ),
            ends_after_start("offenders_sentence_ends_after_start"),
            code_known("offenders_sentence_kind_known", "kind", SentenceKind),
            models.CheckConstraint(
                name="offenders_sentence_starts_when_passed",
                condition=Q(starts_on__gte=F("sentenced_on")),
            ),
        ]
        ordering = ["-starts_on"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.offence}"
