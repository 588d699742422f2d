"""What somebody was writing about a case and has not saved yet."""

from offenders.models import Case, Draft
from people.models import User


def draft_of(user: User, case: Case, form: str) -> Draft | None:
    """What this user was writing in this form about this case."""
    return Draft.objects.filter(user=user, case=case, form=form).first()
