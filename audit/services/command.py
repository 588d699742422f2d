"""Commands on the server that show or take in case data leave a row as well (INF-6)."""

import getpass
import os
from collections.abc import Iterable
from datetime import datetime

from audit.choices import Outcome
from audit.services.request import Trace, record

# Whoever runs commands on the server has no ground on a case: the log says so.
GROUND = "operator"


def record_command(
    name: str,
    *,
    at: datetime,
    outcome: Outcome,
    case_ids: Iterable[int] = (),
    **asked: object,
) -> None:
    """Write the row of one command: the account of the operating system, what was asked, whose data it printed."""
    trace = Trace(at=at)
    trace.user_label = f"{_account()} on the server"
    trace.cases = dict.fromkeys(case_ids, GROUND)
    trace.asked = {key: str(value)[:200] for key, value in asked.items()}
    record(
        trace,
        method="COMMAND",
        view=f"manage.py {name}",
        path="",
        address=None,
        status=0,
        outcome=outcome,
    )


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"
