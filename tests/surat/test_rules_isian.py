"""Typed fields: what people type, what is kept, what is printed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.messages import Pesan
from eoffice.surat.rules.daftar import baca_semua, mentah_dari, tulis_isian, tulis_semua
from eoffice.surat.rules.isian import MAKS_KETIKAN, Bila, Isian, Nilai, Pilihan, Tipe, baca_isian
from eoffice.surat.rules.teks import periksa_teks, rapikan

HARI = date(2026, 11, 24)


def isian(tipe: Tipe, **ubah: object) -> Isian:
    pilihan = (
        (Pilihan("a", "Pilihan A", "A tercetak"), Pilihan("lainnya", "Lain")) if tipe is Tipe.PILIHAN else ()
    )
    dasar: dict[str, object] = {
        "kode": "x",
        "label": "Isian",
        "tipe": tipe,
        "tanya": "Apa?",
        "pilihan": pilihan,
    }
    return Isian(**(dasar | ubah))  # type: ignore[arg-type]


def kode(hasil: Nilai | Pesan | None) -> str:
    assert isinstance(hasil, Pesan), hasil
    return hasil.kode


@pytest.mark.parametrize(
    ("tipe", "ketikan", "nilai", "cetak"),
    [
        (Tipe.TEKS, "  Warung\tBu  Euis\n", "Warung Bu Euis", "Warung Bu Euis"),
        (Tipe.TEKS, "Gula\u200b Aren\ufeff", "Gula Aren", "Gula Aren"),
        (Tipe.TEKS, "Cafe\u0301", "Café", "Café"),
        (Tipe.TEKS, "Bu\u202eEuis", "BuEuis", "BuEuis"),
        (Tipe.TEKS, "a\u00a0b", "a b", "a b"),
        (Tipe.TEKS_PANJANG, "Dusun A\r\nRT 01", "Dusun A RT 01", "Dusun A RT 01"),
        (Tipe.ANGKA, "3", 3, "3 (tiga)"),
        (Tipe.ANGKA, "0", 0, "0 (nol)"),
        (Tipe.UANG, "850000", 850000, "Rp850.000 (delapan ratus lima puluh ribu rupiah)"),
        (Tipe.UANG, "Rp 850.000,-", 850000, "Rp850.000 (delapan ratus lima puluh ribu rupiah)"),
        (Tipe.UANG, "rp850.000,00", 850000, "Rp850.000 (delapan ratus lima puluh ribu rupiah)"),
        (Tipe.UANG, "1 500 000", 1500000, "Rp1.500.000 (satu juta lima ratus ribu rupiah)"),
        (Tipe.TANGGAL, "14-4-2026", "2026-04-14", "14 April 2026"),
        (Tipe.TANGGAL, "14/04/2026", "2026-04-14", "14 April 2026"),
        (Tipe.TANGGAL, "2026-04-14", "2026-04-14", "14 April 2026"),
        (Tipe.TANGGAL, "14 april 2026", "2026-04-14", "14 April 2026"),
        (Tipe.TANGGAL, "1 Agt 1990", "1990-08-01", "1 Agustus 1990"),
        (Tipe.TAHUN, "2018", 2018, "2018"),
        (Tipe.PILIHAN, "a", "a", "A tercetak"),
        (Tipe.PILIHAN, "lainnya", "lainnya", "Lain"),
        (Tipe.YA_TIDAK, "Ya", True, "ya"),
        (Tipe.YA_TIDAK, "tidak", False, "tidak"),
        (Tipe.JAM, "8", "08:00", "08.00"),
        (Tipe.JAM, "08:30 WIB", "08:30", "08.30"),
        (Tipe.JAM, "23.59", "23:59", "23.59"),
        (Tipe.NIK, "3207 1545 0685 9001", "3207154506859001", "3207154506859001"),
        (Tipe.NIK, "'3207.1545-06859001\u200b", "3207154506859001", "3207154506859001"),
    ],
)
def test_accepted(tipe: Tipe, ketikan: str, nilai: Nilai, cetak: str) -> None:
    hasil = baca_isian(isian(tipe), ketikan, HARI)
    assert hasil == nilai
    assert type(hasil) is type(nilai)
    assert tulis_isian(isian(tipe), nilai) == cetak


@pytest.mark.parametrize(
    ("tipe", "ketikan", "sebab"),
    [
        (Tipe.TEKS, "", "surat.isian_kosong"),
        (Tipe.TEKS, " \u200b\n", "surat.isian_kosong"),
        (Tipe.TEKS, "x" * 121, "surat.isian_panjang"),
        (Tipe.TEKS, "x" * (MAKS_KETIKAN + 1), "surat.isian_panjang"),
        (Tipe.TEKS, "senyum 😀", "surat.isian_huruf_asing"),
        (Tipe.TEKS, "ᮞᮥᮔ᮪ᮓ", "surat.isian_huruf_asing"),
        (Tipe.TEKS, "a\u0336b", "surat.isian_huruf_asing"),
        (Tipe.TEKS, "a\x07b", "surat.isian_huruf_kendali"),
        (Tipe.TEKS, "a\ue000b", "surat.isian_huruf_kendali"),
        (Tipe.ANGKA, "tiga", "surat.isian_bukan_angka"),
        (Tipe.ANGKA, "-3", "surat.isian_bukan_angka"),
        (Tipe.ANGKA, "٣", "surat.isian_bukan_angka"),
        (Tipe.ANGKA, "9" * 30, "surat.isian_bukan_angka"),
        (Tipe.UANG, "850 ribu", "surat.isian_bukan_uang"),
        (Tipe.UANG, "12.34", "surat.isian_bukan_uang"),
        (Tipe.UANG, "-5000", "surat.isian_bukan_uang"),
        (Tipe.UANG, "9" * 25, "surat.isian_besar"),
        (Tipe.UANG, "٨٥٠", "surat.isian_bukan_uang"),
        (Tipe.TANGGAL, "31-02-2026", "surat.isian_bukan_tanggal"),
        (Tipe.TANGGAL, "2026-13-01", "surat.isian_bukan_tanggal"),
        (Tipe.TANGGAL, "kemarin", "surat.isian_bukan_tanggal"),
        (Tipe.TANGGAL, "14 foo 2026", "surat.isian_bukan_tanggal"),
        (Tipe.TANGGAL, "14-04-0000", "surat.isian_bukan_tanggal"),
        (Tipe.JAM, "24.00", "surat.isian_bukan_jam"),
        (Tipe.JAM, "8.5", "surat.isian_bukan_jam"),
        (Tipe.JAM, "٨.٠٠", "surat.isian_bukan_jam"),
        (Tipe.TAHUN, "18", "surat.isian_bukan_tahun"),
        (Tipe.TAHUN, "2062", "surat.isian_tahun_belum"),
        (Tipe.TAHUN, "1492", "surat.isian_kecil"),
        (Tipe.PILIHAN, "Pilihan A", "surat.isian_bukan_pilihan"),
        (Tipe.YA_TIDAK, "mungkin", "surat.isian_bukan_pilihan"),
        (Tipe.NIK, "320715450685900", "surat.isian_bukan_nik"),
        (Tipe.NIK, "32071545O6859001", "surat.isian_bukan_nik"),
        (Tipe.NIK, "٣٢٠٧١٥٤٥٠٦٨٥٩٠٠١", "surat.isian_bukan_nik"),
    ],
)
def test_refused_with_a_reason(tipe: Tipe, ketikan: str, sebab: str) -> None:
    assert kode(baca_isian(isian(tipe), ketikan, HARI)) == sebab


def test_the_strange_character_is_named() -> None:
    hasil = baca_isian(isian(Tipe.TEKS), "Warung 😀", HARI)
    assert hasil == Pesan("surat.isian_huruf_asing", huruf="😀")


def test_an_optional_field_may_stay_empty() -> None:
    assert all(baca_isian(isian(tipe, wajib=False), "  ", HARI) is None for tipe in Tipe)


@pytest.mark.parametrize(
    ("tipe", "ketikan", "batas", "sebab"),
    [
        (Tipe.ANGKA, "31", {"maks": 30}, "surat.isian_besar"),
        (Tipe.ANGKA, "1", {"min": 2}, "surat.isian_kecil"),
        (Tipe.UANG, "0", {"min": 1}, "surat.isian_kecil"),
        (Tipe.UANG, "2000", {"maks": 1000}, "surat.isian_besar"),
        (Tipe.ANGKA, "1", {"maks": 0}, "surat.isian_besar"),
        (Tipe.TAHUN, "1939", {"min": 1940}, "surat.isian_kecil"),
        (Tipe.TEKS, "abcdef", {"maks": 5}, "surat.isian_panjang"),
        (Tipe.TANGGAL, f"{HARI + timedelta(days=1)}", {"paling_akhir": 0}, "surat.isian_terlalu_akhir"),
        (Tipe.TANGGAL, f"{HARI - timedelta(days=1)}", {"paling_awal": 0}, "surat.isian_terlalu_awal"),
    ],
)
def test_bounds(tipe: Tipe, ketikan: str, batas: dict[str, int], sebab: str) -> None:
    assert kode(baca_isian(isian(tipe, **batas), ketikan, HARI)) == sebab


@given(st.sampled_from([t for t in Tipe if t is not Tipe.DAFTAR]), st.text(max_size=200))
def test_any_text_gives_a_value_a_reason_or_nothing(tipe: Tipe, ketikan: str) -> None:
    satu = isian(tipe, wajib=False)
    hasil = baca_isian(satu, ketikan, HARI)
    if hasil is None or isinstance(hasil, Pesan):
        return
    cetak = tulis_isian(satu, hasil)
    assert periksa_teks(cetak, 1000) is None
    assert cetak == rapikan(cetak)
    assert baca_isian(satu, mentah_dari(satu, hasil), HARI) == hasil  # a form shown again reads the same


@given(st.integers(0, 10**12))
def test_money_reads_back_from_its_printed_form(angka: int) -> None:
    assert baca_isian(isian(Tipe.UANG), tulis_isian(isian(Tipe.UANG), angka).split(" (")[0], HARI) == angka


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_dates_read_back_from_their_printed_form(tanggal: date) -> None:
    satu = isian(Tipe.TANGGAL)
    assert baca_isian(satu, tulis_isian(satu, tanggal.isoformat()), HARI) == tanggal.isoformat()


DAFTAR = (
    isian(Tipe.PILIHAN, kode="keperluan", lain="keperluan_lain"),
    isian(Tipe.TEKS, kode="keperluan_lain", bila=(Bila("keperluan", ("lainnya",)),)),
    isian(Tipe.YA_TIDAK, kode="di_rumah"),
    isian(Tipe.TEKS, kode="alamat_usaha", bawaan="alamat", bila=(Bila("di_rumah", (False,)),)),
    isian(Tipe.UANG, kode="omzet", wajib=False),
)


def test_a_field_whose_condition_fails_is_neither_asked_nor_kept() -> None:
    nilai, galat = baca_semua(
        DAFTAR,
        {"keperluan": "a", "keperluan_lain": "x", "di_rumah": "ya", "alamat_usaha": "Jalan", "asing": "1"},
        HARI,
    )
    assert nilai == {"keperluan": "a", "di_rumah": True}
    assert galat == {}


def test_a_field_whose_condition_holds_is_required() -> None:
    nilai, galat = baca_semua(DAFTAR, {"keperluan": "lainnya", "di_rumah": "tidak", "omzet": "banyak"}, HARI)
    assert nilai == {"keperluan": "lainnya", "di_rumah": False}
    assert {k: p.kode for k, p in galat.items()} == {
        "keperluan_lain": "surat.isian_kosong",
        "alamat_usaha": "surat.isian_kosong",
        "omzet": "surat.isian_bukan_uang",
    }


def test_printed_texts_use_the_companion_and_the_ready_text() -> None:
    siap = {"alamat": "Dusun Sukamaju", "nama": "Euis"}
    teks = tulis_semua(DAFTAR, {"keperluan": "lainnya", "keperluan_lain": "listrik", "di_rumah": True}, siap)
    assert teks["keperluan"] == "listrik"
    assert teks["alamat_usaha"] == "Dusun Sukamaju"
    assert teks["omzet"] == ""
    teks = tulis_semua(DAFTAR, {"keperluan": "a", "di_rumah": False, "alamat_usaha": "Pasar"}, siap)
    assert (teks["keperluan"], teks["alamat_usaha"], teks["nama"]) == ("A tercetak", "Pasar", "Euis")


def test_a_condition_does_not_confuse_yes_with_one() -> None:
    assert not Bila("x", (True,)).berlaku({"x": 1})
    assert Bila("x", (True,)).berlaku({"x": True})
    assert not Bila("x").berlaku({"x": ""})
    assert Bila("x").berlaku({"x": 0})


def test_messages_are_ordered_like_the_form() -> None:
    _, galat = baca_semua(DAFTAR, {}, HARI)
    urutan = [i.kode for i in DAFTAR]
    assert all(urutan.index(a) < urutan.index(b) for a, b in pairwise(galat))
