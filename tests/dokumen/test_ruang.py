"""A disk that fills: attachments are refused first, numbers later, and never on a disk with plenty of room."""

import shutil
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from eoffice.dokumen.services import Ruang, pastikan_ruang
from eoffice.kernel.errors import StorageFull
from eoffice.web.komponen.kalimat import kalimat

GIB = 1024**3
Disk = Callable[[float, int], None]


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """Let the disk of the home have so many percent free, of so many GiB."""

    def atur(persen: float, gib: int) -> None:
        keadaan = SimpleNamespace(total=gib * GIB, free=int(gib * GIB * persen / 100))
        monkeypatch.setattr(shutil, "disk_usage", lambda _tempat: keadaan)

    return atur


def ditolak(untuk: Ruang) -> bool:
    try:
        pastikan_ruang(untuk)
    except StorageFull:
        return True
    return False


@pytest.mark.parametrize(
    ("persen", "gib", "lampiran", "nomor"),
    [
        pytest.param(50, 64, False, False, id="half-empty"),
        pytest.param(10, 64, False, False, id="ten-percent"),
        pytest.param(9.9, 64, True, False, id="below-ten"),
        pytest.param(3, 64, True, False, id="three-percent"),
        pytest.param(2.9, 64, True, True, id="below-three"),
        pytest.param(0, 64, True, True, id="full"),
        pytest.param(2.9, 4000, False, False, id="a-little-of-a-lot"),
        pytest.param(0.4, 4000, True, False, id="sixteen-of-four-thousand-gib"),
        pytest.param(0.1, 4000, True, True, id="four-of-four-thousand-gib"),
    ],
)
def test_attachments_stop_before_numbers(
    disk: Disk, persen: float, gib: int, lampiran: bool, nomor: bool
) -> None:
    disk(persen, gib)
    assert (ditolak(Ruang.LAMPIRAN), ditolak(Ruang.NOMOR)) == (lampiran, nomor)


@pytest.mark.parametrize(
    ("untuk", "kata"),
    [
        (Ruang.LAMPIRAN, "tinggal 2 %, jadi lampiran baru belum dapat diterima. Yang sudah tersimpan aman."),
        (Ruang.NOMOR, "tinggal 2 %, jadi nomor surat belum dapat diberikan: suratnya mungkin tidak muat."),
    ],
    ids=["attachment", "number"],
)
def test_the_refusal_says_why_and_what_to_do(disk: Disk, untuk: Ruang, kata: str) -> None:
    disk(2.5, 64)
    with pytest.raises(StorageFull) as tolak:
        pastikan_ruang(untuk)
    assert kata in kalimat(tolak.value.pesan)
    assert "Minta pengelola server mengosongkan ruang" in kalimat(tolak.value.pesan)
