"""What a reference to a fact ("visit:<key>") is called in a sentence, and where its page is.

The app that owns the fact registers it in its AppConfig.ready(): the case record names no upper floor.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Reference:
    """One kind of fact: `words` with their article, `page(key, case_uuid)` its address where it has one.

    A clock that `starts_clock` ran from it, so attempts before it are of no interest.
    """

    model: str
    words: str
    page: Callable[[str, UUID], str] | None = None
    starts_clock: bool = False


class DuplicateReferenceError(Exception):
    """Two kinds of fact with one name."""


_REFERENCES: dict[str, Reference] = {}


def refer(*references: Reference) -> None:
    """Say what references of these kinds mean. Raises DuplicateReferenceError when another one has the name."""
    for reference in references:
        if _REFERENCES.setdefault(reference.model, reference) != reference:
            raise DuplicateReferenceError(reference.model)


def reference_of(ref: str) -> Reference | None:
    """What kind of fact a reference names; None for a number of the field, which has none."""
    return _REFERENCES.get(ref.partition(":")[0])


def all_references() -> list[Reference]:
    return list(_REFERENCES.values())


def words_of(ref: str) -> str:
    """The fact in a sentence: "a visit that was recorded". What an app took with it that is gone has no name."""
    found = reference_of(ref)
    return found.words if found else "a fact that is no longer kept here"


def page_of(ref: str, case_uuid: UUID | None) -> str:
    """The address of the fact; empty where it has no page, and where it is said of no case but of an officer."""
    found = reference_of(ref)
    if found is None or found.page is None or case_uuid is None:
        return ""
    return found.page(ref.partition(":")[2], case_uuid)
