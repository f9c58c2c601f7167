"""Number books and numbers between their rows and the stream.

A book is known by the first number it gives, or by the word that a paper register goes on in it. Its counter is not
told: it stands where its last number does.
"""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.db.models import Max

from eoffice.arsip import events
from eoffice.arsip.models import BukuNomor, Nomor
from eoffice.arsip.rules.nomor import KUNCI_TAHUN
from eoffice.arsip.selectors import pemegang_lain
from eoffice.arsip.services import Potret, pastikan_buku, potret_buku, potret_nomor
from eoffice.jejak.proyeksi import ProyeksiTabel, baca_saat
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.tenancy import QuerySetDesa

_BUKU: Final = ("buku_id", "tahun", "lingkup", "awal")
"""What an event of a number tells of its book."""


class ProyeksiBuku(ProyeksiTabel[BukuNomor]):
    """The books, without the rows that only lock a year."""

    jenis = events.BUKU_DILANJUTKAN
    agregat = "buku_nomor"
    tabel = BukuNomor
    turunan = ("urut",)

    def baris(self) -> QuerySetDesa[BukuNomor]:
        """Return the rows that count."""
        return super().baris().exclude(lingkup=KUNCI_TAHUN)

    def potret(self, row: BukuNomor) -> Potret:
        """Return what is told of a book."""
        return potret_buku(row)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns of a book."""
        return dict(peristiwa.publik)

    def lengkapi(self, rows: Sequence[BukuNomor]) -> None:
        """Let the counters stand at the last number, or where the paper register ended."""
        for row in rows:
            row.urut = max(row.awal, _urut_terakhir(row.pk))


class ProyeksiNomor(ProyeksiTabel[Nomor]):
    """The numbers. One that stands on another letter already is refused, never written over."""

    jenis = events.NOMOR
    agregat = "nomor"
    tabel = Nomor
    induk = (("buku", BukuNomor),)

    def baris(self) -> QuerySetDesa[Nomor]:
        """Return the numbers with their books."""
        return super().baris().select_related("buku")

    def potret(self, row: Nomor) -> Potret:
        """Return what is told of a number."""
        return potret_nomor(row)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns of a number."""
        isi = peristiwa.publik
        return {
            "buku_id": UUID(isi["buku_id"]),
            "urut": isi["urut"],
            "teks": isi["teks"],
            "untuk": UUID(isi["untuk"]),
            "diambil_pada": baca_saat(isi["diambil_pada"]),
            "batal_pada": baca_saat(isi["batal_pada"]),
            "alasan_batal": (peristiwa.pribadi or {})["alasan_batal"],
            "sengketa": isi["sengketa"],
            "semula": isi["semula"],
        }

    def terapkan(self, peristiwa: PeristiwaTercatat, /) -> None:
        """Write a number.

        Raises:
            RuleRefused: it was given twice, in two branches after a restored backup.
        """
        _pastikan_tunggal(peristiwa)
        super().terapkan(peristiwa)

    def terapkan_banyak(self, semua: Sequence[PeristiwaTercatat], /) -> None:
        """Open the books that are not here yet, write the numbers, and let the counters follow.

        Raises:
            IntegrityError: a number was given twice; ``terapkan`` says so of the one that came later.
        """
        for isi in {tuple(p.publik[nama] for nama in _BUKU): p.publik for p in semua}.values():
            pastikan_buku(isi)
        super().terapkan_banyak(semua)
        for buku in BukuNomor.objects.filter(pk__in={p.publik["buku_id"] for p in semua}):
            akhir = max(buku.awal, _urut_terakhir(buku.pk))
            BukuNomor.objects.filter(pk=buku.pk).update(urut=akhir)


def _pastikan_tunggal(peristiwa: PeristiwaTercatat) -> None:
    isi = peristiwa.publik
    if not isi["sengketa"] and pemegang_lain(peristiwa).exists():
        raise RuleRefused(Pesan("arsip.nomor_ganda", nomor=str(isi["teks"])))


def _urut_terakhir(buku_id: UUID) -> int:
    return Nomor.objects.filter(buku_id=buku_id).aggregate(akhir=Max("urut"))["akhir"] or 0
