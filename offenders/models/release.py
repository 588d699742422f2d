"""When somebody is to be released and handed over, as it was known on a day."""

import uuid

import pgtrigger
from django.contrib.postgres.functions import RandomUUID
from django.db import models

from core.history import tracked
from offenders.choices import KeyDateKind
from offenders.models.case import Case, Recorded, code_known


@tracked("offenders_keydate_history")
class KeyDate(Recorded):
    """A date of a stay in custody. Of each kind the newest known by a day counts; earlier ones stay.

    Without `falls_on` there is no such date any more: a hearing that was put off, a release that was taken back.
    """

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="key_dates")
    kind = models.CharField(max_length=15, choices=KeyDateKind)
    falls_on = models.DateField(null=True, blank=True)
    known_on = models.DateField()
    source = models.CharField(max_length=120, blank=True, default="", help_text="Where it was read")

    class Meta:
        constraints = [
            models.UniqueConstraint("case", "kind", "known_on", name="offenders_keydate_one_a_day"),
            code_known("offenders_keydate_kind_known", "kind", KeyDateKind),
        ]
        triggers = [
            # Nobody writes down what is not known yet; an extract is stored as it is.
            pgtrigger.Trigger(
                name="offenders_keydate_known_when_recorded",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("recorded_on"),
                condition=pgtrigger.Q(new__recorded_by__isnull=False)
                & pgtrigger.Q(new__known_on__gt=pgtrigger.F("new__recorded_on")),
                func="RAISE EXCEPTION 'It is not known yet' USING ERRCODE = 'check_violation';",
            ),
        ]
        ordering = ["kind", "-known_on"]

    def __str__(self) -> str:
        return self.get_kind_display()
