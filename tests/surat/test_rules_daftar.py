"""Lists of people in a letter: what was typed, what is kept, what is printed, and what is wrong in which box."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.messages import Pesan
from eoffice.surat.rules.daftar import (
    baca_daftar,
    baca_nilai,
    baca_semua,
    jelaskan_isian,
    mentah_dari,
    sambung,
    sel_baris,
    tulis_isian,
    tulis_semua,
    urai_ketikan,
)
from eoffice.surat.rules.isian import MAKS_KETIKAN_DAFTAR, Bila, Isian, Nilai, Tipe

HARI = date(2026, 11, 24)
NAMA = Isian("nama", "Nama", Tipe.TEKS, "?", maks=30)
UMUR = Isian("umur", "Umur", Tipe.ANGKA, "?", maks=130, rupa="polos")
NIK = Isian("nik", "NIK", Tipe.NIK, "?", wajib=False)
WARIS = Isian("waris", "Ahli waris", Tipe.DAFTAR, "?", min=1, maks=3, kolom=(NAMA, UMUR, NIK))
SITI = {"nama": "Siti", "umur": "66", "nik": "3207155003609004"}
UJANG = {"nama": "Ujang", "umur": "43"}


def baca(*baris: dict[str, str]) -> Any:
    """Read rows as a form sends them."""
    return baca_daftar(WARIS, json.dumps(baris), HARI)


class TestBaca:
    def test_rows_become_typed_values_in_their_order(self) -> None:
        assert baca(SITI, UJANG) == [
            {"nama": "Siti", "umur": 66, "nik": "3207155003609004"},
            {"nama": "Ujang", "umur": 43},
        ]

    def test_a_row_without_a_word_is_no_row_and_unknown_boxes_are_ignored(self) -> None:
        kosong = {"nama": " \u200b", "umur": "", "nik": "  "}
        assert baca(kosong, UJANG | {"asing": "x"}, kosong) == [{"nama": "Ujang", "umur": 43}]
        assert baca({"asing": "x"}) == Pesan("surat.isian_kosong", label="Ahli waris")

    def test_a_half_filled_row_names_the_box_that_is_missing(self) -> None:
        assert baca(SITI, {"nama": "Ujang"}) == {"waris.1.umur": Pesan("surat.isian_kosong", label="Umur")}

    def test_rows_are_counted_as_they_stand_on_the_page(self) -> None:
        assert list(baca({}, {}, {"nama": "x" * 31, "umur": "1"})) == ["waris.2.nama"]

    def test_every_wrong_box_is_told_and_nothing_is_kept(self) -> None:
        galat = baca(SITI | {"nik": "12"}, {"nama": "😀", "umur": "200"})
        assert {k: p.kode for k, p in galat.items()} == {
            "waris.0.nik": "surat.isian_bukan_nik",
            "waris.1.nama": "surat.isian_huruf_asing",
            "waris.1.umur": "surat.isian_besar",
        }

    def test_too_few_and_too_many(self) -> None:
        assert baca(*[UJANG] * 3) != Pesan("surat.daftar_lebih", label="Ahli waris", maks=3)
        assert baca(*[UJANG] * 4) == Pesan("surat.daftar_lebih", label="Ahli waris", maks=3)
        dua = Isian("saksi", "Saksi", Tipe.DAFTAR, "?", min=2, maks=2, kolom=(NAMA,))
        satu = json.dumps([{"nama": "Endang"}])
        assert baca_daftar(dua, satu, HARI) == Pesan("surat.daftar_kurang", label="Saksi", min=2)

    def test_an_optional_list_may_stay_empty(self) -> None:
        boleh = Isian("x", "X", Tipe.DAFTAR, "?", wajib=False, kolom=(NAMA,))
        assert all(baca_daftar(boleh, mentah, HARI) is None for mentah in ("", " ", "[]", "[{}]"))

    @pytest.mark.parametrize(
        "mentah",
        ["{", "x", "1", "null", '"a"', '{"nama": "x"}', "[1]", '[["a"]]', '[{"nama": 1}]', "[" * 9000, "NaN"],
    )
    def test_what_is_no_list_of_rows_of_texts_is_refused(self, mentah: str) -> None:
        assert urai_ketikan(mentah) is None
        assert baca_daftar(WARIS, mentah, HARI) == Pesan("surat.isian_bukan_daftar", label="Ahli waris")

    def test_far_too_much_is_refused_before_it_is_read(self) -> None:
        hasil = baca_daftar(WARIS, "[" * (MAKS_KETIKAN_DAFTAR + 1), HARI)
        assert isinstance(hasil, Pesan)
        assert hasil.kode == "surat.isian_panjang"

    @given(st.text(max_size=400))
    def test_any_text_is_rows_or_a_reason(self, mentah: str) -> None:
        hasil = baca_nilai(WARIS, mentah, HARI)
        assert isinstance(hasil, Pesan | dict | list) or hasil is None

    @given(
        st.lists(
            st.fixed_dictionaries(
                {"nama": st.text(max_size=40), "umur": st.text(max_size=4), "nik": st.text(max_size=18)}
            ),
            max_size=4,
        )
    )
    def test_what_is_kept_reads_the_same_when_it_is_shown_again(self, baris: list[dict[str, str]]) -> None:
        hasil = baca_daftar(WARIS, json.dumps(baris), HARI)
        if isinstance(hasil, list):
            assert baca_daftar(WARIS, mentah_dari(WARIS, list(hasil)), HARI) == hasil
            assert json.loads(json.dumps(hasil)) == hasil


NILAI: Nilai = [{"nama": "Siti", "umur": 66, "nik": "3207155003609004"}, {"nama": "Ujang", "umur": 43}]


class TestTulis:
    def test_in_a_sentence_people_are_named(self) -> None:
        assert tulis_isian(WARIS, NILAI) == "Siti dan Ujang"

    def test_on_a_page_every_row_is_told_without_empty_boxes(self) -> None:
        assert jelaskan_isian(WARIS, NILAI) == "1. Siti, 66, 3207155003609004; 2. Ujang, 43"

    def test_in_a_table_every_box_has_its_place(self) -> None:
        assert list(sel_baris(WARIS, NILAI)) == [["Siti", "66", "3207155003609004"], ["Ujang", "43", ""]]
        assert list(sel_baris(WARIS, "bukan daftar")) == []

    @pytest.mark.parametrize(
        ("kata", "hasil"),
        [([], ""), (["A"], "A"), (["A", "B"], "A dan B"), (["A", "B", "C"], "A, B, dan C")],
    )
    def test_names_are_joined_as_people_join_them(self, kata: list[str], hasil: str) -> None:
        assert sambung(kata) == hasil

    def test_a_plain_field_is_written_as_ever(self) -> None:
        assert (tulis_isian(UMUR, 66), jelaskan_isian(UMUR, 66), mentah_dari(UMUR, 66)) == ("66", "66", "66")


class TestSemua:
    LAHIR = (
        Isian("ayah_tempat_lahir", "T", Tipe.TEKS, "?", wajib=False, pihak="ayah"),
        Isian("ayah_tanggal_lahir", "L", Tipe.TANGGAL, "?", wajib=False, pihak="ayah"),
    )

    def test_a_list_among_other_fields_keeps_them_apart(self) -> None:
        nilai, galat = baca_semua(
            (NAMA, WARIS), {"nama": "Oman", "waris": json.dumps([SITI, {"nama": "x"}])}, HARI
        )
        assert nilai == {"nama": "Oman"}
        assert list(galat) == ["waris.1.umur"]

    @pytest.mark.parametrize(
        ("nilai", "cetak"),
        [
            ({"ayah_tempat_lahir": "Ciamis", "ayah_tanggal_lahir": "1960-02-01"}, "Ciamis, 1 Februari 1960"),
            ({"ayah_tanggal_lahir": "1960-02-01"}, "1 Februari 1960"),
            ({"ayah_tempat_lahir": "Ciamis"}, "Ciamis"),
            ({}, ""),
        ],
    )
    def test_place_and_day_of_birth_are_one_text(self, nilai: dict[str, Nilai], cetak: str) -> None:
        assert tulis_semua(self.LAHIR, nilai, {})["ayah_ttl"] == cetak

    def test_a_condition_may_ask_that_something_is_missing(self) -> None:
        ada, tiada = Bila("jam"), Bila("jam", tidak=True)
        for nilai, terisi in (
            ({"jam": "04:15"}, True),
            ({"jam": ""}, False),
            ({}, False),
            ({"jam": []}, False),
        ):
            assert ada.berlaku(nilai) is terisi  # type: ignore[arg-type]
            assert tiada.berlaku(nilai) is not terisi  # type: ignore[arg-type]
        assert Bila("x", ("a",), tidak=True).berlaku({"x": "b"})
        assert not Bila("x", ("a",), tidak=True).berlaku({"x": "a"})


class TestCetakSatu:
    @pytest.mark.parametrize(
        ("isian", "nilai", "cetak"),
        [
            (Isian("b", "B", Tipe.ANGKA, "?", satuan="gram"), 3200, "3.200 gram"),
            (Isian("b", "B", Tipe.ANGKA, "?", rupa="polos"), 66, "66"),
            (Isian("b", "B", Tipe.ANGKA, "?"), 2, "2 (dua)"),
            (Isian("b", "B", Tipe.TANGGAL, "?", rupa="hari"), "2026-03-09", "Senin, 9 Maret 2026"),
            (Isian("b", "B", Tipe.TANGGAL, "?", rupa="hari"), "2024-02-29", "Kamis, 29 Februari 2024"),
            (Isian("b", "B", Tipe.TANGGAL, "?"), "2026-03-09", "9 Maret 2026"),
            (Isian("b", "B", Tipe.JAM, "?"), "04:15", "04.15"),
        ],
    )
    def test_numbers_days_and_times_as_a_letter_writes_them(
        self, isian: Isian, nilai: Nilai, cetak: str
    ) -> None:
        assert tulis_isian(isian, nilai) == cetak

    @given(st.times())
    def test_any_time_of_the_day_reads_back_from_its_printed_form(self, jam: Any) -> None:
        isian = Isian("j", "J", Tipe.JAM, "?")
        nilai = f"{jam.hour:02}:{jam.minute:02}"
        assert baca_nilai(isian, tulis_isian(isian, nilai), HARI) == nilai
