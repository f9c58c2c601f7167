"""Which person of the register a row means, and what it would change in him."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules.impor.banding import KOLOM_ORANG, Daftar, Potret, berbeda
from eoffice.penduduk.rules.impor.baris import KOLOM_KELUARGA, BarisTerbaca, kunci_orang
from eoffice.penduduk.rules.masalah import Masalah, ingatkan, tolak
from tests.penduduk import berkas_uji as uji

ASEP = {
    "nik": uji.ASEP, "nama": "ASEP SUTISNA", "jenis_kelamin": "L", "tempat_lahir": "CIAMIS",
    "tanggal_lahir": "1980-01-01", "agama": 1, "pendidikan": 5, "pekerjaan": 88, "status_kawin": 2, "shdk": 1,
    "kewarganegaraan": 1, "golongan_darah": 4, "nama_ayah": "MAMAN", "nama_ibu": "KOKOM", "nik_ayah": "",
    "nik_ibu": "", "status_dasar": 1, "no_kk": uji.KK, "alamat": "DUSUN JETAK", "dusun": "JETAK", "rw": "002",
    "rt": "003",
}  # fmt: skip
BAYI = ASEP | {"nik": "", "nama": "RAFI SUTISNA", "tanggal_lahir": "2026-03-02"}


def potret(
    nilai: Mapping[str, Any] = ASEP, *, hilang: bool = False, lain: Mapping[str, str] | None = None
) -> Potret:
    return Potret(new_id(), 1, hilang, dict(nilai), lain or {})


def baris(nilai: Mapping[str, Any], lain: dict[str, str] | None = None) -> BarisTerbaca:
    return BarisTerbaca("", 2, dict(nilai), lain or {}, [], [])


# ---- whom a row means ----


def test_a_number_leads_to_its_person_whatever_else_the_row_says() -> None:
    asep = potret()
    daftar = Daftar([potret(BAYI), asep])
    assert daftar.cocok(baris({"nik": uji.ASEP, "nama": "SIAPA SAJA", "no_kk": "1" * 16})) is asep


def test_without_a_number_card_name_and_birth_date_lead_to_who_has_none_either() -> None:
    bayi = potret(BAYI)
    daftar = Daftar([potret(), bayi])
    tanpa = {name: BAYI[name] for name in ("no_kk", "nama", "tanggal_lahir")}
    assert daftar.cocok(baris(tanpa)) is bayi
    assert daftar.cocok(baris(tanpa | {"nama": "Rafi  Sutisna"})) is bayi
    for name, other in (("no_kk", "1" * 16), ("nama", "RAFI"), ("tanggal_lahir", "2026-03-03")):
        assert daftar.cocok(baris(tanpa | {name: other})) is None
        assert daftar.cocok(baris({k: v for k, v in tanpa.items() if k != name})) is None


def test_who_gets_a_number_is_still_the_same() -> None:
    bayi = potret(BAYI)
    assert Daftar([bayi]).cocok(baris(BAYI | {"nik": uji.BAYI})) is bayi


def test_a_number_that_stands_already_wins_over_name_and_date() -> None:
    bayi, lain = potret(BAYI), potret(ASEP | {"nik": uji.BAYI})
    assert Daftar([bayi, lain]).cocok(baris(BAYI | {"nik": uji.BAYI})) is lain


def test_who_has_a_number_is_not_found_by_his_name() -> None:
    """Two of one name and birth date in one family exist; only the number tells them apart."""
    assert Daftar([potret()]).cocok(baris({k: v for k, v in ASEP.items() if k != "nik"})) is None


def test_nobody_is_found_in_an_empty_register() -> None:
    assert Daftar([]).cocok(baris(ASEP)) is None
    assert Daftar([]).semua == []


def test_the_key_without_a_number_is_whole_or_nothing() -> None:
    assert kunci_orang(uji.KK, "Euis  Komariah", "1985-06-05") == f"{uji.KK}|EUIS KOMARIAH|1985-06-05"
    for parts in (
        ("", "EUIS", "1985-06-05"),
        (uji.KK, "", "1985-06-05"),
        (uji.KK, "EUIS", ""),
        (uji.KK, "???", "x"),
    ):
        assert kunci_orang(*parts) == ""


# ---- what it would change ----


def test_the_same_row_changes_nothing() -> None:
    assert berbeda(potret(), baris(ASEP)) == []


@pytest.mark.parametrize("kolom", [*KOLOM_ORANG, "no_kk", *KOLOM_KELUARGA])
def test_each_column_of_person_and_family_is_compared(kolom: str) -> None:
    lain: Any = "X" if isinstance(ASEP[kolom], str) else 9
    assert berbeda(potret(), baris(ASEP | {kolom: lain})) == [kolom]


@pytest.mark.parametrize("kolom", [*KOLOM_ORANG, "no_kk", *KOLOM_KELUARGA])
def test_a_column_the_file_does_not_have_says_nothing(kolom: str) -> None:
    assert berbeda(potret(), baris({k: v for k, v in ASEP.items() if k != kolom})) == []


def test_who_was_missing_and_is_in_the_file_is_back() -> None:
    assert berbeda(potret(hilang=True), baris(ASEP)) == ["hilang"]
    assert berbeda(potret(hilang=True), baris({"nik": uji.ASEP})) == ["hilang"]


def test_columns_kept_aside_are_compared_by_those_the_file_has() -> None:
    asep = potret(lain={"suku": "SUNDA", "akta_lahir": "1/1980"})
    assert berbeda(asep, baris(ASEP, {"suku": "SUNDA"})) == []
    assert berbeda(asep, baris(ASEP, {"suku": "JAWA"})) == ["lain"]
    assert berbeda(asep, baris(ASEP, {"lat": "-7.1"})) == ["lain"]


@given(st.sets(st.sampled_from(sorted(ASEP))), st.booleans())
def test_exactly_the_changed_columns_are_named(kolom: set[str], hilang: bool) -> None:
    ubah = {name: "X" if isinstance(ASEP[name], str) else 9 for name in kolom}
    found = berbeda(potret(hilang=hilang), baris(ASEP | ubah))
    assert set(found) == kolom | ({"hilang"} if hilang else set())
    assert len(found) == len(set(found))


# ---- problems, as they are stored ----

params = st.dictionaries(
    st.sampled_from(["isi", "kolom", "baris", "huruf"]), st.text(max_size=20) | st.integers()
)


@given(st.text(max_size=40), params, st.booleans())
def test_a_problem_comes_back_from_the_database_as_it_was(
    kolom: str, isi: dict[str, Any], menolak: bool
) -> None:
    problem = Masalah(kolom, Pesan("penduduk.apa", **isi), menolak)
    assert Masalah.dari_json(problem.ke_json()) == problem


def test_a_refusal_refuses_and_a_warning_does_not() -> None:
    pesan = Pesan("penduduk.apa")
    assert tolak("nik", pesan) == Masalah("nik", pesan, True)
    assert ingatkan("nik", pesan) == Masalah("nik", pesan, False)
    row = baris(ASEP)
    row.masalah.append(ingatkan("nik", pesan))
    assert not row.ditolak
    row.masalah.append(tolak("nik", pesan))
    assert row.ditolak
