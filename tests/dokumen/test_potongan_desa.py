"""Arriving files of a village: each village its own, drawers apart, what is old goes and what is young stays."""

import hashlib
import os
import time
from pathlib import Path

import pytest
from django.conf import LazySettings

from eoffice.dokumen.adapters.store import BerkasHilang, letak, simpan
from eoffice.dokumen.services import potongan
from eoffice.dokumen.services.potongan import UMUR_POTONGAN_DETIK
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

pytestmark = pytest.mark.django_db
ISI = b"surat keterangan" * 100
SIDIK = hashlib.sha256(ISI).hexdigest()
LAIN = hashlib.sha256(b"lain").hexdigest()


@pytest.fixture(autouse=True)
def rumah(tmp_path: Path, settings: LazySettings) -> Path:
    settings.EOFFICE_HOME = tmp_path
    return tmp_path


def berkas(rumah: Path) -> list[Path]:
    return sorted(satu for satu in rumah.rglob("*") if satu.is_file())


def tuakan(path: Path, detik: float) -> None:
    os.utime(path, (time.time() - detik,) * 2)


def test_a_piece_of_one_village_is_none_of_the_neighbour_s(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        assert potongan.tambah_potongan(SIDIK, 0, ISI[:10]) == 10
    with lingkup(situmandala.kode):
        assert potongan.sampai_mana(SIDIK) == 0
        potongan.lupakan_potongan(SIDIK)
        potongan.kosongkan_laci()
    with lingkup(cisontrol.kode):
        assert potongan.sampai_mana(SIDIK) == 10


@pytest.mark.usefixtures("di_cisontrol")
class TestLaci:
    def test_a_drawer_is_neither_the_shelf_nor_another_drawer(self) -> None:
        potongan.tambah_potongan(SIDIK, 0, ISI, "a")
        assert [potongan.sampai_mana(SIDIK, laci) for laci in ("", "a", "b")] == [0, len(ISI), 0]
        assert potongan.baca_potongan(SIDIK, "a") == ISI

    def test_a_drawer_is_emptied_but_for_one_file(self) -> None:
        for laci, sidik in (("a", SIDIK), ("a", LAIN), ("b", SIDIK)):
            potongan.tambah_potongan(sidik, 0, b"x", laci)
        potongan.tambah_potongan(SIDIK, 0, b"x")
        potongan.kosongkan_laci("a", kecuali=LAIN)
        assert [potongan.sampai_mana(s, laci) for s, laci in ((SIDIK, "a"), (LAIN, "a"), (SIDIK, "b"))] == [
            0,
            1,
            1,
        ]
        potongan.kosongkan_laci()
        assert [potongan.sampai_mana(s, laci) for s, laci in ((LAIN, "a"), (SIDIK, "b"))] == [0, 0]
        assert potongan.sampai_mana(SIDIK) == 1, "what is to be kept for good lies in no drawer"


@pytest.mark.usefixtures("di_cisontrol")
class TestLama:
    def test_what_nobody_added_to_for_two_months_goes_wherever_it_lies(self, rumah: Path) -> None:
        potongan.tambah_potongan(SIDIK, 0, b"x")
        potongan.tambah_potongan(SIDIK, 0, b"x", "a")
        potongan.tambah_potongan(LAIN, 0, b"x")
        for path in berkas(rumah):
            tuakan(path, UMUR_POTONGAN_DETIK + (60 if path.name == SIDIK else -60))
        assert potongan.buang_potongan_lama() == 2
        assert [path.name for path in berkas(rumah)] == [LAIN]
        assert potongan.buang_potongan_lama() == 0

    def test_what_is_kept_for_good_never_grows_too_old(self, rumah: Path) -> None:
        simpan(rumah / "berkas", ISI)
        tuakan(letak(rumah / "berkas", SIDIK), 10 * UMUR_POTONGAN_DETIK)
        assert potongan.buang_potongan_lama() == 0
        assert potongan.ukuran(SIDIK) == len(ISI)


class TestPotong:
    """A kept file goes out piece by piece."""

    def test_pieces_together_are_the_file(self, rumah: Path) -> None:
        simpan(rumah / "berkas", ISI)
        semua = [potongan.potong(SIDIK, dari, 700) for dari in range(0, len(ISI), 700)]
        assert b"".join(semua) == ISI
        assert [len(satu) for satu in semua] == [700, 700, 200]
        assert potongan.potong(SIDIK, len(ISI), 700) == b""

    def test_the_first_piece_of_a_damaged_file_is_not_sent(self, rumah: Path) -> None:
        simpan(rumah / "berkas", ISI)
        letak(rumah / "berkas", SIDIK).write_bytes(ISI[:-1] + b"x")
        with pytest.raises(BerkasHilang):
            potongan.potong(SIDIK, 0, 10)

    @pytest.mark.parametrize("dari", [0, 5])
    def test_what_is_not_here_is_told_and_has_no_size(self, dari: int) -> None:
        assert potongan.ukuran(SIDIK) is None
        with pytest.raises(BerkasHilang):
            potongan.potong(SIDIK, dari, 10)

    def test_a_whole_file_takes_its_place_and_is_forgotten_only_when_told(
        self, rumah: Path, di_cisontrol: Desa
    ) -> None:
        potongan.tambah_potongan(SIDIK, 0, ISI)
        potongan.selesaikan_potongan(SIDIK)
        assert (potongan.ukuran(SIDIK), potongan.sampai_mana(SIDIK)) == (len(ISI), len(ISI))
        potongan.lupakan_potongan(SIDIK)
        potongan.lupakan_potongan(SIDIK)
        assert (potongan.ukuran(SIDIK), potongan.sampai_mana(SIDIK)) == (len(ISI), 0)
