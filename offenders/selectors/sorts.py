"""What a sort of facts about a person is: what it is called, where its page is, what a row says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from offenders.models import PersonFact

Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of such facts: what it is called, its address, and what a row says in words.

    Of what is `single` one holds at a time, for each value of what is the `same`: a further one takes its place.
    """

    code: str  # of its address: "telephones"
    title: str
    one: str
    empty: str
    model: type[PersonFact]
    says: Callable[[Any], str]
    lines: Callable[[Any], Lines]
    is_single: bool = False
    same: tuple[str, ...] = ()
    changes: str = ""  # the URL name under which a row is changed in place, where it is
    minds: str = ""  # what to mind before writing one

    @property
    def url_name(self) -> str:
        return f"offenders:{self.code}"

    @property
    def name(self) -> str:
        return str(self.model._meta.model_name)

    @property
    def end_url_name(self) -> str:
        return f"offenders:end_{self.name}"


def given(*lines: tuple[str, str]) -> Lines:
    """The lines that say something."""
    return [line for line in lines if line[1]]
