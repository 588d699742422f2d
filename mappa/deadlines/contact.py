"""What MAPPA says to deadlines of lower floors."""

from mappa.models import Management
from offenders.deadlines import Shared
from offenders.querysets import holds_on, of_cases


def managed(shared: Shared) -> set[int]:
    """PRO-35: whoever is managed under MAPPA at any category and level, whose routine contact never stops; one query."""
    rows = Management.objects.filter(of_cases(shared.case_ids), holds_on(shared.on))
    return set(rows.values_list("case_id", flat=True))
