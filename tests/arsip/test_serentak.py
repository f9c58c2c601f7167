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
