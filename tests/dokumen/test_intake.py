"""What people hand in: known by its bytes, bounded, drawn anew; nothing hidden comes through."""

import contextlib
import io
import struct
import zlib

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from eoffice.dokumen.adapters import intake
from eoffice.dokumen.adapters.intake import (
    MAKS_BYTE,
    jenis_media,
    terima_berkas,
    terima_foto,
    terima_lambang,
    terima_pdf,
    terima_pindaian,
)
from eoffice.dokumen.adapters.typesetter import rangkai
from eoffice.kernel.errors import InvalidInput
from tests.dokumen.alat import contoh, foto, teks_pdf


def _kode(galat: pytest.ExceptionInfo[InvalidInput]) -> str:
    return galat.value.pesan.kode


def _buka(isi: bytes) -> Image.Image:
    gambar = Image.open(io.BytesIO(isi))
    gambar.load()
    return gambar


# ---------- photos ----------


@pytest.mark.parametrize("bentuk", ["JPEG", "PNG", "WEBP"])
def test_photo_becomes_a_fresh_jpeg(bentuk: str) -> None:
    hasil = terima_foto(foto((3000, 4000), bentuk))
    gambar = _buka(hasil)
    assert (gambar.format, gambar.mode, gambar.size) == ("JPEG", "RGB", (1650, 2200))


def test_small_photo_is_not_blown_up() -> None:
    assert _buka(terima_foto(foto((300, 200)))).size == (300, 200)


def test_position_and_camera_stay_behind_and_the_photo_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "KAMERA-RAHASIA"
    exif.get_ifd(0x8825)[2] = (7.0, 19.0, 30.0)
    hasil = terima_foto(foto((600, 400), exif=exif.tobytes()))
    assert _buka(hasil).size == (400, 600)
    assert b"KAMERA" not in hasil
    assert b"Exif" not in hasil
    assert len(_buka(hasil).getexif()) == 0


def test_see_through_picture_lies_on_white() -> None:
    keluar = io.BytesIO()
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).save(keluar, "PNG")
    warna = _buka(terima_foto(keluar.getvalue())).getpixel((100, 100))
    assert isinstance(warna, tuple)
    assert min(warna) > 250


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "I;16"])
def test_other_colour_modes(mode: str) -> None:
    keluar = io.BytesIO()
    Image.new(mode, (50, 50)).save(keluar, "JPEG" if mode in {"L", "CMYK"} else "PNG")
    assert _buka(terima_foto(keluar.getvalue())).mode == "RGB"


@pytest.mark.parametrize(
    "tempel", [b"<script>alert(1)</script>", b"PK\x03\x04rahasia", b"%PDF-1.7 rahasia", b"MZ\x90"]
)
def test_second_file_behind_the_photo_is_gone(tempel: bytes) -> None:
    hasil = terima_foto(foto((200, 200)) + tempel)
    assert tempel not in hasil
    assert hasil.endswith(b"\xff\xd9")


