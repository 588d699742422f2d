"""Everything that is written about users: their accounts, and what they are given."""

from people.services.accounts import (
    NOT_CURRENT,
    add_user,
    change_password,
    change_user,
    digest_of,
    forget_expired,
    note_failed_sign_in,
    only_its_agency,
    renew_password,
    submit,
)
from people.services.grants import (
    NOT_ONESELF,
    after_move,
    end_grant,
    end_staff_record,
    give_cover,
    give_headship,
    give_role,
    give_staff_record,
    give_supervision,
    move_to_team,
)

__all__ = [
    "NOT_CURRENT",
    "NOT_ONESELF",
    "add_user",
    "after_move",
    "change_password",
    "change_user",
    "digest_of",
    "end_grant",
    "end_staff_record",
    "forget_expired",
    "give_cover",
    "give_headship",
    "give_role",
    "give_staff_record",
    "give_supervision",
    "move_to_team",
    "note_failed_sign_in",
    "only_its_agency",
    "renew_password",
    "submit",
]
