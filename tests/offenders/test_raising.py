"""How flags are raised by the thousand: what the statement reads, and when."""

import pytest
from django.db import connection

from core import clock
from offenders import deadlines
from offenders.deadlines import flags

pytestmark = pytest.mark.django_db


def test_all_that_is_overdue_is_found_before_the_first_flag_is_written() -> None:
    """Found one by one, each was looked for in the table that the same statement was filling: with the square."""
    codes = [kind.code for kind in deadlines.all_kinds(of="case")]
    values = {"on": clock.today(), "at": clock.now(), "kinds": codes, "ids": None}
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + flags._RAISE.format(owner="case_id"), values)
        plan = [row[0].strip() for row in cursor.fetchall()]
    (counted,) = [place for place, line in enumerate(plan) if "Aggregate" in line]
    assert "CTE Scan on overdue" in plan[counted + 1]