def _png_kepala(lebar: int, tinggi: int, isi: bytes = b"") -> bytes:
    def bagian(nama: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + nama + data + struct.pack(">I", zlib.crc32(nama + data))

    kepala = struct.pack(">IIBBBBB", lebar, tinggi, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + bagian(b"IHDR", kepala) + bagian(b"IDAT", isi) + bagian(b"IEND", b"")


@pytest.mark.parametrize(("lebar", "tinggi"), [(50_000, 50_000), (30_000, 2_000), (100, 10), (2, 9_000)])
def test_bomb_is_refused_from_its_header(lebar: int, tinggi: int) -> None:
    bom = _png_kepala(lebar, tinggi, zlib.compress(bytes(10)))
    with pytest.raises(InvalidInput) as galat:
        terima_foto(bom)
    assert _kode(galat) == ("dokumen.foto_rusak" if lebar == 100 else "dokumen.foto_ukuran_piksel")


@pytest.mark.parametrize(
    ("data", "kode"),
    [
        (b"", "dokumen.berkas_kosong"),
        (b"\xff\xd8\xff" + bytes(MAKS_BYTE), "dokumen.berkas_terlalu_besar"),
        (b"halo", "dokumen.bukan_foto"),
        (b"GIF89a" + bytes(50), "dokumen.bukan_foto"),
        (b"BM" + bytes(60), "dokumen.bukan_foto"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "dokumen.bukan_foto"),
        (b"%PDF-1.7", "dokumen.bukan_foto"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(20), "dokumen.foto_heic"),
        (b"\xff\xd8\xff\xe0", "dokumen.foto_rusak"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "dokumen.foto_rusak"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "dokumen.foto_rusak"),
    ],
)
def test_refusals_say_what_it_is(data: bytes, kode: str) -> None:
    with pytest.raises(InvalidInput) as galat:
        terima_foto(data)
    assert _kode(galat) == kode


def test_photo_of_20_megabytes_is_taken_and_shrunk() -> None:
    besar = foto((4000, 5600), quality=100) + bytes(100)
    besar += bytes(MAKS_BYTE - len(besar))
    assert len(besar) == MAKS_BYTE
    assert len(terima_foto(besar)) < 1_500_000
    with pytest.raises(InvalidInput):
        terima_foto(besar + b"\x00")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(0, 2000), st.binary(max_size=30))
def test_damaged_photos_never_crash(bentuk: str, posisi: int, sisip: bytes) -> None:
    asli = foto((80, 120), bentuk)
    data = asli[:posisi] + sisip + asli[posisi + len(sisip) :]
    with contextlib.suppress(InvalidInput):  # any other error fails the test
        assert _buka(terima_foto(data)).mode == "RGB"


def test_name_and_extension_prove_nothing() -> None:
    assert [
        jenis_media(x) for x in (foto(), foto(bentuk="PNG"), foto(bentuk="WEBP"), b"%PDF-1.4", b"x", b"")
    ] == ["image/jpeg", "image/png", "image/webp", "application/pdf", None, None]


# ---------- emblem ----------


def test_emblem_is_a_fresh_png() -> None:
    gambar = _buka(terima_lambang(foto((2000, 2400), "PNG")))
    assert (gambar.format, gambar.size) == ("PNG", (833, 1000))


@pytest.mark.parametrize(
    "svg",
    [
        b"<svg onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        b"\xef\xbb\xbf<SVG xmlns='x'/>",
        b"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>",
    ],
)
def test_svg_emblem_is_refused(svg: bytes) -> None:
    with pytest.raises(InvalidInput) as galat:
        terima_lambang(svg)
    assert _kode(galat) == "dokumen.lambang_svg"


def test_tiny_emblem() -> None:
    with pytest.raises(InvalidInput) as galat:
        terima_lambang(foto((64, 64), "PNG"))
    assert _kode(galat) == "dokumen.lambang_terlalu_kecil"


# ---------- PDF ----------


def _pdf(jumlah: int = 1) -> Pdf:
    pdf = Pdf.new()
    for n in range(jumlah):
        pdf.add_blank_page(page_size=(595, 842))
        pdf.pages[-1].contents_add(b"BT /F1 24 Tf 100 500 Td (Halaman %d) Tj ET 100 100 200 50 re f" % n)
        pdf.pages[-1].obj.Resources = Dictionary(
            Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        )
    return pdf


def _byte(pdf: Pdf, **pilihan: object) -> bytes:
    keluar = io.BytesIO()
    pdf.save(keluar, **pilihan)  # type: ignore[arg-type]
    return keluar.getvalue()


def _bermuatan() -> bytes:
    """A PDF with everything that should not be in an attachment."""
    pdf = _pdf()
    skrip = Dictionary(S=Name.JavaScript, JS=String("app.alert('rahasia-js')"))
    pdf.Root.OpenAction = skrip
    pdf.Root.AA = Dictionary(WC=skrip)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), skrip])))
    pdf.attachments["rahasia.exe"] = b"MZ rahasia-lampiran"
    luncur = Dictionary(S=Name.Launch, F=String("cmd.exe rahasia-luncur"))
    halaman = pdf.pages[0].obj
    halaman.AA = Dictionary(O=skrip)
    halaman.Annots = Array(
        [
            pdf.make_indirect(
                Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=luncur)
            ),
            pdf.make_indirect(
                Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]))
            ),
        ]
    )
    pdf.docinfo["/Author"] = "rahasia-penulis"
    return _byte(pdf)


def test_only_the_pages_come_through(tmp_path_factory: pytest.TempPathFactory) -> None:
    kotor = _bermuatan()
    bersih = terima_pdf(kotor)
    with pikepdf.open(io.BytesIO(bersih)) as pdf:
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages", "/Extensions"}
        isi = b"".join(bytes(repr(o), "utf-8") for o in pdf.objects)
        assert "/Annots" not in pdf.pages[0].obj
        assert len(pdf.attachments) == 0
    assert b"rahasia" not in bersih + isi
    assert b"JavaScript" not in isi
    assert "Halaman 0" in teks_pdf(bersih, tmp_path_factory.mktemp("pdf"))


