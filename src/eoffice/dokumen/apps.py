from django.apps import AppConfig


class DokumenConfig(AppConfig):
    name = "eoffice.dokumen"
    label = "dokumen"

    def ready(self) -> None:
        from eoffice.dokumen import events  # noqa: PLC0415
        from eoffice.jejak.registry import daftarkan  # noqa: PLC0415

        daftarkan(*events.JENIS)
