"""NIK and family card numbers: cleaned, named when unreadable, and never refused for a mismatch."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules import nik
from eoffice.penduduk.rules.nik import baca_nomor, periksa_nik, periksa_no_kk, samarkan, tanggal_nik
from eoffice.wilayah.rujukan import kecamatan_ada

NIK = "3207154506859001"
KK = "3207150101159050"
dates = st.dates(date(1900, 1, 1), date(2026, 6, 30))


def periksa(
    angka: str = NIK,
    *,
    lahir: date | None = date(1985, 6, 5),
    kelamin: str = "P",
    ada: Callable[[str], bool] = kecamatan_ada,
) -> list[Pesan]:
    found = periksa_nik(angka, lahir=lahir, kelamin=kelamin, kecamatan_ada=ada)
    assert not any(problem.menolak for problem in found)
    assert {problem.kolom for problem in found} <= {"nik"}
    return [problem.pesan for problem in found]


@pytest.mark.parametrize(
    "teks",
    [
        NIK,
        f" {NIK} ",
        "3207 1545 0685 9001",
        "3207.1545.0685.9001",
        "3207-1545-0685-9001",
        f"'{NIK}",
        f"\ufeff{NIK}",
        f"{NIK[:6]}\u200b{NIK[6:]}",
        f"{NIK[:6]}\u00a0{NIK[6:]}\u00ad",
        f"{NIK}\t\r\n",
        "３２０７１５４５０６８５９００１",
    ],
)
def test_a_nik_is_read_as_people_and_spreadsheets_write_it(teks: str) -> None:
    assert baca_nomor(teks, "nik") == nik.Nomor(NIK)


@pytest.mark.parametrize("teks", ["", " ", "-", "0", "0000000000000000", "' '", "\u200b"])
def test_nothing_means_that_there_is_none(teks: str) -> None:
    assert baca_nomor(teks, "nik") == nik.Nomor("")


@pytest.mark.parametrize(
    ("teks", "pesan"),
    [
        ("32O7154506859001", Pesan("penduduk.nik_huruf", huruf="O", urutan=3)),
        ("320715450685900l", Pesan("penduduk.nik_huruf", huruf="l", urutan=16)),
        ("32071545 O685", Pesan("penduduk.nik_huruf", huruf="O", urutan=9)),
        ("3207154506859001;", Pesan("penduduk.nik_tanda", tanda=";", urutan=17)),
        ("320715450685900", Pesan("penduduk.nik_panjang", jumlah=15)),
        ("32071545068590011", Pesan("penduduk.nik_panjang", jumlah=17)),
    ],
)
def test_what_is_wrong_is_named_with_its_place(teks: str, pesan: Pesan) -> None:
    number = baca_nomor(teks, "nik")
    assert number.angka == ""
    assert [(problem.pesan, problem.menolak) for problem in number.masalah] == [(pesan, True)]


def test_a_family_card_number_has_its_own_words() -> None:
    assert baca_nomor("32O7", "no_kk").masalah[0].pesan.kode == "penduduk.no_kk_huruf"
    assert baca_nomor("3207?", "no_kk").masalah[0].pesan.kode == "penduduk.no_kk_tanda"
    assert baca_nomor("3207", "no_kk").masalah[0].pesan.kode == "penduduk.no_kk_panjang"
    assert baca_nomor("3207", "no_kk").masalah[0].kolom == "no_kk"


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_a_problem_or_nothing(teks: str) -> None:
    number = baca_nomor(teks, "nik")
    assert number.angka == "" or (
        len(number.angka) == 16 and number.angka.isascii() and number.angka.isdigit()
    )
    assert not (number.angka and number.masalah)


@given(st.text(max_size=40))
def test_no_message_ever_holds_a_number_of_a_person(teks: str) -> None:
    for problem in baca_nomor(teks, "nik").masalah:
        assert all(len(str(value)) < 6 for value in problem.pesan.params.values())


@given(lahir=dates, kelamin=st.sampled_from("LP"), serial=st.integers(9000, 9999))
def test_a_number_made_by_the_rule_passes_the_rule(lahir: date, kelamin: str, serial: int) -> None:
    assert periksa(f"320715{tanggal_nik(lahir, kelamin)}{serial}", lahir=lahir, kelamin=kelamin) == []


@given(lahir=dates, lain=dates, kelamin=st.sampled_from("LP"))
def test_another_birth_date_is_told_and_not_refused(lahir: date, lain: date, kelamin: str) -> None:
    told = periksa(f"320715{tanggal_nik(lahir, kelamin)}9001", lahir=lain, kelamin=kelamin)
    same_digits = tanggal_nik(lahir, kelamin) == tanggal_nik(lain, kelamin)
    assert told == ([] if same_digits else [Pesan("penduduk.nik_tanggal_beda")])


def test_another_sex_is_told() -> None:
    assert periksa(kelamin="L") == [Pesan("penduduk.nik_kelamin")]


def test_what_is_unknown_is_not_compared() -> None:
    assert periksa(lahir=None, kelamin="") == []


def test_a_district_that_no_longer_exists_is_told() -> None:
    assert periksa("3207284506859001") == [Pesan("penduduk.nik_wilayah", awalan="320728")]
    assert periksa("9999994506859001")[0].kode == "penduduk.nik_wilayah"


@pytest.mark.parametrize(
    "tanggal", ["000685", "320685", "400685", "720685", "450085", "451385", "710285", "310485"]
)
def test_an_impossible_date_is_told_once_and_stops_the_comparison(tanggal: str) -> None:
    assert periksa(f"320715{tanggal}9001", kelamin="L") == [Pesan("penduduk.nik_tanggal_mustahil")]


def test_29_february_is_possible_because_the_century_is_unknown() -> None:
    assert periksa("3207156902009001", lahir=None) == []


def test_serial_zero_is_told() -> None:
    assert periksa("3207154506850000") == [Pesan("penduduk.nik_serial")]


def test_a_family_card_is_looked_at_without_the_forty() -> None:
    assert periksa_no_kk(KK, kecamatan_ada=kecamatan_ada) == []
    told = periksa_no_kk("9999994101150000", kecamatan_ada=kecamatan_ada)
    assert [problem.pesan.kode for problem in told] == [
        "penduduk.no_kk_wilayah",
        "penduduk.no_kk_tanggal_mustahil",
        "penduduk.no_kk_serial",
    ]
    assert not any(problem.menolak for problem in told)


def test_a_stand_in_number_tells_its_village() -> None:
    assert nik.nik_sementara("0320715200400001")
    assert nik.desa_nik_sementara("0320715200400001") == "3207152004"
    assert not nik.nik_sementara(NIK)
    assert nik.desa_nik_sementara(NIK) == ""
    assert not nik.nik_sementara("0123")


def test_a_masked_number_shows_no_birth_date() -> None:
    assert samarkan(NIK) == "320715••••••••01"
    assert samarkan("") == ""
    assert samarkan("320715") == ""
