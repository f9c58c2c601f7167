"""What was carried by USB stick or phone, so that people on both sides see whose turn it is."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max

from eoffice.kernel import clock
from eoffice.sinkron.models import Antaran, Node, TandaTerima
from eoffice.sinkron.rules.antaran import Catatan, Giliran, giliran_desa, giliran_kabupaten
from eoffice.sinkron.selectors import belum_dikonfirmasi


@dataclass(frozen=True, slots=True)
class Keadaan:
    """Whose turn it is, by what was carried; ``menunggu`` events here no receipt covers."""

    giliran: Giliran
    catatan: Catatan
    menunggu: int


def keadaan_antaran() -> Keadaan:
    """Return whose turn it is for the village in scope, as this side knows it."""
    if settings.EOFFICE_PERAN == "kabupaten":
        catatan = _catatan()
        kontak = Node.objects.aggregate(akhir=Max("terlihat_pada"))["akhir"]
        return Keadaan(giliran_kabupaten(catatan, kontak=kontak), catatan, 0)
    kontak = TandaTerima.objects.aggregate(akhir=Max("pada"))["akhir"]
    return antaran_desa(menunggu=belum_dikonfirmasi(), kontak=kontak)


def antaran_desa(*, menunggu: int, kontak: datetime | None) -> Keadaan:
    """Return whose turn it is as a village knows it that was asked already how much waits, and when a receipt came."""
    catatan = _catatan()
    return Keadaan(giliran_desa(catatan, menunggu=menunggu, kontak=kontak), catatan, menunggu)


def _catatan() -> Catatan:
    satu = Antaran.objects.first()
    return Catatan(satu.ditulis_pada, satu.dibawa, satu.diterima_pada, satu.kurang) if satu else Catatan()


def catat_ditulis(peristiwa: int) -> None:
    """Remember that a file for the other side was written, with so many events."""
    Antaran.objects.update_or_create(defaults={"ditulis_pada": clock.now(), "dibawa": peristiwa})


def catat_diterima(*, kurang: bool) -> None:
    """Remember that a file of the other side was taken in; ``kurang``: it had gaps."""
    Antaran.objects.update_or_create(defaults={"diterima_pada": clock.now(), "kurang": kurang})
