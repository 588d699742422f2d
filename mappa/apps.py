from django.apps import AppConfig


class MappaConfig(AppConfig):
    name = "mappa"

    def ready(self) -> None:
        from mappa.selectors import levels  # noqa: PLC0415  needs the models
        from offenders.selectors.case import add_to_banner  # noqa: PLC0415

        add_to_banner(levels)
