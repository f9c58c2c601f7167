"""Odd cells as real files have them: dates, numbers and codes in every form people and programs write."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules import kode, nik
from eoffice.penduduk.rules.impor import susun
from eoffice.penduduk.rules.impor.baris import BarisTerbaca
from eoffice.penduduk.rules.impor.kolom import KOLOM, petakan
from eoffice.penduduk.rules.impor.sel import baca_sel, baca_tanggal, teks_asli, teks_sel
from eoffice.wilayah.rujukan import kecamatan_ada
from tests.penduduk import berkas_uji as uji

MENURUT_NAMA = {kolom.nama: kolom for kolom in KOLOM}
LAHIR = MENURUT_NAMA["tanggal_lahir"]


def baca(isi: bytes) -> list[BarisTerbaca]:
    return susun.baca(isi, uji.ATURAN).baris


def menolak(row: BarisTerbaca) -> list[tuple[str, str]]:
    return [(problem.kolom, problem.pesan.kode) for problem in row.masalah if problem.menolak]


# ---- dates ----


@pytest.mark.parametrize(
    "tertulis",
    [
        "1985-06-05", "1985-6-5", "05-06-1985", "5-6-1985", "05/06/1985", "5/6/1985", "05.06.1985", "'05-06-1985",
        " 05-06-1985 ", "1985-06-05 00:00:00", "1985-06-05T00:00", "1985-06-05 07:30:00.000", "\u200b05-06-1985",
        "05\u00a0-06-1985".replace("\u00a0", ""), date(1985, 6, 5), datetime(1985, 6, 5, 7, 30),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_one_day_in_the_forms_that_are_read(tertulis: Any) -> None:
    assert baca_sel(tertulis, LAHIR) == ("1985-06-05", None)


@pytest.mark.parametrize(
    "tertulis",
    ["", "-", " ", "'", "0", "0000-00-00", "00-00-0000", "00/00/0000", "0000-00-00 00:00:00", "--", "\u200b"],
)
def test_no_date_in_the_forms_that_mean_none(tertulis: str) -> None:
    """Databases write a missing date as zeros; it is not a reason to refuse a person the register knows."""
    assert baca_sel(tertulis, LAHIR) == (None, None)


@pytest.mark.parametrize(
    "tertulis",
    [
        "05-06-85", "5 Juni 1985", "Juni 5, 1985", "1985/06/05", "19850605", "1985", "06-1985", "31-04-1985",
        "29-02-1985", "30-02-1984", "32-01-1985", "05-13-1985", "00-06-1985", "1985-00-05", "-05-06-1985",
        "05-06-1985x", "05-06-1985 s/d 06-06-1985", "05–06–1985", "5,6,1985", "1985-06-05Z", "1985-06-05 25",
        "31203", "31203.5", "=TODAY()", "kemarin", "05-06-19850", "1e3", "NaN", "#REF!", "١٩٨٥",
    ],
)  # fmt: skip
def test_what_could_be_two_days_or_none_is_refused_with_what_was_written(tertulis: str) -> None:
    assert baca_sel(tertulis, LAHIR) == (
        None,
        susun.tolak("tanggal_lahir", Pesan("penduduk.tanggal_bentuk", isi=tertulis)),
    )


@pytest.mark.parametrize("serial", [1, 60, 31203, 31203.0, 45658.75, 2958465, -1])
def test_a_spreadsheets_serial_number_is_not_taken_for_a_day(serial: float) -> None:
    """It counts from 1900 in one program and from 1904 in another; a cell formatted as a date is read rightly."""
    value, problem = baca_sel(serial, LAHIR)
    assert value is None
    assert problem is not None
    assert problem.pesan == Pesan("penduduk.tanggal_bentuk", isi=teks_sel(serial))


def test_a_date_cell_of_a_workbook_is_read_and_its_bare_number_is_not() -> None:
    rows = baca(
        uji.berkas_xlsx(
            uji.orang_opensid(tanggallahir=date(1980, 1, 1)),
            uji.orang_opensid(nik=uji.EUIS, nama="EUIS", tanggallahir=29221),
        )
    )
    assert rows[0].nilai["tanggal_lahir"] == "1980-01-01"
    assert menolak(rows[0]) == []
    assert menolak(rows[1]) == [("tanggal_lahir", "penduduk.tanggal_bentuk")]


@pytest.mark.parametrize(
    ("tertulis", "kode_"),
    [("31-12-1879", "tanggal_terlalu_lama"), ("01-01-1880", ""), ("30-06-2026", ""), ("01-07-2026", "tanggal_depan"),
     ("01-01-9999", "tanggal_depan"), ("01-01-0001", "tanggal_terlalu_lama")],
)  # fmt: skip
def test_nobody_was_born_before_1880_or_after_today(tertulis: str, kode_: str) -> None:
    (row,) = baca(uji.berkas_csv(uji.orang(tanggal_lahir=tertulis)))
    assert menolak(row) == ([("tanggal_lahir", f"penduduk.{kode_}")] if kode_ else [])


@given(
    st.dates(date(1880, 1, 1), uji.HARI_INI),
    st.sampled_from(["%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"]),
)
def test_every_day_comes_back_as_the_day_it_was(hari: date, bentuk: str) -> None:
    assert baca_sel(hari.strftime(bentuk), LAHIR) == (hari.isoformat(), None)


@given(st.text(alphabet="0123456789-/. T:", max_size=12))
def test_whatever_looks_like_a_date_is_a_real_day_or_nothing(teks: str) -> None:
    value = baca_tanggal(teks)
    assert value is None or isinstance(value, date)
    if value is not None:
        assert f"{value.year:04d}" in teks


# ---- numbers of people ----


@pytest.mark.parametrize(
    "tertulis",
    [
        "3207154506859001", " 3207154506859001 ", "'3207154506859001", '"3207154506859001"', "3207 1545 0685 9001",
        "3207.1545.0685.9001", "3207-1545-0685-9001", "\ufeff3207154506859001", "3207154506859001\u200b\u200e",
        "３２０７１５４５０６８５９００１", "٣٢٠٧١٥٤٥٠٦٨٥٩٠٠١", "32\u00ad07154506859001", "3207154506859001\t",
        "3207\u00a01545\u202f0685\u20099001",
    ],
)  # fmt: skip
def test_one_nik_in_the_forms_people_and_programs_write(tertulis: str) -> None:
    assert nik.baca_nomor(tertulis, "nik") == nik.Nomor(uji.EUIS)


@pytest.mark.parametrize(
    ("tertulis", "pesan"),
    [
        ("32071545O6859001", Pesan("penduduk.nik_huruf", huruf="O", urutan=9)),
        ("3207l54506859001", Pesan("penduduk.nik_huruf", huruf="l", urutan=5)),
        ("NIK3207154506859001", Pesan("penduduk.nik_huruf", huruf="N", urutan=1)),
        ("3207154506859001 (lama)", Pesan("penduduk.nik_tanda", tanda="(", urutan=17)),
        ("3207154506859001;3207154506859002", Pesan("penduduk.nik_tanda", tanda=";", urutan=17)),
        ("320715450685900", Pesan("penduduk.nik_panjang", jumlah=15)),
        ("32071545068590012", Pesan("penduduk.nik_panjang", jumlah=17)),
        ("+3207154506859001", Pesan("penduduk.nik_tanda", tanda="+", urutan=1)),
        ("1/3207154506859001", Pesan("penduduk.nik_tanda", tanda="/", urutan=2)),
        ("32०x", Pesan("penduduk.nik_huruf", huruf="x", urutan=4)),
        ("😀3207154506859001", Pesan("penduduk.nik_tanda", tanda="😀", urutan=1)),
    ],
)
def test_what_is_no_nik_says_which_sign_and_where(tertulis: str, pesan: Pesan) -> None:
    number = nik.baca_nomor(tertulis, "nik")
    assert number.angka == ""
    assert [m.pesan for m in number.masalah] == [pesan]


@pytest.mark.parametrize("tertulis", ["", " ", "-", "--", "0", "0000000000000000", "'", "\u200b", "٠", "0-0"])
def test_no_nik_in_the_forms_that_mean_none(tertulis: str) -> None:
    assert nik.baca_nomor(tertulis, "nik") == nik.Nomor("")


@pytest.mark.parametrize(
    ("sel", "kode_"),
    [
        (3207154506859001, ""),
        (3207154506859001.0, ""),
        (3207154506859000.0, "nomor_sel_angka"),  # sixteen digits of which a spreadsheet kept fifteen
        (3207154506859000, "nomor_sel_angka"),
        ("3207154506859000", ""),  # as a text it is what it says
        ("3.20715E+15", "nomor_ilmiah"),
        ("3,20715E+15", "nomor_ilmiah"),
        ("3E15", "nomor_ilmiah"),
        (3.2e20, "nomor_ilmiah"),
        (float("inf"), "nik_huruf"),
        (-3207154506859001, "nomor_sel_angka"),  # the sign and the point would be taken for decoration
        (320715450685900.5, "nomor_sel_angka"),
    ],
)
def test_a_number_a_spreadsheet_spoiled_is_not_taken_for_a_nik(sel: Any, kode_: str) -> None:
    value, problem = baca_sel(sel, MENURUT_NAMA["nik"])
    assert (problem.pesan.kode if problem else "") == (f"penduduk.{kode_}" if kode_ else "")
    assert (value is None) == (problem is not None)


PERINGATAN = {
    "the kecamatan is none of today": ("9999994506859001", "nik_wilayah"),
    "serial zero": ("3207154506850000", "nik_serial"),
    "another sex": ("3207150506859001", "nik_kelamin"),
    "another day": ("3207154606859001", "nik_tanggal_beda"),
    "another year": ("3207154506869001", "nik_tanggal_beda"),
    "no day at all": ("3207150006859001", "nik_tanggal_mustahil"),
    "month 13": ("3207154513859001", "nik_tanggal_mustahil"),
    "day 72": ("3207157206859001", "nik_tanggal_mustahil"),
    "31 April": ("3207157104859001", "nik_tanggal_mustahil"),
}


@pytest.mark.parametrize("apa", PERINGATAN)
def test_a_nik_that_does_not_fit_the_person_is_told_and_taken(apa: str) -> None:
    """People move, dates are corrected: the number stays for life, so it is never a reason to refuse."""
    nomor, code = PERINGATAN[apa]
    (row,) = baca(uji.berkas_csv(uji.istri(nik=nomor)))
    assert not row.ditolak
    assert row.nilai["nik"] == nomor
    assert f"penduduk.{code}" in {problem.pesan.kode for problem in row.masalah}


@given(st.from_regex(r"\A[1-9][0-9]{15}\Z"))
def test_no_sixteen_digits_are_ever_refused(nomor: str) -> None:
    for kelamin in ("L", "P", ""):
        found = nik.periksa_nik(nomor, lahir=date(1985, 6, 5), kelamin=kelamin, kecamatan_ada=kecamatan_ada)
        assert all(not problem.menolak for problem in found)
    assert all(not problem.menolak for problem in nik.periksa_no_kk(nomor, kecamatan_ada=kecamatan_ada))


@given(st.dates(date(1900, 1, 1), date(2026, 6, 30)), st.sampled_from("LP"), st.integers(9000, 9999))
def test_a_nik_made_for_a_person_fits_only_that_day_and_sex(lahir: date, kelamin: str, serial: int) -> None:
    nomor = f"320715{nik.tanggal_nik(lahir, kelamin)}{serial}"
    cocok = nik.periksa_nik(nomor, lahir=lahir, kelamin=kelamin, kecamatan_ada=kecamatan_ada)
    besok = nik.periksa_nik(
        nomor, lahir=lahir + timedelta(days=1), kelamin=kelamin, kecamatan_ada=kecamatan_ada
    )
    lain = nik.periksa_nik(nomor, lahir=lahir, kelamin="LP".replace(kelamin, ""), kecamatan_ada=kecamatan_ada)
    assert cocok == []
    assert [m.pesan.kode for m in besok] == ["penduduk.nik_tanggal_beda"]
    assert [m.pesan.kode for m in lain] == ["penduduk.nik_kelamin"]


# ---- codes and headings ----


@pytest.mark.parametrize("tabel", kode.SEMUA, ids=lambda tabel: tabel.nama)
def test_every_word_and_number_of_a_table_leads_to_its_code_whatever_the_writing(
    tabel: kode.TabelKode,
) -> None:
    cari = kode.cari_golongan_darah if tabel is kode.GOLONGAN_DARAH else tabel.cari
    for number, words in tabel.kata.items():
        for text in (str(number), f" {number} ", words, words.upper(), words.lower(), f"  {words} "):
            assert cari(text) == number, text
        assert tabel.sebut(number) == words


@pytest.mark.parametrize("tabel", kode.SEMUA, ids=lambda tabel: tabel.nama)
@pytest.mark.parametrize(
    "isi", ["-1", "1.5", "999", "1000", "99999999999999999999", "²", "①", "x" * 10_000, "NULL", "1 2"]
)
def test_what_is_in_no_table_has_no_code(tabel: kode.TabelKode, isi: str) -> None:
    assert tabel.cari(isi) is None


@pytest.mark.parametrize(
    ("judul", "tajuk"),
    [
        ([" NIK ", "Nama"], {"nik", "nama"}),
        (["\ufeffnik", "nama"], {"nik", "nama"}),
        (["'nik", "'nama"], {"nik", "nama"}),
        (["n\u200bik", "nama"], {"nik", "nama"}),
        (["NIK", "NAMA", "Tanggal  Lahir"], {"nik", "nama", "tanggal_lahir"}),
        (["nik", "nama", "", "", "sex"], {"nik", "nama", "jenis_kelamin"}),
        (["nik", "nama", 7, None, 1.5, True], {"nik", "nama"}),
    ],
)
def test_headings_as_people_write_them(judul: list[object], tajuk: set[str]) -> None:
    peta, _ = petakan(judul)
    assert peta is not None
    assert peta.tajuk() == tajuk


@pytest.mark.parametrize(
    ("judul", "kolom"),
    [
        (["nik", "nama", "NIK"], "nik"),
        (["nik", "nama", "n\u200bik"], "nik"),
        (["nik", "nama", "tempatlahir", "tempat_lahir"], "tempat_lahir"),
        (["nik", "nama", "ayah_nik", "Nik Ayah"], "nik_ayah"),
    ],
)
def test_one_column_under_two_headings_is_refused_by_its_name(judul: list[str], kolom: str) -> None:
    peta, problems = petakan(judul)
    assert peta is None
    assert [p.pesan for p in problems] == [Pesan("penduduk.kolom_ganda", kolom=kolom)]


def test_every_missing_heading_is_told_at_once() -> None:
    _, problems = petakan(["zodiak", "sex"])
    assert [p.pesan.params["kolom"] for p in problems] == ["nik", "nama"]


# ---- cells kept to be shown again ----


@given(st.text(max_size=400) | st.floats() | st.integers() | st.dates())
def test_a_kept_cell_is_short_and_storable(sel: Any) -> None:
    kept = teks_asli(sel)
    assert len(kept) <= 300
    assert "\0" not in kept
    assert kept == teks_sel(sel)[:300].replace("\0", "")
