"""Every tolerance of OpenSID's file of residents, one test for each, named by it; each starts from a real file.

What the files are and where they are wrong was read in OpenSID v2410.0.0.
"""

import codecs
import io
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules.impor import susun
from eoffice.penduduk.rules.impor.baris import BarisTerbaca
from eoffice.penduduk.rules.impor.berkas import baca_berkas
from eoffice.penduduk.rules.impor.kolom import KOLOM_OPENSID, petakan
from tests.penduduk import berkas_uji as uji

LAIN = {
    "pendidikan_sedang_id": 18, "akta_lahir": "1/2005", "dokumen_pasport": "A 1", "tanggal_akhir_paspor": "2027-01-31",
    "dokumen_kitas": "K 1", "akta_perkawinan": "123/2005", "tanggalperkawinan": "2005-05-05", "akta_perceraian": "9/2010",
    "tanggalperceraian": "2010-10-10", "cacat_id": 7, "cara_kb_id": 99, "hamil": 2, "ktp_el": 2, "status_rekam": 8,
    "alamat_sekarang": "BANDUNG", "suku": "SUNDA", "tag_id_card": "1234567890", "id_asuransi": 99, "no_asuransi": "000123",
    "lat": "-7.28", "lng": "108.41",
}  # fmt: skip


def baca(isi: bytes) -> susun.BerkasTerbaca:
    return susun.baca(isi, uji.ATURAN)


def satu(**ubah: object) -> BarisTerbaca:
    """Return Asep as a workbook of 43 columns states him, with some cells changed."""
    (row,) = baca(uji.berkas_xlsx(uji.orang_opensid(**ubah))).baris
    return row


def nilai(**ubah: object) -> Mapping[str, Any]:
    row = satu(**ubah)
    assert not row.ditolak, row.masalah
    return row.nilai


def lain(**ubah: object) -> Mapping[str, str]:
    row = satu(**ubah)
    assert not row.ditolak, row.masalah
    return row.lain


def sebab(**ubah: object) -> list[tuple[str, str]]:
    return [(m.kolom, m.pesan.kode.removeprefix("penduduk.")) for m in satu(**ubah).masalah if m.menolak]


# ---- columns ----


def test_43_columns_exactly_none_of_them_is_lost() -> None:
    full = uji.orang_opensid(nik=uji.EUIS, sex=2, tanggallahir="05-06-1985", **LAIN)
    (row,) = baca(uji.berkas_xlsx(full)).baris
    assert row.masalah == []
    assert row.lain == {name: str(value) for name, value in LAIN.items()}
    assert set(full) == set(KOLOM_OPENSID)
    assert len(row.nilai) + len(row.lain) == len(KOLOM_OPENSID) - 2, "but for two parents without a NIK"


def test_columns_in_any_order() -> None:
    turned = baca(uji.berkas_xlsx(uji.orang_opensid(), kolom=KOLOM_OPENSID[::-1]))
    assert turned.baris[0].nilai == satu().nilai
    assert turned.bentuk == "opensid"


def test_columns_only_in_part() -> None:
    (row,) = baca(uji.berkas_xlsx(uji.orang_opensid(), kolom=["suku", "nik", "nama"])).baris
    assert row.nilai == {"nik": uji.ASEP, "nama": "ASEP SUTISNA"}
    assert row.lain == {"suku": "SUNDA"}


def test_unknown_columns_are_told_and_not_fatal() -> None:
    isi = uji.berkas_xlsx(uji.orang_opensid(zodiak="LEO"), kolom=["zodiak", *KOLOM_OPENSID])
    file = baca(isi)
    assert [(m.pesan, m.menolak) for m in file.masalah] == [
        (Pesan("penduduk.kolom_asing", kolom="zodiak"), False)
    ]
    assert file.baris[0].nilai == satu().nilai


# ---- sheets and the end ----


@pytest.mark.parametrize("nama", ["Kode Data", "KODE DATA", "kodedata", " Kode  Data "])
def test_all_sheets_are_read_except_the_one_called_kode_data(nama: str) -> None:
    head = ["nik", "nama"]
    file = baca(
        uji.buku({"A": [head, [uji.ASEP, "ASEP"]], nama: [head, ["1", "X"]], "B": [head, [uji.EUIS, "EUIS"]]})
    )
    assert [row.nik for row in file.baris] == [uji.ASEP, uji.EUIS]
    assert file.masalah == []


