from django.apps import AppConfig


class OffendersConfig(AppConfig):
    name = "offenders"

    def ready(self) -> None:
        from offenders.access import GROUNDS  # noqa: PLC0415 - models must be loaded first
        from offenders.deadlines import register  # noqa: PLC0415
        from offenders.deadlines.at_large import AT_LARGE  # noqa: PLC0415
        from offenders.rules.grounds import register_ground  # noqa: PLC0415

        register(AT_LARGE)
        for ground in GROUNDS:
            register_ground(ground)
