"""Restored backups, copied computers and wrong clocks on real files and real processes: no number is given twice.

Each test has a village and a hub of its own: a fork stays in their streams.
"""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.config.dua_tempat import DESA, Dunia, dua_tempat
from tests.config.pulih_alat import Desa, bertemu, di_kabupaten, id_peristiwa, sync, urut

pytestmark = [pytest.mark.proses, pytest.mark.lama]


@pytest.fixture
def dunia(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dunia]:
    """A hub and a village for one test."""
    yield from dua_tempat(tmp_path_factory)


@pytest.fixture
def desa(dunia: Dunia) -> Desa:
    """The village's computer."""
    return Desa(dunia.desa)


def tanpa_ganda(*desa: Desa) -> None:
    """Fail when two papers have one number."""
    semua = [nomor for satu in desa for nomor in satu.kertas]
    assert len(semua) == len(set(semua))


def test_usb_backup_restored_after_500_letters(dunia: Dunia, desa: Desa, tmp_path: Path) -> None:
    """495 of them reached the regency, the last five are on paper only: the witness remembers them."""
    desa.bernomor(3)
    bertemu(dunia, desa)
    desa.cadangkan(tmp_path / "usb")
    desa.bernomor(495)
    bertemu(dunia, desa)
    assert urut(desa.bernomor(5)[-1]) == "503"
    desa.pulihkan(tmp_path / "usb")
    assert desa.bernomor() == ["arsip.mode_pemulihan"]
    seri = desa.sementara()
    assert [urut(n) for n in desa.bernomor(2)] == [f"P-{seri}-001", f"P-{seri}-002"]
    bertemu(dunia, desa)
    assert [urut(n) for n in desa.bernomor(2)] == ["504", "505"], (
        "after the last paper, not after the last row"
    )
    bertemu(dunia, desa)
    tanpa_ganda(desa)
    assert id_peristiwa(desa.tempat) == id_peristiwa(dunia.kabupaten)
    hilang = set(desa.kertas) - di_kabupaten(dunia)
    assert {urut(n) for n in hilang} == {"499", "500", "501", "502", "503"}, "what only the dead disk had"
    assert dunia.kabupaten.tanya("SELECT count(*) FROM sinkron_karantina WHERE selesai_pada IS NULL") == [
        (0,)
    ]


def test_the_paper_register_settles_a_restore_without_any_line(
    dunia: Dunia, desa: Desa, tmp_path: Path
) -> None:
    desa.bernomor(3)
    bertemu(dunia, desa)
    desa.cadangkan(tmp_path / "usb")
    desa.bernomor(4)
    bertemu(dunia, desa)
    desa.pulihkan(tmp_path / "usb")
    assert desa.bernomor() == ["arsip.mode_pemulihan"]
    desa.register(7)
    assert [urut(n) for n in desa.bernomor(2)] == ["008", "009"]
    bertemu(dunia, desa)
    assert urut(desa.bernomor()[0]) == "010"
    bertemu(dunia, desa)
    tanpa_ganda(desa)
    assert set(desa.kertas) == di_kabupaten(dunia), "both branches are in one register"
    assert id_peristiwa(desa.tempat) == id_peristiwa(dunia.kabupaten)


def test_same_backup_restored_twice(dunia: Dunia, desa: Desa, tmp_path: Path) -> None:
    desa.bernomor(3)
    bertemu(dunia, desa)
    desa.cadangkan(tmp_path / "usb")
    pernah = set[str]()
    for kali in range(2):
        desa.bernomor(5)
        bertemu(dunia, desa)
        pernah |= id_peristiwa(desa.tempat)
        desa.pulihkan(tmp_path / "usb")
        desa.tempat.menulis(2)  # somebody works before the line is back: a fork
        assert desa.bernomor() == ["arsip.mode_pemulihan"], kali
        bertemu(dunia, desa)
        pernah |= id_peristiwa(desa.tempat)
    assert urut(desa.bernomor()[0]) == "014"
    bertemu(dunia, desa)
    tanpa_ganda(desa)
    assert id_peristiwa(desa.tempat) == id_peristiwa(dunia.kabupaten)
    assert pernah <= id_peristiwa(dunia.kabupaten), "nothing that was ever told vanished"
    assert set(desa.kertas) == di_kabupaten(dunia)
    for tempat in (desa.tempat, dunia.kabupaten):
        assert tempat.jalankan("audit", "verify")[0] == 0


