"""Chainable filters of the case record. `visible_to` is the only way to cases for anything a user sees."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db.models import (
    CharField,
    Exists,
    ExpressionWrapper,
    FloatField,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest

from core import clock
from core.calendar import london_date
from core.models import holds_on as holds_on
from core.prepared import Parameter, one_of, prepared_for
from offenders import access
from offenders.access import Sight, decided_once as decided_once
from offenders.choices import WITHDRAWN, DueState, FactEnding, VersionKind, WorkGroup
from offenders.querysets.finding import (
    CONTAINED as CONTAINED,
    PLAIN as PLAIN,
    PlainNames as PlainNames,
    ending_in as ending_in,
    likeness_to,
    named_like as named_like,
)
from offenders.querysets.state import GRAVITY_OF_ROW, OWN_STATE, PLACE_OF_ROW, STATE, OfRow
from offenders.rules import listed_apart, of_group
from offenders.rules.finding import asked_for, crns_of
from offenders.rules.grounds import all_grounds
from offenders.rules.telephone import last_figures
from people.choices import Permission
from people.models import User

# For types only: the rows' own classes stand on this module.
if TYPE_CHECKING:
    from offenders.models import Case, Contact, Deadline  # noqa: F401  named in strings


def of_cases(case_ids: Collection[int] | Parameter, *, key: str = "case_id") -> Func:
    """Rows of these cases."""
    return one_of(key, case_ids)


@dataclass(frozen=True, slots=True)
class Seen:
    """What `CaseQuerySet.visible_to` opens to a user for an act: which cases, and why each."""

    sight: Sight
    permission: Permission

    @property
    def ids(self) -> frozenset[int]:
        return self.sight.opened(self.permission)

    def with_grounds(self, cases: Iterable["Case"]) -> list["Case"]:
        """These cases, each with its `grounds`. Raises LookupError for one that the user may not see."""
        found = list(cases)
        for case in found:
            case.grounds = self.sight.grounds_on(case.pk, self.permission)
            if not case.grounds:
                raise LookupError(f"Case {case.pk} was read past what its reader may see")
        return found


class CaseQuerySet(QuerySet["Case"]):
    _seen: Seen | None = None  # set by `visible_to`

    def visible_to(
        self,
        user: User,
        permission: Permission = Permission.VIEW_CASE,
        *,
        at: datetime | None = None,
    ) -> Self:
        """The cases on which `user` may do this now, each with `grounds`: why, what allows it first."""
        seen = self.seen_by(user, permission, at=at)
        found = self.filter(of_cases(sorted(seen.ids), key="pk"))
        found._seen = seen  # noqa: SLF001  of its own class
        return found

    def seen_by(
        self,
        user: User,
        permission: Permission = Permission.VIEW_CASE,
        *,
        at: datetime | None = None,
    ) -> Seen:
        """What `visible_to` goes by, for reads that are prepared and so are given their cases by number.

        Access is decided at the moment of looking, so the clock is read here unless a test gives the instant.
        """
        moment = at or clock.now()
        sight = access.sight(user, on=london_date(moment), at=moment, moment=at)
        return Seen(sight, permission)

    def one_for(self, user: User, uuid: UUID) -> "Case | None":
        """The case of this UUID with the grounds that `user` has on it, maybe none; None when there is no such case.

        Where there is none, the same is worked out for another and thrown away: the time of an answer does not
        tell whether a case exists.
        """
        at = clock.now()
        found = _one_with_grounds(self.model, uuid=uuid, user=user.pk, on=london_date(at), at=at)
        case = next(iter(found), None)
        return case if case is not None and case.uuid == uuid else None

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._seen = self._seen
        return clone

    def _fetch_all(self) -> None:
        is_first = self._result_cache is None
        super()._fetch_all()
        if is_first and self._seen is not None:
            self._seen.with_grounds(
                row for row in self._result_cache or () if isinstance(row, self.model)
            )

    def closed_to(self, user: User, *, at: datetime) -> Self:
        """Those that an exclusion or a restriction closes to `user` (INF-30). For leaving them out of numbers."""
        return self.filter(access.closed(user, on=london_date(at), at=at))

    def nobodys(self, *, on: date) -> Self:
        """Active cases on which no user at all has a ground; limits of access aside. For a number, never a list."""
        return self.filter(access.nobodys(on=on))

    def last_held_in(self, team_id: int, *, on: date) -> Self:
        """Active cases that nobody of the agency leads now, by the team of the officer who led them last."""
        return self.filter(access.last_held_in(team_id, on=on))

    def last_held_ids(self, team_id: int, *, on: date) -> frozenset[int]:
        """The same by number; one query."""
        return access.last_held_ids(team_id, on=on)

    def matching(self, words: str) -> Self:
        """Cases that fit everything typed: names (aliases too), CRN, PNC, telephone, date of birth; without words, all.

        A phone writes another apostrophe in O'Neill, nobody types Zoltán's accent at a doorstep, and Phillips has
        two Ls. Each name goes by the index on the names of cases and the one of aliases, so they are a union: OR over
        the two tables would read every case.
        """
        if not words.strip():
            return self.all()
        asked = asked_for(words)
        if asked.is_nothing:
            return self.none()
        found = self if asked.born is None else self.filter(date_of_birth__in=asked.born)
        for reference in asked.references:
            found = found.filter(self._referred(reference))
        for name in asked.names:
            found = found.filter(pk__in=self._named(name))
        return found

    def _referred(self, reference: str) -> Q:
        """By CRN or PNC; by the last figures of a telephone too, each by its own index and so as a union."""
        known = Q(crn__in=crns_of(reference)) | Q(pnc=reference)
        figures = last_figures(reference)
        if not figures:
            return known
        telephones: Any = self.model._meta.get_field("telephones").related_model
        called = ending_in(telephones.objects.filter(ended_because=""), figures)
        cases = self.model._default_manager.filter(known)
        return Q(pk__in=cases.values("pk").union(called.values("case")))

    def _named(self, name: str) -> QuerySet[Any]:
        """Of whoever is asked for: of the few whom an officer sees, or of the whole country's Johns first, was 30 times slower."""
        cases = self.model._default_manager.alias(plain=PLAIN).filter(named_like(name))
        aliases = self._aliases().filter(named_like(name))
        if self._seen is not None:
            ids = sorted(self._seen.ids)
            cases = cases.filter(of_cases(ids, key="pk"))
            aliases = aliases.filter(of_cases(ids))
        return cases.values("pk").union(aliases.values("case"))

    def _aliases(self) -> QuerySet[Any]:
        aliases: Any = self.model._meta.get_field("aliases").related_model
        found: QuerySet[Any] = aliases.objects.alias(plain=PLAIN).exclude(
            ended_because=FactEnding.ERROR
        )
        return found

    def with_likeness(self, words: str) -> Self:
        """Each with its `likeness` to the names typed: 1 for every one that it says exactly, by its likest name."""
        total: Combinable = Value(0.0)
        for name in asked_for(words).names:
            of_alias = self._aliases().filter(case=OuterRef("pk")).order_by()
            best = of_alias.values("case").annotate(best=Max(likeness_to(name))).values("best")
            total = total + Greatest(likeness_to(name), Subquery(best), output_field=FloatField())
        return self.alias(plain=PLAIN).annotate(
            likeness=ExpressionWrapper(total, output_field=FloatField())
        )

    def allocated_to(self, officer_id: int, *, on: date) -> Self:
        """Cases that this officer holds or co-works on a day."""
        allocations: Any = self.model._meta.get_field("allocations").related_model
        held = allocations.objects.filter(holds_on(on), officer_id=officer_id)
        return self.filter(pk__in=held.values("case"))


