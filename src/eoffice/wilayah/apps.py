from django.apps import AppConfig


class WilayahConfig(AppConfig):
    name = "eoffice.wilayah"
    label = "wilayah"

    def ready(self) -> None:
        from eoffice.wilayah import checks  # noqa: F401, PLC0415  registers the system checks