@pytest.mark.parametrize("tanda", ["###", " ### ", "###\n"])
def test_three_hashes_in_the_second_column_end_the_reading(tanda: str) -> None:
    rows = [["nik", "nama"], [uji.ASEP, "ASEP"], ["", tanda], [uji.EUIS, "EUIS"]]
    assert [row.nik for row in baca(uji.buku({"Data": rows})).baris] == [uji.ASEP]


def test_hashes_anywhere_else_end_nothing() -> None:
    rows = [["nik", "nama", "suku"], [uji.ASEP, "ASEP", "###"], [uji.EUIS, "EUIS", ""]]
    assert len(baca(uji.buku({"Data": rows})).baris) == 2


def test_sheets_with_their_columns_in_another_order_come_back_under_one_heading() -> None:
    first = [["nik", "nama", "sex"], ["32O", "ASEP", 1]]
    other = [["sex", "suku", "nama", "nik"], ["X", "SUNDA", "EUIS", uji.EUIS]]
    file = baca(uji.buku({"A": first, "B": other}))
    assert file.judul == ["nik", "nama", "sex", "suku"]
    assert [row.asli for row in file.baris] == [["32O", "ASEP", "1", ""], [uji.EUIS, "EUIS", "X", "SUNDA"]]


# ---- codes ----


@pytest.mark.parametrize(
    ("tajuk", "sel", "kolom", "kode"),
    [
        ("agama_id", 1, "agama", 1),
        ("agama_id", 1.0, "agama", 1),
        ("agama_id", "1", "agama", 1),
        ("agama_id", " islam ", "agama", 1),
        ("agama_id", "I S L A M", "agama", 1),
        ("pekerjaan_id", "petani / pekebun", "pekerjaan", 9),
        ("pekerjaan_id", "PETANI/PEKEBUN", "pekerjaan", 9),
        ("kk_level", "kepala  keluarga", "shdk", 1),
        ("warganegara_id", "wni", "kewarganegaraan", 1),
        ("golongan_darah_id", "Tdk Th", "golongan_darah", 13),
        ("golongan_darah_id", "ab +", "golongan_darah", 9),
        ("status_kawin", "BK", "status_kawin", 1),
        ("status_kawin", "CH", "status_kawin", 4),
        ("status_kawin", "cm", "status_kawin", 5),
    ],
)
def test_codes_come_as_number_or_text_in_any_case_and_spacing(
    tajuk: str, sel: object, kolom: str, kode: int
) -> None:
    assert nilai(**{tajuk: sel})[kolom] == kode


@pytest.mark.parametrize(
    ("tajuk", "alias", "kolom", "kode"),
    [
        ("pendidikan_kk_id", "Tidak/Blm Sekolah", "pendidikan", 1),
        ("pendidikan_kk_id", "Tidak Tamat SD/Sederajat", "pendidikan", 2),
        ("pendidikan_kk_id", "Akademi/Diploma III/Sarjana Muda", "pendidikan", 7),
        ("pendidikan_kk_id", "Strata-II", "pendidikan", 9),
        ("status_dasar", "PINDAH DALAM NEGERI", "status_dasar", 3),
        ("status_dasar", "PINDAH LUAR NEGERI", "status_dasar", 3),
    ],
)
@pytest.mark.parametrize("cara", [str, str.upper, str.lower])
def test_the_official_aliases(tajuk: str, alias: str, kolom: str, kode: int, cara: Any) -> None:
    assert nilai(**{tajuk: cara(alias)})[kolom] == kode


@pytest.mark.parametrize(
    ("tajuk", "sel", "kode"),
    [
        ("pendidikan_sedang_id", "Sedang S-1 / Sederajat", "11"),
        ("cacat_id", "TIDAK CACAT", "7"),
        ("cara_kb_id", "suntik", "3"),
        ("cara_kb_id", 99.0, "99"),
        ("ktp_el", "KTP-EL", "2"),
        ("ktp_el", "belum", "1"),
        ("status_rekam", "card issued", "8"),
        ("id_asuransi", "BPJS Penerima Bantuan Iuran", "2"),
        ("suku", "'SUNDA", "SUNDA"),
        ("no_asuransi", "'000123", "000123"),
        ("tanggalperkawinan", "05/06/2005", "2005-06-05"),
        ("tanggalperkawinan", date(2005, 6, 5), "2005-06-05"),
        ("tanggal_akhir_paspor", "entah", "entah"),
        ("cara_kb_id", "JAMU", "JAMU"),
    ],
)
def test_columns_we_only_keep_are_kept_in_one_form_and_never_refuse(
    tajuk: str, sel: object, kode: str
) -> None:
    assert lain(**{tajuk: sel})[tajuk] == kode


