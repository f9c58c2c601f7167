"""Headings, cells, rows and whole files: problems by row and column, in the words of the file."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules.impor import susun
from eoffice.penduduk.rules.impor.baris import BarisTerbaca, baca_baris, periksa_baru
from eoffice.penduduk.rules.impor.kolom import KOLOM, KOLOM_KAMI, KOLOM_OPENSID, Kolom, petakan
from eoffice.penduduk.rules.impor.sel import baca_sel, baca_tanggal, teks_sel
from tests.penduduk import berkas_uji as uji

MENURUT_NAMA = {kolom.nama: kolom for kolom in KOLOM}


def baca(isi: bytes) -> susun.BerkasTerbaca:
    return susun.baca(isi, uji.ATURAN)


def satu(**ubah: str) -> BarisTerbaca:
    (row,) = baca(uji.berkas_csv(uji.orang(**ubah))).baris
    return row


def opensid(**ubah: object) -> BarisTerbaca:
    (row,) = baca(uji.berkas_xlsx(uji.orang_opensid(**ubah))).baris
    return row


def menolak(row: BarisTerbaca) -> list[tuple[str, str]]:
    return [(problem.kolom, problem.pesan.kode) for problem in row.masalah if problem.menolak]


# ---- headings ----


def test_our_headings_and_the_43_of_opensid_are_known() -> None:
    assert len(KOLOM_OPENSID) == len(set(KOLOM_OPENSID)) == 43
    for heads, bentuk in ((KOLOM_KAMI, "kami"), (KOLOM_OPENSID, "opensid")):
        peta, problems = petakan(heads)
        assert peta is not None
        assert (peta.bentuk, len(peta.kolom), problems) == (bentuk, len(heads), [])


def test_headings_in_any_order_number_and_spelling() -> None:
    peta, problems = petakan(["NAMA", " Nik ", "'Tanggal Lahir", ""])
    assert peta is not None
    assert peta.tajuk() == {"nik", "nama", "tanggal_lahir"}
    assert (peta.lebar, problems) == (3, [])


def test_unknown_headings_are_told_and_skipped() -> None:
    peta, problems = petakan(["nik", "nama", "zodiak", "masalah"])
    assert peta is not None
    assert [(p.pesan, p.menolak) for p in problems] == [
        (Pesan("penduduk.kolom_asing", kolom="zodiak"), False)
    ]


@pytest.mark.parametrize(
    ("judul", "pesan"),
    [
        (["nama"], Pesan("penduduk.kolom_wajib", kolom="nik")),
        (["nik", "sex"], Pesan("penduduk.kolom_wajib", kolom="nama")),
        (["nik", "nama", "sex", "jenis_kelamin"], Pesan("penduduk.kolom_ganda", kolom="jenis_kelamin")),
    ],
)
def test_headings_that_cannot_be_used(judul: list[str], pesan: Pesan) -> None:
    peta, problems = petakan(judul)
    assert peta is None
    assert problems[0].pesan == pesan


# ---- cells ----


@pytest.mark.parametrize(
    ("kolom", "sel", "nilai"),
    [
        ("nik", float(uji.ASEP), int(uji.ASEP)),
        ("tanggal_lahir", date(1980, 1, 1), "1980-01-01"),
        ("tanggal_lahir", "'01-01-1980", "1980-01-01"),
        ("tanggal_lahir", "1/1/1980", "1980-01-01"),
        ("tanggal_lahir", "1980-01-01 00:00:00", "1980-01-01"),
        ("tanggal_lahir", "-", None),
        ("agama", 1.0, 1),
        ("agama", "islam", 1),
        ("agama", "", None),
        ("agama", "0", None),
        ("golongan_darah", "o+", 11),
        ("jenis_kelamin", 2, "P"),
        ("dusun", "DUSUN_JETAK", "JETAK"),
        ("dusun", "'Dusun Jetak", "JETAK"),
        ("rw", 2, "002"),
        ("rt", "'03", "003"),
        ("rt", "RT 3", "003"),
        ("rt", "-", None),
        ("rt", "0", None),
        ("alamat", "  JL.  RAYA ", "JL. RAYA"),
        ("nama_ayah", "-", None),
        ("nik_ayah", "0", None),
        ("suku", "=cmd", None),
        ("akta_lahir", "A" * 300, "A" * 200),
    ],
)
def test_cells(kolom: str, sel: Any, nilai: object) -> None:
    value, problem = baca_sel(sel, MENURUT_NAMA[kolom])
    assert problem is None
    assert value == (str(nilai) if kolom == "nik" else nilai)


@pytest.mark.parametrize(
    ("kolom", "sel", "kode"),
    [
        ("nik", "3,20715E+15", "penduduk.nomor_ilmiah"),
        ("nik", "3.2E15", "penduduk.nomor_ilmiah"),
        ("nik", 3207150101809000.0, "penduduk.nomor_sel_angka"),
        ("nik", "32071501O1809001", "penduduk.nik_huruf"),
        ("nik_ayah", "12", "penduduk.nik_panjang"),
        ("no_kk", "KK-12", "penduduk.no_kk_huruf"),
        ("nama", "<script>", "penduduk.nama_karakter"),
        ("nama", "=HYPERLINK()", "penduduk.nama_karakter"),
        ("nama", "123", "penduduk.nama_tanpa_huruf"),
        ("nama", "A" * 101, "penduduk.teks_panjang"),
        ("alamat", "=1+1", "penduduk.teks_rumus"),
        ("alamat", "A" * 201, "penduduk.teks_panjang"),
        ("dusun", "@SUM(A1)", "penduduk.teks_rumus"),
        ("rt", "SATU DUA", "penduduk.teks_panjang"),
        ("agama", "8", "penduduk.kode_asing"),
        ("agama", "JEDI", "penduduk.kode_asing"),
        ("golongan_darah", "C", "penduduk.kode_asing"),
        ("jenis_kelamin", "X", "penduduk.kelamin_asing"),
        ("status_dasar", "Tidak Tetap", "penduduk.mode_huruf"),
        ("status_dasar", "5", "penduduk.kode_asing"),
        ("tanggal_lahir", "01-01-80", "penduduk.tanggal_bentuk"),
        ("tanggal_lahir", "31-02-1980", "penduduk.tanggal_bentuk"),
        ("tanggal_lahir", 29221, "penduduk.tanggal_bentuk"),
        ("tanggal_lahir", "1-1-1066", "penduduk.tanggal_terlalu_lama"),
    ],
)
def test_cells_that_are_refused(kolom: str, sel: Any, kode: str) -> None:
    value, problem = baca_sel(sel, MENURUT_NAMA[kolom])
    assert value is None
    assert problem is not None
    assert (problem.kolom, problem.pesan.kode, problem.menolak) == (kolom, kode, True)


cells = st.one_of(
    st.text(max_size=30),
    st.integers(),
    st.floats(),
    st.dates(),
    st.booleans(),
    st.sampled_from(["-", "0", "'1"]),
)


@given(cells, st.sampled_from(KOLOM))
def test_any_cell_of_any_column_is_a_value_a_problem_or_nothing(sel: Any, kolom: Kolom) -> None:
    value, problem = baca_sel(sel, kolom)
    assert value is None or problem is None or not problem.menolak
    assert value != ""
    if isinstance(value, str) and kolom.panjang:
        assert len(value) <= kolom.panjang


@given(st.dates(date(1000, 1, 1)))
def test_dates_are_read_in_every_accepted_form(hari: date) -> None:
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"):
        assert baca_tanggal(hari.strftime(form)) == hari


def test_a_long_number_of_a_spreadsheet_keeps_its_digits() -> None:
    assert teks_sel(3207150101809001.0) == "3207150101809001"
    assert teks_sel(1.5) == "1.5"
    assert teks_sel(float("nan")) == "nan"


# ---- rows ----


def test_a_good_row_has_values_in_codes_and_no_problem() -> None:
    row = satu()
    assert row.masalah == []
    assert row.nilai == {
        "no_kk": uji.KK,
        "nik": uji.ASEP,
        "nama": "ASEP SUTISNA",
        "jenis_kelamin": "L",
        "tempat_lahir": "CIAMIS",
        "tanggal_lahir": "1980-01-01",
        "agama": 1,
        "pendidikan": 5,
        "pekerjaan": 88,
        "status_kawin": 2,
        "shdk": 1,
        "kewarganegaraan": 1,
        "nama_ayah": "MAMAN SUTISNA",
        "nama_ibu": "KOKOM",
        "golongan_darah": 4,
        "status_dasar": 1,
        "alamat": "DUSUN JETAK",
        "dusun": "JETAK",
        "rw": "002",
        "rt": "003",
    }


def test_opensid_states_the_same_person_and_keeps_its_own_columns_aside() -> None:
    row = opensid()
    assert row.nilai == satu().nilai
    assert row.lain == {"akta_perkawinan": "123/2005", "suku": "SUNDA"}


def test_marriage_without_a_deed_is_only_marriage() -> None:
    assert opensid(akta_perkawinan="").nilai["status_kawin"] == 6
    assert opensid(akta_perkawinan="", tanggalperkawinan="2005-05-05").nilai["status_kawin"] == 2
    assert opensid(status_kawin=3).nilai["status_kawin"] == 4
    assert opensid(status_kawin="CERAI MATI").nilai["status_kawin"] == 5
    assert menolak(opensid(status_kawin=5)) == [("status_kawin", "penduduk.kode_asing")]


def test_a_person_who_may_be_dead_in_a_text_export_is_refused_with_the_way_out() -> None:
    assert menolak(opensid(status_dasar="TIDAK TETAP")) == [("status_dasar", "penduduk.mode_huruf")]


def test_a_row_of_another_village_is_refused() -> None:
    assert menolak(satu(kode_desa="32.07.15.2005")) == [("kode_desa", "penduduk.desa_lain")]
    assert menolak(satu(kode_desa="3207152005")) == [("kode_desa", "penduduk.desa_lain")]
    assert satu(kode_desa="3207152004").masalah == satu(kode_desa="").masalah == []


def test_a_stand_in_number_is_no_nik_and_tells_its_village() -> None:
    row = opensid(nik="0320715200400001")
    assert "nik" not in row.nilai
    assert row.lain["nik_sementara"] == "0320715200400001"
    assert not row.ditolak
    assert menolak(opensid(nik="0320715200500001")) == [("kode_desa", "penduduk.desa_lain")]


def test_without_nik_a_person_needs_card_name_and_birth_date() -> None:
    assert not satu(nik="").ditolak
    for missing in ("no_kk", "nama", "tanggal_lahir"):
        assert menolak(satu(**{"nik": "", missing: ""})) == [("nik", "penduduk.tanpa_pengenal")]


def test_mismatches_of_the_number_are_only_told() -> None:
    row = satu(nik=uji.EUIS)
    assert {problem.pesan.kode for problem in row.masalah} == {
        "penduduk.nik_kelamin",
        "penduduk.nik_tanggal_beda",
    }
    assert not row.ditolak


def test_a_birth_date_to_come_is_refused() -> None:
    assert menolak(satu(tanggal_lahir="2026-07-01")) == [("tanggal_lahir", "penduduk.tanggal_depan")]
    assert menolak(satu(tanggal_lahir="2026-06-30")) == []


def test_every_problem_of_a_row_is_named_at_once() -> None:
    row = satu(nik="32O", agama="JEDI", tanggal_lahir="kemarin", nama="<b>")
    assert menolak(row) == [
        ("nik", "penduduk.nik_huruf"),
        ("nama", "penduduk.nama_karakter"),
        ("tanggal_lahir", "penduduk.tanggal_bentuk"),
        ("agama", "penduduk.kode_asing"),
    ]
    assert row.asli[2] == "32O"


def test_rows_of_another_width_are_refused() -> None:
    peta, _ = petakan(["nik", "nama"])
    assert peta is not None
    short = baca_baris(["1"], peta, uji.ATURAN, lembar="", baris=2)
    long = baca_baris([uji.ASEP, "ASEP", "LEBIH"], peta, uji.ATURAN, lembar="", baris=3)
    padded = baca_baris([uji.ASEP, "ASEP", "", " "], peta, uji.ATURAN, lembar="", baris=4)
    assert menolak(short) == [("", "penduduk.baris_terpotong")]
    assert menolak(long) == [("", "penduduk.baris_lebih")]
    assert menolak(padded) == []


def test_a_new_person_needs_more_than_a_known_one() -> None:
    (row,) = baca(uji.berkas_csv(uji.orang(), kolom=["nik", "nama"])).baris
    assert row.masalah == []
    assert [problem.kolom for problem in periksa_baru(row)] == ["jenis_kelamin", "tanggal_lahir", "no_kk"]
    assert periksa_baru(satu()) == []


@given(st.dictionaries(st.sampled_from(KOLOM_KAMI), st.text(max_size=30), max_size=6))
def test_any_text_in_any_cell_is_judged_and_never_stored_as_markup(ubah: dict[str, str]) -> None:
    peta, _ = petakan(KOLOM_KAMI)
    assert peta is not None
    cells = [uji.orang(**ubah)[name] for name in KOLOM_KAMI]
    row = baca_baris(cells, peta, uji.ATURAN, lembar="", baris=2)
    assert len(str(row.nilai.get("nik", uji.ASEP))) == 16
    assert not set("<>=;") & set(str(row.nilai.get("nama", "")))


# ---- whole files ----


def test_the_same_person_twice_is_refused_the_second_time() -> None:
    rows = baca(uji.berkas_csv(uji.orang(), uji.istri(), uji.orang(nama="LAIN"))).baris
    assert [menolak(row) for row in rows] == [[], [], [("nik", "penduduk.ganda")]]
    assert rows[2].masalah[-1].pesan == Pesan("penduduk.ganda", baris=2)
    rows = baca(uji.berkas_csv(uji.bayi(), uji.bayi())).baris
    assert [menolak(row) for row in rows] == [[], [("", "penduduk.ganda")]]


def test_a_family_has_one_address_the_one_of_its_first_row() -> None:
    rows = baca(uji.berkas_csv(uji.orang(rt=""), uji.istri(rt="7", dusun="KUBANG"))).baris
    assert [row.nilai["rt"] for row in rows] == ["007", "007"]
    assert [row.nilai["dusun"] for row in rows] == ["JETAK", "JETAK"]
    assert [problem.pesan for problem in rows[1].masalah] == [Pesan("penduduk.alamat_beda", baris=2)]
    assert not rows[1].ditolak


def test_sheets_are_joined_and_useless_ones_told() -> None:
    head = ["nik", "nama"]
    file = baca(
        uji.buku(
            {"Catatan": [["apa saja"]], "A": [head, [uji.ASEP, "ASEP"]], "B": [head, [uji.EUIS, "EUIS"]]}
        )
    )
    assert [(row.lembar, row.baris, row.nik) for row in file.baris] == [
        ("A", 2, uji.ASEP),
        ("B", 2, uji.EUIS),
    ]
    assert [problem.pesan for problem in file.masalah] == [
        Pesan("penduduk.lembar_dilewati", lembar="Catatan")
    ]


@pytest.mark.parametrize(
    ("isi", "kode"),
    [
        (b"nik,nama\n", "penduduk.berkas_tanpa_baris"),
        (b"kode,nama\n1,ISLAM\n", "penduduk.kolom_wajib"),
        (b"nik,nama,nama\n1,A,B\n", "penduduk.kolom_ganda"),
        (b",\n", "penduduk.kolom_wajib"),
    ],
)
def test_files_without_residents(isi: bytes, kode: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        baca(isi)
    assert refused.value.pesan.kode == kode


def test_opensid_ends_at_its_sign_and_skips_its_table_of_codes() -> None:
    first = [uji.orang_opensid().get(name, "") for name in KOLOM_OPENSID]
    rows = [list(KOLOM_OPENSID), first, ["", "###"], ["apa", "saja"]]
    file = baca(uji.buku({"Data Penduduk": rows, "Kode Data": [["kode", "nama"], ["1", "ISLAM"]]}))
    assert (file.bentuk, len(file.baris), file.masalah) == ("opensid", 1, [])
