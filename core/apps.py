from django.apps import AppConfig
from pghistory import runtime

from core.history import WRITES_NOTHING


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        """The library has no setting for it: it tells every statement but those that begin with these words who asks."""
        known: tuple[str, ...] = runtime.IGNORED_SQL_PREFIXES
        runtime.IGNORED_SQL_PREFIXES = (*known, *WRITES_NOTHING)  # type: ignore[assignment]
