"""The write door of the log: what a request adds to its row, and the seals over the rows."""

from audit.services.command import record_command
from audit.services.request import (
    Trace,
    about,
    asked,
    because,
    current,
    ended,
    identified,
    note,
    record,
    tracing,
)
from audit.services.seals import NoSealKeyError, RewoundError, seal, signing_key, write_out

__all__ = [
    "NoSealKeyError",
    "RewoundError",
    "Trace",
    "about",
    "asked",
    "because",
    "current",
    "ended",
    "identified",
    "note",
    "record",
    "record_command",
    "seal",
    "signing_key",
    "tracing",
    "write_out",
]
