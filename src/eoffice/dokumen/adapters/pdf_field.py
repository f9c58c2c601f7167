"""A tagged, empty signature field, added before signing, so that PDF/A-2a and PDF/UA-1 survive the signature."""

import io
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

NAMA_BIDANG: Final = "TTD1"
_CETAK_TERKUNCI: Final = 132  # annotation flags Print and Locked


def _kunci_pohon(simpul: Any) -> Iterator[int]:
    """Yield every key of a number tree."""
    if "/Nums" in simpul:
        yield from (int(simpul.Nums[i]) for i in range(0, len(simpul.Nums), 2))
    for anak in simpul.get("/Kids", []):
        yield from _kunci_pohon(anak)


def _tambah_ke_pohon(pohon: Any, kunci: int, nilai: Any) -> None:
    """Append the largest key to a number tree, keeping the limits of its last leaf true."""
    simpul = pohon
    while "/Kids" in simpul:
        simpul = simpul.Kids[-1]
    if "/Nums" not in simpul:
        simpul.Nums = Array([])
    simpul.Nums.append(kunci)
    simpul.Nums.append(nilai)
    if "/Limits" in simpul:
        simpul.Limits[1] = kunci


def _widget(pdf: Pdf, halaman: Any, kunci: int, keterangan: str) -> Any:
    """The visible block is drawn by Typst; the widget itself is a zero rectangle, so no stamp needs a font."""
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(NAMA_BIDANG),
            TU=String(keterangan),
            F=_CETAK_TERKUNCI,
            Rect=Array([0, 0, 0, 0]),
            P=halaman,
            StructParent=kunci,
        )
    )


def _tandai(pdf: Pdf, halaman: Any, widget: Any, kunci: int, keterangan: str) -> None:
    """Hang the widget into the structure tree as a Form element (PDF/UA-1 7.18.4)."""
    pohon = pdf.Root.StructTreeRoot
    akar = pohon.K[0] if isinstance(pohon.K, Array) else pohon.K
    unsur = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Form, P=akar, Alt=String(keterangan), Pg=halaman)
    )
    unsur.K = Dictionary(Type=Name.OBJR, Obj=widget, Pg=halaman)
    anak = akar.K
    akar.K = Array([*(anak if isinstance(anak, Array) else [anak]), unsur])
    _tambah_ke_pohon(pohon.ParentTree, kunci, unsur)
    pohon.ParentTreeNextKey = kunci + 1


def siapkan_bidang(pdf: bytes, keterangan: str) -> bytes:
    """Return ``pdf``, one of this room's own files, with the empty field; the last page carries it.

    Raises InvalidInput when the file is not a tagged PDF without form.
    """
    try:
        with Pdf.open(io.BytesIO(pdf)) as dokumen:
            if "/StructTreeRoot" not in dokumen.Root or "/AcroForm" in dokumen.Root:
                raise InvalidInput(Pesan("dokumen.pdf_bukan_surat"))
            halaman = dokumen.pages[-1].obj
            kunci = 1 + max(_kunci_pohon(dokumen.Root.StructTreeRoot.ParentTree), default=-1)
            widget = _widget(dokumen, halaman, kunci, keterangan)
            _tandai(dokumen, halaman, widget, kunci, keterangan)
            halaman.Annots = Array([*halaman.get("/Annots", []), widget])
            halaman.Tabs = Name.S
            dokumen.Root.AcroForm = Dictionary(Fields=Array([widget]), SigFlags=3)
            keluar = io.BytesIO()
            dokumen.save(keluar, deterministic_id=True, object_stream_mode=ObjectStreamMode.preserve)
    except pikepdf.PdfError as galat:
        raise InvalidInput(Pesan("dokumen.pdf_bukan_surat")) from galat
    return keluar.getvalue()
