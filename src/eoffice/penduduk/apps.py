"""The population register: the most private room."""

from django.apps import AppConfig


class PendudukConfig(AppConfig):
    name = "eoffice.penduduk"
    label = "penduduk"

    def ready(self) -> None:
        from eoffice.jejak.registry import daftarkan  # noqa: PLC0415
        from eoffice.jejak.versi import pasang  # noqa: PLC0415
        from eoffice.penduduk import events, projections  # noqa: PLC0415

        daftarkan(*events.JENIS)
        pasang(*projections.JEMBATAN)
