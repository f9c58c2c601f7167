"""Opening hours by weekday and the village's own days off: typed, refused, shown, counted."""

import re
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel import clock
from eoffice.surat.services import jam_kerja, pengaturan, tambah_libur
from eoffice.web.aparat.pengaturan.jam_libur import tulis_jam_buka
from eoffice.wilayah.jam_buka import baca_jam_buka
from eoffice.wilayah.selectors import identitas
from tests.web.aparat.conftest import Balai, isi, ke
from tests.web.markup import read

pytestmark = pytest.mark.django_db
PAGI = (time(8), time(15))
BIASA = {f"{apa}_{n}": jam for n in range(5) for apa, jam in (("buka", "08:00"), ("tutup", "15:00"))}


def kirim(balai: Balai, **data: str) -> Any:
    """Send the opening hours."""
    return balai.operator.post(ke("jam_buka"), BIASA | data)


def hari(n: int) -> date:
    """Return the day ``n`` days ahead."""
    return clock.now().date() + timedelta(days=n)


def libur(balai: Balai, **data: str) -> Any:
    """Send a day off."""
    return balai.operator.post(ke("libur"), {"mulai": hari(30).isoformat(), "sebab": "Hari jadi"} | data)


@pytest.mark.parametrize(
    ("buka", "teks"),
    [
        (dict.fromkeys(range(5), PAGI), "Senin sampai Jumat, 08.00-15.00 WIB"),
        (
            {**dict.fromkeys(range(4), PAGI), 4: (time(8), time(11, 30))},
            "Senin sampai Kamis, 08.00-15.00; Jumat, 08.00-11.30 WIB",
        ),
        ({0: PAGI, 2: PAGI}, "Senin, 08.00-15.00; Rabu, 08.00-15.00 WIB"),
        ({6: (time(9, 5), time(10))}, "Minggu, 09.05-10.00 WIB"),
        ({0: PAGI, 1: PAGI, 2: (time(9), time(10)), 3: PAGI, 4: PAGI},
         "Senin sampai Selasa, 08.00-15.00; Rabu, 09.00-10.00; Kamis sampai Jumat, 08.00-15.00 WIB"),
    ],
)  # fmt: skip
def test_hours_as_the_public_reads_them(buka: dict[int, tuple[time, time]], teks: str) -> None:
    assert tulis_jam_buka(buka, "WIB") == teks
    assert baca_jam_buka(teks) == buka


JAM = st.tuples(st.integers(0, 1438), st.integers(1, 1439)).filter(lambda dua: dua[0] < dua[1])


