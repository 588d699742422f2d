"""Reference data with the field's own codes (domain sections 10.1 to 10.3)."""

from django.db import models
from django.db.models import Q

from core.history import tracked
from offenders.choices import OutcomeRule


@tracked("offenders_contacttype_history")
class ContactType(models.Model):
    """VOC-1 to VOC-12."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    group = models.CharField(max_length=60, help_text="VOC-10: how the log is filtered")
    is_appointment = models.BooleanField(default=False)
    is_national_standard = models.BooleanField(default=False)
    is_system_generated = models.BooleanField(default=False)
    is_home_visit = models.BooleanField(default=False)
    is_in_person = models.BooleanField(
        default=False,
        db_default=False,
        help_text="PRO-30: the person is met; kept up to date for probation's clocks",
    )
    outcome_rule = models.CharField(max_length=1, choices=OutcomeRule)
    can_send_home = models.BooleanField(
        default=True, help_text="VOC-1: not by telephone or at home"
    )
    quick_order = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Place among the first choices when logging"
    )
    is_selectable = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="offenders_contacttype_outcome_rule_known",
                condition=Q(outcome_rule__in=OutcomeRule.values),
            ),
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@tracked("offenders_contactoutcome_history")
class ContactOutcome(models.Model):
    """Section 10.2 and VOC-19."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    attended = models.BooleanField(null=True)
    complied = models.BooleanField(null=True)
    needs_action = models.BooleanField(default=False)
    is_enforceable = models.BooleanField(default=False)
    is_sent_home = models.BooleanField(default=False)
    for_home_visits = models.BooleanField(
        default=False, help_text="VOC-19: police home visits only"
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


@tracked("offenders_enforcementaction_history")
class EnforcementAction(models.Model):
    """VOC-16, VOC-17."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    is_outstanding = models.BooleanField(default=False)
    response_days = models.PositiveSmallIntegerField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


@tracked("offenders_registertype_history")
class RegisterType(models.Model):
    """Section 10.3: registers and how often each is reviewed."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    review_months = models.PositiveSmallIntegerField()
    alerts_on_opening = models.BooleanField(default=False, help_text="VOC-20")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
