"""Who may write a police visit."""

from core.errors import RefusedError
from people.models import User
from visits.selectors.setting import is_police


def only_police(by: User) -> None:
    """Raises RefusedError unless `by` is a police officer: nobody else moves the police clock."""
    if not is_police(by):
        raise RefusedError(
            "Police home visits are recorded, and their interval set, by police officers."
        )