@prepared_for(all_grounds)
def _one_with_grounds(
    model: type["Case"],
    /,
    *,
    uuid: UUID,
    user: int,
    on: date,
    at: datetime,
) -> CaseQuerySet:
    """The case of this UUID, or where there is none another one, with the grounds that the user has on it."""
    cases: CaseQuerySet = model.objects.all()
    asked = cases.filter(uuid=uuid).values("pk")
    stand_in = cases.order_by("pk").values("pk")[:1]
    rows = cases.filter(pk=Coalesce(Subquery(asked), Subquery(stand_in)))
    return rows.annotate(grounds=access.GroundsOnOne(all_grounds(), user=user, on=on, at=at))  # type: ignore[no-redef]


class DeadlineQuerySet(QuerySet["Deadline"]):
    def with_state(self, *, on: date) -> Self:
        """Each with its `state`, as `rules.state.state_of` asks it of one and `rules.state.in_line` of what one cause makes."""
        return self.annotate(state=OfRow(STATE, on, CharField()))

    def with_own_state(self, *, on: date) -> Self:
        """The same, whatever else its cause makes: where one kind is asked about."""
        return self.annotate(state=OfRow(OWN_STATE, on, CharField()))

    def counted(self, kind: str = "") -> Self:
        """Those that the words of the pages count: of this kind; or of all but those with a list of their own.

        What is one officer's to do, whoever holds the case, has its own number (`Kind.listed_as`).
        """
        return self.filter(kind=kind) if kind else self.exclude(kind__in=listed_apart())

    def asked_of(
        self,
        officer_ids: Collection[int] | Parameter,
        case_ids: Collection[int] | Parameter,
        *,
        on: date,
    ) -> Self:
        """What has a list of its own and is for these officers, who hold these cases, from the day that it is told.

        For whoever is named, whoever holds the case; where nobody is named, for whoever holds it. A union, so that
        each half goes by its index: OR would read every deadline of these kinds in the country.
        """
        told = self.filter(kind__in=listed_apart(), told_on__lte=on)
        named = told.filter(one_of("asked_of", officer_ids))
        held = told.filter(of_cases(case_ids), asked_of__isnull=True)
        return self.filter(pk__in=named.values("pk").union(held.values("pk")))

    def in_state(self, state: DueState, *, on: date, kind: str = "") -> Self:
        """Those that count as this: the one meaning of the word on every page. Of one kind, by its own day."""
        rows = self.counted(kind)
        if state == DueState.OVERDUE:
            # Only these can be: of all others the database need not ask what else their cause makes.
            rows = rows.filter(Q(due_on__lt=on) | ~Q(cause=""))
        known = rows.with_own_state(on=on) if kind else rows.with_state(on=on)
        return known.filter(state=state)

    def in_states(self, *states: DueState, on: date) -> Self:
        """The same of several words, each with its `state`."""
        return self.counted().with_state(on=on).filter(state__in=states)

    def of_group(self, group: WorkGroup) -> Self:
        """Of this kind of work; what no kind claims is other work, also where nobody declares the kind any more."""
        if group != WorkGroup.OTHER:
            return self.filter(kind__in=of_group(group))
        claimed = [code for each in WorkGroup if each != group for code in of_group(each)]
        return self.exclude(kind__in=claimed)

    def overdue(self, *, on: date) -> Self:
        """Overdue: past its day (JOB-4: the due day itself is in time), nothing missing, not accepted."""
        return self.in_state(DueState.OVERDUE, on=on)

    def gravest_first(self, *, on: date) -> Self:
        """In the order of `rules.state.gravest_first`, each with its `place`; a list never has another order."""
        ranked = self.with_state(on=on).annotate(place=OfRow(PLACE_OF_ROW, on, IntegerField()))
        return ranked.order_by("place", "due_on", "case_id", "officer_id", "id")

    def answered(self) -> Self:
        """Without those that only say which fact is missing."""
        return self.filter(missing="")

    def lacking(self) -> Self:
        """JOB-6: those that only say which fact is missing."""
        return self.exclude(missing="")


