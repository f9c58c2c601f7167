"""Readers and writers of a register at once, in connections of their own: nothing stale is ever remembered."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection, connections

from eoffice.kernel.ids import new_id
from eoffice.penduduk.models import Edisi
from eoffice.penduduk.rules.mutasi import Lembar, OrangBaru, Rumah
from eoffice.penduduk.rules.statistik import MENURUT_NAMA, Wilayah
from eoffice.penduduk.selectors import statistik as selektor
from eoffice.penduduk.selectors.statistik import hitung, hitung_terkini
from eoffice.penduduk.services import catat_kedatangan
from eoffice.penduduk.services.edisi import edisi_baru
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

pytestmark = pytest.mark.serentak
HARI = date(2026, 11, 25)
KELAMIN = MENURUT_NAMA["jenis-kelamin"]


def datang(nomor: int) -> None:
    orang = OrangBaru(f"ORANG {nomor}", "L", date(1990, 4, 14), shdk=1)
    rumah = Rumah(f"320715010126{nomor:04}", dusun="JETAK", rw="001", rt="001")
    catat_kedatangan(Lembar(new_id(), date(2026, 3, 3), "uji"), orang=orang, rumah=rumah, asal="Banjar")


def banyak() -> int:
    return hitung_terkini(KELAMIN, Wilayah(), HARI).semua.jumlah


def serentak(*kerja: Callable[[], None]) -> list[BaseException]:
    """Run each in a thread of its own, all at once; return what failed."""
    galat: list[BaseException] = []

    def jalan(satu: Callable[[], None]) -> None:
        try:
            satu()
        except BaseException as salah:  # noqa: BLE001  told to the test
            galat.append(salah)
        finally:
            connections.close_all()

    utas = [threading.Thread(target=jalan, args=(satu,)) for satu in kerja]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join(60)
    return galat


def test_first_writers_at_once_leave_one_mark(cisontrol: Desa) -> None:
    def tandai() -> None:
        with lingkup(cisontrol.kode):
            edisi_baru()

    assert serentak(*[tandai] * 4) == []
    with lingkup(cisontrol.kode):
        assert Edisi.objects.count() == 1


def test_whoever_reads_while_others_write_never_sees_fewer_than_before(cisontrol: Desa) -> None:
    terlihat: list[int] = []
    selesai = threading.Event()

    def tulis() -> None:
        for nomor in range(12):
            with lingkup(cisontrol.kode):
                datang(nomor)
        selesai.set()

    def baca() -> None:
        while True:
            akhir = selesai.is_set()
            with lingkup(cisontrol.kode):
                terlihat.append(banyak())
            if akhir:
                return

    assert serentak(tulis, baca) == []
    assert terlihat == sorted(terlihat)
    assert terlihat[-1] == 12


def test_a_count_that_a_commit_overtook_is_not_kept_for_the_new_mark(
    cisontrol: Desa, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader has read the mark and then waits; somebody comes; the reader counts and remembers."""
    with lingkup(cisontrol.kode):
        datang(0)
    menunggu, boleh = threading.Event(), threading.Event()
    hasil: list[int] = []

    def lambat(*args: Any) -> Any:
        menunggu.set()
        assert boleh.wait(30)
        return hitung(*args)

    monkeypatch.setattr(selektor, "hitung", lambat)

    def baca() -> None:
        with lingkup(cisontrol.kode):
            hasil.append(banyak())

    def tulis() -> None:
        assert menunggu.wait(30)
        with lingkup(cisontrol.kode):
            datang(1)
        boleh.set()

    assert serentak(baca, tulis) == []
    assert hasil == [2], "a count is at least as new as its mark"
    with lingkup(cisontrol.kode):
        assert banyak() == 2
        assert hitung(KELAMIN, Wilayah(), HARI).semua.jumlah == 2
    assert connection.in_atomic_block is False
