"""Files that are something else than they say, made by code."""

import io
import struct
import zlib

import pikepdf
from PIL import Image

from tests.pabrik import foto

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
PENANDA = b"RAHASIA-DI-BELAKANG"


def pdf(halaman: int = 1) -> bytes:
    """Return a plain PDF of blank pages."""
    keluar = io.BytesIO()
    with pikepdf.new() as berkas:
        for _ in range(halaman):
            berkas.add_blank_page(page_size=(595, 842))
        berkas.save(keluar)
    return keluar.getvalue()


def poliglot() -> bytes:
    """Return a good JPEG with a page and a zip behind its end."""
    return foto() + HTML + b"PK\x03\x04" + PENANDA


def bom_png(sisi: int = 30_000) -> bytes:
    """Return a PNG of a few kilobytes that claims gigabytes of pixels."""

    def potong(jenis: bytes, isi: bytes) -> bytes:
        return struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))

    kepala = struct.pack(">IIBBBBB", sisi, sisi, 8, 2, 0, 0, 0)
    isi = zlib.compress(b"\x00" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + potong(b"IHDR", kepala) + potong(b"IDAT", isi) + potong(b"IEND", b"")


def besar(bita: int) -> bytes:
    """Return a JPEG with so much behind it that it has this many bytes."""
    return foto() + b"\x00" * (bita - len(foto()))


def kamera(lebar: int = 4000, tinggi: int = 3000) -> bytes:
    """Return a photo as a phone takes it, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "KAMERA-RAHASIA"
    exif.get_ifd(0x8825)[2] = (7.0, 19.0, 30.0)
    keluar = io.BytesIO()
    Image.effect_noise((lebar // 8, tinggi // 8), 40).convert("RGB").resize((lebar, tinggi)).save(
        keluar, "JPEG", exif=exif.tobytes(), quality=95
    )
    return keluar.getvalue()


BUKAN_FOTO: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "Berkasnya kosong. Pilih berkas lain."),
    "a program": (b"MZ\x90\x00" + b"\x00" * 500, "Jenis berkas ini tidak diterima. Kirim foto"),
    "an SVG": (SVG, "Jenis berkas ini tidak diterima. Kirim foto"),
    "a page": (HTML, "Jenis berkas ini tidak diterima. Kirim foto"),
    "a cut JPEG": (foto()[:300], "Foto ini tidak dapat dibuka. Foto ulang, lalu kirim lagi."),
    "a JPEG of words": (b"\xff\xd8\xff\xe0" + b"bukan gambar " * 40, "Foto ini tidak dapat dibuka"),
    "a picture that would fill the memory": (bom_png(), "Ukuran foto 30.000 x 30.000 titik tidak wajar"),
    "a picture from a new phone": (
        b"\x00\x00\x00\x18ftypheic" + b"\x00" * 64,
        "Foto HEIC belum dapat dibaca",
    ),
    "a page called PDF": (b"%PDF-1.7\n" + HTML, "PDF ini tidak dapat dibaca"),
    "a cut PDF": (pdf()[:120], "PDF ini tidak dapat dibaca"),
    "too large": (besar(20 * 1024 * 1024 + 1), "Berkas terlalu besar. Paling besar 20 MB."),
}
