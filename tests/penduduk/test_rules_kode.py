"""Code tables: complete, found by number or words, and OpenSID's marital status translated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.penduduk.rules import kode


@pytest.mark.parametrize(
    ("tabel", "banyak"),
    [
        (kode.AGAMA, 7), (kode.PENDIDIKAN, 10), (kode.PEKERJAAN, 89), (kode.STATUS_KAWIN, 6), (kode.SHDK, 11),
        (kode.KEWARGANEGARAAN, 3), (kode.GOLONGAN_DARAH, 13), (kode.STATUS_DASAR, 6),
    ],
)  # fmt: skip
def test_tables_are_complete(tabel: kode.TabelKode, banyak: int) -> None:
    assert len(tabel.kata) == len(set(tabel.kata.values())) == banyak
    assert all(word == word.strip() and "|" not in word and "\n" not in word for word in tabel.kata.values())


@pytest.mark.parametrize(
    ("tabel", "nomor", "kata"),
    [
        (kode.PEKERJAAN, 1, "Belum/Tidak Bekerja"),
        (kode.PEKERJAAN, 9, "Petani/Pekebun"),
        (kode.PEKERJAAN, 48, "Anggota DPR-RI"),
        (kode.PEKERJAAN, 65, "Guru"),
        (kode.PEKERJAAN, 76, "Psikiater/Psikolog"),
        (kode.PEKERJAAN, 85, "Perangkat Desa"),
        (kode.PEKERJAAN, 88, "Wiraswasta"),
        (kode.PEKERJAAN, 89, "Lainnya"),
        (kode.AGAMA, 7, "Kepercayaan terhadap Tuhan YME"),
        (kode.SHDK, 3, "Istri"),
        (kode.STATUS_DASAR, 9, "Tidak Valid"),
        (kode.GOLONGAN_DARAH, 13, "Tidak Tahu"),
    ],
)
def test_numbers_stand_where_the_form_has_them(tabel: kode.TabelKode, nomor: int, kata: str) -> None:
    assert tabel.sebut(nomor) == kata
    assert tabel.cari(str(nomor)) == nomor


@pytest.mark.parametrize(
    "tabel", [t for t in kode.SEMUA if t is not kode.GOLONGAN_DARAH], ids=lambda t: t.nama
)
def test_words_lead_back_in_any_case_and_spacing(tabel: kode.TabelKode) -> None:
    for code, word in tabel.kata.items():
        assert (
            tabel.cari(word) == tabel.cari(word.upper()) == tabel.cari(f" {word.replace(' ', '  ')} ") == code
        )


@pytest.mark.parametrize(
    ("tabel", "ejaan", "nomor"),
    [
        (kode.AGAMA, "KATHOLIK", 3),
        (kode.AGAMA, "BUDHA", 5),
        (kode.PENDIDIKAN, "Tidak/Blm Sekolah", 1),
        (kode.PENDIDIKAN, "STRATA-II", 9),
        (kode.STATUS_DASAR, "PINDAH LUAR NEGERI", 3),
        (kode.STATUS_KAWIN, "BK", 1),
        (kode.SHDK, "ISTERI", 3),
    ],
)
def test_known_other_spellings(tabel: kode.TabelKode, ejaan: str, nomor: int) -> None:
    assert tabel.cari(ejaan) == nomor


@given(st.text(max_size=30))
def test_any_cell_is_a_code_of_the_table_or_nothing(teks: str) -> None:
    for tabel in kode.SEMUA:
        assert tabel.cari(teks) in {None, *tabel.kata}
    assert kode.cari_golongan_darah(teks) in {None, *kode.GOLONGAN_DARAH.kata}
    assert kode.cari_kelamin(teks) in {None, "L", "P"}
    assert kode.cari_kawin_opensid(teks) in {None, *kode.STATUS_KAWIN.kata}


def test_unknown_codes_have_no_words() -> None:
    assert kode.AGAMA.sebut(None) == kode.AGAMA.sebut(99) == ""
    assert kode.AGAMA.cari("8") is kode.AGAMA.cari("0") is kode.AGAMA.cari("1234") is None


def test_blood_groups_keep_their_sign() -> None:
    for code, word in kode.GOLONGAN_DARAH.kata.items():
        assert kode.cari_golongan_darah(word) == kode.cari_golongan_darah(word.lower()) == code
    assert kode.cari_golongan_darah("AB +") == 9
    assert kode.cari_golongan_darah("Tdk Th") == 13
    assert kode.cari_golongan_darah("C") is None


@pytest.mark.parametrize("teks", ["1", "L", "l", "LK", "Laki-laki", "LAKI LAKI"])
def test_men(teks: str) -> None:
    assert kode.cari_kelamin(teks) == "L"


@pytest.mark.parametrize("teks", ["2", "P", "Pr", "PEREMPUAN", " perempuan "])
def test_women(teks: str) -> None:
    assert kode.cari_kelamin(teks) == "P"


@pytest.mark.parametrize(
    ("opensid", "kami"), [("1", 1), ("2", 6), ("3", 4), ("4", 5), ("5", None), ("KAWIN", 6)]
)
def test_opensid_has_four_marital_codes(opensid: str, kami: int | None) -> None:
    assert kode.cari_kawin_opensid(opensid) == kami


def test_our_marital_status_goes_out_as_opensid_knows_it() -> None:
    assert [kode.kawin_ke_opensid(code) for code in kode.STATUS_KAWIN.kata] == [1, 2, 2, 3, 4, 2]
    assert kode.kawin_ke_opensid(99) is None
