"""The forms of letter types, hours, days off and absences alone: what each box takes, refuses, and in which words."""

from datetime import date
from typing import Any

import pytest
from django import forms

from eoffice.surat.rules.jenis import katalog
from eoffice.web.aparat.formulir import jenis, keluar

HARI = date(2026, 11, 24)
SEKDES, KASI = "sekdes-1", "kasi-1"
KELUAR = {
    "mulai": "2026-11-24", "selesai": "2026-11-26", "pejabat": SEKDES, "ganti": "plh", "pemaraf": KASI, "dasar": "SP 1",
}  # fmt: skip
LIBUR = {"mulai": "2026-11-30", "sampai": "", "sebab": "Hari jadi"}


def buat_keluar(data: dict[str, str], *, paraf: bool = True) -> forms.Form:
    """Return the form of an absence, filled."""
    orang = [(SEKDES, "Tati, Sekretaris Desa"), (KASI, "Asep, Kasi Pelayanan")]
    return keluar.KadesKeluar(data, pejabat=orang, pemaraf=orang[1:], sekdes={SEKDES}, paraf=paraf, hari=HARI)


def buat_jenis(kode: str, data: dict[str, str]) -> jenis.Jenis:
    """Return the form of a type, filled."""
    return jenis.Jenis(data, baku=katalog()[kode], janji_biasa=7)


@pytest.mark.parametrize(
    ("lain", "salah"),
    [
        ({}, set()),
        ({"selesai": "2026-11-24"}, set()),
        ({"ganti": "an"}, set()),
        ({"pejabat": KASI, "pemaraf": ""}, set()),
        ({"pejabat": KASI}, set()),
        ({"mulai": "2026-11-23"}, {"mulai"}),
        ({"mulai": "kemarin"}, {"mulai"}),
        ({"mulai": "", "selesai": ""}, {"mulai", "selesai"}),
        ({"selesai": "2026-11-23"}, {"selesai"}),
        ({"pemaraf": ""}, {"pemaraf"}),
        ({"pemaraf": SEKDES}, {"pemaraf"}),
        ({"pejabat": "orang-lain"}, {"pejabat"}),
        ({"pejabat": ""}, {"pejabat"}),
        ({"ganti": "plt"}, {"ganti"}),
        ({"ganti": ""}, {"ganti"}),
        ({"dasar": "   "}, {"dasar"}),
        ({"dasar": "x" * 101}, {"dasar"}),
    ],
)
def test_an_absence(lain: dict[str, str], salah: set[str]) -> None:
    assert set(buat_keluar(KELUAR | lain).errors) == salah


def test_a_village_without_initials_asks_for_nobody_to_give_them() -> None:
    assert buat_keluar(KELUAR | {"pemaraf": ""}, paraf=False).is_valid()


def test_the_boxes_of_an_absence_stand_in_the_order_of_the_question() -> None:
    assert list(buat_keluar(KELUAR).fields) == ["mulai", "selesai", "pejabat", "ganti", "pemaraf", "dasar"]


@pytest.mark.parametrize(
    ("lain", "salah"),
    [
        ({}, set()),
        ({"sampai": "2026-12-02"}, set()),
        ({"mulai": "2026-11-24"}, set()),
        ({"mulai": "2026-11-23"}, {"mulai"}),
        ({"mulai": "2029-01-01"}, {"mulai"}),
        ({"mulai": "0001-01-01"}, {"mulai"}),
        ({"mulai": "30 November"}, {"mulai"}),
        ({"mulai": ""}, {"mulai"}),
        ({"sampai": "nanti"}, {"sampai"}),
        ({"sebab": ""}, {"sebab"}),
        ({"sebab": "\u200b"}, {"sebab"}),
        ({"sebab": "x" * 81}, {"sebab"}),
    ],
)
def test_a_day_off(lain: dict[str, str], salah: set[str]) -> None:
    form = jenis.Libur(LIBUR | lain, hari=HARI)
    assert set(form.errors) == salah


@pytest.mark.parametrize(
    ("data", "salah"),
    [
        ({"buka_0": "08:00", "tutup_0": "15:00"}, set()),
        ({"buka_0": "08.00", "tutup_0": "15.00"}, set()),
        ({"buka_0": "00:00", "tutup_0": "23:59"}, set()),
        ({"buka_6": "09:00", "tutup_6": "09:01"}, set()),
        ({}, {"buka_0"}),
        ({"buka_0": "15:00", "tutup_0": "08:00"}, {"tutup_0"}),
        ({"buka_0": "08:00", "tutup_0": "08:00"}, {"tutup_0"}),
        ({"buka_0": "08:00"}, {"tutup_0"}),
        ({"tutup_0": "08:00"}, {"tutup_0"}),
        ({"buka_0": "pagi", "tutup_0": "15:00"}, {"buka_0"}),
        ({"buka_0": "24:00", "tutup_0": "25:00"}, {"buka_0", "tutup_0"}),
        ({"buka_0": "8", "tutup_0": "15:00"}, {"buka_0"}),
        ({"buka_0": "08:00", "tutup_0": "15:00", "buka_3": "09:00"}, {"tutup_3"}),
    ],
)
def test_opening_hours(data: dict[str, str], salah: set[str]) -> None:
    form = jenis.JamBuka(data)
    assert set(form.errors) == salah
    assert all(len(kata) > 15 for daftar in form.errors.values() for kata in map(str, daftar))


def test_every_weekday_has_its_two_boxes() -> None:
    semua = list(jenis.JamBuka().hari())
    assert [h.nama for h in semua] == ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
    assert [(h.buka.name, h.tutup.name) for h in semua] == [(f"buka_{n}", f"tutup_{n}") for n in range(7)]


@pytest.mark.parametrize(
    ("tulis", "jadi"),
    [
        ("", ()),
        ("\n\n  \n", ()),
        ("Arsip", ("Arsip",)),
        ("Camat Rancah\r\nArsip\r\n", ("Camat Rancah", "Arsip")),
        ("  Camat   Rancah  \n\n\tArsip", ("Camat Rancah", "Arsip")),
    ],
)
def test_copy_recipients_are_lines(tulis: str, jadi: tuple[str, ...]) -> None:
    form = buat_jenis("sku", {"tembusan": tulis})
    assert form.is_valid()
    assert form.cleaned_data["tembusan"] == jadi


@pytest.mark.parametrize("kode", list(katalog()))
def test_each_type_says_what_an_empty_box_means(kode: str) -> None:
    baku, form = katalog()[kode], buat_jenis(kode, {})
    assert form.is_valid(), "an empty form is a village that changes nothing"
    assert baku.klasifikasi in str(form.fields["klasifikasi"].help_text)
    assert "7 jam kerja" in str(form.fields["janji_jam"].help_text)
    assert ("berlaku_bulan" in form.fields) is not bool(baku.berlaku_isian)
    if baku.berlaku_bulan:
        assert f"{baku.berlaku_bulan} bulan" in str(form.fields["berlaku_bulan"].help_text)


@pytest.mark.parametrize(
    ("data", "salah"),
    [
        ({"label": "Bukti PBB"}, set()),
        ({"label": "Bukti PBB", "petunjuk": "x" * 200, "wajib": "on"}, set()),
        ({"label": ""}, {"label"}),
        ({"label": "\u200b "}, {"label"}),
        ({"label": "x" * 81}, {"label"}),
        ({"label": "x", "petunjuk": "x" * 201}, {"petunjuk"}),
    ],
)
def test_a_document_of_the_village(data: dict[str, Any], salah: set[str]) -> None:
    assert set(jenis.SyaratBaru(data).errors) == salah
