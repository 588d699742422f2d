"""A kind of deadline that stands for any other in a test: it gives each case or officer its day."""

from datetime import date
from typing import Any

from offenders.choices import Severity
from offenders.deadlines import Kind
from offenders.rules import Due
from people.choices import Agency


def asks_for(due_on: dict[int, date], **fields: Any) -> Kind:
    """A kind that gives each case or officer its day."""
    words = {"rule": "POL-3", "because": "So.", "severity": Severity.HIGH}
    defaults: dict[str, Any] = {
        "code": "test_here",
        "label": "Test",
        "rule": "POL-3",
        "rule_text": "",
        "clears_when": "",
        "would_not_clear": "",
        "models": frozenset({"offenders.Contact"}),
        "standards": "",
        "job": "offenders.flag_overdue",
        "agency": Agency.POLICE,
        "only_here": True,
        "facts": lambda shared: due_on,
        "due": lambda day, on: [Due(on=day, **words)],
    }
    return Kind(**defaults | fields)
