"""Whether this web process lives and reaches its database."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from core import database
from core.http import open_to_anyone

# The answer must come within a second, whatever the database does.
PATIENCE_SECONDS = 0.7


@open_to_anyone
@transaction.non_atomic_requests
def health(request: HttpRequest) -> HttpResponse:
    """200 "ok" when the database answers, else 503; the broker is not asked, because every page works without it."""
    if database.answers(within=PATIENCE_SECONDS):
        return HttpResponse("ok", content_type="text/plain")
    return HttpResponse("The database does not answer", status=503, content_type="text/plain")
