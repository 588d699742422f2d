from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"

    def ready(self) -> None:
        from core.bundle import Source  # noqa: PLC0415 - models must be loaded first
        from offenders.selectors.dated import add_dated  # noqa: PLC0415
        from plans.models import Plan  # noqa: PLC0415

        add_dated(Source(Plan, "case_id", ("signed_by",)))
