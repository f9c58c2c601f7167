from django.apps import AppConfig


class ArsipConfig(AppConfig):
    name = "eoffice.arsip"
    label = "arsip"

    def ready(self) -> None:
        from eoffice.arsip import events  # noqa: PLC0415
        from eoffice.jejak.registry import daftarkan  # noqa: PLC0415

        daftarkan(*events.JENIS)
