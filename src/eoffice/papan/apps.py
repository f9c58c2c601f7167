from django.apps import AppConfig


class PapanConfig(AppConfig):
    name = "eoffice.papan"
    label = "papan"

    def ready(self) -> None:
        from eoffice.jejak.registry import daftarkan  # noqa: PLC0415
        from eoffice.papan import events  # noqa: PLC0415

        daftarkan(*events.JENIS)
