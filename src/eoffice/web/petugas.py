"""The frame of pages for officers of the regency: shared by their own face and the pages about one's account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

SEBUTAN: Final = "Petugas kabupaten"
MENU: Final = (
    ("Papan desa", "kabupaten:papan", "tempat"),
    ("Keamanan akun", "aparat:keamanan", "gembok"),
)


def petugas(request: HttpRequest) -> bool:
    """Tell whether an officer of the regency is signed in."""
    return getattr(request.user, "petugas_kabupaten", False)


def bingkai(request: HttpRequest, jumlah: Mapping[str, int] | None = None) -> dict[str, Any]:
    """Return what the frame shows; ``jumlah``: by name of address, how many wait there."""
    return {
        "kerangka": "kabupaten/dasar.html",
        "menu": [_butir(request, *satu, jumlah=(jumlah or {}).get(satu[1], 0)) for satu in MENU],
        "akun_ini": {
            "nama": request.user.nama,  # type: ignore[union-attr]
            "jabatan": SEBUTAN,
            "keluar_ke": reverse("aparat:keluar"),
            "beranda": reverse("kabupaten:papan"),
        },
    }


def _butir(request: HttpRequest, teks: str, nama: str, ikon: str, *, jumlah: int) -> dict[str, object]:
    ke = reverse(nama)
    return {
        "teks": teks,
        "ke": ke,
        "ikon": ikon,
        "kini": request.path.startswith(ke),
        "jumlah": jumlah,
        "penting": jumlah > 0,
    }
