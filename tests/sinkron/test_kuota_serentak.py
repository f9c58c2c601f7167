"""Many pieces of a village at the same moment, on both databases: its room is never exceeded."""

import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from eoffice.sinkron.models import BerkasAntar
from eoffice.sinkron.services import berkas, kuota
from eoffice.sinkron.services.kuota import Tempat
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.sinkron.test_berkas import acak, sidik
from tests.sinkron.test_tarik_serentak import bersamaan

pytestmark = pytest.mark.serentak
BANYAK, PANJANG = 4, 1000


@pytest.fixture
def semua(cisontrol: Desa, settings: Any, tmp_path: Path) -> list[tuple[str, bytes]]:
    """Four files that the hub awaits, and room for two of them."""
    settings.EOFFICE_HOME, settings.EOFFICE_KUOTA_DESA = tmp_path, 2 * PANJANG
    isi = [acak(PANJANG, benih) for benih in range(BANYAK)]
    with lingkup(CISONTROL):
        berkas.catat_sebutan([sidik(satu) for satu in isi], sendiri=False)
        kuota.catat_ditolak(1)  # the row to wait on stands
    return [(sidik(satu), satu) for satu in isi]


def test_of_four_first_pieces_at_once_two_find_room(
    semua: list[tuple[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asli, bersama = kuota.tempat, threading.Barrier(BANYAK)

    def lambat() -> Tempat:
        hasil = asli()
        with suppress(threading.BrokenBarrierError):
            bersama.wait(0.2)  # all have read it before one takes it, unless they come one by one
        return hasil

    monkeypatch.setattr(kuota, "tempat", lambat)
    hasil = bersamaan(
        *(lambda s=sha256, i=isi: berkas.tambah(s, 0, PANJANG, i[:10]) for sha256, isi in semua)  # type: ignore[misc]
    )
    assert sorted(hasil) == ["", "", "sinkron.kuota_penuh", "sinkron.kuota_penuh"]
    with lingkup(CISONTROL):
        assert asli() == Tempat(2 * PANJANG, 2 * PANJANG)
        assert BerkasAntar.objects.filter(ukuran=PANJANG).count() == 2
