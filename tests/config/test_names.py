"""Names that do not mislead a reader."""

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.conf import settings

OURS = [app.name for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
PACKAGES = [
    module.name
    for app in OURS
    for module in pkgutil.walk_packages(importlib.import_module(app).__path__, f"{app}.")
    if module.ispkg
]


def test_there_are_packages_to_look_at():
    assert "offenders.rules" in PACKAGES


@pytest.mark.parametrize("name", PACKAGES)
def test_no_name_hides_a_module_of_its_package(name):
    """`from visits.views import review` is the module, whatever else the package offers."""
    package = importlib.import_module(name)
    modules = [module.name for module in pkgutil.iter_modules(package.__path__)]
    for module in modules:
        importlib.import_module(f"{name}.{module}")
    hidden = [module for module in modules if not isinstance(getattr(package, module), ModuleType)]
    assert hidden == []