def test_filled_form_stays_readable(tmp_path_factory: pytest.TempPathFactory) -> None:
    pdf = _pdf()
    huruf = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    bidang = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("nama"),
            V=String("Euis Komariah"),
            F=4,
            Rect=Array([100, 600, 400, 630]),
            DA=String("/F1 12 Tf 0 g"),
            P=pdf.pages[0].obj,
        )
    )
    pdf.pages[0].obj.Annots = Array([bidang])
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([bidang]),
        NeedAppearances=True,
        DA=String("/F1 12 Tf 0 g"),
        DR=Dictionary(Font=Dictionary(F1=huruf)),
    )
    assert "Euis Komariah" in teks_pdf(terima_pdf(_byte(pdf)), tmp_path_factory.mktemp("pdf"))


def test_file_before_and_behind_the_pdf_is_gone() -> None:
    bersih = terima_pdf(_byte(_pdf()) + b"\nPK\x03\x04rahasia")
    assert bersih.startswith(b"%PDF-")
    assert b"rahasia" not in bersih


@pytest.mark.parametrize(
    ("data", "kode"),
    [
        (b"", "dokumen.berkas_kosong"),
        (b"MZ" + b"%PDF-1.7", "dokumen.bukan_pdf"),
        (b"%PDF-1.7\nrusak sekali", "dokumen.pdf_tidak_terbaca"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 100, "dokumen.pdf_tidak_terbaca"),
    ],
)
def test_pdf_refusals(data: bytes, kode: str) -> None:
    with pytest.raises(InvalidInput) as galat:
        terima_pdf(data)
    assert _kode(galat) == kode


@pytest.mark.parametrize("sandi", ["", "rahasia"])
def test_encrypted_pdf(sandi: str) -> None:
    data = _byte(_pdf(), encryption=pikepdf.Encryption(owner="pemilik", user=sandi))
    with pytest.raises(InvalidInput) as galat:
        terima_pdf(data)
    assert _kode(galat) == "dokumen.pdf_bersandi"


def test_too_many_pages() -> None:
    assert terima_pdf(_byte(_pdf(30)))
    with pytest.raises(InvalidInput) as galat:
        terima_pdf(_byte(_pdf(31)))
    assert galat.value.pesan.params["jumlah"] == 31


def test_any_file() -> None:
    assert terima_berkas(foto())[1] == "image/jpeg"
    assert terima_berkas(_byte(_pdf()))[1] == "application/pdf"
    for lain in (b"PK\x03\x04docx", b"<html>", b"#!/bin/sh"):
        with pytest.raises(InvalidInput) as galat:
            terima_berkas(lain)
        assert _kode(galat) == "dokumen.jenis_berkas"


# ---------- scans ----------


def test_scan_from_photos_and_a_pdf_in_their_order() -> None:
    halaman = terima_pindaian([foto((600, 800)), rangkai(contoh("uji-berat")), foto((800, 600))])
    ukuran = [_buka(h).size for h in halaman]
    assert len(ukuran) == 4
    assert ukuran[0] == (600, 800)
    assert ukuran[3] == (800, 600)
    assert ukuran[1][1] == pytest.approx(330 / 25.4 * 170, abs=3)
    assert ukuran[1][0] / ukuran[1][1] == pytest.approx(215 / 330, abs=0.01)


def test_turned_and_huge_pages() -> None:
    pdf = _pdf(2)
    pdf.pages[0].obj.Rotate = 90
    pdf.pages[1].obj.MediaBox = Array([0, 0, 14400, 14400])
    pdf.pages[1].contents_add(b"0 0 9000 9000 re f")
    ukuran = [_buka(h).size for h in terima_pindaian([_byte(pdf)])]
    assert ukuran[0][0] > ukuran[0][1]
    assert max(ukuran[1]) < 2300


def test_blank_page_is_not_taken_for_a_signed_letter() -> None:
    pdf = _pdf()
    pdf.add_blank_page(page_size=(595, 842))
    with pytest.raises(InvalidInput) as galat:
        terima_pindaian([_byte(pdf)])
    assert (_kode(galat), galat.value.pesan.params["halaman"]) == ("dokumen.halaman_kosong", 2)


def test_no_pages_and_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidInput):
        terima_pindaian([])
    monkeypatch.setattr(intake, "MAKS_BERKAS_PINDAI", 2)
    with pytest.raises(InvalidInput):
        terima_pindaian([foto((50, 50))] * 3)