@given(st.dictionaries(st.integers(0, 6), JAM, min_size=1))
def test_whatever_hours_there_are_are_read_back_as_they_were(menit: dict[int, tuple[int, int]]) -> None:
    buka = {n: (time(a // 60, a % 60), time(b // 60, b % 60)) for n, (a, b) in menit.items()}
    assert baca_jam_buka(tulis_jam_buka(buka, "WIT")) == buka


def test_the_page_shows_the_hours_as_they_are(balai: Balai) -> None:
    page = isi(balai.operator.get(ke("jam_libur")))
    assert re.search(r'name="buka_0" value="08:00"', page)
    assert re.search(r'name="tutup_4" value="15:00"', page)
    assert not re.search(r'name="buka_5" value', page)


def test_hours_are_kept_read_by_the_public_and_counted(balai: Balai) -> None:
    assert kirim(balai, tutup_4="11:30", buka_5="08.00", tutup_5="10.00").status_code == 302
    teks = "Senin sampai Kamis, 08.00-15.00; Jumat, 08.00-11.30; Sabtu, 08.00-10.00 WIB"
    assert balai.dalam(identitas).jam_buka == teks
    assert balai.dalam(jam_kerja, clock.now()).jam[5] == (time(8), time(10))
    beranda = Client().get(reverse("warga:beranda", args=[balai.desa.kode])).content.decode()
    assert teks in read(beranda).text


@pytest.mark.parametrize(
    ("data", "kotak", "kata"),
    [
        ({"tutup_0": ""}, "tutup_0", "Senin: isi jam buka dan jam tutup"),
        ({"buka_6": "08:00"}, "tutup_6", "Minggu: isi jam buka dan jam tutup"),
        ({"tutup_2": "08:00"}, "tutup_2", "Rabu: jam tutup harus sesudah jam buka"),
        ({"buka_1": "16:00"}, "tutup_1", "Selasa: jam tutup harus sesudah jam buka"),
        ({"buka_1": "25:00"}, "buka_1", "Tulis jam seperti 08.00"),
        ({"tutup_3": "sore"}, "tutup_3", "Tulis jam seperti 08.00"),
        (dict.fromkeys(BIASA, ""), "buka_0", "paling sedikit satu hari"),
    ],
)
def test_hours_that_cannot_be_are_refused_beside_their_box(
    balai: Balai, data: dict[str, str], kotak: str, kata: str
) -> None:
    awal = balai.dalam(identitas)
    page = isi(kirim(balai, **data), 422)
    assert kata in page
    assert f'href="#id_{kotak}"' in page
    assert balai.dalam(identitas) == awal


def test_seven_different_days_do_not_fit_in_one_sentence(balai: Balai) -> None:
    semua = {
        f"{apa}_{n}": f"{jam + n:02}:0{n}" for n in range(7) for apa, jam in (("buka", 7), ("tutup", 14))
    }
    page = isi(balai.operator.post(ke("jam_buka"), semua), 422)
    assert "Samakan jam beberapa hari" in page
    assert "Senin sampai Jumat" in balai.dalam(identitas).jam_buka


def test_a_day_off_is_kept_with_its_reason_and_taken_back(balai: Balai) -> None:
    assert libur(balai).status_code == 302
    page = isi(balai.operator.get(ke("jam_libur")))
    assert "Hari jadi" in read(page).text
    assert not balai.dalam(jam_kerja, clock.now()).buka_pada(hari(30))
    hapus = ke("libur_hapus", hari(30).isoformat())
    assert f'action="{hapus}"' in page
    assert balai.operator.post(hapus, follow=True).content.decode().count("bukan hari libur lagi") == 1
    assert balai.operator.post(hapus).status_code == 302, "pressed twice it is gone once"
    assert balai.dalam(pengaturan).libur == {}


def test_several_days_at_once(balai: Balai) -> None:
    libur(balai, sampai=hari(32).isoformat())
    assert list(balai.dalam(pengaturan).libur) == [hari(n).isoformat() for n in (30, 31, 32)]


@pytest.mark.parametrize(
    ("data", "kotak", "kata"),
    [
        ({"mulai": ""}, "mulai", "belum diisi"),
        ({"mulai": "2026-02-30"}, "mulai", "Tulis tanggal yang ada di kalender"),
        ({"mulai": "2020-01-01"}, "mulai", "dari hari ini sampai dua tahun"),
        ({"mulai": "2099-01-01"}, "mulai", "dari hari ini sampai dua tahun"),
        ({"sampai": "2020-01-01"}, "sampai", "Periksa kedua tanggalnya"),
        ({"sampai": "9999-12-31"}, "sampai", "Periksa kedua tanggalnya"),
        ({"sebab": ""}, "sebab", "belum diisi"),
        ({"sebab": "x" * 81}, "sebab", "80"),
        ({"sebab": "字典"}, "", "tidak dapat ditampilkan"),
    ],
)
def test_a_day_off_that_cannot_be_is_refused(
    balai: Balai, data: dict[str, str], kotak: str, kata: str
) -> None:
    page = isi(libur(balai, **data), 422)
    assert kata in page
    assert not kotak or f'href="#id_{kotak}"' in page
    assert balai.dalam(pengaturan).libur == {}


def test_days_that_are_over_are_not_shown_and_hostile_reasons_are_only_words(balai: Balai) -> None:
    for n, sebab in ((-3, "Sudah lewat"), (3, "<script>alert(1)</script>")):
        balai.dalam(tambah_libur, mulai=hari(n), sampai=hari(n), sebab=sebab, pelaku="uji")
    page = isi(balai.operator.get(ke("jam_libur")))
    assert "Sudah lewat" not in page
    assert "<script>alert" not in page
    assert "<script>alert(1)</script>" in read(page).text


@pytest.mark.parametrize("teks", ["kemarin", "2026-02-30", "2026-12-24T00-00"])
def test_no_day_of_the_calendar_is_not_found(balai: Balai, teks: str) -> None:
    assert balai.operator.post(ke("libur_hapus", teks)).status_code == 404


def test_other_roles_and_other_villages_change_nothing_here(balai: Balai, balai_lain: Balai) -> None:
    awal = balai.dalam(identitas)
    assert balai.kades.post(ke("jam_buka"), BIASA).status_code == 404
    assert balai.kades.post(ke("libur"), {"mulai": hari(3).isoformat(), "sebab": "x"}).status_code == 404
    libur(balai)
    balai_lain.operator.post(ke("libur_hapus", hari(30).isoformat()))
    balai_lain.operator.post(ke("jam_buka"), BIASA | {"tutup_0": "12:00"})
    assert balai.dalam(identitas) == awal
    assert list(balai.dalam(pengaturan).libur) == [hari(30).isoformat()]
