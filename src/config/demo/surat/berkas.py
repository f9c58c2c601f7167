"""Pictures to attach: papers on a table, drawn here, plainly marked as examples."""

import io
from functools import cache

from PIL import Image, ImageDraw

UKURAN = (900, 640)
MEJA, KERTAS, TINTA, PUDAR = "#8a6b4f", "#fbfaf5", "#2b2b2b", "#b9b4a6"


@cache
def foto(judul: str) -> bytes:
    """Return a photo of an example paper with this heading as JPEG."""
    gambar = Image.new("RGB", UKURAN, MEJA)
    pena = ImageDraw.Draw(gambar)
    pena.rounded_rectangle((60, 50, 840, 590), 14, fill=KERTAS)
    pena.text((100, 80), "CONTOH", fill=PUDAR, font_size=30)
    pena.text((100, 125), judul[:44], fill=TINTA, font_size=30)
    for baris in range(8):
        pena.rectangle((100, 200 + 42 * baris, 420 + 97 * (baris % 4), 214 + 42 * baris), fill=PUDAR)
    keluar = io.BytesIO()
    gambar.save(keluar, "JPEG", quality=80)
    return keluar.getvalue()
