"""Bytes to rows: what can be read is read, what cannot is named, and nothing hurts a small machine."""

import io
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules.impor import batas, berkas, buku
from eoffice.penduduk.rules.impor.berkas import baca_berkas
from tests.penduduk import berkas_uji as uji

SHEET = "xl/worksheets/sheet1.xml"
GOOD = uji.berkas_xlsx(uji.orang_opensid())


def tolak(isi: bytes) -> Pesan:
    with pytest.raises(InvalidInput) as refused:
        baca_berkas(isi)
    return refused.value.pesan


def nasib(isi: bytes) -> str:
    """Read a file; return the code it was refused with, or ""."""
    try:
        sheets = baca_berkas(isi)
    except InvalidInput as refused:
        return refused.pesan.kode
    assert all(isinstance(number, int) for sheet in sheets for number, _ in sheet.baris)
    return ""


# ---- CSV ----


@pytest.mark.parametrize("pemisah", [",", ";", "\t"])
@pytest.mark.parametrize("sandi", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_as_spreadsheet_programs_save_it(pemisah: str, sandi: str) -> None:
    (sheet,) = baca_berkas(uji.berkas_csv(uji.orang(), pemisah=pemisah, sandi=sandi))
    assert [number for number, _ in sheet.baris] == [1, 2]
    assert sheet.baris[0][1][:3] == ["kode_desa", "no_kk", "nik"]
    assert sheet.baris[1][1][2] == uji.ASEP


def test_row_numbers_count_lines_also_inside_quotes_and_blank_lines() -> None:
    (sheet,) = baca_berkas(b'nik,nama\r\n1,"A\r\nB"\r\n\r\n,\r\n2,C\r\n')
    assert [(number, row) for number, row in sheet.baris] == [
        (1, ["nik", "nama"]),
        (2, ["1", "A\r\nB"]),
        (6, ["2", "C"]),
    ]


def test_data_end_at_three_hashes_in_the_second_column() -> None:
    (sheet,) = baca_berkas(b"nik,nama\n1,A\n,###\n2,B\n")
    assert [row for _, row in sheet.baris] == [["nik", "nama"], ["1", "A"]]


def test_another_encoding_names_the_first_row_it_breaks() -> None:
    assert tolak("nik,nama\n1,A\n2,JOSÉ\n".encode("latin-1")) == Pesan("penduduk.berkas_bukan_utf8", baris=3)


def test_an_open_quote_names_its_row() -> None:
    assert tolak(b'nik,nama\n1,A\n2,"B\n3,C\n') == Pesan("penduduk.csv_rusak", baris=3)


@pytest.mark.parametrize("isi", [b"", b"  \n ", b"\xef\xbb\xbf"])
def test_an_empty_file(isi: bytes) -> None:
    assert tolak(isi).kode in {"penduduk.berkas_kosong", "penduduk.berkas_bukan_lembar"}


@pytest.mark.parametrize(
    ("isi", "kode"),
    [
        (b"%PDF-1.7 ...", "penduduk.berkas_bukan_lembar"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "penduduk.berkas_bukan_utf8"),
        (b"\xff\xd8\xff\xe0", "penduduk.berkas_bukan_utf8"),
        (b"nik,nama\0\n1,A", "penduduk.berkas_bukan_lembar"),
        (b"hanya kalimat biasa", "penduduk.berkas_bukan_lembar"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "penduduk.berkas_xls_lama"),
        (b"a," * 400 + b"\n", "penduduk.berkas_kolom"),
    ],
)
def test_what_is_no_spreadsheet_is_named(isi: bytes, kode: str) -> None:
    assert tolak(isi).kode == kode


def test_too_many_bytes_and_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(berkas, "MAKS_BARIS", 3)
    assert tolak(b"nik,nama\n" + b"1,A\n" * 4) == Pesan("penduduk.berkas_baris", batas=3)
    monkeypatch.setattr(berkas, "MAKS_BITA", 10)
    assert tolak(b"nik,nama\n1,A\n").kode == "penduduk.berkas_besar"


def test_a_cell_too_long_for_the_reader() -> None:
    assert tolak(b"nik,nama\n1," + b"A" * 200_000 + b"\n").kode == "penduduk.csv_rusak"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(isi: bytes) -> None:
    assert nasib(isi) == "" or nasib(isi).startswith("penduduk.")


# ---- XLSX ----


def test_a_workbook_is_read_with_its_types_and_row_numbers() -> None:
    rows = [["nik", "nama", "tanggallahir"], [], [uji.ASEP, 7, date(1980, 1, 1)]]
    (sheet,) = baca_berkas(uji.buku({"Data": rows}))
    assert sheet.nama == "Data"
    number, row = sheet.baris[1]
    assert number == 3
    assert row[:2] == [uji.ASEP, 7]
    assert isinstance(row[2], date)


def test_every_sheet_is_read_but_the_table_of_codes() -> None:
    head = ["nik", "nama"]
    sheets = baca_berkas(
        uji.buku({"Dusun 1": [head], "Kode Data": [["kode"]], "kode  data": [["x"]], "D2": [head]})
    )
    assert [sheet.nama for sheet in sheets] == ["Dusun 1", "D2"]


@pytest.mark.parametrize("potong", [30, 200, -2000, -10])  # a workbook's length varies with its time stamp
def test_a_cut_workbook(potong: int) -> None:
    assert tolak(GOOD[:potong]).kode == "penduduk.berkas_rusak"


def test_a_zip_that_is_no_workbook() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert tolak(packed.getvalue()).kode == "penduduk.berkas_bukan_lembar"


def test_a_sheet_that_ends_too_early() -> None:
    assert nasib(uji.ganti_isi(GOOD, SHEET, b"<worksheet><sheetData><row>")) == "penduduk.berkas_rusak"


def test_a_formula_is_refused_with_its_place() -> None:
    evil = uji.ganti_isi(GOOD, SHEET, uji.lembar_xml('<row r="2"><c r="AB2"><f>1+1</f><v>2</v></c></row>'))
    assert tolak(evil) == Pesan("penduduk.berkas_rumus", sel="AB2", lembar="sheet1")


@pytest.mark.parametrize(
    ("sel", "kode"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>', "penduduk.berkas_kolom"),
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "penduduk.berkas_baris"),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
         "penduduk.berkas_kolom"),
        ('<row r="1"><c r="A99999999999"><v>1</v></c></row>', "penduduk.berkas_rusak"),
        ('<row r="1"><c r="AAAAA1"><v>1</v></c></row>', "penduduk.berkas_rusak"),
        ("<row>" + "<c><v>1</v></c>" * 300 + "</row>", "penduduk.berkas_kolom"),
    ],
)  # fmt: skip
def test_far_cells_are_refused_before_anything_is_allocated(sel: str, kode: str) -> None:
    evil = uji.ganti_isi(GOOD, SHEET, uji.lembar_xml(sel))
    tracemalloc.start()
    try:
        assert tolak(evil).kode == kode
        assert tracemalloc.get_traced_memory()[1] < 20 * 1024**2
    finally:
        tracemalloc.stop()


