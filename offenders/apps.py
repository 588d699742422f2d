from django.apps import AppConfig


class OffendersConfig(AppConfig):
    name = "offenders"

    def ready(self) -> None:
        from offenders.deadlines import register  # noqa: PLC0415 - models must be loaded first
        from offenders.deadlines.at_large import AT_LARGE  # noqa: PLC0415

        register(AT_LARGE)
