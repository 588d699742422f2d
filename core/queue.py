"""Work for later, or for an upper floor: queued by task name, stored with the facts, sent by a job.

The row commits with the caller's writes, so a message is neither lost at a crash nor sent for work that was
rolled back. Tasks may run twice: they carry ids and are safe to repeat.
"""

from datetime import datetime

from django.db import transaction

from core import clock
from core.models import Message

Argument = str | int | bool | None


def enqueue(task: str, **arguments: Argument) -> Message:
    """Have `task` run soon after this transaction commits."""
    return Message.objects.create(task=task, arguments=arguments, created_at=clock.now())


@transaction.atomic
def take_waiting(*, at: datetime, limit: int = 500) -> list[Message]:
    """Mark the oldest waiting messages as sent and return them; two senders never take the same one."""
    waiting = list(
        Message.objects.select_for_update(skip_locked=True)
        .filter(sent_at__isnull=True)
        .order_by("id")[:limit]
    )
    Message.objects.filter(pk__in=[message.pk for message in waiting]).update(sent_at=at)
    return waiting
