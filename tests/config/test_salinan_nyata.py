"""An archive of yesterday and the copy that followed until the disk died, in real processes."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.cadangan_alat import Kantor, baris, pulihkan, siapkan
from tests.config.dua_tempat import DESA, Tempat
from tests.config.pulih_alat import Desa, urut

pytestmark = pytest.mark.proses
AMBIL = """
from contextlib import suppress
from pathlib import Path
from eoffice.cadangan.services import ambil_salinan, baca_salinan
from eoffice.kernel.errors import ServiceDown
with suppress(ServiceDown):  # nothing there yet
    ambil_salinan(baca_salinan("{salinan}"), Path("{ke}"))
"""


@pytest.fixture(scope="module")
def kantor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kantor]:
    """A village's office with an archive, a copy that followed it, and three letters after the archive."""
    folder = tmp_path_factory.mktemp("kantor")
    satu = siapkan(folder)
    satu.tempat.setelan["EOFFICE_SALINAN"] = str(folder / "salinan")
    satu.cadangkan()
    penyalin = satu.tempat.mulai("replicate")
    try:
        assert urut(Desa(satu.tempat).bernomor(3)[-1]) == "003"
        akhir = _peristiwa(satu.tempat.rumah)
        _tunggu(satu, folder, akhir)
    finally:
        penyalin.kill()
        penyalin.communicate()
    satu.tempat.istirahat()
    yield satu
    satu.tempat.matikan()


def _peristiwa(rumah: Path) -> int:
    return len(baris(rumah / "eoffice.sqlite3")["jejak_peristiwa"])


def _tunggu(kantor: Kantor, folder: Path, akhir: int) -> None:
    """Wait until the copy holds what was written, as a disk that dies later would leave it."""
    batas = time.monotonic() + 60
    for kali in range(1000):
        coba = folder / f"coba{kali}"
        kantor.tempat.kerjakan(AMBIL.format(salinan=folder / "salinan", ke=coba))
        if coba.exists() and len(baris(coba)["jejak_peristiwa"]) == akhir:
            return
        assert time.monotonic() < batas
        time.sleep(0.5)


def test_what_came_after_the_archive_comes_back_and_numbers_wait(kantor: Kantor, tmp_path: Path) -> None:
    (arsip,) = kantor.arsip()
    hasil = pulihkan(arsip, tmp_path / "baru", kantor.rahasia, kantor.tempat.setelan, "--susulkan")
    assert hasil.returncode == 0, hasil.stderr
    assert "Disusulkan dari salinan berjalan: " in hasil.stdout
    assert hasil.stdout.count("Desa Cisontrol: utuh") == 2, "the archive's chain, and the newer one"
    assert _peristiwa(tmp_path / "baru") == _peristiwa(kantor.tempat.rumah)
    baru = Desa(Tempat(tmp_path / "baru", kantor.tempat.setelan))
    try:
        assert baru.bernomor() == ["arsip.mode_pemulihan"]
        saksi = json.loads((tmp_path / f"baru/kunci/saksi/{DESA}.json").read_bytes())
        assert saksi["pulih"] == "cadangan"
        baru.register(3)
        assert urut(baru.bernomor()[0]) == "004"
    finally:
        baru.tempat.matikan()


@pytest.mark.lama
def test_a_copy_of_another_office_is_refused_and_the_home_stays_empty(kantor: Kantor, tmp_path: Path) -> None:
    (tmp_path / "lain").mkdir()
    lain = siapkan(tmp_path / "lain")
    try:
        arsip = lain.cadangkan()
        lain.tempat.istirahat()
        setelan = lain.tempat.setelan | {"EOFFICE_SALINAN": kantor.tempat.setelan["EOFFICE_SALINAN"]}
        hasil = pulihkan(arsip, tmp_path / "baru", lain.rahasia, setelan, "--susulkan")
    finally:
        lain.tempat.matikan()
    assert (hasil.returncode, "bukan lanjutan cadangan" in hasil.stderr) == (1, True), hasil.stderr
    assert not (tmp_path / "baru").exists()


@pytest.mark.parametrize("salinan", ["", "{tmp}/tidak-ada"], ids=["none_set", "nothing_there"])
def test_a_copy_that_is_not_there_is_told_and_the_home_stays_empty(
    kantor: Kantor, tmp_path: Path, salinan: str
) -> None:
    (arsip,) = kantor.arsip()
    setelan = kantor.tempat.setelan | {"EOFFICE_SALINAN": salinan.format(tmp=tmp_path)}
    hasil = pulihkan(arsip, tmp_path / "baru", kantor.rahasia, setelan, "--susulkan")
    assert hasil.returncode == 1
    assert ("litestream menolak" if salinan else "belum disetel") in hasil.stderr
    assert not (tmp_path / "baru").exists()
    assert [satu.name for satu in tmp_path.iterdir() if "pemulihan" in satu.name] == []
