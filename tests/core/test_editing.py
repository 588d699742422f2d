"""A row is held while it is changed, and only if it is still as it was read."""

from collections.abc import Callable

import pytest
from django.db import transaction

from core import clock
from core.editing import held, lock
from core.errors import StaleError
from people.models import User
from tests import factories
from tests.together import while_open

pytestmark = pytest.mark.django_db(transaction=True)


def stale(user: User) -> StaleError:
    return StaleError(saved_by=user.name, saved_at=clock.now(), theirs=[("Name", user.name)])


def renamed(user: User, name: str, behind: User | None = None) -> Callable[[], None]:
    """Somebody who has version 1 on the screen and saves."""

    def save() -> None:
        with transaction.atomic():
            rows = User.objects.filter(pk=user.pk)
            row = held(rows, version=1, stale=stale, behind=behind)
            row.name, row.version = name, row.version + 1
            row.save()

    return save


def told(error: StaleError) -> str:
    return f"told of {error.saved_by}"


def test_the_second_waits_and_is_told_of_the_first() -> None:
    user = factories.make_user("Ada")
    assert while_open(renamed(user, "One"), renamed(user, "Two"), said=told) == "told of One"


def test_so_they_do_behind_another_row() -> None:
    user, other = factories.make_user("Ada"), factories.make_user("Bo")
    first, second = renamed(user, "One", other), renamed(user, "Two", other)
    assert while_open(first, second, said=told) == "told of One"


def test_what_is_as_it_was_read_is_given_as_it_is_now() -> None:
    user = factories.make_user("Ada")
    User.objects.filter(pk=user.pk).update(name="Somebody")
    with transaction.atomic():
        assert held(User.objects.filter(pk=user.pk), version=1, stale=stale).name == "Somebody"
        assert lock(user).name == "Somebody"
