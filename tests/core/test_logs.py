"""No personal data in any log, whoever wrote the line."""

import io
import logging
import logging.config
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.test import Client

from audit.models import Event
from core.logs import Formatter
from offenders.models import Case
from people.models import Region, User

MARK = "Quibblewick"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that the service logs, as its settings have it written."""
    stream = io.StringIO()
    logging.config.dictConfig(settings.LOGGING)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Formatter(settings.LOGGING["formatters"]["line"]["format"]))
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def lines(log: io.StringIO) -> list[str]:
    return log.getvalue().splitlines()


@pytest.mark.django_db
def test_a_request_is_one_line_with_the_name_of_its_page(
    log: io.StringIO, as_amira: Client, case: Case
) -> None:
    as_amira.get("/cases/", {"q": MARK})
    row = Event.objects.get()
    (line,) = lines(log)
    assert re.fullmatch(
        rf".* INFO caseload\.access 200 GET caseloads:cases \d+ ms {row.request_id}", line
    )


ASKED = [
    ("get", f"/cases/?q={MARK}", {}),
    ("get", f"/{MARK}/", {}),
    ("get", f"/assets/{MARK}.css", {}),
    ("get", f"/users/?q={MARK}", {}),
    ("get", f"/sign-in/?next=/{MARK}&q=%00", {}),
    ("post", "/sign-in/", {"email": f"{MARK}@example.org", "password": MARK}),
    ("post", "/users/add/", {"name": MARK}),
    ("post", "/cases/{case}/contacts/log/", {"notes": MARK, "type": MARK, "happened_at_0": MARK}),
    ("post", "/cases/{case}/drafts/log-contact/", {"notes": MARK}),
    ("post", f"/cases/{{case}}/drafts/{MARK}/", {"notes": MARK}),
    (MARK, "/cases/", {}),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "path", "data"), ASKED)
def test_nothing_that_was_asked_or_typed_is_logged(
    log: io.StringIO, as_amira: Client, case: Case, method: str, path: str, data: dict[str, str]
) -> None:
    address = path.format(case=case.uuid)
    if method in {"get", "post"}:
        getattr(as_amira, method)(address, data or None)
    else:
        as_amira.generic(method, address)
    assert lines(log)
    assert MARK not in log.getvalue()
    assert "Traceback" not in log.getvalue()


@pytest.mark.django_db
def test_a_foreign_form_and_a_foreign_host_are_not_quoted(log: io.StringIO, amira: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    secure = {"HTTP_REFERER": f"https://{MARK}.example/?q={MARK}", "wsgi.url_scheme": "https"}
    assert strict.post("/sign-in/", {"email": MARK}, **secure).status_code == 403
    assert strict.post("/sign-in/", headers={"origin": f"https://{MARK}"}).status_code == 403
    assert strict.get("/sign-in/", headers={"host": MARK}).status_code == 400
    assert MARK not in log.getvalue()


@pytest.mark.django_db
@pytest.mark.urls("tests.access.urls")
def test_a_fault_is_logged_with_its_place_and_without_words(
    log: io.StringIO, client: Client
) -> None:
    client.raise_request_exception = False
    assert client.post("/test/quote/", {"notes": MARK}).status_code == 500
    text = log.getvalue()
    assert MARK not in text
    assert "ERROR django.request 500 POST test_quote" in text
    assert "builtins.ValueError" in text
    assert "which led to" in text
    assert "builtins.RuntimeError" in text
    assert 'access/urls.py", line' in text


def told(log: io.StringIO, error: Exception) -> str:
    try:
        raise error
    except type(error):
        logging.getLogger("caseload.test").exception("It failed")
    return log.getvalue()


@pytest.mark.django_db
def test_the_database_is_quoted_by_code_and_constraint(log: io.StringIO) -> None:
    Region.objects.create(name=MARK)
    try:
        with transaction.atomic():
            Region.objects.create(name=MARK)
    except IntegrityError:
        logging.getLogger("caseload.test").exception("It failed")
    assert "SQLSTATE 23505 people_region people_region_name_key" in re.sub(
        r"_name_\w+_(uniq|key|like)", "_name_key", log.getvalue()
    )
    assert MARK not in log.getvalue()


def test_what_is_wrong_with_the_set_up_is_said_in_full(log: io.StringIO) -> None:
    assert "ImproperlyConfigured: SECRET_KEY" in told(log, ImproperlyConfigured("SECRET_KEY"))
    assert "[Errno 13] Permission denied" in told(
        log, PermissionError(13, "Permission denied", MARK)
    )
    assert MARK not in log.getvalue()


def test_a_connection_that_fails_says_why(
    log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    try:
        connection.copy().connect()
    except Exception:
        logging.getLogger("caseload.test").exception("No database")
    assert 'OperationalError: connection to server on socket "/nowhere' in log.getvalue()


def test_a_task_that_fails_is_named_and_not_quoted(log: io.StringIO) -> None:
    """As Celery writes it: the exception's words are in the message too."""
    context = {"name": "a.task", "id": "7", "exc": MARK, "args": MARK, "kwargs": MARK}
    try:
        int(MARK)
    except ValueError:
        logging.getLogger("celery.app.trace").exception(
            "Task %(name)s[%(id)s] raised unexpected: %(exc)s", context
        )
    assert "Task a.task[7] raised unexpected: failed" in log.getvalue()
    assert MARK not in log.getvalue()
