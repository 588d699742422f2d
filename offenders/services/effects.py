"""What a fact that was told does once it is confirmed, and how that is undone."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model

from core.errors import Problem
from offenders.models import Report


@dataclass(frozen=True, slots=True)
class Effect:
    """Of one kind of report: why it cannot be, what it writes, what takes that away again, which models it changes.

    Each is given the report with its case, which is locked; what follows for deadlines is the caller's to work out.
    """

    problem: Callable[[Report], Problem | None]
    begin: Callable[[Report], None]
    undo: Callable[[Report], None]
    changed: tuple[type[Model], ...]
