"""What a village's server says of itself, and how the hub reads what older, newer and hostile ones say."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.conf import LazySettings

from eoffice.jejak.aliran import semua_ujung
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput
from eoffice.sinkron.models import BerkasAntar, TandaTerima
from eoffice.sinkron.rules.giliran import Giliran, Kartu
from eoffice.sinkron.rules.laporan import BENTUK, Laporan, baca
from eoffice.sinkron.selectors import tertua_belum_dikonfirmasi
from eoffice.sinkron.services import laporan
from eoffice.wilayah.models import Desa
from tests.jejak.conftest import tulis

KARTU = Kartu(Giliran(41, "c" * 32), "d" * 32, pasti=True)
LENGKAP = Laporan("1.2", -3, uuid4(), 7, 90, 2, 1, 10**9, 10**10, "ab12", KARTU)
PERTAMA = {"versi": "1.0", "selisih_jam": 4, "epoch": None, "urut": 0}
"""The first form of the report."""


@pytest.mark.parametrize("satu", [LENGKAP, Laporan("1.0", 0, None, 0)])
def test_a_report_is_read_as_it_was_written(satu: Laporan) -> None:
    assert baca(satu.tulis()) == satu
    assert json.loads(satu.tulis())["bentuk"] == BENTUK == 2


def test_an_older_report_leaves_the_rest_unknown() -> None:
    satu = baca(json.dumps(PERTAMA).encode())
    assert satu == Laporan("1.0", 4, None, 0)
    assert (satu.umur_tertua, satu.disk_sisa, satu.mesin, satu.kartu) == (None, None, "", Kartu())


def test_what_a_newer_report_tells_besides_is_passed_over() -> None:
    baru = json.loads(LENGKAP.tulis()) | {"bentuk": 9, "suhu": 41, "baterai": {"persen": 80}}
    assert baca(json.dumps(baru).encode()) == LENGKAP


@pytest.mark.parametrize(
    "rusak",
    [
        {"umur_tertua": "lama"}, {"berkas": [1]}, {"disk_sisa": {}}, {"tertahan": float("inf")}, {"mesin": "a\0b"},
        {"urut": -1}, {"urut": 2**63}, {"versi": "1\0"}, {"epoch": "x"}, {"epoch": 3},
        {"kartu": "x"}, {"kartu": {"punya": 3}}, {"kartu": {"punya": {"ke": "banyak"}}}, {"kartu": {"usul": "a\0"}},
    ],
)  # fmt: skip
def test_a_report_that_cannot_be_meant_is_refused(rusak: dict[str, object]) -> None:
    isi = json.dumps(PERTAMA | rusak).encode()
    with pytest.raises(InvalidInput) as tolak:
        baca(isi)
    assert tolak.value.pesan.kode == "sinkron.permintaan_rusak"


def test_numbers_beyond_all_measure_are_cut() -> None:
    satu = baca(json.dumps(PERTAMA | {"umur_tertua": -5, "disk_sisa": 10**30, "mesin": "f" * 99}).encode())
    assert (satu.umur_tertua, satu.disk_sisa, satu.mesin) == (0, 2**62, "f" * 16)


@pytest.mark.usefixtures("di_cisontrol", "jenis_uji")
class TestDariSini:
    """The report of the village in scope."""

    def test_a_new_installation_has_nothing_to_send(self) -> None:
        satu = laporan.laporan_sini(5)
        assert (satu.epoch, satu.urut, satu.umur_tertua, satu.berkas, satu.tertahan) == (None, 0, 0, 0, 0)
        assert satu.selisih_jam == 5
        assert satu.disk_sisa
        assert satu.disk_semua
        assert satu.disk_sisa < satu.disk_semua

    def test_the_oldest_event_that_no_receipt_covers_counts(self, di_cisontrol: Desa) -> None:
        with time_machine.travel(clock.now() - timedelta(hours=5), tick=False):
            tulis()
        with time_machine.travel(clock.now() - timedelta(hours=2), tick=False):
            tulis()
        (milik,) = semua_ujung()
        assert laporan.laporan_sini(0).umur_tertua == pytest.approx(5 * 3600, abs=5)
        resi = TandaTerima(epoch=milik.epoch, urut=1, digest="", isi=b"", pada=clock.now())
        resi.save()
        assert laporan.laporan_sini(0).umur_tertua == pytest.approx(2 * 3600, abs=5)
        TandaTerima.objects.update(urut=2)
        assert laporan.laporan_sini(0).umur_tertua == 0
        assert tertua_belum_dikonfirmasi() is None

    def test_a_clock_set_back_makes_no_negative_age(self) -> None:
        with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
            tulis()
        assert laporan.laporan_sini(0).umur_tertua == 0

    def test_files_that_wait_are_counted(self) -> None:
        for nomor, (ditunggu, selesai) in enumerate([(False, None), (False, clock.now()), (True, None)]):
            BerkasAntar(
                sha256=f"{nomor:064}", ditunggu=ditunggu, disebut_pada=clock.now(), selesai_pada=selesai
            ).save()
        assert laporan.laporan_sini(0).berkas == 1


def _komputer(folder: Path, *, mac: str, usb: str = "") -> None:
    """Make a computer with one built-in network card, a virtual one, and perhaps one at a USB port."""
    for nama, alamat, letak in (("eth0", mac, "pci0"), ("lo", "00:00", ""), ("usb0", usb, "usb1/1-2")):
        if not alamat:
            continue
        asli = folder / "devices" / letak / nama if letak else folder / "virtual" / nama
        asli.mkdir(parents=True)
        (asli / "address").write_text(f"{alamat}\n")
        if letak:
            (asli / "device").mkdir()
        (folder / "net").mkdir(exist_ok=True)
        (folder / "net" / nama).symlink_to(asli)


def test_a_copied_disk_in_another_computer_has_another_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laporan, "_ID_MESIN", tmp_path / "machine-id")
    (tmp_path / "machine-id").write_text("sama di setiap salinan\n")
    for nama, mac, usb in (("satu", "aa", ""), ("satu-usb", "aa", "cc"), ("dua", "bb", "")):
        _komputer(tmp_path / nama, mac=mac, usb=usb)

    def sidik(nama: str) -> str:
        monkeypatch.setattr(laporan, "_JARINGAN", tmp_path / nama / "net")
        return laporan.sidik_mesin()

    assert sidik("satu") == sidik("satu-usb")
    assert sidik("satu") != sidik("dua")
    assert len(sidik("satu")) == 16


def test_a_computer_that_tells_nothing_still_has_a_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    monkeypatch.setattr(laporan, "_ID_MESIN", tmp_path / "tidak-ada")
    monkeypatch.setattr(laporan, "_JARINGAN", tmp_path / "tidak-ada-juga")
    assert len(laporan.sidik_mesin()) == 16
