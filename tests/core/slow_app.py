"""A stand-in for Django behind a real gunicorn: everything but the health page takes its time."""

import gc
import time
from collections.abc import Callable


def application(environ: dict, start_response: Callable) -> list[bytes]:
    if environ["PATH_INFO"] == "/fail/":
        raise ValueError(environ["QUERY_STRING"])
    body = b"ok"
    if environ["PATH_INFO"] == "/garbage/":
        body = f"{gc.get_freeze_count() > 0} {gc.get_threshold()}".encode()
    elif environ["PATH_INFO"] != "/health/":
        time.sleep(2)
    length = ("Content-Length", str(len(body)))
    start_response("200 OK", [("Content-Type", "text/plain"), length])
    return [body]