def test_far_cells_hidden_by_another_encoding_are_seen_too() -> None:
    xml = uji.lembar_xml('<row><c r="XFD1"><v>1</v></c></row>', '<?xml version="1.0" encoding="UTF-16"?>')
    evil = uji.ganti_isi(GOOD, SHEET, xml.decode().encode("utf-16"))
    assert tolak(evil).kode == "penduduk.berkas_kolom"


def test_empty_cells_with_a_format_do_no_harm() -> None:
    isi = '<row r="1"><c r="A1" t="inlineStr"><is><t>nik</t></is></c><c r="XFD1" s="0"/></row>'
    (sheet,) = baca_berkas(uji.ganti_isi(GOOD, SHEET, uji.lembar_xml(isi)))
    assert sheet.baris == [(1, ["nik"])]


def test_a_zip_bomb_stops_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buku, "MAKS_TERURAI", 1024**2)
    evil = uji.ganti_isi(GOOD, "xl/media/besar.bin", b"\0" * (8 * 1024**2))
    assert len(evil) < 40_000
    assert tolak(evil) == Pesan("penduduk.berkas_bom", batas=1)


def test_entities_are_refused() -> None:
    doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    evil = uji.ganti_isi(GOOD, SHEET, uji.lembar_xml("<row><c><v>&b;</v></c></row>", doctype))
    assert tolak(evil).kode == "penduduk.berkas_rusak"


def test_too_many_cells_rows_and_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    many = uji.buku({f"L{number}": [["nik"]] for number in range(2 * batas.MAKS_LEMBAR + 1)})
    assert tolak(many).kode == "penduduk.berkas_lembar"
    monkeypatch.setattr(buku, "MAKS_SEL", 10)
    assert tolak(uji.buku({"L": [["nik", "nama"]] * 6})).kode == "penduduk.berkas_baris"


def test_broken_references_of_the_workbook() -> None:
    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        assert nasib(uji.ganti_isi(GOOD, part, b"<kacau")) in {"", "penduduk.berkas_rusak"}


@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(GOOD)
    for place in data.draw(st.lists(st.integers(4, len(GOOD) - 1), min_size=1, max_size=5)):
        damaged[place] = data.draw(st.integers(0, 255))
    fate = nasib(bytes(damaged))
    assert fate == "" or fate.startswith("penduduk.berkas")


@pytest.mark.parametrize(
    ("nomor", "huruf"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_column_letters(nomor: int, huruf: str) -> None:
    assert buku.nama_kolom(nomor) == huruf
    assert buku.nomor_kolom(huruf) == buku.nomor_kolom(huruf.lower()) == nomor


def test_date_and_time_cells_are_dates() -> None:
    (sheet,) = baca_berkas(uji.buku({"Data": [["nik", "nama"], [datetime(1980, 1, 1, 7, 30), True]]}))  # noqa: DTZ001
    assert sheet.baris[1][1][0] == datetime(1980, 1, 1, 7, 30)  # noqa: DTZ001
