"""What has served its time is removed; what has not stays."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.test import Client

from core import clock
from core.jobs import last_success
from people.models import Submission, User
from people.tasks import forget_expired

pytestmark = pytest.mark.django_db


def leave_traces(user: User) -> None:
    Client().force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    Submission.objects.create(
        user=user, key=uuid.uuid4(), content=b"", saved_at=clock.now(), answer="/"
    )
    Client().post("/sign-in/", {"email": "nobody@example.org", "password": "wrong"})


def test_only_the_expired_goes(amira: User) -> None:
    now = clock.now()
    with time_machine.travel(now - timedelta(days=1, minutes=1), tick=False):
        leave_traces(amira)
    with time_machine.travel(now, tick=False):
        leave_traces(amira)
        forget_expired()
    assert Session.objects.count() == 1
    assert Submission.objects.get().saved_at == now
    assert AccessAttempt.objects.count() == 1
    run = last_success("people.forget_expired")
    assert run
    assert run.figures["forms"] == 1
