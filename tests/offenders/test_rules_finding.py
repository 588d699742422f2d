"""What somebody types to find a person, as it is read."""

from datetime import date

import pytest

from offenders.rules.finding import MOST_WORDS, Asked, asked_for, crns_of

BORN = date(1981, 5, 6)


@pytest.mark.parametrize(
    "typed",
    [
        "6 May 1981", "6 may 1981", "6th May 1981", "06 May 1981", "6 May, 1981", "May 6, 1981", "May 6th 1981",
        "6/5/1981", "06/05/1981", "6.5.1981", "6-5-1981", "6 5 1981", "1981-05-06", "06051981", "6May1981",
    ],
)  # fmt: skip
def test_a_date_of_birth_in_the_usual_writings(typed: str):
    assert asked_for(typed) == Asked(born=(BORN,))


@pytest.mark.parametrize("typed", ["6/5/81", "6.5.81", "6 may 81", "06/05/81"])
def test_of_two_figures_the_year_may_be_of_either_century(typed: str):
    assert asked_for(typed).born == (BORN, date(2081, 5, 6))


@pytest.mark.parametrize("typed", ["31/02/1981", "6/13/1981", "0/5/1981", "6/0/1981"])
def test_a_date_that_there_is_not_is_nobodys(typed: str):
    assert asked_for(typed) == Asked(born=())


@pytest.mark.parametrize("typed", ["Novák, Zoltán", "novák zoltán", " Novák;Zoltán "])
def test_names_in_any_letters_and_signs(typed: str):
    assert asked_for(typed) == Asked(names=("novák", "zoltán"))


def test_all_of_it_counts():
    asked = asked_for("O'Neill 6/5/1981 x107018 2001/0000002a")
    assert asked == Asked(("o'neill",), ("X107018", "2001/0000002A"), (BORN,))


@pytest.mark.parametrize("typed", ["'", "% _", "-", "\u2019"])
def test_signs_alone_are_nothing(typed: str):
    assert asked_for(typed).is_nothing


def test_a_may_is_a_name_where_it_is_no_date():
    assert asked_for("Theresa May").names == ("theresa", "may")


def test_no_more_words_than_anybody_types():
    assert len(asked_for("a " * 50).names) == MOST_WORDS


@pytest.mark.parametrize(
    ("typed", "found"),
    [("X900013", ["X900013"]), ("90001", []), ("9000131", []), ("XX00013", [])],
)
def test_a_crn(typed: str, found: list[str]):
    assert crns_of(typed) == found


def test_a_crn_without_its_letter():
    found = crns_of("900013")
    assert (len(found), found[0], found[-1]) == (26, "A900013", "Z900013")