class FlagQuerySet(QuerySet[Any]):
    def open(self) -> Self:
        """Those that no fact has cured, the accepted ones too."""
        return self.filter(cured_at__isnull=True)

    def accepted(self, *, on: date) -> Self:
        """CAS-30: open, and accepted up to and including this day or a later one (`rules.is_accepted`).

        Not while a supervisor has to see the acceptance (`Flag.holds_until`).
        """
        return self.open().filter(accepted_until__gte=on, is_acceptance_seen=True)

    def gravest_first(self) -> Self:
        """The gravest first, then the oldest."""
        ranked = self.annotate(gravity=OfRow(GRAVITY_OF_ROW, date.min, IntegerField()))
        return ranked.order_by("gravity", "due_on", "id")


class ContactQuerySet(QuerySet["Contact"]):
    def current(self) -> Self:
        """The version that holds of each contact that counts: neither cancelled nor voided."""
        return self.last_versions().counted()

    def last_versions(self) -> Self:
        """The version of each contact that no later one amends, of the cancelled and voided too: for reading."""
        # Not an outer join: the planner expects one row of the join and then reads 2,000 (100 ms, not 1).
        return self.filter(~Exists(self.model.objects.filter(amends=OuterRef("pk"))))

    def counted(self) -> Self:
        """Of last versions, those that count."""
        return self.exclude(version_kind__in=WITHDRAWN)

    def not_voided(self) -> Self:
        """Any version of contacts that were not voided."""
        of_it = self.model.objects.filter(uuid=OuterRef("uuid"))
        return self.filter(~Exists(of_it.filter(version_kind=VersionKind.VOIDED)))

    def held_before(self, at: datetime) -> Self:
        """The version that held just before an instant of each contact that was on record, and counted, by then."""
        later = self.model.objects.filter(amends=OuterRef("pk"), recorded_at__lt=at)
        return self.filter(~Exists(later), recorded_at__lt=at).counted()

    def without_outcome(self, *, at: datetime) -> Self:
        """Past appointments whose outcome nobody has recorded (VOC-12)."""
        return self.current().filter(
            outcome__isnull=True, type__is_appointment=True, happened_at__lt=at
        )