@pytest.mark.parametrize("tajuk", sorted(set(KOLOM_OPENSID) - {"nama", "no_kk", "nik"}))
def test_an_empty_cell_or_a_dash_says_nothing(tajuk: str) -> None:
    peta, _ = petakan([tajuk, "nik", "nama"])
    assert peta is not None
    name = peta.kolom[0][1].nama
    for sel in ("", "-", " - ", "--", "'", "'-"):
        row = satu(**{tajuk: sel})
        assert name not in row.nilai, sel
        assert name not in row.lain, sel
        assert not row.ditolak, sel


def test_zero_is_empty_but_for_the_two_numbers_of_a_person() -> None:
    heads = [
        "agama_id",
        "golongan_darah_id",
        "ktp_el",
        "cacat_id",
        "cara_kb_id",
        "hamil",
        "status_rekam",
        "id_asuransi",
    ]
    row = satu(**dict.fromkeys(heads, 0), ayah_nik=0, ibu_nik="0", tanggalperkawinan="0000-00-00")
    assert not row.ditolak
    assert row.lain == {"akta_perkawinan": "123/2005", "suku": "SUNDA"}
    assert not {"agama", "golongan_darah", "nik_ayah", "nik_ibu"} & row.nilai.keys()


# ---- NIK and family card ----


@pytest.mark.parametrize(
    "hias",
    [
        "{}",
        " {} ",
        "'{}",
        "’{}",
        "`{}",
        "\u200b{}\u200e",
        "\ufeff{}",
        "{}\u00a0",
        "\t{}",
        '"{}"',
        "{}_",
        "{},",
    ],
)
def test_what_is_no_digit_is_cleaned_out_of_nik_and_card(hias: str) -> None:
    row = nilai(nik=hias.format(uji.ASEP), no_kk=hias.format(uji.KK))
    assert (row["nik"], row["no_kk"]) == (uji.ASEP, uji.KK)


def test_a_letter_in_a_number_is_never_guessed_at() -> None:
    assert sebab(nik="32071501O1809001") == [("nik", "nik_huruf")]


def test_a_number_that_a_spreadsheet_cut_is_not_taken() -> None:
    assert sebab(nik="3,20715E+15") == [("nik", "nomor_ilmiah")]
    assert sebab(nik=3207150101809000) == [("nik", "nomor_sel_angka")]


@pytest.mark.parametrize("nol", ["0", 0, 0.0, "'0", "0000000000000000"])
def test_nik_zero_is_somebody_without_a_nik(nol: object) -> None:
    row = nilai(nik=nol)
    assert "nik" not in row
    assert row["nama"] == "ASEP SUTISNA"


def test_a_temporary_nik_is_kept_aside_and_is_no_nik() -> None:
    row = satu(nik="0320715200400007")
    assert not row.ditolak
    assert "nik" not in row.nilai
    assert row.lain["nik_sementara"] == "0320715200400007"


# ---- leading apostrophes ----


@pytest.mark.parametrize(
    ("tajuk", "sel", "kolom", "isi"),
    [
        ("tanggallahir", "'01-01-1980", "tanggal_lahir", "1980-01-01"),
        ("rt", "'003", "rt", "003"),
        ("rw", "'2", "rw", "002"),
        ("dusun", "'JETAK", "dusun", "JETAK"),
        ("nama", "'ASEP SUTISNA", "nama", "ASEP SUTISNA"),
        ("alamat", "'JL. RAYA", "alamat", "JL. RAYA"),
        ("agama_id", "'1", "agama", 1),
        ("sex", "'L", "jenis_kelamin", "L"),
    ],
)
def test_a_leading_apostrophe_is_taken_off(tajuk: str, sel: str, kolom: str, isi: object) -> None:
    assert nilai(**{tajuk: sel})[kolom] == isi


