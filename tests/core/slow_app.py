"""A stand-in for Django behind a real gunicorn: everything but the health page takes its time."""

import time
from collections.abc import Callable


def application(environ: dict, start_response: Callable) -> list[bytes]:
    if environ["PATH_INFO"] == "/fail/":
        raise ValueError(environ["QUERY_STRING"])
    if environ["PATH_INFO"] != "/health/":
        time.sleep(2)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]
