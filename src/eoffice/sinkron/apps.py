from django.apps import AppConfig


class SinkronConfig(AppConfig):
    name = "eoffice.sinkron"
    label = "sinkron"

    def ready(self) -> None:
        from eoffice.jejak.registry import daftarkan  # noqa: PLC0415
        from eoffice.sinkron import events  # noqa: PLC0415

        daftarkan(*events.JENIS)
