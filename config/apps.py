from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The top of the house: the policy registry and the system checks that hold it."""

    name = "config"
    verbose_name = "Configuration"

    def ready(self) -> None:
        from config import checks  # noqa: F401, PLC0415  registers the checks