def test_clone_running_at_once(dunia: Dunia, desa: Desa, tmp_path: Path) -> None:
    desa.bernomor(3)
    bertemu(dunia, desa)
    klon = desa.klon(tmp_path / "klon", "laptop-operator")
    try:
        assert klon.bernomor() == ["arsip.mode_pemulihan"]
        seri = klon.sementara()
        assert urut(klon.bernomor()[0]) == f"P-{seri}-001"
        hasil, kata = sync(klon.tempat)
        assert hasil == 1
        assert "Kunci desa ini sudah dipakai di komputer lain" in kata
        assert klon.bernomor() != ["arsip.mode_pemulihan"], "still provisional"
        assert urut(desa.bernomor()[0]) == "004", "the first computer goes on"
        bertemu(dunia, desa)
        _dua_orang(dunia, klon)
        bertemu(dunia, klon)
        hasil, kata = sync(desa.tempat)
        assert (hasil, "tidak terdaftar di kabupaten" in kata) == (1, True), kata
        assert urut(klon.bernomor()[0]) == "005"
        bertemu(dunia, klon)
        tanpa_ganda(desa, klon)
        assert {*desa.kertas, *klon.kertas} == di_kabupaten(dunia)
    finally:
        klon.tempat.matikan()


DUA = "Salinan lain dari server desa ini sudah bertemu kabupaten"


def test_a_virtual_machine_copied_whole_is_found_when_the_second_one_meets(
    dunia: Dunia, desa: Desa, tmp_path: Path
) -> None:
    """Same machine id, same network cards, both run at once: who meets second is refused, whoever it is."""
    desa.bernomor(3)
    bertemu(dunia, desa)
    klon = desa.klon(tmp_path / "klon")
    try:
        bertemu(dunia, klon)
        desa.tempat.menulis(2)
        hasil, kata = sync(desa.tempat)
        assert (hasil, DUA in kata) == (1, True), kata
        bertemu(dunia, klon)
        assert dunia.kabupaten.tanya("SELECT klon_pada IS NOT NULL FROM sinkron_keadaannode") == [(True,)]
        assert klon.tempat.jalankan("sync", "pastikan", "--oleh", "Rika")[0] == 1, (
            "nobody asked the other one"
        )
        assert desa.tempat.jalankan("sync", "pastikan", "--oleh", "Rika")[0] == 0
        bertemu(dunia, desa)
        hasil, kata = sync(klon.tempat)
        assert (hasil, DUA in kata) == (1, True), kata
        assert id_peristiwa(desa.tempat) == id_peristiwa(dunia.kabupaten)
    finally:
        klon.tempat.matikan()


def test_an_image_of_the_whole_disk_put_back_twice_goes_on_when_a_person_says_so(
    dunia: Dunia, desa: Desa, tmp_path: Path
) -> None:
    """Keys, witness and turn are old then; nothing is lost, and nobody but a person can know that it is no copy."""
    desa.bernomor(3)
    bertemu(dunia, desa)
    desa.citra(tmp_path / "citra")
    pernah = set[str]()
    for _ in range(2):
        desa.bernomor(4)
        bertemu(dunia, desa)
        pernah |= id_peristiwa(desa.tempat)
        desa.pulihkan_citra(tmp_path / "citra")
        desa.tempat.menulis(2)
        hasil, kata = sync(desa.tempat)
        assert (hasil, DUA in kata) == (1, True), kata
        assert desa.tempat.jalankan("sync", "pastikan", "--oleh", "Rika")[0] == 0
        bertemu(dunia, desa)
        pernah |= id_peristiwa(desa.tempat)
    bertemu(dunia, desa)
    tanpa_ganda(desa)
    assert pernah <= id_peristiwa(dunia.kabupaten) == id_peristiwa(desa.tempat)
    assert set(desa.kertas) <= di_kabupaten(dunia)
    for tempat in (desa.tempat, dunia.kabupaten):
        assert tempat.jalankan("audit", "verify")[0] == 0


def test_an_answer_that_is_lost_does_not_make_a_village_its_own_copy(dunia: Dunia, desa: Desa) -> None:
    """The hub stored the turn, the power went before the village heard of it; again and again."""
    bertemu(dunia, desa)
    for _ in range(3):
        desa.tempat.kerjakan(JAWABAN_HILANG.format(desa=DESA))
        (sebelum,) = dunia.kabupaten.tanya("SELECT giliran_ke FROM sinkron_node")
        hasil, kata = sync(desa.tempat)
        assert hasil == 0, kata
        (sesudah,) = dunia.kabupaten.tanya("SELECT giliran_ke FROM sinkron_node")
        assert sebelum == sesudah, "the same turn, given again"
    desa.bernomor(1)
    bertemu(dunia, desa)
    assert dunia.sama() > 0


