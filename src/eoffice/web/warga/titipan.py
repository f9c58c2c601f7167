"""What a citizen sent after the session had ended: kept for the next sign-in in the same browser, then used up.

Answers stand in the visitor's own (still anonymous) session. Files lie apart, bounded in number and time.
"""

from __future__ import annotations

from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest

from eoffice.dokumen import services as dokumen
from eoffice.kernel.errors import EofficeError, NotFound
from eoffice.surat import services as layanan
from eoffice.web.komponen.kalimat import kalimat

_KUNCI: Final = "titipan"
_BUKAN_JAWABAN: Final = frozenset({"csrfmiddlewaretoken", "kunci"})
_MAKS_HURUF: Final = 4000
_MAKS_BIDANG: Final = 160  # a page asks one question, but a list of heirs has thirty rows
_MAKS_SEMUA: Final = 40_000


def simpan(request: HttpRequest) -> None:
    """Keep the fields and files of a form that came without a session."""
    isian = {n[:80]: v[:_MAKS_HURUF] for n, v in request.POST.items() if n not in _BUKAN_JAWABAN}
    if sum(map(len, isian.values())) > _MAKS_SEMUA:
        isian = {}
    cocok = request.resolver_match
    untuk_draf = cocok is not None and "syarat" in cocok.kwargs  # elsewhere nothing could take the files back
    berkas = [
        {"nama": satu.name, "titip": tempat}
        for satu in request.FILES.getlist("berkas")
        if untuk_draf and (tempat := dokumen.titip(satu.read()))
    ]
    request.session[_KUNCI] = {
        "jalur": request.path,
        "isian": dict(islice(isian.items(), _MAKS_BIDANG)),
        "berkas": berkas,
        "ke": {n: str(v) for n, v in cocok.kwargs.items()} if cocok else {},
    }


def lampirkan(request: HttpRequest, pengguna_id: UUID) -> list[str]:
    """Give the files to the draft they were meant for; return what could not be kept, in words."""
    isi: dict[str, Any] = request.session.get(_KUNCI) or {}
    gagal = []
    for satu in isi.pop("berkas", ()):
        data = dokumen.ambil_titipan(satu["titip"])
        try:
            layanan.lampirkan(
                draf_id=UUID(isi["ke"]["draf_id"]),
                pemilik=pengguna_id,
                syarat=isi["ke"]["syarat"],
                nama=satu["nama"],
                data=data or b"",
            )
        except EofficeError as tolak:
            gagal.append(f"{satu['nama']}: {kalimat(tolak.pesan)}")
    request.session.modified = True
    return gagal


def ambil(request: HttpRequest) -> dict[str, str] | None:
    """Return the answers kept for this page, once; those kept for another page stay."""
    isi: dict[str, Any] = request.session.get(_KUNCI) or {}
    if isi.get("jalur") != request.path or request.method == "POST":
        return None
    del request.session[_KUNCI]
    return dict(isi["isian"])


def ada(request: HttpRequest) -> bool:
    """Tell whether something is kept for the person who signs in now."""
    return _KUNCI in request.session


def untuk(request: HttpRequest, pengguna_id: UUID) -> bool:
    """Tell whether what is kept belongs to this person; what somebody else typed into this phone is forgotten."""
    draf_id = request.session[_KUNCI]["ke"].get("draf_id")
    try:
        if draf_id:
            layanan.draf(draf_id=UUID(draf_id), pemilik=pengguna_id)
    except NotFound:
        del request.session[_KUNCI]
        return False
    return True
