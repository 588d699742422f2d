"""One floor of the house with those above it taken out: `python -m tests.config.floor offenders DATABASE`.

A process of its own, because Django is set up once. It imports every module of the floor, runs the system checks,
compiles the floor's templates and asks for its pages, on the tests' database and in a transaction that it undoes.
What stands here imports no model before that, and no factory of an upper floor ever.
"""

import importlib
import os
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

from tests.checks.found import APPS, ROOT, below

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
URLS = "tests.config.floor_urls"
ADMIN = "hal.floor@example.org"


def main(app: str, database: str) -> None:
    kept = below(app)
    _set_up(kept, database)
    for module in _modules(app):
        importlib.import_module(module)
    _check()
    _compile(kept)
    if "people" in kept:
        _ask(app, kept)
    sys.stdout.write(f"{app}: answers\n")


def _set_up(kept: frozenset[str], database: str) -> None:
    import django
    from django.conf import settings

    values = _settings(kept)
    values["DATABASES"]["default"]["NAME"] = database
    settings.configure(**values)
    urls = ModuleType(URLS)
    sys.modules[URLS] = urls
    django.setup()
    from django.urls import include, path

    has_urls = [each for each in sorted(kept) if (ROOT / each / "urls.py").exists()]
    urls.urlpatterns = [path("", include(f"{each}.urls")) for each in has_urls]  # type: ignore[attr-defined]


def _settings(kept: frozenset[str]) -> dict[str, Any]:
    whole = importlib.import_module("config.settings.test")
    values = {name: getattr(whole, name) for name in dir(whole) if name.isupper()}
    values["INSTALLED_APPS"] = [each for each in values["INSTALLED_APPS"] if _stays(each, kept)]
    values["MIDDLEWARE"] = [each for each in values["MIDDLEWARE"] if _stays(each, kept)]
    options = values["TEMPLATES"][0]["OPTIONS"]
    options["context_processors"] = [
        each for each in options["context_processors"] if _stays(each, kept)
    ]
    values["NAVIGATION"] = [item for item in values["NAVIGATION"] if _stays(item[1], kept)]
    values["ROOT_URLCONF"] = URLS
    above = {"AUTH_USER_MODEL": "auth.User", "LOGIN_REDIRECT_URL": "core:health"}
    for name, value in list(values.items()):
        if isinstance(value, str) and not _stays(value, kept):
            values.pop(name)
            values |= {name: above[name]} if name in above else {}
    return values


def _stays(name: str, kept: frozenset[str]) -> bool:
    """Whether a dotted name, or that of an address, is of a floor that is kept or of no floor at all."""
    return re.split("[.:]", name)[0] not in set(APPS) - kept | {"config"}


def _modules(app: str) -> Iterator[str]:
    package = importlib.import_module(app)
    for found in pkgutil.walk_packages(package.__path__, f"{app}."):
        if ".migrations" not in found.name:
            yield found.name


def _check() -> None:
    from django.core.checks import run_checks

    errors = [message for message in run_checks() if message.is_serious()]
    assert not errors, errors


def _compile(kept: frozenset[str]) -> None:
    from django.template.loader import get_template

    folder = ROOT / "templates"
    for each in sorted(kept):
        for path in (folder / each).rglob("*.html"):
            get_template(str(path.relative_to(folder)))


# The pages ---------------------------------------------------------------------------------------------


def _ask(app: str, kept: frozenset[str]) -> None:
    from django.db import transaction

    outer = transaction.atomic()
    outer._from_testcase = True  # type: ignore[attr-defined]  # as django.test.TestCase does
    with outer:
        _answer(app, kept)
        transaction.set_rollback(True)


def _answer(app: str, kept: frozenset[str]) -> None:
    """GET every page of the floor of which the records are here; a floor without pages asks for the case's."""
    from django.test import Client

    from core.addresses import called

    records = _records(kept)
    clients = [Client(SERVER_NAME="localhost") for _ in records["all"]]
    for client, user in zip(clients, records.pop("all"), strict=True):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    own = [name for name in called() if name.startswith(f"{app}:")]
    names = own or [name for name in called() if name.startswith("offenders:")]
    answers = {
        name: {client.get(url).status_code for client in clients}
        for name in names
        if (url := _address(name, records))
    }
    wrong = {name: codes for name, codes in answers.items() if codes - {200, 302, 403, 405}}
    assert not wrong, wrong
    assert any(200 in codes for codes in answers.values()), answers


def _address(name: str, records: dict[str, Any]) -> str:
    """Where a name leads; empty where what it takes is not here."""
    from django.urls import get_resolver, reverse

    namespace, last = name.split(":")
    _, resolver = get_resolver().namespace_dict[namespace]
    wants = resolver.reverse_dict.getlist(last)[0][0][0][1]
    if not set(wants) <= set(records):
        return ""
    return reverse(name, kwargs={key: records[key] for key in wants})


def _records(kept: frozenset[str]) -> dict[str, Any]:
    """Users who may do everything between them, and what the addresses of these floors name."""
    from people.rules import all_roles

    _only_what_is_asked_for("tests.factories")
    people = importlib.import_module("tests.factories.people")
    together = [role.code for role in all_roles() if not role.is_apart]
    hal = people.make_user("Hal Floor", *together)
    alone = [people.make_user("", role.code) for role in all_roles() if role.is_apart]
    records = {"all": [hal, *alone], "user_uuid": hal.uuid}
    if "offenders" in kept:
        records |= _case(kept, people.make_officer(user=hal))
    return records


def _case(kept: frozenset[str], officer: Any) -> dict[str, Any]:
    from core import clock
    from offenders.rules import all_kinds, case_parts

    assert case_parts()
    assert all_kinds()
    cases = importlib.import_module("tests.factories.cases")
    contacts = importlib.import_module("tests.factories.contacts")
    case = cases.make_case(police=officer)
    flag = cases.make_flag(
        case,
        clock.today(),
        kind="at_large",
        inputs=FACTS,
        cured_at=clock.now(),
        cured_by=f"visit:{UUID(int=1)}",
    )
    records = {
        "case_uuid": case.uuid,
        "flag_uuid": flag.uuid,
        "contact_uuid": contacts.make_contact(case).uuid,
    }
    if "orders" in kept:
        orders = importlib.import_module("tests.factories.orders")
        order = orders.make_order(case, officer.user)
        condition = orders.make_condition(order)
        records |= {"order_uuid": order.uuid, "condition_uuid": condition.uuid}
    if "visits" in kept:
        visits = importlib.import_module("tests.factories.visits")
        records["contact_uuid"] = visits.make_visit(case).contact.uuid
    return records


# Facts of this floor and of one that may be gone: what nobody registered has no page and breaks none.
FACTS = [
    {"label": "Held", "value": "Since", "on": "2026-01-01", "ref": "allocation:1"},
    {"label": "Seen", "value": "Inside", "on": "2026-01-02", "ref": f"visit:{UUID(int=1)}"},
]


def _only_what_is_asked_for(name: str) -> None:
    """A package without what its __init__ imports: factories of upper floors would want their models."""
    package = ModuleType(name)
    package.__path__ = [str(Path(ROOT, *name.split(".")))]
    sys.modules[name] = package


if __name__ == "__main__":
    main(*sys.argv[1:])