JAWABAN_HILANG = """
from unittest import mock
from eoffice.sinkron.services.garis import Garis
from eoffice.sinkron.services.kunci import diri, kabupaten
from eoffice.wilayah.tenancy import lingkup
with lingkup("{desa}"), mock.patch("eoffice.sinkron.services.garis.diberi"):
    Garis(kabupaten(), diri()).salam()
"""
"""Greet, and never hear the answer."""


def _dua_orang(dunia: Dunia, klon: Desa) -> None:
    """Let the second computer in: one officer makes the code, another approves it."""
    undangan = dunia.undangan("--ganti", "--oleh", "Asep")
    hasil, _, galat = klon.tempat.jalankan("sync", "daftar", undangan)
    assert (hasil, "belum disetujui" in galat) == (1, True), galat
    assert dunia.kabupaten.jalankan("sync", "setujui", "--desa", DESA, "--oleh", "Asep")[0] == 1
    assert dunia.kabupaten.jalankan("sync", "setujui", "--desa", DESA, "--oleh", "Neni")[0] == 0
    assert klon.tempat.jalankan("sync", "daftar", undangan)[0] == 0


def test_hub_restored_to_yesterday(dunia: Dunia, desa: Desa) -> None:
    desa.bernomor(3)
    bertemu(dunia, desa)
    _salin_basis_data(dunia, "eoffice", "kemarin")
    desa.bernomor(5)
    bertemu(dunia, desa)
    semua = id_peristiwa(dunia.kabupaten)
    _salin_basis_data(dunia, "kemarin", "eoffice")
    assert id_peristiwa(dunia.kabupaten) < semua
    bertemu(dunia, desa)
    assert id_peristiwa(dunia.kabupaten) == semua == id_peristiwa(desa.tempat)
    assert urut(desa.bernomor()[0]) == "009", "the village's numbers were never in doubt"
    bertemu(dunia, desa)
    assert set(desa.kertas) == di_kabupaten(dunia)
    assert dunia.sama() == len(semua) + 1


def _salin_basis_data(dunia: Dunia, dari: str, ke: str) -> None:
    """Put a copy of a database in the place of another while the hub is down."""
    dunia.padamkan()
    dunia.kabupaten.istirahat()
    alamat = dunia.kabupaten.setelan["EOFFICE_DATABASE_OWNER_URL"]
    with psycopg.connect(alamat.rsplit("/", 1)[0] + "/postgres", autocommit=True) as pemilik:
        pemilik.execute(f"DROP DATABASE IF EXISTS {ke} WITH (FORCE)")
        pemilik.execute(f"CREATE DATABASE {ke} TEMPLATE {dari}")
    dunia.nyalakan()


@pytest.mark.parametrize("jam", ["1970-01-01T00:05:00+00:00", "2029-12-01T03:00:00+00:00"])
def test_clock_at_1970_and_three_years_ahead(dunia: Dunia, desa: Desa, jam: str) -> None:
    desa.bernomor(2)
    bertemu(dunia, desa)
    assert desa.bernomor(jam=jam) == ["arsip.tanggal_belum_pasti"]
    kata = desa.tempat.kerjakan(SALAH_JAM.format(jam=jam))
    assert any(satu.startswith("Jam komputer ini ") for satu in kata), kata
    [(selisih,)] = dunia.kabupaten.tanya("SELECT selisih_jam FROM sinkron_node")
    assert abs(int(str(selisih))) > 365 * 24 * 3600, "the regency sees it as well"
    assert desa.bernomor() == ["arsip.tanggal_belum_pasti"], "until the next meeting, or a person"
    bertemu(dunia, desa)
    assert [urut(n) for n in desa.bernomor(2)] == ["003", "004"]
    bertemu(dunia, desa)
    tanpa_ganda(desa)
    assert set(desa.kertas) == di_kabupaten(dunia)
    assert id_peristiwa(desa.tempat) == id_peristiwa(dunia.kabupaten)


SALAH_JAM = """
import time_machine
from config.commands.grup import eoffice
with time_machine.travel("{jam}"):
    eoffice(["sync"], prog_name="eoffice")
"""
"""Meet under a wrong clock: what is signed carries a nonce, no time."""
