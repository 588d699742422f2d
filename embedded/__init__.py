"""Starts the PostgreSQL and the Valkey that a newcomer and the tests get without installing any.

A server is started only where its address is not given: DATABASE_URL stands for PostgreSQL,
REDIS_URL for Valkey. Standard library only, and nothing of ours is imported, so that settings
may ask for the two addresses before Django is there.
"""

from embedded.places import database_url, redis_url

__all__ = ["database_url", "redis_url"]
