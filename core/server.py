"""gunicorn's worker, as this service needs it (gunicorn.conf.py names it)."""

import gc
import socket
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from gunicorn import glogging, util
from gunicorn.http import errors
from gunicorn.workers.gthread import _DEFER, ThreadWorker

from core.logs import Formatter
from core.wsgi import HEADERS

HEALTH = b"GET /health/ "
# What gunicorn answers itself, before there is a request that Django could answer; all else is 400.
REFUSALS = {
    errors.LimitRequestLine: "414 URI Too Long",
    errors.LimitRequestHeaders: "431 Request Header Fields Too Large",
    errors.ExpectationFailed: "417 Expectation Failed",
    errors.UnsupportedTransferCoding: "501 Not Implemented",
}


class Logger(glogging.Logger):
    """gunicorn's own lines, by our formatter; requests are in caseload.access."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Formatter(self.error_fmt, self.datefmt))


class Lanes(ThreadPoolExecutor):
    """The worker's threads, and one beside them for the health page.

    When the database holds up every thread, whoever asks whether the service lives must not queue behind them.
    A connection that has not said anything yet goes back to the poller, and takes no thread.
    """

    def __init__(self, threads: int) -> None:
        super().__init__(max_workers=threads)
        self.health = ThreadPoolExecutor(max_workers=1)

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        first = _first_bytes(args[0].sock)
        if first is None:
            waiting: Future[Any] = Future()
            waiting.set_result(_DEFER)
            return waiting
        if first.startswith(HEALTH):
            return self.health.submit(work, *args, **kwargs)
        return super().submit(work, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.health.shutdown(wait=wait, cancel_futures=cancel_futures)
        super().shutdown(wait=wait, cancel_futures=cancel_futures)


def _first_bytes(sock: socket.socket) -> bytes | None:
    """What has arrived and was not read yet; None when nothing has. The end of a connection is empty."""
    try:
        return sock.recv(len(HEALTH), socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return None
    except OSError:
        return b""  # whatever is wrong with it, the one who reads it will say


# How many objects are made between two looks for garbage, and how many looks between two of what was kept.
GARBAGE = (50_000, 20, 20)


class Worker(ThreadWorker):
    """Answers what it refuses itself with our headers, and says nothing in the log of what was sent."""

    def run(self) -> None:
        """What was loaded stays, so no page that reads thousands of rows has it searched for garbage: that was half of its time."""
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        super().run()

    def get_thread_pool(self) -> Lanes:
        return Lanes(self.cfg.threads)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        if isinstance(exc, errors.ParseException):
            status = REFUSALS.get(type(exc), "400 Bad Request")
            self.log.warning("Refused before it was read: %s", type(exc).__name__)
        else:
            status = "500 Internal Server Error"
            self.log.error("A request failed outside of Django", exc_info=exc)
        try:
            util.write_nonblock(client, refusal(status))
        except OSError:
            self.log.debug("The refusal did not reach whoever asked")


def refusal(status: str) -> bytes:
    """A whole answer that repeats nothing of the request."""
    body = f"{status[4:]}\n"
    headers = HEADERS | {
        "Connection": "close",
        "Cache-Control": "no-store",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
    }
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + f"\r\n\r\n{body}").encode()