# ---- regions ----


@pytest.mark.parametrize(("rw", "rt"), [("0", "0"), ("-", "0"), ("-", "-"), (0, 0), ("000", "'0")])
def test_the_three_rows_of_a_region_are_no_real_rw_and_rt(rw: object, rt: object) -> None:
    row = nilai(rw=rw, rt=rt)
    assert row["dusun"] == "JETAK"
    assert not {"rw", "rt"} & row.keys()


@pytest.mark.parametrize("dusun", ["JETAK", "jetak", "DUSUN JETAK", "Dusun_Jetak", "DSN. JETAK", "dsn jetak"])
def test_a_dusun_loses_its_word_and_its_underscores(dusun: str) -> None:
    assert nilai(dusun=dusun)["dusun"] == "JETAK"


@pytest.mark.parametrize("rt", ["3", 3, 3.0, "03", "RT 3", "RT03", "RT.03", "rt. 3", "RT: 3"])
def test_an_rt_is_three_digits_however_it_is_written(rt: object) -> None:
    assert nilai(rt=rt)["rt"] == "003"


def test_a_dusun_that_begins_like_rw_keeps_its_name() -> None:
    assert nilai(dusun="RWANDA")["dusun"] == "RWANDA"


# ---- dates, sex, names ----


@pytest.mark.parametrize(
    "sel", [date(1980, 1, 1), "1980-01-01", "01-01-1980", "01/01/1980", "1-1-1980", "1/1/1980", "'01-01-1980"]
)
def test_dates_in_all_four_forms(sel: object) -> None:
    assert nilai(tanggallahir=sel)["tanggal_lahir"] == "1980-01-01"


@pytest.mark.parametrize("sel", [1, 1.0, "1", "L", "l", "LK", "Lk", "LAKI-LAKI", "laki laki"])
def test_the_words_for_a_man(sel: object) -> None:
    assert nilai(sex=sel)["jenis_kelamin"] == "L"


@pytest.mark.parametrize("sel", [2, 2.0, "2", "P", "p", "Pr", "PR", "PEREMPUAN", "perempuan"])
def test_the_words_for_a_woman(sel: object) -> None:
    assert nilai(nik=uji.EUIS, tanggallahir="05-06-1985", sex=sel)["jenis_kelamin"] == "P"


@pytest.mark.parametrize(
    ("tertulis", "nama"),
    [
        ("ASEP*SUTISNA", "ASEP SUTISNA"),
        ("ASEP_SUTISNA", "ASEP SUTISNA"),
        ('ASEP "UJANG" SUTISNA', "ASEP UJANG SUTISNA"),
        ("ASEP; SUTISNA", "ASEP SUTISNA"),
        ("*ASEP*", "ASEP"),
    ],
)
def test_odd_signs_in_a_name_become_spaces_and_are_told(tertulis: str, nama: str) -> None:
    row = satu(nama=tertulis)
    assert row.nilai["nama"] == nama
    assert [(m.kolom, m.pesan.kode, m.menolak) for m in row.masalah] == [
        ("nama", "penduduk.nama_dirapikan", False)
    ]


@pytest.mark.parametrize(
    "nama", ["MA'MUN", "H. UUS, S.Pd.", "SITI-NUR", "ADE (ALM)", "DEDI/DADANG", "JOSÉ", "RD. ASEP II"]
)
def test_signs_that_names_have_stay(nama: str) -> None:
    row = satu(nama=nama)
    assert row.nilai["nama"] == nama
    assert row.masalah == []


@pytest.mark.parametrize("nama", ["ASEP\ufffd", "<b>ASEP</b>", "=ASEP()", "ASEP@DESA"])
def test_a_name_that_lost_a_letter_or_is_no_name_needs_a_person(nama: str) -> None:
    assert sebab(nama=nama) == [("nama", "nama_karakter")]


# ---- known faults of the export ----


