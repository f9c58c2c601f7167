"""Files that mean harm, through the real import on both databases: refused cell by cell, kept harmless, never a crash."""

import io
import zipfile
from contextlib import suppress
from typing import Any

import pytest

from eoffice.jejak.models import Peristiwa
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.penduduk import selectors, services
from eoffice.penduduk.models import BarisImpor, Impor, Keluarga, Penduduk
from eoffice.penduduk.rules.impor.ekspor import buku_ditolak, tabel_ditolak
from eoffice.penduduk.rules.impor.kolom import DISIMPAN, KOLOM, KOLOM_KAMI, KOLOM_OPENSID, Kolom
from eoffice.web.komponen.kalimat import kalimat
from eoffice.wilayah.models import Desa
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import OLEH, Masuk

pytestmark = pytest.mark.usefixtures("di_cisontrol")
NIHIL = {"baru": 0, "berubah": 0, "sama": 0, "ditolak": 0, "hilang": 0, "peringatan": 0}
KOLOM_MENURUT_TAJUK = {tajuk: kolom for kolom in KOLOM for tajuk in (kolom.nama, *kolom.tajuk)}

# What a cell holds, and the code it is refused with, by the kind of its column; "" takes it, "lain" never refuses.
JAHAT: dict[str, tuple[object, dict[str, str]]] = {
    "formula": (
        '=HYPERLINK("http://x")',
        {"nomor": "tanda", "nama": "nama_karakter", "teks": "teks_rumus", "wilayah": "teks_rumus"},
    ),
    "command": (
        "@SUM(1+9)*cmd|' /C calc'!A0",
        {"nomor": "tanda", "nama": "nama_karakter", "teks": "teks_rumus", "wilayah": "teks_rumus"},
    ),
    "markup": ("<script>alert(1)</script>", {"nomor": "tanda", "nama": "nama_karakter", "wilayah": "teks_panjang"}),
    "letters": ("JEDI", {"nomor": "huruf", "wilayah": "teks_panjang"}),
    "a long text": ("A" * 1000, {"nomor": "huruf", "nama": "teks_panjang", "teks": "teks_panjang", "wilayah": "teks_panjang"}),
    "a number without end": (
        "9" * 5000,
        {"nomor": "panjang", "nama": "nama_tanpa_huruf", "teks": "teks_panjang", "wilayah": "teks_panjang"},
    ),
    "a broken number": (1.5, {"nomor": "nomor_sel_angka", "nama": "nama_tanpa_huruf", "wilayah": ""}),
    "a huge number": (
        1e300,
        {"nomor": "nomor_ilmiah", "nama": "nama_karakter", "wilayah": "teks_panjang"},
    ),
    "a truth": (True, {"nomor": "huruf", "wilayah": "teks_panjang"}),
    "invisible only": ("\u200b\u2060\ufeff\u00ad", dict.fromkeys(
        ("nomor", "nama", "teks", "wilayah", "kelamin", "kode", "tanggal", "darah", "status"), "")),
    "another script": ("नमस्ते", {"nomor": "huruf", "nama": "nama_karakter", "wilayah": "teks_panjang"}),
    "right to left": ("\u202eGNIRAK", {"nomor": "huruf", "wilayah": "teks_panjang"}),
}  # fmt: skip
BAWAAN = {"kelamin": "kelamin_asing", "kode": "kode_asing", "darah": "kode_asing", "status": "kode_asing",
          "tanggal": "tanggal_bentuk"}  # fmt: skip
SEJENIS = {"nik_orang_tua": "nomor", "kawin_opensid": "kode"}


def harapan(kolom: Kolom, macam_jahat: str) -> str:
    """Return the code a hostile cell of a column is refused with, "" when it is taken or passed over."""
    _, codes = JAHAT[macam_jahat]
    macam = SEJENIS.get(kolom.macam, kolom.macam)
    if macam in DISIMPAN:
        return ""
    code = codes.get(macam, BAWAAN.get(macam, ""))
    if kolom.nama == "dusun" and code == "teks_panjang" and len(str(JAHAT[macam_jahat][0])) <= 60:
        return ""
    if macam == "nomor" and code in {"tanda", "huruf", "panjang"}:
        return f"penduduk.{'no_kk' if kolom.nama == 'no_kk' else 'nik'}_{code}"
    return f"penduduk.{code}" if code else ""


