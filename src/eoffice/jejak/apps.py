from django.apps import AppConfig


class JejakConfig(AppConfig):
    name = "eoffice.jejak"
    label = "jejak"

    def ready(self) -> None:
        from eoffice.jejak import checks, events  # noqa: F401, PLC0415  registers the system checks
        from eoffice.jejak.registry import daftarkan  # noqa: PLC0415

        daftarkan(*events.JENIS)
