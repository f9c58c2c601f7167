"""Families of a real table, written with and without their event, and the other side as the owner asks it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from eoffice.jejak.cursors import run_once
from eoffice.jejak.services import catat
from eoffice.penduduk.models import Keluarga
from eoffice.penduduk.projections import ProyeksiKeluarga, ProyeksiPenduduk
from eoffice.penduduk.services.potret import potret_keluarga
from eoffice.sinkron.rules.cocok import Baris
from eoffice.sinkron.services import cocok
from eoffice.sinkron.services.cocok import HasilTabel, Titik
from eoffice.sinkron.workers import TerapkanAliran
from tests.sinkron.mesin import Mesin

PROYEKSI = (ProyeksiKeluarga(), ProyeksiPenduduk())
TABEL = ProyeksiKeluarga.jenis.nama


def keluarga(no: int, **kolom: Any) -> UUID:
    """Write a family as the register does: the row and its event in one transaction."""
    with transaction.atomic():
        row = Keluarga.objects.filter(no_kk=f"{no:016d}").first() or Keluarga(no_kk=f"{no:016d}", revisi=0)
        for nama, nilai in kolom.items():
            setattr(row, nama, nilai)
        row.revisi += 1
        row.save()
        publik, pribadi = potret_keluarga(row, "masuk")
        catat(
            jenis=ProyeksiKeluarga.jenis,
            agregat="keluarga",
            agregat_id=row.pk,
            revisi=row.revisi,
            publik=publik,
            pribadi=pribadi,
            pelaku="operator",
        )
    return row.pk


def sql(perintah: str, *isi: object) -> None:
    """Change rows behind the stream's back."""
    with connection.cursor() as cursor:
        cursor.execute(perintah, isi)
        assert cursor.rowcount > 0, "nothing changed"


def terapkan() -> None:
    """Apply what waits in every stream, as the worker does."""
    while run_once(TerapkanAliran(PROYEKSI)).dikerjakan:
        pass


def isi() -> dict[str, tuple[int, str]]:
    """Return the families here."""
    return {k: (r, a) for k, r, a in Keluarga.objects.values_list("no_kk", "revisi", "alamat")}


class Lawan:
    """The hub, asked for what it found."""

    def __init__(self, mesin: Mesin) -> None:
        self.mesin = mesin
        self.ditanya: list[tuple[str, tuple[int, ...]]] = []

    def pencocokan(self, titik: Titik) -> Sequence[HasilTabel]:
        return self.mesin.di_sini(cocok.hasil_titik, titik)  # type: ignore[no-any-return]

    def banding(self, tabel: str, ember: Sequence[int]) -> Sequence[Baris]:
        self.ditanya.append((tabel, tuple(ember)))
        proyeksi = next(p for p in PROYEKSI if p.jenis.nama == tabel)
        return self.mesin.di_sini(cocok.baris_terima, proyeksi, ember)  # type: ignore[no-any-return]
