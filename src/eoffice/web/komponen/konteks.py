"""What every template knows: the office of the page and the present moment."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from eoffice.kernel import clock
from eoffice.wilayah.selectors import identitas

from .kantor import UMUM, Kantor


def kerangka(request: HttpRequest) -> dict[str, object]:
    """Context processor.  The office is read only when a page draws its frame (partials do not)."""
    return {
        "kantor": SimpleLazyObject(lambda: _kantor(getattr(request, "desa", None))),
        "sekarang": clock.now(),
    }


def _kantor(kode: str | None) -> Kantor:
    if not kode:
        return UMUM
    desa = identitas(kode)
    return Kantor(
        nama=desa.lengkap,
        wilayah=f"Kecamatan {desa.kecamatan}, {desa.kabupaten.removeprefix('Kabupaten ')}",
        beranda=f"/desa/{desa.kode}/",
        alamat=desa.alamat,
        telepon=desa.telepon,
        jam_buka=desa.jam_buka,
    )
