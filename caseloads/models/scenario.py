"""What somebody tries before doing it: moves, leave, hours, new officers and tiers over a team or a unit."""

import uuid
from typing import cast

import pgtrigger
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q

from caseloads.choices import ChangeKind
from core.addresses import address
from core.history import tracked
from offenders.choices import TIERS, TierScheme
from offenders.models import Case
from offenders.models.case import code_known
from offenders.models.tier import tier_of_scheme
from people.choices import AbsenceKind, Agency, ReductionReason
from people.models import DeliveryUnit, Officer, Team, User

APPLIED = "What was applied stays as it was applied"


@tracked("caseloads_scenario_history")
class Scenario(models.Model):
    """Over one team or one unit, by name. Applied once; from then on nothing of it changes."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    name = models.CharField(max_length=80)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="scenarios")
    delivery_unit = models.ForeignKey(
        DeliveryUnit, models.PROTECT, null=True, blank=True, related_name="scenarios"
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="scenarios")
    made_at = models.DateTimeField()
    based_on = models.DateField(help_text="The day whose figures it was made from")
    then = models.JSONField(default=dict, help_text="What each officer carried on that day")
    version = models.PositiveIntegerField(default=1, db_default=1)
    applied_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="applied_scenarios"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    shown = models.JSONField(
        default=dict, blank=True, help_text="What each officer was to carry, when it was applied"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="caseloads_scenario_of_team_or_unit",
                condition=Q(team__isnull=False, delivery_unit__isnull=True)
                | Q(team__isnull=True, delivery_unit__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["made_by", "team", "delivery_unit", "name"],
                name="caseloads_scenario_name_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="caseloads_scenario_applied_by_somebody",
                condition=Q(applied_at__isnull=True, applied_by__isnull=True)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
            ),
            models.CheckConstraint(name="caseloads_scenario_has_a_name", condition=~Q(name="")),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="caseloads_scenario_applied_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__applied_at__isnull=False),
                func=f"RAISE EXCEPTION '{APPLIED}' USING ERRCODE = 'check_violation';",
            ),
        ]
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("caseloads:whatif", self.uuid)

    @property
    def place(self) -> Team | DeliveryUnit:
        return self.team or cast(DeliveryUnit, self.delivery_unit)


def _not_once_applied(name: str) -> pgtrigger.Trigger:
    """No part of a scenario is added, altered or taken out once it was applied."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("part", "record")],
        func=f"""
            part := COALESCE(NEW, OLD);
            IF EXISTS (SELECT FROM caseloads_scenario s WHERE s.id = part.scenario_id AND s.applied_at IS NOT NULL) THEN
                RAISE EXCEPTION '{APPLIED}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN part;
        """,
    )


@tracked("caseloads_newcomer_history")
class Newcomer(models.Model):
    """An officer whom no record knows yet; `became` says who it is once there is one."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="newcomers")
    name = models.CharField(max_length=80, help_text="As the scenario calls them")
    agency = models.CharField(max_length=10, choices=Agency)
    hours = models.DecimalField(max_digits=4, decimal_places=1, help_text="A week")
    starts_on = models.DateField()
    became = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("scenario", "name", name="caseloads_newcomer_name_once"),
            code_known("caseloads_newcomer_agency_known", "agency", Agency),
            models.CheckConstraint(
                name="caseloads_newcomer_hours_in_week", condition=Q(hours__gt=0, hours__lte=60)
            ),
        ]
        triggers = [_not_once_applied("caseloads_newcomer_not_once_applied")]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


def _of_kind(kind: ChangeKind, **fields: bool) -> Q:
    """What a change of a kind says, and what it does not say."""
    nulls = {f"{name}__isnull": not is_said for name, is_said in fields.items()}
    return Q(kind=kind, **nulls)


NOTHING = {
    "case": False,
    "officer": False,
    "newcomer": False,
    "hours": False,
    "starts_on": False,
    "ends_on": False,
}


def _said(**fields: bool) -> dict[str, bool]:
    return NOTHING | fields


@tracked("caseloads_change_history")
class Change(models.Model):
    """One thing that is tried. Each kind says just what it needs: the database refuses anything else."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind)
    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="+")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    newcomer = models.ForeignKey(
        Newcomer, models.CASCADE, null=True, blank=True, related_name="changes"
    )
    held_by = models.ForeignKey(
        Officer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who led the case when the move was put in",
    )
    reason = models.CharField(max_length=30, blank=True, default="", help_text="Of hours or leave")
    hours = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, blank=True, help_text="A week less"
    )
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    scheme = models.CharField(max_length=2, choices=TierScheme, blank=True, default="")
    tier = models.CharField(max_length=3, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="caseloads_change_says_what_its_kind_needs",
                condition=_of_kind(ChangeKind.MOVE, **_said(case=True, officer=True))
                | _of_kind(ChangeKind.MOVE, **_said(case=True, newcomer=True))
                | _of_kind(ChangeKind.TIER, **_said(case=True))
                | _of_kind(ChangeKind.LEAVE, **_said(officer=True, starts_on=True, ends_on=True))
                | _of_kind(
                    ChangeKind.HOURS,
                    **_said(officer=True, hours=True, starts_on=True, ends_on=True),
                )
                | _of_kind(ChangeKind.HOURS, **_said(officer=True, hours=True, starts_on=True)),
            ),
            models.CheckConstraint(
                name="caseloads_change_reason_of_its_kind",
                condition=Q(kind=ChangeKind.HOURS, reason__in=ReductionReason.values)
                | Q(kind=ChangeKind.LEAVE, reason__in=AbsenceKind.values)
                | Q(kind__in=[ChangeKind.MOVE, ChangeKind.TIER], reason=""),
            ),
            models.CheckConstraint(
                name="caseloads_change_tier_of_its_kind",
                condition=Q(kind=ChangeKind.TIER) | Q(scheme="", tier=""),
            ),
            tier_of_scheme("caseloads_change_tier_of_its_scheme", {"": ("",), **TIERS}),
            models.CheckConstraint(
                name="caseloads_change_hours_in_week",
                condition=Q(hours__isnull=True) | Q(hours__gt=0, hours__lte=60),
            ),
            models.CheckConstraint(
                name="caseloads_change_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=models.F("starts_on")),
            ),
            models.UniqueConstraint(
                "scenario", "case", "kind", name="caseloads_change_of_a_case_once"
            ),
        ]
        triggers = [
            _not_once_applied("caseloads_change_not_once_applied"),
            pgtrigger.Trigger(
                name="caseloads_change_newcomer_of_its_scenario",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__newcomer__isnull=False),
                func="""
                    IF NOT EXISTS (
                        SELECT FROM caseloads_newcomer n WHERE n.id = NEW.newcomer_id AND n.scenario_id = NEW.scenario_id
                    ) THEN
                        RAISE EXCEPTION 'The new officer is of another scenario' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} in {self.scenario}"
