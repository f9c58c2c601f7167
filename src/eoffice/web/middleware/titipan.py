"""What an official typed when the session, or the proof of who he is, had run out: kept until he is back.

It stands in the browser's own session, without secrets and without files, for half an hour. It is not sent by
itself: the person sees that it is still there and presses once more.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from eoffice.akun.rules.percobaan import KIRIM, segar
from eoffice.kernel import clock

RAHASIA: Final = frozenset({"sandi", "pin", "frasa", "kode", "password"})
"""Names of boxes with secrets, alone or followed by ``_`` and more (``sandi_baru``, ``kode_saksi``)."""
BUKAN_ISIAN: Final = frozenset({"csrfmiddlewaretoken", "ulang"})
"""The token of the page, and the box in which a new PIN is typed once more."""
MAKS_HURUF: Final = 40_000
_KUNCI: Final = "titipan_kantor"


@dataclass(frozen=True, slots=True)
class Titipan:
    """A form that was typed: where it goes, its fields, and the names of files to be chosen again."""

    kirim_ke: str
    kembali_ke: str
    isian: list[tuple[str, str]]
    berkas: list[str]


def ketikan(request: HttpRequest) -> Titipan:
    """Return a form as it was typed, secrets left out."""
    return Titipan(
        kirim_ke=request.get_full_path(),
        kembali_ke=request.path,
        isian=[(nama, isi) for nama, semua in request.POST.lists() if not rahasia(nama) for isi in semua],
        berkas=[str(satu.name) for _, semua in request.FILES.lists() for satu in semua],
    )


def rahasia(nama: str) -> bool:
    """Tell whether a box must never be shown or kept."""
    return nama in BUKAN_ISIAN or nama.partition("_")[0] in RAHASIA


def simpan(request: HttpRequest) -> bool:
    """Keep a form for the person who comes back; false when nothing was typed, or far too much."""
    isi = ketikan(request)
    panjang = sum(len(nama) + len(teks) for nama, teks in isi.isian) + sum(map(len, isi.berkas))
    if not 0 < panjang <= MAKS_HURUF:
        return False
    request.session[_KUNCI] = {"saat": int(clock.now().timestamp()), **asdict(isi)}
    return True


def ada(request: HttpRequest) -> bool:
    """Tell whether a form is kept in this browser and not too old."""
    return ambil(request) is not None


def ambil(request: HttpRequest) -> Titipan | None:
    """Return the form that is kept; it stays until another takes its place, so that a reload shows it again."""
    isi: dict[str, Any] | None = request.session.get(_KUNCI)
    if isi is None or not segar(datetime.fromtimestamp(isi["saat"], UTC), clock.now(), KIRIM):
        return None
    return Titipan(
        kirim_ke=isi["kirim_ke"],
        kembali_ke=isi["kembali_ke"],
        isian=[(nama, teks) for nama, teks in isi["isian"]],
        berkas=isi["berkas"],
    )


def tawarkan(request: HttpRequest, isi: Titipan, *, status: int = 200) -> HttpResponse:
    """Draw the page that sends a typed form once more with one press."""
    return render(request, "csrf_gagal.html", asdict(isi), status=status)
