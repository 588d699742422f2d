"""Counting what a page asks of the database."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

# A session is saved when the second has changed since the last request: chance, not the page.
CHANCE = ("django_session", "set_config", "SAVEPOINT")


def asked_by(client: Client, url: str) -> int:
    """How many questions the page asks, warm, without those that depend on the second."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return sum(not any(word in query["sql"] for word in CHANCE) for query in queries)
