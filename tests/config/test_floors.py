"""Foreign keys point down the floors, as imports do: import-linter cannot see a string reference."""

import pytest
from django.apps import apps
from django.db.models import ForeignObject

FLOORS = [
    "core",
    "audit",
    "people",
    "offenders",
    "orders",
    "visits",
    "programmes",
    "mappa",
    "caseloads",
]
# Side by side: neither may point at the other.
LEVEL = {app: level for level, app in enumerate(FLOORS)} | {"programmes": FLOORS.index("visits")}


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
