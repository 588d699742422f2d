"""Every floor stands on those below it and names none above: in imports, foreign keys, addresses and words."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignObject

from tests.checks.found import APPS, LEVEL, ROOT, below


def relations() -> list[tuple[str, str, str]]:
    return [
        (model._meta.label, field.name, field.related_model._meta.app_label)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in LEVEL
        for field in model._meta.get_fields()
        if isinstance(field, ForeignObject)
    ]


def test_there_are_foreign_keys_to_look_at():
    assert len(relations()) > 50


@pytest.mark.parametrize(("model", "field", "target"), relations())
def test_every_foreign_key_points_down(model, field, target):
    app = model.partition(".")[0]
    if target not in LEVEL:  # Django's own and the history library's stand below the house
        assert target in {"pghistory", "contenttypes", "auth"}, f"{model}.{field}"
        return
    assert target == app or LEVEL[target] < LEVEL[app], f"{model}.{field} points up at {target}"


@pytest.mark.parametrize(
    "model", [m for m in apps.get_models() if m._meta.app_label in LEVEL], ids=str
)
def test_constraints_are_named_after_their_table(model):
    """<app>_<model>_<fact>, so that an error in a log says what was refused where."""
    prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
    wrong = [c.name for c in model._meta.constraints if not c.name.startswith(prefix)]
    assert not wrong


# A string is an import too -----------------------------------------------------------------------------

# Templates that apps share, with the floor whose pages they are part of; any other is the ground's.
SHARED = {
    "components/case_navigation.html": "offenders",
    "components/draft.html": "offenders",
    "components/due_list.html": "offenders",
    "components/header.html": "people",
    "components/identity_banner.html": "offenders",
    "components/session_ending.html": "people",
    "layouts/case.html": "offenders",
}


def named_above(text: str, app: str) -> list[str]:
    """Addresses, permissions, tasks, models and templates of apps that this one may not know: "visits:visit"."""
    others = "|".join(sorted(set(APPS) - below(app)))
    return (
        re.findall(rf"(?<![\w./])(?:{others})(?:[:.]\w[\w.]*|/\w[\w./]*\.html)", text)
        if others
        else []
    )


def strings(path: Path) -> Iterator[str]:
    """What the code says, without what is said about it."""
    tree = ast.parse(path.read_text())
    about = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in about:
            yield node.value


@pytest.mark.parametrize("app", APPS)
def test_no_string_names_an_upper_floor(app: str):
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / app).rglob("*.py")
        for text in strings(path)
        for name in named_above(text, app)
    }
    assert not found


def test_no_template_names_an_upper_floor():
    folder = ROOT / "templates"
    found = set()
    for path in folder.rglob("*.html"):
        name = str(path.relative_to(folder))
        app = SHARED.get(name) or (path.parent.name if path.parent.name in LEVEL else "core")
        found |= {f"{name}: {above}" for above in named_above(path.read_text(), app)}
    assert not found


@pytest.mark.parametrize(
    ("text", "app", "names"),
    [
        ('{% url "visits:visit" 1 %}', "offenders", ["visits:visit"]),
        ("visits.flag_overdue_visits", "people", ["visits.flag_overdue_visits"]),
        ('{% include "orders/_order.html" %}', "offenders", ["orders/_order.html"]),
        ('{% include "orders/_order.html" %}', "visits", []),
        ("programmes.Referral", "visits", ["programmes.Referral"]),
        ("It has orders: three visits.", "offenders", []),
        ("/cases/1/visits/", "offenders", []),
    ],
)
def test_what_counts_as_naming(text: str, app: str, names: list[str]):
    assert named_above(text, app) == names


# With the floors above taken out -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def floors(django_db_setup: None) -> Iterator[dict[str, subprocess.Popen[str]]]:
    """Each floor in a process of its own, all at once: Django is set up once in each."""
    database = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-m", "tests.config.floor"]
    running = {
        app: subprocess.Popen(
            [*command, app, database],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        for app in APPS
    }  # fmt: skip
    yield running
    for process in running.values():
        process.kill()
        process.communicate()


@pytest.mark.django_db  # so that the tests' database is there; the processes read it too
@pytest.mark.parametrize("app", APPS)
def test_each_floor_answers_without_those_above(app: str, floors: dict[str, subprocess.Popen[str]]):
    said, _ = floors[app].communicate(timeout=120)
    assert floors[app].returncode == 0, said
    assert said.endswith(f"{app}: answers\n"), said
