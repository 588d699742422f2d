"""Expected failures that any app may raise and the middleware or a form turns into words for the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

Lines = Sequence[tuple[str, str]]


class OwnWordsError(Exception):
    """Its words are about the service and never about a person, so logs and the Jobs page may say them."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, as a rule finds it: the answer, or the column, that it is about, and the words for the person.

    About nothing in particular, it is about all of them. A form says it beside the answer, an import beside the
    column, a service refuses with it.
    """

    about: str
    words: str


class RefusedError(Exception):
    """A service refuses on a rule. The message is for the person: it says what is wrong and what to do.

    `about` is the answer that it is about, where it is about one.
    """

    def __init__(self, words: str, *, about: str = "") -> None:
        super().__init__(words)
        self.about = about


def refuse(problem: Problem | None) -> None:
    """Raise RefusedError for a problem; nothing where there is none."""
    if problem:
        raise RefusedError(problem.words, about=problem.about)


class StaleError(Exception):
    """Somebody saved meanwhile. The answer is a 409 page with both texts, so that nothing typed is lost.

    `theirs` and `mine` are (label, text) pairs; without `mine` the page shows what the form sent.
    `link` leads to what was saved.
    """

    def __init__(
        self,
        *,
        saved_by: str,
        saved_at: datetime,
        theirs: Lines,
        mine: Lines = (),
        link: str = "",
    ) -> None:
        super().__init__(f"Saved by {saved_by} at {saved_at:%Y-%m-%d %H:%M}")
        self.saved_by = saved_by
        self.saved_at = saved_at
        self.theirs = theirs
        self.mine = mine
        self.link = link


class NotRecordedError(Exception):
    """Case data was about to be used outside a recorded request."""


class LostWriteError(Exception):
    """A view answered well although its writes are about to be undone: it swallowed a database error."""
