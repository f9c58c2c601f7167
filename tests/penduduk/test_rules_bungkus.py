"""Workbooks that hide what their reader would open: the far cell is met before the reader allocates anything."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules.impor import buku
from eoffice.penduduk.rules.impor.berkas import Lembar, baca_berkas
from eoffice.penduduk.rules.impor.bungkus import Pengurai
from eoffice.penduduk.rules.impor.sel import teks_sel
from tests.penduduk import berkas_uji as uji

SHEET, RELS, BOOK = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"
GOOD = uji.berkas_xlsx(uji.orang_opensid())
# column XFD is the 16,384th: small enough to read by mistake, far enough to be refused
FAR = uji.lembar_xml('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>')
JAUH, RUSAK = Pesan("penduduk.berkas_kolom", batas=256), Pesan("penduduk.berkas_rusak")
BUKAN = Pesan("penduduk.berkas_bukan_lembar")
Isi = list[tuple[str, bytes]]


def test_a_reader_must_say_what_it_does_with_an_element() -> None:
    """Found when it is made, not when the first element of somebody's file is met."""
    with pytest.raises(TypeError, match="elemen"):
        Pengurai()  # type: ignore[abstract]


def parts() -> Isi:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as book:
        return [(info.filename, book.read(info)) for info in book.infolist()]


def kemas(isi: Isi) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in isi:
            book.writestr(name, data)
    return packed.getvalue()


def ganti(name: str, data: bytes) -> Isi:
    return [(other, data if other == name else old) for other, old in parts()]


def tanpa(name: str) -> Isi:
    return [(other, data) for other, data in parts() if other != name]


def nasib(isi: bytes) -> Pesan | list[Lembar]:
    try:
        return baca_berkas(isi)
    except InvalidInput as refused:
        return refused.pesan


BENIGN = dict(parts())[SHEET]
REL = dict(parts())[RELS]


