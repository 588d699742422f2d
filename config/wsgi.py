"""The WSGI application that gunicorn serves."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from core.wsgi import text_only, with_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
os.environ["CASELOAD_IS_WEB"] = (
    "1"  # before the settings are read: a page has other limits than a job
)
application = with_headers(text_only(get_wsgi_application()))
import_module("config.checks").insist()  # can only be imported once Django is set up
