"""Many draw at once: no number twice, no gap, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, transaction

from eoffice.arsip.rules.nomor import FORMAT_BAKU, Lingkup
from eoffice.arsip.selectors import celah
from eoffice.arsip.services import PermintaanNomor, ambil_nomor
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

pytestmark = pytest.mark.serentak
BANYAK = 32


def test_thirty_two_draw_at_once_and_some_fail(cisontrol: Desa) -> None:
    """Every fourth transaction breaks after drawing: its number must go to somebody else."""
    mulai = Barrier(BANYAK)

    def ambil(giliran: int) -> str | None:
        permintaan = PermintaanNomor(
            new_id(),
            Lingkup.PER_BUKU,
            "surat_keterangan",
            FORMAT_BAKU,
            "400.9.14.5",
            "sktm",
            date(2026, 4, 14),
        )
        mulai.wait()
        try:
            with lingkup(cisontrol.kode), transaction.atomic():
                nomor = ambil_nomor(permintaan, pelaku="uji")
                if giliran % 4 == 0:
                    raise RuntimeError
                return nomor
        except RuntimeError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(BANYAK) as kolam:
        nomor = [n for n in kolam.map(ambil, range(BANYAK)) if n]
    assert sorted(int(n.split("/")[1]) for n in nomor) == list(range(1, BANYAK * 3 // 4 + 1))
    with lingkup(cisontrol.kode):
        assert celah(2026) == {}


def test_while_a_village_changes_how_it_counts_nobody_meets_a_number(cisontrol: Desa) -> None:
    """Requests that read the old setting and those that read the new one draw at the same moment."""
    cara = (Lingkup.PER_BUKU, Lingkup.BERSAMA, Lingkup.PER_JENIS)

    def ambil(giliran: int) -> str:
        try:
            with lingkup(cisontrol.kode), transaction.atomic():
                permintaan = PermintaanNomor(
                    new_id(),
                    cara[giliran % 3],
                    "surat_keterangan",
                    "{kode_jenis}/{urut:3}/{tahun}",
                    "500.2.2.4",
                    "sku",
                    date(2026, 4, 14),
                )
                return ambil_nomor(permintaan, pelaku="uji")
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as kolam:
        nomor = list(kolam.map(ambil, range(24)))
    assert sorted(nomor) == [f"SKU/{n:03d}/2026" for n in range(1, 25)]
    with lingkup(cisontrol.kode):
        assert celah(2026) == {}