def test_the_workbook_all_others_are_made_from_is_read() -> None:
    sheets = nasib(kemas(parts()))
    assert isinstance(sheets, list)
    assert [teks_sel(cell) for cell in sheets[0].baris[1][1][4:7]] == ["ASEP SUTISNA", uji.KK, uji.ASEP]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        (ganti(SHEET, FAR), JAUH),
        ([*tanpa(SHEET), ("XL/WORKSHEETS/SHEET1.XML", FAR)], JAUH),
        ([*tanpa(SHEET), ("xl\\worksheets\\sheet1.xml", FAR)], JAUH),
        ([*tanpa(SHEET), ("/xl/worksheets/sheet1.xml", FAR)], JAUH),
        ([("XL/worksheets/sheet1.xml", FAR), *parts()], RUSAK),
        ([(SHEET, FAR), *parts()], RUSAK),
        ([*parts(), (SHEET, FAR)], RUSAK),
        ([*ganti(SHEET, FAR), ("xl//worksheets/sheet1.xml", BENIGN)], RUSAK),
        ([*ganti(SHEET, FAR), ("/xl/worksheets/sheet1.xml", BENIGN)], RUSAK),
        ([*ganti(SHEET, FAR), ("xl/./worksheets/sheet1.xml", BENIGN)], RUSAK),
        ([*parts(), ("xl/worksheets/sheet9.xml", FAR)], JAUH),
        ([*parts(), ("../../etc/cron.d/jahat", b"x")], RUSAK),
        ([*parts(), ("xl/media/a%2fb.png", b"x")], RUSAK),
        ([*parts(), ("xl/a&#x2e;xml", FAR)], RUSAK),
        ([*parts(), ("content.xml", b"<x/>")], BUKAN),
        ([*parts(), ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")], BUKAN),
        ([*parts(), ("XL/workbook.BIN", b"\x83\x01")], BUKAN),
        (tanpa(BOOK), BUKAN),
        (tanpa(RELS), RUSAK),
        (tanpa(SHEET), RUSAK),
        (ganti(RELS, REL.replace(b"<Relationship ", b"<!DOCTYPE x><Relationship ", 1)), RUSAK),
        (ganti(BOOK, b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'), RUSAK),
        (ganti(RELS, REL[:-20]), RUSAK),
        (ganti(BOOK, dict(parts())[BOOK].replace(b"<sheet ", b"<sheet <sheet ", 1)), RUSAK),
    ],
)
def test_a_far_cell_under_another_name_is_met_or_the_file_refused(isi: Isi, pesan: Pesan) -> None:
    assert nasib(kemas(isi)) == pesan


@pytest.mark.parametrize(
    "tujuan",
    [
        "evil.xml", "/xl/evil.xml", "xl/evil.xml", "chartsheets/sheet1.xml", "dialogsheets/a.xml", "media/a.png",
        "macrosheets/a.xml", "Worksheets/sheet1.xml", "worksheets\\a.xml", "worksheets//a.xml", "styles2.xml",
    ],
)  # fmt: skip
def test_a_sheet_is_what_the_workbook_points_to_wherever_it_lies(tujuan: str) -> None:
    """The reader follows the relations, so the measuring does."""
    name = tujuan.removeprefix("/") if tujuan.startswith(("/xl/", "xl/")) else f"xl/{tujuan}"
    rels = REL.replace(b"worksheets/sheet1.xml", tujuan.encode())
    assert nasib(kemas([*[(a, rels if a == RELS else b) for a, b in tanpa(SHEET)], (name, FAR)])) == JAUH


@pytest.mark.parametrize(
    "tujuan", ["../evil.xml", "worksheets/../evil.xml", "..\\evil.xml", "", "tiada.xml", "a%2exml"]
)
def test_a_relation_that_leads_out_or_nowhere_is_refused(tujuan: str) -> None:
    rels = REL.replace(b"worksheets/sheet1.xml", tujuan.encode())
    assert nasib(kemas([*[(a, rels if a == RELS else b) for a, b in parts()], ("xl/evil.xml", FAR)])) == RUSAK


def test_every_relation_of_a_doubled_name_is_followed() -> None:
    satu = REL[REL.index(b"<Relationship ") : REL.index(b"/>") + 2]
    lain = satu.replace(b"worksheets/sheet1.xml", b"evil.xml")
    assert lain != satu
    for rels in (REL.replace(satu, satu + lain), REL.replace(satu, lain + satu)):
        assert (
            nasib(kemas([*[(a, rels if a == RELS else b) for a, b in parts()], ("xl/evil.xml", FAR)])) == JAUH
        )


def test_a_relation_of_another_kind_that_a_sheet_names_is_followed_too() -> None:
    rels = REL.replace(b"relationships/worksheet", b"relationships/theme")
    rels = rels.replace(b"worksheets/sheet1.xml", b"theme/evil.xml")
    assert (
        nasib(kemas([*[(a, rels if a == RELS else b) for a, b in tanpa(SHEET)], ("xl/theme/evil.xml", FAR)]))
        == JAUH
    )


def test_a_sheet_that_is_no_xml_is_broken() -> None:
    for junk in (b"\x89PNG\r\n\x1a\n" + FAR, b"<a></b>" + FAR, b"", b"\0" * 100, FAR + b"<lagi/>"):
        assert nasib(kemas(ganti(SHEET, junk))) in (RUSAK, JAUH)


# ---- what ordinary programs write ----


@pytest.mark.parametrize(
    "tambahan",
    [
        ("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0makro"),
        ("xl/media/image1.png", b"\x89PNG\r\n\x1a\n"),
        ("xl/drawings/drawing1.xml", b"<x/>"),
        ("docProps/thumbnail.jpeg", b"\xff\xd8"),
        ("customXml/item1.xml", b"<x/>"),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink><externalBook/></externalLink>"),
        (
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            b'<R><Relationship Target="file:///C:/x.xlsx"/></R>',
        ),
        ("xl/printerSettings/printerSettings1.bin", bytes(64)),
        ("xl/persons/person.xml", b"<personList/>"),
    ],
)
def test_parts_that_are_no_sheets_do_not_matter(tambahan: tuple[str, bytes]) -> None:
    """OpenSID's own template carries macros; they are never run, only passed over."""
    sheets = nasib(kemas([*parts(), tambahan]))
    assert isinstance(sheets, list)
    assert len(sheets[0].baris) == 2


def test_a_link_to_another_file_is_not_followed() -> None:
    """A cell that was filled from another file is a formula, and no formula is taken."""
    cell = '<row r="2"><c r="C2"><f>[1]Sheet1!$A$1</f><v>3207150101809001</v></c></row>'
    assert nasib(kemas(ganti(SHEET, uji.lembar_xml(cell)))) == Pesan(
        "penduduk.berkas_rumus", sel="C2", lembar="sheet1"
    )


def test_a_workbook_with_a_password_is_an_ole_file_and_says_what_to_do() -> None:
    """Office wraps an encrypted workbook in the container of old .xls files."""
    assert nasib(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)) == Pesan("penduduk.berkas_xls_lama")


def test_a_zip_with_a_password_is_refused() -> None:
    """The flag in the zip's headers alone is enough: nothing is asked, nothing hangs."""
    packed = bytearray(GOOD)
    for tanda, letak in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = packed.find(tanda)
        while place >= 0:
            flags = struct.unpack_from("<H", packed, place + letak)[0]
            struct.pack_into("<H", packed, place + letak, flags | 1)
            place = packed.find(tanda, place + 4)
    assert nasib(bytes(packed)) == RUSAK


def test_a_zip_with_something_behind_its_directory_is_refused() -> None:
    """Two readers could find two directories in it."""
    assert nasib(GOOD + b"\n") == RUSAK
    for comment, pesan in ((b"catatan", RUSAK), (b"PK\x05\x06" + bytes(18), BUKAN)):
        commented = io.BytesIO(GOOD)
        with zipfile.ZipFile(commented, "a") as book:
            book.comment = comment
        assert nasib(commented.getvalue()) == pesan


@pytest.mark.parametrize("jenis", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_read_or_refused(jenis: int) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", jenis) as book:
        for name, data in parts():
            book.writestr(name, data)
    assert isinstance(nasib(packed.getvalue()), list) or nasib(packed.getvalue()) == RUSAK


# ---- cells that mean harm ----


def satu_sel(sel: str) -> bytes:
    return uji.ganti_isi(GOOD, SHEET, uji.lembar_xml(sel))


@pytest.mark.parametrize(
    "sel",
    [
        f'<row r="{"9" * 5000}"><c><v>1</v></c></row>',
        '<row r="²"><c><v>1</v></c></row>',
        '<row r="-1"><c><v>1</v></c></row>',
        '<row r="1.5"><c><v>1</v></c></row>',
        '<row r=""><c><v>1</v></c></row>',
        '<row r="12345678"><c><v>1</v></c></row>',
        '<row r="1"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        '<row r="1"><c r="$A$1"><v>1</v></c></row>',
        '<row r="1"><c r=""><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>',
        '<row r="1"><c r="A1" t="b"><v>x</v></c></row>',
        '<row r="1"><c r="A1" t="zz"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="e"><v>x</v></c></row>',
    ],
)
def test_a_cell_no_program_writes_breaks_the_file_and_nothing_else(sel: str) -> None:
    assert nasib(satu_sel(sel)) == RUSAK


@pytest.mark.parametrize(
    "sel",
    [
        '<row r="1"><c r="A1" t="s"><v>abc</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" t="d"><v>2026-13-99</v></c></row>',
        '<row r="1"><c r="A1"><v>1e999</v></c></row>',
        '<row r="1"><c r="A1"><v>nan</v></c></row>',
        '<row r="1"><c r="A1" s="99"><v>1</v></c></row>',
        '<row r="1"><c r="A1" s="-1"><v>1</v></c></row>',
        '<row r="5"><c r="A1"><v>1</v></c></row><row r="2"><c r="B1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"/><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"A" * 1_000_000}</t></is></c></row>',
    ],
)
def test_a_strange_cell_is_read_as_some_text_or_number(sel: str) -> None:
    sheets = nasib(satu_sel(sel))
    assert isinstance(sheets, list)
    assert all(isinstance(teks_sel(cell), str) for _, row in sheets[0].baris for cell in row)


@pytest.mark.parametrize(
    "sel",
    [
        "<f/>",
        "<f>1+1</f><v>2</v>",
        '<f t="shared" si="0"/><v>1</v>',
        "<is><f>x</f></is>",
        "<f>HYPERLINK(1)</f>",
    ],
)
def test_every_kind_of_formula_is_found(sel: str) -> None:
    pesan = Pesan("penduduk.berkas_rumus", sel="B7", lembar="sheet1")
    assert nasib(satu_sel(f'<row r="7"><c r="A7"><v>1</v></c><c r="B7">{sel}</c></row>')) == pesan


@pytest.mark.parametrize(
    "luar",
    [
        ('<sheetData>', '<dimension ref="A1:XFD1048576"/><sheetData>'),
        ('</sheetData>', '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        ('</sheetData>', '</sheetData><autoFilter ref="A1:XFD1048576"/>'),
        ('<sheetData>', '<cols><col min="1" max="16384" width="9"/></cols><sheetData>'),
    ],
)  # fmt: skip
def test_what_a_sheet_claims_about_its_size_is_not_believed(luar: tuple[str, str]) -> None:
    sheet = uji.lembar_xml('<row r="1"><c r="A1"><v>1</v></c></row>').decode().replace(*luar)
    sheets = nasib(uji.ganti_isi(GOOD, SHEET, sheet.encode()))
    assert isinstance(sheets, list)
    assert [len(row) for _, row in sheets[0].baris] == [1]


def test_a_bomb_in_any_part_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buku, "MAKS_TERURAI", 1024**2)
    nol = b" " * (4 * 1024**2)
    for name in (BOOK, RELS, SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "docProps/app.xml"):
        assert nasib(kemas([*tanpa(name), (name, dict(parts())[name] + nol)])) == Pesan(
            "penduduk.berkas_bom", batas=1
        )


def test_many_small_bombs_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buku, "MAKS_TERURAI", 1024**2)
    many = [(f"xl/media/{n}.bin", b"\0" * 100_000) for n in range(12)]
    assert nasib(kemas([*parts(), *many])) == Pesan("penduduk.berkas_bom", batas=1)


@given(
    st.lists(
        st.sampled_from([b"<", b">", b'"', b"row", b"c", b"&#0;", b"\0", b"r=", b"<f>", b"]]>"]), max_size=30
    )
)
def test_any_xml_of_a_sheet_is_read_or_refused(bits: list[bytes]) -> None:
    body = uji.lembar_xml('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
        b"<v>1", b"<v>1" + b"".join(bits)
    )
    fate = nasib(kemas(ganti(SHEET, body)))
    assert isinstance(fate, list) or fate.kode.startswith("penduduk.berkas_")
