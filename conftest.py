"""For every test: the test database is copied from one that is already migrated."""

import pytest
from django.db import connections

from tests import template_database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """pytest-django's place for this; it still runs `migrate` on the copy, which finds nothing to do."""
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = template_database.name()
