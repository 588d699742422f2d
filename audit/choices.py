"""What an audit row says about a request."""

from django.db.models import TextChoices


class Outcome(TextChoices):
    """How the request ended. A refusal that looks like absence is kept apart from true absence."""

    SHOWN = "shown", "Shown"
    CHANGED = "changed", "Changed"
    REFUSED = "refused", "Refused"
    NOT_FOUND = "not_found", "Not found"
    INVALID = "invalid", "Not accepted"
    FAILED = "failed", "Failed"
    SIGNED_IN = "signed_in", "Signed in"
    SIGNED_OUT = "signed_out", "Signed out"
    SIGN_IN_FAILED = "sign_in_failed", "Sign-in failed"
