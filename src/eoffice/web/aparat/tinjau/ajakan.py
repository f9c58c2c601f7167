"""What the first page says while numbering is held, or while something waits for a decision."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from eoffice.arsip import services as arsip
from eoffice.sinkron.services.tinjau import bercabang
from eoffice.web.aparat.izin import Permintaan
from eoffice.web.aparat.sinkron.izin import di_server_desa

from .pemulihan import MENGURUS


def ajakan_pulih(request: Permintaan) -> Iterator[dict[str, str]]:
    """Return what is held; who does not keep the register reads it and is led to nothing he cannot open."""
    if not di_server_desa(request) or not request.peran:
        return
    boleh = bool(request.peran.intersection(MENGURUS))
    lain = "" if boleh else " Operator atau sekretaris desa dapat memastikannya."
    if arsip.periksa().pulih:
        teks = f"Data dipasang kembali dari cadangan, jadi surat belum diberi nomor.{lain}"
        yield _ajakan("Mode Pemulihan", teks, "pemulihan", "Buka Pemulihan", boleh=boleh)
    if arsip.ragu(request.hari):
        teks = f"Surat belum diberi nomor sampai tanggalnya dipastikan.{lain}"
        yield _ajakan("Tanggal komputer meragukan", teks, "pemulihan", "Pastikan tanggal", boleh=boleh)
    banyak = len(arsip.nomor_ganda()) + len(bercabang()) + len(arsip.nomor_sementara()) if boleh else 0
    if banyak:
        teks = f"{banyak} hal tercatat dua kali sesudah cadangan dipasang, atau bernomor sementara."
        yield _ajakan("Perlu ditinjau", teks, "tinjau", "Lihat dan putuskan", boleh=True)


def _ajakan(judul: str, teks: str, nama_url: str, kata: str, *, boleh: bool) -> dict[str, str]:
    ke, kata = (
        (reverse(f"aparat:{nama_url}"), kata) if boleh else (reverse("aparat:permohonan"), "Permohonan")
    )
    return {"jenis": "awas", "judul": judul, "teks": teks, "ke": ke, "kata": kata}
