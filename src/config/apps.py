"""The composition root as a Django app: it brings the checks of the deployment."""

from django.apps import AppConfig


class CompositionConfig(AppConfig):
    name = "config"
    label = "config"

    def ready(self) -> None:
        from config import checks, checks_cadangan  # noqa: F401, PLC0415  registers the system checks
