"""Who is around the person, who speaks for those with whom the victim contact scheme keeps touch, what diversity asks.

Nobody here is marked by what was done to them: a person around somebody has a relation to them and a risk now.
"""

import uuid
from datetime import date

import pgtrigger
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q

from core.history import tracked
from core.models import LondonToday, ends_not_before_start
from offenders.choices import AdjustmentSource
from offenders.choices.around import (
    AgeGroup,
    AtRisk,
    DiversityKind,
    Household,
    NoticeKind,
    Relation,
    SchemeState,
)
from offenders.models.case import code_known
from offenders.models.person import PersonFact, ended_with_reason, one_at_a_time
from offenders.rules.around import AVOIDED, age_group_on
from people.models import User


def asked_of_whoever_writes(
    name: str, lacks: str, *, says: str, column: str = "recorded_by_id"
) -> pgtrigger.Trigger:
    """Whoever writes a fact answers what an extract may leave empty, also where it corrects what somebody wrote.

    `column` is one that only people write, so an extract's correction passes.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(column),
        func=f"IF NEW.recorded_by_id IS NOT NULL AND {lacks} THEN"
        f" RAISE EXCEPTION '{says}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
    )


class FurtherFact(PersonFact):
    """As `PersonFact`; of one that came with an extract it names nobody who recorded it."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    recorded_by = models.ForeignKey(  # type: ignore[assignment]  # may be nobody
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField(db_default=LondonToday(), help_text="Known since")

    class Meta:
        abstract = True


@tracked("offenders_knownperson_history")
class KnownPerson(FurtherFact):
    """A child, partner, member of the household or known adult, and what risk there is to them now.

    The risk changes in place, so that what refers to somebody goes on to do so; the history keeps what it was.
    """

    name = models.CharField(max_length=120)
    relation = models.CharField(max_length=20, choices=Relation)
    age_group = models.CharField(max_length=10, choices=AgeGroup)
    born_on = models.DateField(null=True, blank=True)
    household = models.CharField(max_length=10, choices=Household)
    at_risk = models.CharField(max_length=10, choices=AtRisk)
    risk = models.CharField(max_length=1000, blank=True, default="", db_default="")
    risk_on = models.DateField(
        db_default=LondonToday(), help_text="When the risk to them was looked at"
    )
    involved = models.CharField(
        max_length=200, blank=True, default="", db_default="", help_text="Who else works with them"
    )

    class Meta:
        constraints = [
            # One row says a name, also when it begins again: an extract that repeats it brings back none that was ended.
            models.UniqueConstraint("case", "name", name="offenders_knownperson_once"),
            models.CheckConstraint(name="offenders_knownperson_has_name", condition=~Q(name="")),
            code_known("offenders_knownperson_relation_known", "relation", Relation),
            code_known("offenders_knownperson_age_group_known", "age_group", AgeGroup),
            code_known("offenders_knownperson_household_known", "household", Household),
            code_known("offenders_knownperson_at_risk_known", "at_risk", AtRisk),
            models.CheckConstraint(
                name="offenders_knownperson_says_no_such_word",
                condition=~Q(name__iregex=AVOIDED)
                & ~Q(risk__iregex=AVOIDED)
                & ~Q(involved__iregex=AVOIDED),
            ),
            ends_not_before_start("offenders_knownperson_ends_after_start"),
            ended_with_reason("offenders_knownperson_ended_with_reason"),
        ]
        triggers = [
            asked_of_whoever_writes(
                "offenders_knownperson_says_which_risk",
                "NEW.at_risk = 'yes' AND NEW.risk = ''",
                says="It is not said what the risk to them is",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_at_risk(self) -> bool:
        """Whether somebody said that there is a risk to them now, and it is not ended."""
        return self.at_risk == AtRisk.YES and not self.is_over

    def is_child_on(self, on: date) -> bool:
        """Whether they are under 18 on a day: by the day of birth where it is known, else as it was said."""
        return age_group_on(AgeGroup(self.age_group), self.born_on, on=on) == AgeGroup.CHILD


@tracked("offenders_liaison_history")
class Liaison(FurtherFact):
    """PRO-107: the victim contact scheme as far as this service keeps it; one at a time.

    Who is in the scheme, and where they live, only the victim liaison officer sees.
    """

    scheme = models.CharField(max_length=15, choices=SchemeState)
    officer = models.CharField(
        max_length=80, blank=True, default="", db_default="", help_text="The victim liaison officer"
    )
    reached = models.CharField(max_length=120, blank=True, default="", db_default="")
    requested = models.TextField(
        blank=True, default="", db_default="", help_text="What is asked for, cleared for sharing"
    )
    cleared_by = models.CharField(max_length=80, blank=True, default="", db_default="")
    cleared_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            code_known("offenders_liaison_scheme_known", "scheme", SchemeState),
            models.CheckConstraint(
                name="offenders_liaison_cleared_before_it_is_kept",
                condition=Q(requested="", cleared_by="", cleared_on__isnull=True)
                | (~Q(requested="") & ~Q(cleared_by="") & Q(cleared_on__isnull=False)),
            ),
            ends_not_before_start("offenders_liaison_ends_after_start"),
            ended_with_reason("offenders_liaison_ended_with_reason"),
            one_at_a_time("offenders_liaison_one"),
        ]
        triggers = [
            asked_of_whoever_writes(
                "offenders_liaison_names_the_officer",
                "NEW.scheme = 'active' AND NEW.officer = ''",
                says="It is not said who the victim liaison officer is",
            ),
        ]

    def __str__(self) -> str:
        return self.get_scheme_display()


@tracked("offenders_liaisonnotice_history")
class LiaisonNotice(FurtherFact):
    """PRO-107, PRO-108: an event that the victim liaison officer must hear of, and when they were told; not yet without a day."""

    kind = models.CharField(max_length=20, choices=NoticeKind)
    event_on = models.DateField(help_text="When it happens or happened")
    told_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            code_known("offenders_liaisonnotice_kind_known", "kind", NoticeKind),
            ends_not_before_start("offenders_liaisonnotice_ends_after_start"),
            ended_with_reason("offenders_liaisonnotice_ended_with_reason"),
            models.UniqueConstraint(
                "case",
                "kind",
                "event_on",
                name="offenders_liaisonnotice_once",
                condition=Q(ended_because=""),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@tracked("offenders_diversityneed_history")
class DiversityNeed(FurtherFact):
    """What somebody's background, belief or life asks of whoever works with them; one of each kind at a time."""

    kind = models.CharField(max_length=15, choices=DiversityKind)
    what = models.CharField(max_length=500)
    source = models.CharField(max_length=10, choices=AdjustmentSource)

    class Meta:
        constraints = [
            code_known("offenders_diversityneed_kind_known", "kind", DiversityKind),
            code_known("offenders_diversityneed_source_known", "source", AdjustmentSource),
            models.CheckConstraint(name="offenders_diversityneed_says_what", condition=~Q(what="")),
            ends_not_before_start("offenders_diversityneed_ends_after_start"),
            ended_with_reason("offenders_diversityneed_ended_with_reason"),
            models.UniqueConstraint(
                "case",
                "kind",
                name="offenders_diversityneed_once",
                condition=Q(ended_because=""),
            ),
        ]
        ordering = ["kind", "id"]

    def __str__(self) -> str:
        return self.get_kind_display()
