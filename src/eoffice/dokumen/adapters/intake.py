"""What a person hands in: known by its first bytes, bounded, and drawn anew before anybody keeps it.

Re-encoding removes what is not picture: EXIF with its GPS position, scripts, second files behind the first.
"""

import io
import struct
import zlib
from typing import Final

from PIL import Image, ImageOps

from eoffice.dokumen.adapters.outside import bersihkan_pdf, jadikan_gambar
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

MAKS_BYTE: Final = 20 * 1024 * 1024
MAKS_BERKAS_PINDAI: Final = 20
_SISI_FOTO: Final = 2200
_SISI_LAMBANG: Final = 1000
_SISI_LAMBANG_MIN: Final = 120
_MUTU: Final = 84
_SISI_LAYAR: Final = 960
_MUTU_LAYAR: Final = (72, 60, 45)
_BYTE_LAYAR: Final = 120_000
_MAKS_PIKSEL_JPEG: Final = 120_000_000  # a phone of 108 megapixels; decoded at an eighth by draft()
_MAKS_PIKSEL: Final = 40_000_000
_MAKS_RASIO: Final = 20
_GALAT_GAMBAR: Final = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
# The library would only warn; the sizes are checked here, from the header, before a pixel is decoded.
Image.MAX_IMAGE_PIXELS = None


def jenis_media(data: bytes) -> str | None:
    """Return the media type that the first bytes prove, or None. A name or a browser's word proves nothing."""
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    if data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"heif", b"mif1", b"msf1", b"hevc", b"avif"}:
        return "image/heic"
    return None


def _periksa_ukuran(data: bytes) -> None:
    if not data:
        raise InvalidInput(Pesan("dokumen.berkas_kosong"))
    if len(data) > MAKS_BYTE:
        raise InvalidInput(Pesan("dokumen.berkas_terlalu_besar", maks_mb=MAKS_BYTE // (1024 * 1024)))


def _buka(data: bytes) -> Image.Image:
    """Open without decoding; judge the size from the header. Raises InvalidInput."""
    _periksa_ukuran(data)
    jenis = jenis_media(data)
    if jenis == "image/heic":
        raise InvalidInput(Pesan("dokumen.foto_heic"))
    if jenis not in {"image/jpeg", "image/png", "image/webp"}:
        raise InvalidInput(Pesan("dokumen.bukan_foto"))
    gambar = Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"])
    lebar, tinggi = gambar.size
    maks = _MAKS_PIKSEL_JPEG if gambar.format == "JPEG" else _MAKS_PIKSEL
    if lebar * tinggi > maks or max(lebar, tinggi) > _MAKS_RASIO * min(lebar, tinggi):
        raise InvalidInput(Pesan("dokumen.foto_ukuran_piksel", lebar=lebar, tinggi=tinggi))
    return gambar


def _gambar_rata(data: bytes, sisi: int) -> Image.Image:
    """Return the picture upright, on white, in RGB, its longer side at most ``sisi``. Raises InvalidInput."""
    try:
        with _buka(data) as gambar:
            gambar.draft("RGB", (sisi, sisi))
            gambar.load()
            tegak = ImageOps.exif_transpose(gambar)
            tegak.thumbnail((sisi, sisi), Image.Resampling.LANCZOS)
            rgba = tegak.convert("RGBA")
    except InvalidInput:
        raise
    except _GALAT_GAMBAR as galat:
        raise InvalidInput(Pesan("dokumen.foto_rusak")) from galat
    putih = Image.new("RGB", rgba.size, "white")
    putih.paste(rgba, mask=rgba.getchannel("A"))
    return putih


def terima_foto(data: bytes) -> bytes:
    """Return a photo as fresh JPEG: upright, at most 2200 pixels, nothing but the picture in it.

    Raises InvalidInput with what to do: too large, HEIC, not a photo, damaged.
    """
    keluar = io.BytesIO()
    _gambar_rata(data, _SISI_FOTO).save(keluar, "JPEG", quality=_MUTU, optimize=True)
    return keluar.getvalue()


def terima_gambar(data: bytes) -> bytes:
    """Return a picture for pages that many open on a phone: fresh JPEG, at most 960 pixels, coarser where it is heavy.

    Raises InvalidInput as ``terima_foto``.
    """
    gambar = _gambar_rata(data, _SISI_LAYAR)
    for mutu in _MUTU_LAYAR:
        keluar = io.BytesIO()
        gambar.save(keluar, "JPEG", quality=mutu, optimize=True, progressive=True)
        if keluar.tell() <= _BYTE_LAYAR:
            break
    return keluar.getvalue()


def terima_lambang(data: bytes) -> bytes:
    """Return an emblem as fresh PNG on white, 120 to 1000 pixels. SVG is refused: it can carry programs.

    Raises InvalidInput.
    """
    _periksa_ukuran(data)
    if b"<svg" in data[:2000].lower() or data[:5].lower() == b"<?xml":
        raise InvalidInput(Pesan("dokumen.lambang_svg"))
    gambar = _gambar_rata(data, _SISI_LAMBANG)
    if min(gambar.size) < _SISI_LAMBANG_MIN:
        raise InvalidInput(Pesan("dokumen.lambang_terlalu_kecil", piksel=_SISI_LAMBANG_MIN))
    keluar = io.BytesIO()
    gambar.save(keluar, "PNG", optimize=True)
    return keluar.getvalue()


def terima_pdf(data: bytes) -> bytes:
    """Return the pages of a PDF in a new file; scripts, actions, attachments and forms stay behind.

    Raises InvalidInput: too large, not a PDF, encrypted, unreadable, too many pages.
    """
    _periksa_ukuran(data)
    if jenis_media(data) != "application/pdf":
        raise InvalidInput(Pesan("dokumen.bukan_pdf"))
    return bersihkan_pdf(data)


def terima_berkas(data: bytes) -> tuple[bytes, str]:
    """Return ``(clean bytes, media type)`` of a photo or PDF. Raises InvalidInput."""
    _periksa_ukuran(data)
    jenis = jenis_media(data)
    if jenis is None:
        raise InvalidInput(Pesan("dokumen.jenis_berkas"))
    if jenis == "application/pdf":
        return terima_pdf(data), jenis
    return terima_foto(data), "image/jpeg"


def terima_pindaian(berkas: list[bytes]) -> list[bytes]:
    """Return the pages of a wet-signed letter as JPEG, from photos and PDFs in their order.

    Raises InvalidInput: nothing given, more than 20 pages, or what the single intakes refuse.
    """
    halaman: list[bytes] = []
    for data in berkas[: MAKS_BERKAS_PINDAI + 1]:
        _periksa_ukuran(data)
        halaman += jadikan_gambar(data) if jenis_media(data) == "application/pdf" else [terima_foto(data)]
    if not 1 <= len(halaman) <= MAKS_BERKAS_PINDAI:
        raise InvalidInput(
            Pesan("dokumen.jumlah_halaman_pindai", jumlah=len(halaman), maks=MAKS_BERKAS_PINDAI)
        )
    return halaman
