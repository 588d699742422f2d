"""A list for a paginator: counted without being read, its first page by a read of its own."""

import pytest
from django.core.paginator import Paginator

from core.paging import Counted


@pytest.fixture
def asked() -> list[str]:
    return []


def listed(length: int, asked: list[str]) -> Counted[int]:
    rows = list(range(length))

    def first() -> list[int]:
        asked.append("first")
        return rows[:10]

    def part(wanted: slice) -> list[int]:
        asked.append("part")
        return rows[wanted]

    return Counted(length, 10, first, part)


@pytest.mark.parametrize("length", [0, 1, 9, 10, 11, 20, 25])
def test_pages_are_those_of_the_whole_list(length: int, asked: list[str]):
    pages = Paginator(listed(length, asked), 10)
    assert pages.count == length
    assert asked == []
    found = [list(pages.get_page(number)) for number in pages.page_range]
    assert [row for page in found for row in page] == list(range(length))
    assert asked.count("first") == 1


def test_another_page_is_read_by_itself(asked: list[str]):
    assert list(Paginator(listed(25, asked), 10).get_page(3)) == [20, 21, 22, 23, 24]
    assert asked == ["part"]


def test_it_is_a_sequence_like_any_other(asked: list[str]):
    rows = listed(25, asked)
    assert (rows[0], rows[24], list(rows), rows[2:4]) == (0, 24, list(range(25)), [2, 3])