def orang_ke(nomor: int) -> dict[str, object]:
    """Return a good row of a person of his own, with a family of his own."""
    return uji.orang_opensid(
        nik=f"3207150101809{nomor:03d}", no_kk=f"3207150101159{nomor:03d}", nama=f"ASEP {nomor}"
    )


@pytest.mark.parametrize("jahat", JAHAT)
def test_each_of_the_43_columns_says_what_is_wrong_in_it(jahat: str, siapkan: Masuk) -> None:
    """One row for each column; the other 42 cells of the row are good."""
    isi, _ = JAHAT[jahat]
    rows = [{**orang_ke(nomor), tajuk: isi} for nomor, tajuk in enumerate(KOLOM_OPENSID, 1)]
    preview = siapkan(uji.berkas_xlsx(*rows))
    ditolak = {row.baris: row for row in selectors.baris_ditolak(preview.id)}
    for nomor, tajuk in enumerate(KOLOM_OPENSID, 1):
        kolom = KOLOM_MENURUT_TAJUK[tajuk]
        code = harapan(kolom, jahat)
        row = ditolak.pop(nomor + 1, None)
        said = [(m.kolom, m.pesan.kode) for m in row.masalah if m.menolak] if row else []
        if code:
            assert said[:1] == [(kolom.nama, code)], tajuk
        elif kolom.nama in {
            "no_kk",
            "nama",
            "jenis_kelamin",
            "tanggal_lahir",
        }:  # nothing in it: not enough for a new person
            assert [what for _, what in said] == (
                [] if jahat in {"letters", "right to left", "a truth"} else ["penduduk.wajib_baru"]
            ), tajuk
        else:
            assert said == [], tajuk
    assert ditolak == {}


@pytest.mark.parametrize("jahat", JAHAT)
def test_what_is_taken_is_kept_harmless_and_the_chain_holds(
    jahat: str, masukkan: Masuk, di_cisontrol: Desa
) -> None:
    isi, _ = JAHAT[jahat]
    rows = [{**orang_ke(nomor), tajuk: isi} for nomor, tajuk in enumerate(KOLOM_OPENSID, 1)]
    hasil = masukkan(uji.berkas_xlsx(*rows))
    assert hasil.jumlah["baru"] + hasil.jumlah["ditolak"] == 43
    assert Penduduk.objects.count() == hasil.jumlah["baru"] > 20
    for person in Penduduk.objects.values("nama", "tempat_lahir", "nama_ayah", "lain", "kunci_cari"):
        for text in (person["nama"], person["tempat_lahir"], person["nama_ayah"], *person["lain"].values()):
            assert text == text.strip()
            assert not text.startswith(("=", "@", "+"))
            assert not set("\u200b\u202e\u00ad\ufeff") & set(text)
    assert periksa_rantai(di_cisontrol.kode).utuh


@pytest.mark.parametrize("jahat", JAHAT)
def test_refused_rows_go_back_harmless(jahat: str, siapkan: Masuk) -> None:
    isi, _ = JAHAT[jahat]
    rows = [{**orang_ke(nomor), tajuk: isi} for nomor, tajuk in enumerate(KOLOM_OPENSID, 1)]
    preview = siapkan(uji.berkas_xlsx(*rows))
    table = list(tabel_ditolak(preview.kolom, selectors.baris_ditolak(preview.id), kalimat))
    book = buku_ditolak(table)
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert all(len(cell) <= 300 for row in table[1:] for cell in row.sel[:43])
    if len(table) > 1:
        again = siapkan(book)
        assert again.jumlah["ditolak"] == len(table) - 1
        assert [m.pesan.kode for m in again.masalah] == ["penduduk.berkas_perbaikan"]


# ---- characters that databases refuse ----


def test_nul_and_other_control_characters_inside_a_workbook(masukkan: Masuk) -> None:
    """A workbook may carry them as codes; PostgreSQL takes none of them in a text or in JSON."""
    buruk = "A_x0000_B_x0001__x001F__xFFFF_C"
    rows = [
        uji.orang_opensid(nama=f"ASEP {buruk}", alamat=buruk, suku=buruk, tempatlahir=buruk),
        uji.orang_opensid(nik="12_x0000_", nama=buruk, lat=buruk),
    ]
    isi = uji.berkas_xlsx(*rows)
    hasil = masukkan(isi)
    assert hasil.jumlah["baru"] + hasil.jumlah["ditolak"] == 2
    for text in [
        *Penduduk.objects.values_list("nama", flat=True),
        *Keluarga.objects.values_list("alamat", flat=True),
    ]:
        assert "\0" not in text
        assert text.isprintable()
    for row in selectors.baris_ditolak(hasil.id):
        assert not any("\0" in cell for cell in row.asli)


