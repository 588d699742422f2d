"""The known releases of a chunk of cases, for the kinds that count from them."""

from collections.abc import Mapping

from offenders.choices import PauseKind
from offenders.deadlines.facts import Shared
from offenders.rules.release import Release
from offenders.selectors.release import releases_beside


def releases(shared: Shared) -> Mapping[int, Release]:
    """Of each case that has one, the release to come as it is known on the day; one query, through `Shared.once`.

    It reads `KeyDate` and `Pause`.
    """
    ends = {
        case_id: stay.ends_on
        for case_id, stays in shared.pauses.items()
        for stay in stays
        if stay.kind == PauseKind.CUSTODY and stay.ends_on and stay.ends_on > shared.on
    }
    return releases_beside(shared.case_ids, ends, on=shared.on)
