"""Sandbox task: take the pages, and only the pages, out of a stranger's PDF."""

import io
import tempfile
from pathlib import Path
from typing import Any, Final

import pikepdf
import typst
from pikepdf import ObjectStreamMode, Pdf
from PIL import Image

from eoffice.dokumen.adapters.sandbox import Jawaban
from eoffice.dokumen.adapters.sandbox_worker import layani
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

MODUL: Final = "task_pdf"
MAKS_HALAMAN: Final = 30
MAKS_HALAMAN_GAMBAR: Final = 20
DPI: Final = 170
_SISI_PANJANG_MM: Final = 330.0
_BUANG_HALAMAN: Final = (
    "/Annots",
    "/AA",
    "/Metadata",
    "/PieceInfo",
    "/AF",
    "/Thumb",
    "/B",
    "/Tabs",
    "/StructParents",
)
_KOSONG_DI_ATAS: Final = 250  # darkest pixel of a page on which nothing was drawn


def _buka(pdf: bytes, maks: int) -> Pdf:
    """Open, refusing what we would not know how to show. Raises InvalidInput."""
    try:
        dokumen = Pdf.open(io.BytesIO(pdf))
    except pikepdf.PasswordError as galat:
        raise InvalidInput(Pesan("dokumen.pdf_bersandi")) from galat
    except pikepdf.PdfError as galat:
        raise InvalidInput(Pesan("dokumen.pdf_tidak_terbaca")) from galat
    if dokumen.is_encrypted:
        raise InvalidInput(Pesan("dokumen.pdf_bersandi"))
    jumlah = len(dokumen.pages)
    if not 1 <= jumlah <= maks:
        raise InvalidInput(Pesan("dokumen.pdf_jumlah_halaman", jumlah=jumlah, maks=maks))
    return dokumen


def bersihkan(pdf: bytes) -> bytes:
    """Return a new file that holds only what the pages draw.

    Filled-in forms and stamps are first drawn into the page, so that nothing visible is lost.
    """
    with _buka(pdf, MAKS_HALAMAN) as sumber, Pdf.new() as baru:
        if "/AcroForm" in sumber.Root:
            sumber.generate_appearance_streams()
        sumber.flatten_annotations("print")
        for halaman in sumber.pages:
            for kunci in _BUANG_HALAMAN:
                if kunci in halaman.obj:
                    del halaman.obj[kunci]
        baru.pages.extend(sumber.pages)
        keluar = io.BytesIO()
        baru.save(keluar, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return keluar.getvalue()


def _ukuran_mm(halaman: pikepdf.Page) -> tuple[float, float]:
    """Return the page as seen, its longer side scaled to at most 330 mm: a huge MediaBox is no bomb then."""
    kiri, bawah, kanan, atas = (float(x) for x in halaman.mediabox)
    lebar, tinggi = max(abs(kanan - kiri), 1.0), max(abs(atas - bawah), 1.0)
    if int(halaman.obj.get("/Rotate", 0)) % 180:
        lebar, tinggi = tinggi, lebar
    skala = _SISI_PANJANG_MM / max(lebar, tinggi)
    return max(lebar * skala, 20.0), max(tinggi * skala, 20.0)


def _lukis(folder: Path, nomor: int, ukuran: tuple[float, float]) -> bytes:
    lebar, tinggi = ukuran
    program = (
        f"#set page(width: {lebar:.3f}mm, height: {tinggi:.3f}mm, margin: 0mm)\n"
        f'#image("masuk.pdf", page: {nomor}, width: 100%, height: 100%, fit: "contain")\n'
    )
    (folder / "main.typ").write_text(program, "utf-8")
    try:
        png = typst.compile(str(folder / "main.typ"), root=str(folder), format="png", ppi=DPI)
    except typst.TypstError as galat:
        raise InvalidInput(Pesan("dokumen.pdf_tidak_terbaca")) from galat
    return _jpeg(png if isinstance(png, bytes) else png[0], nomor)


def _jpeg(png: bytes, nomor: int) -> bytes:
    """Re-encode; a page without a single dark pixel was not understood by the renderer, or is truly blank."""
    with Image.open(io.BytesIO(png), formats=["PNG"]) as gambar:
        rata = gambar.convert("RGB")
    if not any(rata.convert("L").histogram()[:_KOSONG_DI_ATAS]):
        raise InvalidInput(Pesan("dokumen.halaman_kosong", halaman=nomor))
    keluar = io.BytesIO()
    rata.save(keluar, "JPEG", quality=80, optimize=True)
    return keluar.getvalue()


def jadikan_gambar(pdf: bytes) -> list[bytes]:
    """Return every page as JPEG."""
    with _buka(pdf, MAKS_HALAMAN_GAMBAR) as dokumen:
        ukuran = [_ukuran_mm(halaman) for halaman in dokumen.pages]
    with tempfile.TemporaryDirectory() as nama:
        folder = Path(nama)
        (folder / "masuk.pdf").write_bytes(bersihkan(pdf))
        return [_lukis(folder, nomor, satu) for nomor, satu in enumerate(ukuran, start=1)]


def tugas(keterangan: dict[str, Any], isi: list[bytes]) -> Jawaban:
    """Run ``bersihkan`` or ``gambar`` on ``isi[0]``."""
    if keterangan["perintah"] == "bersihkan":
        return {}, [bersihkan(isi[0])]
    return {}, jadikan_gambar(isi[0])


if __name__ == "__main__":
    layani(tugas)
