"""Closed days are told before somebody comes in vain: on the home page, beside every promise, behind a ticket."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from eoffice.surat.rules.tutup import Tutup
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.services import buang_libur, tambah_libur
from eoffice.web.warga.tutup import kata_tutup
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import Pemeran, diajukan
from tests.web.markup import read
from tests.web.warga.conftest import hp

pytestmark = pytest.mark.django_db
SELASA = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
RABU, KAMIS = date(2026, 11, 25), date(2026, 11, 26)
SEBAB = "Hari jadi desa"
BERANDA_TUTUP = "Kantor desa tutup hari ini"
AKAN_TUTUP = "Kantor desa akan tutup"


@pytest.fixture(autouse=True)
def _selasa() -> Iterator[None]:
    with time_machine.travel(SELASA, tick=False):
        yield


def tutupkan(desa: Desa, mulai: date, sampai: date | None = None) -> None:
    with lingkup(desa.kode):
        tambah_libur(mulai=mulai, sampai=sampai or mulai, sebab=SEBAB, pelaku="uji")


def teks(klien: Client, alamat: str, **kueri: Any) -> str:
    jawab = klien.get(alamat, kueri)
    assert jawab.status_code == 200, alamat
    return " ".join(read(jawab.content.decode()).text.split())


def beranda(desa: Desa) -> str:
    return teks(Client(), reverse("warga:beranda", args=[desa.kode]))


def test_an_ordinary_week_says_nothing(cisontrol: Desa) -> None:
    for kata in (BERANDA_TUTUP, AKAN_TUTUP, "Kantor tutup"):
        assert kata not in beranda(cisontrol)


def test_the_home_page_tells_of_tomorrow_and_of_today(cisontrol: Desa) -> None:
    tutupkan(cisontrol, RABU)
    page = beranda(cisontrol)
    assert AKAN_TUTUP in page
    assert f"Besok ({SEBAB})" in page
    with time_machine.travel(SELASA.replace(day=25), tick=False):
        page = beranda(cisontrol)
        assert BERANDA_TUTUP in page
        assert f"Hari ini ({SEBAB})" in page
        assert "Permohonan tetap dapat dikirim" in page
    with time_machine.travel(SELASA.replace(day=26), tick=False):
        assert BERANDA_TUTUP not in beranda(cisontrol)


def test_what_is_taken_back_is_told_no_longer(cisontrol: Desa) -> None:
    tutupkan(cisontrol, RABU)
    with lingkup(cisontrol.kode):
        buang_libur(hari=RABU, pelaku="uji")
    assert AKAN_TUTUP not in beranda(cisontrol)


def test_two_weeks_ahead_and_no_further(cisontrol: Desa) -> None:
    tutupkan(cisontrol, date(2026, 12, 9))
    assert AKAN_TUTUP not in beranda(cisontrol)
    tutupkan(cisontrol, date(2026, 12, 8))
    assert "Selasa, 8 Desember" in beranda(cisontrol)


def test_the_days_of_the_decree_are_told_by_their_names(cisontrol: Desa) -> None:
    with time_machine.travel(SELASA.replace(month=12, day=22), tick=False):
        page = beranda(cisontrol)
    assert "Jumat, 25 Desember" in page
    assert "Natal" in page


def test_the_neighbour_is_open(cisontrol: Desa, situmandala: Desa) -> None:
    tutupkan(cisontrol, RABU)
    assert AKAN_TUTUP not in beranda(situmandala)


def test_every_promise_leaps_over_them_and_says_so(cisontrol: Desa, cast: Pemeran) -> None:
    with lingkup(cisontrol.kode):
        surat_id = diajukan(cast)
        tiket = rincian(surat_id).tiket
    tutupkan(cisontrol, RABU, KAMIS)
    kata = f"Kantor tutup: Besok sampai Kamis, 26 November ({SEBAB})"
    warga = hp(cast.warga)
    for klien, alamat in (
        (Client(), reverse("warga:jenis", args=[cisontrol.kode, "sku"])),
        (warga, reverse("warga:surat", args=[surat_id])),
        (warga, reverse("warga:selesai", args=[surat_id])),
    ):
        assert kata in teks(klien, alamat), alamat
    lacak = teks(Client(), reverse("warga:lacak", args=[cisontrol.kode]), tiket=tiket)
    assert "hari ini, pukul" in lacak
    assert "Kantor tutup" not in lacak, "this step ends before"


def test_a_promise_that_ends_before_says_nothing(cisontrol: Desa, cast: Pemeran) -> None:
    with lingkup(cisontrol.kode):
        surat_id = diajukan(cast)
    tutupkan(cisontrol, date(2026, 12, 4))
    assert "Kantor tutup" not in teks(hp(cast.warga), reverse("warga:surat", args=[surat_id]))


def test_a_ticket_whose_step_ends_after_them_tells_of_them(cisontrol: Desa, cast: Pemeran) -> None:
    with lingkup(cisontrol.kode), time_machine.travel(SELASA.replace(hour=14, minute=30), tick=False):
        tiket = rincian(diajukan(cast)).tiket
    tutupkan(cisontrol, RABU)
    with time_machine.travel(SELASA.replace(hour=14, minute=40), tick=False):
        lacak = teks(Client(), reverse("warga:lacak", args=[cisontrol.kode]), tiket=tiket)
    assert f"Besok ({SEBAB})" in lacak


def test_telling_them_asks_the_database_nothing_more(cisontrol: Desa, cast: Pemeran) -> None:
    alamat = reverse("warga:beranda", args=[cisontrol.kode])

    def banyak() -> int:
        with CaptureQueriesContext(connection) as kueri:
            Client().get(alamat)
        return len(kueri)

    sebelum = banyak()
    tutupkan(cisontrol, RABU, KAMIS)
    assert banyak() == sebelum <= 15


@pytest.mark.parametrize(
    ("mulai", "sampai", "sebab", "kata"),
    [
        (RABU, RABU, "Natal", "Hari ini (Natal)"),
        (KAMIS, KAMIS, "", "Besok"),
        (RABU, KAMIS, "Natal", "Hari ini sampai besok (Natal)"),
        (KAMIS, date(2026, 11, 27), "X", "Besok sampai Jumat, 27 November (X)"),
        (date(2027, 1, 1), date(2027, 1, 1), "Tahun baru", "Jumat, 1 Januari 2027 (Tahun baru)"),
    ],
)
def test_a_span_in_words(mulai: date, sampai: date, sebab: str, kata: str) -> None:
    assert kata_tutup(Tutup(mulai, sampai, sebab), RABU) == kata
