"""Release and handover dates as they are known on a day."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from offenders.choices import KeyDateKind, PauseKind
from offenders.models import KeyDate, Pause
from offenders.querysets import holds_on, of_cases
from offenders.rules.release import Known, Release, release_of


def known_releases(case_ids: Collection[int], *, on: date) -> dict[int, Release]:
    """The release to come of each of these cases as it was known on a day, of whoever has one; two queries.

    A date that is on record, or the end of a stay in custody that is given before it comes.
    """
    stays = Pause.objects.filter(
        of_cases(list(case_ids)), holds_on(on), kind=PauseKind.CUSTODY, ends_on__isnull=False
    )
    ends: dict[int, date] = dict(stays.values_list("case_id", "ends_on"))  # type: ignore[arg-type]
    return releases_beside(case_ids, ends, on=on)


def releases_beside(
    case_ids: Collection[int], ends: Mapping[int, date], *, on: date
) -> dict[int, Release]:
    """The same where the ends of the stays in custody are known already; one query."""
    known: dict[int, list[Known]] = defaultdict(list)
    rows = KeyDate.objects.filter(of_cases(list(case_ids)), known_on__lte=on)
    for case_id, kind, falls_on, known_on in rows.values_list(
        "case_id", "kind", "falls_on", "known_on"
    ):
        known[case_id].append(Known(KeyDateKind(kind), falls_on, known_on))
    found = {
        case_id: release_of(known.get(case_id, ()), on=on, stay_ends=ends.get(case_id))
        for case_id in {*known, *ends}
    }
    return {case_id: release for case_id, release in found.items() if release}