def test_text_mode_spoils_three_columns_which_are_passed_over_and_told_once() -> None:
    spoiled = {"status_dasar": "TETAP", "ktp_el": "WNI", "status_rekam": "DUA KEWARGANEGARAAN"}
    rows = [uji.orang_opensid(**spoiled), uji.orang_opensid(nik=uji.EUIS, nama="EUIS", ktp_el="WNA"), uji.orang_opensid(nik="3207150101809002", nama="UJANG", ktp_el=2)]  # fmt: skip
    file = baca(uji.berkas_xlsx(*rows))
    assert [m.pesan for m in file.masalah] == [Pesan("penduduk.berkas_mode_huruf", jumlah=2)]
    assert not any(row.ditolak for row in file.baris)
    assert "status_dasar" not in file.baris[0].nilai
    assert not {"ktp_el", "status_rekam"} & file.baris[0].lain.keys()
    assert file.baris[2].lain["ktp_el"] == "2"


def test_text_mode_that_may_hide_a_death_needs_a_person() -> None:
    assert sebab(status_dasar="Tidak  Tetap".replace("  ", " ")) == [("status_dasar", "mode_huruf")]


def test_id_asuransi_is_always_empty_in_an_export() -> None:
    row = lain(id_asuransi="", no_asuransi="000123")
    assert row["no_asuransi"] == "000123"
    assert "id_asuransi" not in row


def test_ktp_el_3_of_an_export_is_a_childs_card() -> None:
    assert lain(ktp_el=3)["ktp_el"] == "3"
    assert lain(ktp_el="KIA")["ktp_el"] == "3"


def test_pregnancy_of_a_man_is_passed_over() -> None:
    assert "hamil" not in lain(sex=1, hamil=1)
    assert lain(nik=uji.EUIS, tanggallahir="05-06-1985", sex=2, hamil="Hamil")["hamil"] == "1"


# ---- files ----


@pytest.mark.parametrize("pemisah", [",", ";", "\t"])
@pytest.mark.parametrize("sandi", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_with_a_byte_order_mark_semicolons_and_tabs(pemisah: str, sandi: str) -> None:
    (row,) = baca(uji.berkas_csv(uji.orang(), pemisah=pemisah, sandi=sandi)).baris
    assert row.nik == uji.ASEP


@pytest.mark.parametrize("tanda", ["sep=;\r\n", '"sep=;"\n', "SEP=;\n"])
def test_excels_line_that_names_the_separator_is_no_heading(tanda: str) -> None:
    isi = tanda.encode() + uji.berkas_csv(uji.orang(), pemisah=";")
    (row,) = baca(codecs.BOM_UTF8 + isi).baris
    assert (row.nik, row.baris) == (uji.ASEP, 3)


def kode_berkas(isi: bytes) -> str:
    with pytest.raises(InvalidInput) as refused:
        baca(isi)
    return refused.value.pesan.kode.removeprefix("penduduk.")


def test_the_old_excel_form_says_how_to_save_it_anew() -> None:
    assert kode_berkas(b"\xd0\xcf\x11\xe0" + bytes(600)) == "berkas_xls_lama"


def test_an_ods_says_how_to_save_it_anew() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", "<x/>")
    assert kode_berkas(packed.getvalue()) == "berkas_ods"


def test_another_encoding_names_the_row_it_breaks_in() -> None:
    isi = uji.berkas_csv(uji.orang(), uji.istri(nama="EUIS É"), sandi="cp1252")
    with pytest.raises(InvalidInput) as refused:
        baca(isi)
    assert refused.value.pesan == Pesan("penduduk.berkas_bukan_utf8", baris=3)


@pytest.mark.parametrize("bagian", [0.2, 0.5, 0.9, 0.999])
def test_a_cut_workbook_is_refused_as_cut(bagian: float) -> None:
    isi = uji.berkas_xlsx(*(uji.orang_opensid(nik=f"32071501018090{n:02}") for n in range(40)))
    assert kode_berkas(isi[: int(len(isi) * bagian)]) == "berkas_rusak"


def test_a_zip_bomb_is_refused_before_it_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eoffice.penduduk.rules.impor.buku.MAKS_TERURAI", 2_000_000)
    bomb = uji.ganti_isi(uji.berkas_xlsx(uji.orang_opensid()), "xl/bom.xml", b" " * 4_000_000)
    assert len(bomb) < 40_000
    with pytest.raises(InvalidInput) as refused:
        baca_berkas(bomb)
    assert refused.value.pesan.kode == "penduduk.berkas_bom"
