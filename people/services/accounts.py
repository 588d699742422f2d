"""Accounts: who signs in, with which password; forms that are saved once."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from audit import services as audit
from audit.choices import Outcome
from core.calendar import london_date
from core.editing import held, lock
from core.errors import RefusedError, StaleError
from core.history import changes_of
from core.prepared import prepared
from people.choices import Permission
from people.models import Officer, RoleGrant, Submission, User
from people.rules import canonical_email
from people.services.grants import leave_an_administrator, manages_users

NOT_CURRENT = "That is not your current password. Check it and enter it again."
# Nothing that is mistaken for something else when read aloud or off paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def only_its_agency(by: User, permission: Permission) -> None:
    """Raises RefusedError where this act is another agency's than that of `by`: a page refuses it before."""
    agency = by.other_agency(permission)
    if agency is not None:
        raise RefusedError(f"{permission.label}: only officers of {agency.spoken} do this.")


@transaction.atomic
def submit(
    *, by: User, key: UUID, content: bytes, at: datetime, save: Callable[[], str]
) -> tuple[Submission, bool]:
    """Run `save` unless this form was saved before; the submission, and whether this was the first.

    The unique key decides between two at once: the second waits for the first to commit, then finds its
    answer. If `save` raises, the key is free again.
    """
    fresh = Submission(user=by, key=key, content=content, saved_at=at)
    Submission.objects.bulk_create([fresh], ignore_conflicts=True)
    (kept,) = _submission(user=by.pk, key=key)
    if kept.answer:
        return kept, False
    kept.answer = save()
    kept.save(update_fields=["answer"])
    return kept, True


@prepared
def _submission(*, user: int, key: UUID) -> QuerySet[Submission]:
    return Submission.objects.filter(user=user, key=key)


def digest_of(typed: str) -> str:
    """A keyed digest of what was typed as an e-mail address, the same for all that are the same to the sign-in."""
    name = canonical_email(typed).encode()
    return hmac.new(settings.SECRET_KEY.encode(), name, hashlib.sha256).hexdigest()


def note_failed_sign_in(*, email: str) -> None:
    """Put a failed sign-in on record without what was typed, unless it is the address of a user.

    An investigator needs to see attempts on one account together and attempts by one guesser together. The
    address field sometimes holds a password, so an unknown one is kept only as a keyed digest.
    """
    known = User.objects.with_email(email).first()
    if known:
        audit.about(known.uuid)
    audit.identified(
        user_id=None, label=known.email if known else f"unknown address {digest_of(email)[:12]}"
    )
    audit.ended(Outcome.SIGN_IN_FAILED)


def initial_password() -> str:
    """Four groups of four, 78 bits: read once from the screen, typed once."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def add_user(
    *,
    by: User | None,
    at: datetime,
    name: str,
    email: str,
    roles: frozenset[str],
    officer: Officer | None,
) -> tuple[User, str]:
    """A new user, and the initial password, which is kept nowhere and shown once.

    `by` is None for the first administrator, who is made on the server.
    """
    password = initial_password()
    user = User(name=name, email=email, created_at=at, must_change_password=True)
    user.set_password(password)
    user.save()
    on = london_date(at)
    RoleGrant.objects.bulk_create(
        RoleGrant(user=user, role=role, starts_on=on) for role in sorted(roles)
    )
    if officer:
        _link(user, officer)
    return user, password


@transaction.atomic
def change_user(
    *, user: User, by: User, version: int, name: str, email: str, is_active: bool, at: datetime
) -> None:
    """Raises StaleError if somebody changed the user since `version` was read, RefusedError for a lock-out."""
    stored = held(User.objects.filter(pk=user.pk), version=version, stale=_stale)
    if not is_active and stored.pk == by.pk:
        raise RefusedError("You cannot close your own account: ask another administrator")
    if not is_active and manages_users(stored, at=at):
        leave_an_administrator(without=stored, from_day=london_date(at))
    stored.name, stored.email, stored.is_active = name, email, is_active
    stored.version += 1
    stored.save()


@transaction.atomic
def renew_password(*, user: User, by: User) -> str:
    """A new initial password. Every session of the user ends, because the old password signed it."""
    stored = lock(user)
    if stored.pk == by.pk:
        raise RefusedError("Ask another administrator to give you a new password")
    password = initial_password()
    stored.set_password(password)
    stored.must_change_password = True
    stored.version += 1
    stored.save()
    return password


@transaction.atomic
def change_password(*, by: User, current: str, new: str) -> User:
    """A password of one's own choosing; the user as stored, for the session that is to go on.

    Every other session of the user ends, because the old password signed it. Raises RefusedError if `current`
    is wrong, also when it was right until somebody changed it a moment ago.
    """
    stored = lock(by)
    if not stored.check_password(current):
        raise RefusedError(NOT_CURRENT)
    stored.set_password(new)
    stored.must_change_password = False
    stored.save(update_fields=["password", "must_change_password"])
    return stored


def _link(user: User, officer: Officer) -> None:
    """Raises RefusedError where somebody was given this staff record a moment ago."""
    stored = lock(officer)
    if stored.user_id is not None:
        raise RefusedError(f"{stored} has a sign-in already")
    stored.user = user
    stored.version += 1
    stored.save(update_fields=["user", "version"])


def _stale(stored: User) -> StaleError:
    changes = changes_of(User, pgh_obj_id=stored.pk)
    last = changes[0] if changes else None
    return StaleError(
        saved_by=(last.who if last else "") or "Somebody",
        saved_at=last.at if last else stored.created_at,
        theirs=[
            ("Name", stored.name),
            ("E-mail address", stored.email),
            ("May they sign in?", "Yes" if stored.is_active else "No"),
        ],
    )


@transaction.atomic
def forget_expired(*, at: datetime) -> dict[str, int | str]:
    """Remove what has served its time: sessions, the keys of saved forms, counted sign-in failures."""
    a_day_ago = at - timedelta(days=1)
    sessions, _ = Session.objects.filter(expire_date__lt=at).delete()
    forms, _ = Submission.objects.filter(saved_at__lt=a_day_ago).delete()
    attempts, _ = AccessAttempt.objects.filter(attempt_time__lt=a_day_ago).delete()
    return {"sessions": sessions, "forms": forms, "attempts": attempts}
