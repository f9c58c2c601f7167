from django.apps import AppConfig


class AkunConfig(AppConfig):
    name = "eoffice.akun"
    label = "akun"

    def ready(self) -> None:
        from eoffice.akun import events  # noqa: PLC0415
        from eoffice.jejak.registry import daftarkan  # noqa: PLC0415

        daftarkan(*events.JENIS)
