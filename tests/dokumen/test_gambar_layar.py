"""Pictures for pages that many open on a phone: small, fresh, and nothing but the picture."""

import io
import random

import pytest
from PIL import Image

from eoffice.dokumen.adapters import intake
from eoffice.dokumen.adapters.intake import MAKS_BYTE, terima_gambar
from eoffice.kernel.errors import InvalidInput
from tests.dokumen.alat import foto

BATAS = 120_000


def buka(isi: bytes) -> Image.Image:
    gambar = Image.open(io.BytesIO(isi))
    gambar.load()
    return gambar


def derau(lebar: int, tinggi: int) -> bytes:
    """Return a picture that no encoder can shrink: chance in every pixel."""
    acak = random.Random(7)
    gambar = Image.frombytes("RGB", (lebar, tinggi), acak.randbytes(lebar * tinggi * 3))
    keluar = io.BytesIO()
    gambar.save(keluar, "PNG")
    return keluar.getvalue()


@pytest.mark.parametrize("bentuk", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("asal", "jadi"),
    [((3000, 4000), (720, 960)), ((4000, 3000), (960, 720)), ((960, 960), (960, 960)), ((300, 200), (300, 200))],
)  # fmt: skip
def test_the_longer_side_fits_a_phone_and_nothing_is_blown_up(
    bentuk: str, asal: tuple[int, int], jadi: tuple[int, int]
) -> None:
    gambar = buka(terima_gambar(foto(asal, bentuk)))
    assert (gambar.format, gambar.mode, gambar.size) == ("JPEG", "RGB", jadi)


def test_an_ordinary_photo_is_light() -> None:
    assert len(terima_gambar(foto((4000, 3000)))) <= BATAS


def test_a_heavy_picture_is_coarser_and_the_coarsest_is_taken_as_it_is() -> None:
    halus, kasar = (terima_gambar(derau(*ukuran)) for ukuran in ((300, 300), (960, 960)))
    meja = [buka(isi).quantization for isi in (halus, kasar)]  # type: ignore[attr-defined]
    assert sum(meja[1][0]) > sum(meja[0][0]), "coarser where it is heavy"


def test_place_and_camera_stay_behind_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "KAMERA-RAHASIA"
    exif.get_ifd(0x8825)[2] = (7.0, 19.0, 30.0)
    hasil = terima_gambar(foto((600, 400), exif=exif.tobytes()))
    assert buka(hasil).size == (400, 600)
    assert b"KAMERA-RAHASIA" not in hasil
    assert not buka(hasil).getexif()


def test_a_see_through_picture_lies_on_white() -> None:
    keluar = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(keluar, "PNG")
    assert min(buka(terima_gambar(keluar.getvalue())).getpixel((25, 25))) > 250  # type: ignore[arg-type, type-var]


@pytest.mark.parametrize("tempel", [b"<script>alert(1)</script>", b"PK\x03\x04 berkas lain", b"%PDF-1.7"])
def test_a_second_file_behind_the_picture_is_gone(tempel: bytes) -> None:
    assert tempel not in terima_gambar(foto((600, 400)) + tempel)


@pytest.mark.parametrize(
    ("data", "kode"),
    [
        (b"", "dokumen.berkas_kosong"),
        (b"x" * (MAKS_BYTE + 1), "dokumen.berkas_terlalu_besar"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "dokumen.bukan_foto"),
        (b"%PDF-1.7\n", "dokumen.bukan_foto"),
        (b"GIF89a", "dokumen.bukan_foto"),
        (b"\x00\x00\x00\x18ftypheic0000", "dokumen.foto_heic"),
        (b"\xff\xd8\xff\xe0 rusak", "dokumen.foto_rusak"),
        (b"\x89PNG\r\n\x1a\n rusak", "dokumen.foto_rusak"),
    ],
    ids=["empty", "large", "svg", "pdf", "gif", "heic", "jpeg", "png"],
)
def test_refusals_say_what_it_is(data: bytes, kode: str) -> None:
    with pytest.raises(InvalidInput) as tolak:
        terima_gambar(data)
    assert tolak.value.pesan.kode == kode


def test_the_same_picture_gives_the_same_bytes() -> None:
    asal = foto((2000, 1500))
    assert terima_gambar(asal) == terima_gambar(asal)
    assert intake.terima_foto(asal) != terima_gambar(asal)
