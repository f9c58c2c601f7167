"""What stands beside the family card: between its columns and ``lain``, as files and older events tell it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.penduduk.models import Penduduk
from eoffice.penduduk.rules import sampingan
from eoffice.penduduk.rules.kode import TABEL_LAIN
from eoffice.penduduk.rules.sampingan import KODE, KOLOM_SAMPINGAN, TEKS, angkat, turunkan

KOSONG: dict[str, Any] = {**dict.fromkeys(KODE), **dict.fromkeys(TEKS, "")}
TAJUK = (*KODE.values(), *TEKS)


def test_nothing_told_is_nothing_known() -> None:
    assert angkat({}) == (KOSONG, {})
    assert turunkan(KOSONG, {}) == {}


@pytest.mark.parametrize(("kolom", "tajuk"), KODE.items())
def test_a_code_gets_its_column(kolom: str, tajuk: str) -> None:
    for kode in TABEL_LAIN[tajuk].kata:
        assert angkat({tajuk: str(kode)}) == ({**KOSONG, kolom: kode}, {})
        assert turunkan({**KOSONG, kolom: kode}, {}) == {tajuk: str(kode)}


@pytest.mark.parametrize("kolom", TEKS)
def test_words_get_their_column(kolom: str) -> None:
    assert angkat({kolom: "AL-17/2001"}) == ({**KOSONG, kolom: "AL-17/2001"}, {})
    assert turunkan({**KOSONG, kolom: "AL-17/2001"}, {}) == {kolom: "AL-17/2001"}


@pytest.mark.parametrize(
    "isi", ["", "0", "02", " 2", "2 ", "-2", "200", "9" * 50, "Pil", 2, 2.0, True, None, ["2"]]
)
def test_what_is_no_code_of_the_table_stays_as_it_was_written(isi: Any) -> None:
    lain = {"cara_kb_id": isi, "ktp_el": isi}
    assert angkat(lain) == (KOSONG, lain)


@pytest.mark.parametrize("isi", ["", "S" * 201, 7, None, {"a": "b"}, ["SUNDA"]])
def test_words_no_column_holds_stay(isi: Any) -> None:
    assert angkat({"suku": isi}) == (KOSONG, {"suku": isi})
    assert angkat({"suku": "S" * 200})[0]["suku"] == "S" * sampingan.PANJANG


def test_what_has_no_column_stays_beside_what_has_one() -> None:
    kolom, sisa = angkat({"lat": "-7.28", "suku": "SUNDA", "nik_sementara": "0320715200400001"})
    assert kolom == {**KOSONG, "suku": "SUNDA"}
    assert sisa == {"lat": "-7.28", "nik_sementara": "0320715200400001"}


def test_a_file_that_tells_a_code_replaces_the_words_nobody_understood() -> None:
    lama = {"cacat_id": "BUTA WARNA"}
    assert angkat({**turunkan(KOSONG, lama), "cacat_id": "2"}) == ({**KOSONG, "cacat": 2}, {})


def test_every_column_stands_in_the_register_under_its_name() -> None:
    ada = {field.name for field in Penduduk._meta.concrete_fields}
    assert set(KOLOM_SAMPINGAN) <= ada
    assert len(set(KOLOM_SAMPINGAN)) == len(KOLOM_SAMPINGAN) == len(TABEL_LAIN) + len(TEKS)


@given(
    st.dictionaries(
        st.sampled_from(TAJUK) | st.text(max_size=8),
        st.sampled_from(["1", "2", "7", "99"]) | st.text(max_size=220) | st.integers() | st.none(),
        max_size=8,
    )
)
def test_down_after_up_gives_back_what_there_was(lain: dict[str, Any]) -> None:
    """So that an installation of the older version can be compared."""
    kolom, sisa = angkat(lain)
    assert turunkan(kolom, sisa) == lain
    assert angkat(turunkan(kolom, sisa)) == (kolom, sisa)
