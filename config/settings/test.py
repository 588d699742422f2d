"""Settings of the tests: the real database and broker, cheap passwords, no static build needed."""

import os

os.environ.setdefault("CASELOAD_LOCAL", "1")

from config.settings.base import *

SECRET_KEY = "tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
CELERY_TASK_ALWAYS_EAGER = False
# Several test runs on one server keep apart by name.
DATABASES["default"]["TEST"] = {"NAME": os.environ.get("CASELOAD_TEST_DB", "test_caseload")}
# WhiteNoise warns about a folder that only collectstatic makes.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
