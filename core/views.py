"""Whether this web process lives and reaches its database."""

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from core.http import open_to_anyone


@open_to_anyone
@transaction.non_atomic_requests
def health(request: HttpRequest) -> HttpResponse:
    """200 "ok" when the database answers; the broker is not asked, because every page works without it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