def test_nul_in_the_shared_texts_of_a_workbook(siapkan: Masuk) -> None:
    isi = uji.berkas_xlsx(uji.orang_opensid(nama="ASEPXYZ", agama_id="JEDI", suku="XYZSUKU"))
    for kode in (b"&#0;", b"\0", b"_x0000_", b"&#x1;", b"\x0b"):
        buruk = _ganti_teks(isi, b"XYZ", kode)
        with suppress(InvalidInput):  # a text no XML may hold breaks the file
            preview = siapkan(buruk)
            (row,) = selectors.baris_ditolak(preview.id)
            assert not any("\0" in cell for cell in row.asli)
            assert row.masalah[0].kolom == "agama"


def _ganti_teks(isi: bytes, lama: bytes, baru: bytes) -> bytes:
    name = "xl/sharedStrings.xml"
    with zipfile.ZipFile(io.BytesIO(isi)) as book:
        return uji.ganti_isi(isi, name, book.read(name).replace(lama, baru))


def test_a_heading_with_control_characters_is_read_as_the_heading_it_shows(siapkan: Masuk) -> None:
    isi = uji.berkas_xlsx(uji.orang_opensid())
    preview = siapkan(_ganti_teks(isi, b">suku<", b">su_x0000_ku\xe2\x80\x8b<"))
    assert preview.jumlah["baru"] == 1
    assert all("\0" not in judul for judul in preview.kolom)


# ---- whole files ----


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        (b"", Pesan("penduduk.berkas_kosong")),
        (b"\n\n\n", Pesan("penduduk.berkas_kosong")),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), Pesan("penduduk.berkas_bukan_utf8", baris=1)),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Pesan("penduduk.berkas_bukan_utf8", baris=1)),
        (b"GIF89a" + bytes(50), Pesan("penduduk.berkas_bukan_lembar")),
        (b"%PDF-1.7\n", Pesan("penduduk.berkas_bukan_lembar")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), Pesan("penduduk.berkas_xls_lama")),
        (b"PK\x05\x06" + bytes(18), Pesan("penduduk.berkas_bukan_lembar")),
        (b"PK\x03\x04potong", Pesan("penduduk.berkas_rusak")),
        (b"<html><table><tr><td>nik</td><td>nama</td></tr></table>", Pesan("penduduk.berkas_bukan_lembar")),
        (b"nik,nama\n1,A\0B\n", Pesan("penduduk.berkas_bukan_lembar")),
        (b'nik,nama\n1,"A\n', Pesan("penduduk.csv_rusak", baris=2)),
        (b'nik,nama\n1,"A"B\n', Pesan("penduduk.csv_rusak", baris=2)),
        (b"nik,nama\n", Pesan("penduduk.berkas_tanpa_baris")),
        (b"1,2\n3,4\n", Pesan("penduduk.kolom_wajib", kolom="nik")),
        (b"nik,nama,nik\n1,A,2\n", Pesan("penduduk.kolom_ganda", kolom="nik")),
        (b"nik,nama," + b"A" * 1_000_000 + b"\n1,A,x\n", Pesan("penduduk.csv_rusak", baris=1)),
        (b"nik,nama\n1," + b"A" * 1_000_000 + b"\n", Pesan("penduduk.csv_rusak", baris=2)),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_leaves_nothing(
    siapkan: Masuk, isi: bytes, pesan: Pesan
) -> None:
    with pytest.raises(InvalidInput) as refused:
        siapkan(isi)
    assert refused.value.pesan == pesan
    assert kalimat(refused.value.pesan)
    assert not Impor.objects.exists()
    assert not BarisImpor.objects.exists()


