from django.apps import AppConfig


class SuratConfig(AppConfig):
    name = "eoffice.surat"
    label = "surat"

    def ready(self) -> None:
        from eoffice.jejak.registry import daftarkan  # noqa: PLC0415
        from eoffice.jejak.versi import pasang  # noqa: PLC0415
        from eoffice.surat import events, projections  # noqa: PLC0415

        daftarkan(*events.JENIS)
        pasang(*projections.JEMBATAN)
