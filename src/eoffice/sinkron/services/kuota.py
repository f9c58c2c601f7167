"""How much room a village's files have at the regency: one village cannot fill the disk of all.

Room is taken when the first piece of a file arrives, for all of it: what was begun can always be finished, and two
files never wait for each other. What does not fit waits in the village, and is told as refused.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import BerkasAntar, JatahBerkas
from eoffice.sinkron.rules.antrean import TAK_TERBATAS

PENUH: Final = "sinkron.kuota_penuh"


class KuotaPenuh(InvalidInput):
    """A file does not fit into the room of its village; it waits there."""


@dataclass(frozen=True, slots=True)
class Tempat:
    """``kuota`` bytes of room (``None``: no limit), of which so many are taken."""

    kuota: int | None
    terpakai: int

    @property
    def sisa(self) -> int:
        """Bytes that are free."""
        return TAK_TERBATAS if self.kuota is None else max(0, self.kuota - self.terpakai)


def bita(nilai: object) -> int:
    """Return a number of bytes or files of the other side that can be stored.

    Raises:
        ValueError: it is none.
    """
    if type(nilai) is not int or not 0 <= nilai <= TAK_TERBATAS:
        raise ValueError(nilai)
    return nilai


def tempat() -> Tempat:
    """Return the room of the village in scope; a village's own server sets no limit to the regency's files."""
    datang = BerkasAntar.objects.filter(ditunggu=True)
    terpakai = datang.aggregate(jumlah=Sum("ukuran"))["jumlah"] or 0
    return Tempat(_kuota() if settings.EOFFICE_PERAN == "kabupaten" else None, terpakai)


def _kuota() -> int | None:
    kuota = JatahBerkas.objects.values_list("kuota", flat=True).first()
    return (settings.EOFFICE_KUOTA_DESA if kuota is None else kuota) or None


@transaction.atomic
def ambil_tempat(berkas: BerkasAntar, panjang: int) -> None:
    """Take room for all of an awaited file, once; nothing happens when it has it. Two at once take it one by one.

    Raises:
        KuotaPenuh: there is not enough.
    """
    if berkas.ukuran == panjang:
        return
    JatahBerkas.objects.get_or_create()
    JatahBerkas.objects.select_for_update().get()
    ada = tempat()
    if panjang - (berkas.ukuran or 0) > ada.sisa:
        raise KuotaPenuh(Pesan(PENUH, kuota=ada.kuota or 0, terpakai=ada.terpakai))
    BerkasAntar.objects.filter(pk=berkas.pk).update(ukuran=panjang)


def lepas_tempat(berkas: BerkasAntar) -> None:
    """Give the room of a file back that turned out to be something else."""
    BerkasAntar.objects.filter(pk=berkas.pk, selesai_pada=None).update(ukuran=None)


def tidak_muat(semua: Collection[BerkasAntar], ukuran: Mapping[str, int]) -> set[str]:
    """Return those awaited files that do not fit, if they are as large as the village says; small ones come first.

    One whose size it does not say is asked for while there is any room: its first piece shows it.
    """
    sisa, tolak = tempat().sisa, set[str]()
    baru = [satu.sha256 for satu in semua if satu.ukuran is None]
    for sha256 in sorted(baru, key=lambda nama: ukuran.get(nama, 0)):
        if max(1, ukuran.get(sha256, 0)) > sisa:
            tolak.add(sha256)
        else:
            sisa -= ukuran.get(sha256, 0)
    return tolak


def catat_ditolak(jumlah: int) -> None:
    """Remember how many files wait in the village because they do not fit; unchanged, nothing is written."""
    ada = JatahBerkas.objects.values_list("ditolak", flat=True).first()
    if jumlah != (ada or 0):
        JatahBerkas.objects.update_or_create(defaults={"ditolak": jumlah})


def banyak_ditolak() -> int:
    """Return how many files wait in the village because they do not fit."""
    return JatahBerkas.objects.values_list("ditolak", flat=True).first() or 0


def beri_kuota(bita: int) -> None:
    """Give the village in scope so much room; what was refused is asked for again at its next question."""
    JatahBerkas.objects.update_or_create(defaults={"kuota": bita, "ditolak": 0})