@pytest.mark.parametrize("sandi", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("pemisah", [",", ";", "\t"])
def test_the_same_people_come_in_from_every_encoding_and_separator(
    siapkan: Masuk, sandi: str, pemisah: str
) -> None:
    bom = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(sandi, b"")
    isi = bom + uji.berkas_csv(uji.orang(nama="ASEP JOSÉ"), uji.istri(), pemisah=pemisah, sandi=sandi)
    preview = siapkan(isi)
    assert preview.jumlah == {**NIHIL, "baru": 2}
    assert list(BarisImpor.objects.order_by("urut").values_list("isi__nama", flat=True)) == [
        "ASEP JOSÉ",
        "EUIS KOMARIAH",
    ]


def test_utf_16_without_its_mark_is_no_text(siapkan: Masuk) -> None:
    with pytest.raises(InvalidInput) as refused:
        siapkan(uji.berkas_csv(uji.orang(), sandi="utf-16-le"))
    assert refused.value.pesan == Pesan("penduduk.berkas_bukan_lembar")


def test_a_cut_file_keeps_its_whole_rows_and_refuses_the_cut_one(siapkan: Masuk) -> None:
    whole = uji.berkas_csv(uji.orang(), uji.istri())
    cut = whole[: whole.rindex(b"KOKOM")]
    preview = siapkan(cut)
    assert preview.jumlah == {**NIHIL, "baru": 1, "ditolak": 1}
    (row,) = selectors.baris_impor(preview.id)
    assert (row.baris, row.masalah[0].kolom, row.masalah[0].pesan) == (
        3,
        "",
        Pesan("penduduk.baris_terpotong", kolom=len(KOLOM_KAMI), sel=KOLOM_KAMI.index("nama_ibu") + 1),
    )


def test_a_cut_complete_file_does_not_take_the_rest_of_the_village_for_missing_without_saying(
    masukkan: Masuk, siapkan: Masuk
) -> None:
    """The preview counts who would be marked; nobody is marked before a person has seen the count."""
    masukkan(uji.berkas_csv(uji.orang(), uji.istri(), uji.bayi()))
    preview = siapkan(uji.berkas_csv(uji.orang()))
    assert preview.jumlah == {**NIHIL, "sama": 1, "hilang": 2}
    assert not Penduduk.objects.filter(hilang_pada__isnull=False).exists()


def test_extra_columns_are_named_once_each_and_their_cells_passed_over(masukkan: Masuk) -> None:
    rows = [uji.orang(zodiak="LEO", **{"=cmd": "=1+1"}), uji.istri(zodiak="GEMINI")]
    hasil = masukkan(uji.berkas_csv(*rows, kolom=[*KOLOM_KAMI, "zodiak", "=cmd"]))
    assert hasil.jumlah == {**NIHIL, "baru": 2}
    assert [(m.pesan, m.menolak) for m in hasil.masalah] == [
        (Pesan("penduduk.kolom_asing", kolom="zodiak"), False),
        (Pesan("penduduk.kolom_asing", kolom="=cmd"), False),
    ]
    assert "LEO" not in repr(list(Penduduk.objects.values()))


def test_many_strange_headings_do_not_flood_the_page(siapkan: Masuk) -> None:
    kolom = [*KOLOM_KAMI, *(f"kolom {n} {'x' * 100}" for n in range(100))]
    preview = siapkan(uji.berkas_csv(uji.orang(), kolom=kolom))
    assert len(preview.masalah) == 20
    assert all(len(m.kolom) <= 40 for m in preview.masalah)


@pytest.mark.parametrize(
    "nama", ["../../etc/passwd", "a" * 500 + ".csv", "<b>.csv", "=cmd.csv", "penduduk\u202evsc.exe"]
)
def test_the_name_of_a_file_is_only_shown(nama: str, di_cisontrol: Desa) -> None:
    preview = services.siapkan_impor(
        isi=uji.berkas_csv(uji.orang()), nama_berkas=nama, lengkap=True, oleh=OLEH
    )
    assert preview.nama_berkas == nama[-120:]
    assert nama not in repr(list(Peristiwa.objects.values()))


def test_rows_beyond_the_limit_refuse_the_whole_file(siapkan: Masuk, monkeypatch: pytest.MonkeyPatch) -> None:
    from eoffice.penduduk.rules.impor import berkas, buku

    monkeypatch.setattr(berkas, "MAKS_BARIS", 3)
    monkeypatch.setattr(buku, "MAKS_BARIS", 3)
    rows: list[Any] = [orang_ke(n) for n in range(1, 5)]
    for isi in (uji.berkas_xlsx(*rows), uji.berkas_csv(*rows, kolom=KOLOM_OPENSID)):
        with pytest.raises(InvalidInput) as refused:
            siapkan(isi)
        assert refused.value.pesan == Pesan("penduduk.berkas_baris", batas=3)
    assert not Impor.objects.exists()
