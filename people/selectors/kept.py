"""The keys of what a browser keeps for somebody who has no signal (assets/js/kept.js)."""

import base64
from datetime import date, timedelta

from django.utils.crypto import salted_hmac

from people.models import User

# A text goes after 24 hours, and is locked with the key that the page got when it was opened, at most the day before.
DAYS = 3
LONGEST_NAME = 32


def keys_for(user: User, *, on: date) -> list[tuple[str, str]]:
    """This user's keys of today and the days before, newest first, as (day, 256 bits in Base64).

    Each is worked out from the service's secret, the user and the day, and stored nowhere. So nobody else is ever given it,
    and what is left on a device cannot be read by anybody once its day has passed.
    """
    days = [(on - timedelta(days=back)).isoformat() for back in range(DAYS)]
    return [(day, _key(user, day)) for day in days]


def owner_of(user: User) -> str:
    """What a text on a device is marked with: its author to the service, nobody to whoever finds it."""
    return salted_hmac("caseload.kept.owner", str(user.uuid), algorithm="sha256").hexdigest()[
        :LONGEST_NAME
    ]


def _key(user: User, day: str) -> str:
    secret = salted_hmac("caseload.kept.key", f"{user.uuid} {day}", algorithm="sha256")
    return base64.b64encode(secret.digest()).decode()
