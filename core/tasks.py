"""Sending what `core.queue` stored."""

from celery import current_app, shared_task
from django.db import transaction

from core import clock, queue


@shared_task(name="core.send_waiting")
def send_waiting() -> int:
    """Send every waiting message. A broker error rolls the marks back; the next run sends them again."""
    with transaction.atomic():
        messages = queue.take_waiting(at=clock.now())
        for message in messages:
            current_app.send_task(message.task, kwargs=message.arguments)
    return len(messages)
