"""Lists that a paginator cuts into pages."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar, overload

R = TypeVar("R")


@dataclass(frozen=True)
class Counted(Sequence[R]):
    """A list that is long before it is read: nothing is asked to count it, and its first page has a read of its own.

    Nearly everybody sees that page and no other, so it is worth a prepared read; of the others there are too many.
    """

    length: int
    size: int
    first: Callable[[], list[R]]
    part: Callable[[slice], list[R]]

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[R]:
        return iter(self.part(slice(0, self.length)))

    @overload
    def __getitem__(self, wanted: int) -> R: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[R]: ...
    def __getitem__(self, wanted: int | slice) -> R | list[R]:
        if isinstance(wanted, int):
            return self.part(slice(wanted, wanted + 1))[0]
        is_first = not wanted.start and wanted.stop is not None and wanted.stop <= self.size
        return self.first()[wanted] if is_first else self.part(wanted)
