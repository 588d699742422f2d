"""What somebody was writing about a case and has not saved yet."""

import re

from django.db.models import QuerySet

from core.prepared import prepared
from offenders.models import Case, Draft
from people.choices import Permission
from people.models import User

# A draft that belongs to one record has the start of its uuid behind the name of the form: "visit-0b1fd2c8a93e".
KEY = re.compile(r"-[0-9a-f]{12}")

# The app that owns a form says here what whoever writes in it must be allowed to do, in its AppConfig.ready().
_FORMS: dict[str, Permission] = {}


def add_draft_form(name: str, *, needs: Permission) -> None:
    """Have what is typed into this form kept as a draft."""
    _FORMS[name] = needs


def permission_of(form: str) -> Permission | None:
    """What one must be allowed to do on the case to write in this form; None for what is no form of ours."""
    return _FORMS.get(form) or _FORMS.get(KEY.sub("", form) if KEY.fullmatch(form[-13:]) else "")


def draft_of(user: User, case: Case, form: str) -> Draft | None:
    """What this user was writing in this form about this case."""
    return next(iter(_draft(user=user.pk, case=case.pk, form=form)), None)


@prepared
def _draft(*, user: int, case: int, form: str) -> QuerySet[Draft]:
    return Draft.objects.filter(user=user, case=case, form=form)
