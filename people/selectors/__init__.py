"""What the pages about users read."""

from people.selectors.accounts import officers_without_sign_in, table_of, users
from people.selectors.grants import (
    DATED,
    NO_RECORD,
    Look,
    Part,
    add_part,
    given_to,
    parts_of,
    rows_of,
    standing_of,
)
from people.selectors.roles import table_of_permissions, table_of_roles

__all__ = [
    "DATED",
    "NO_RECORD",
    "Look",
    "Part",
    "add_part",
    "given_to",
    "officers_without_sign_in",
    "parts_of",
    "rows_of",
    "standing_of",
    "table_of",
    "table_of_permissions",
    "table_of_roles",
    "users",
]
