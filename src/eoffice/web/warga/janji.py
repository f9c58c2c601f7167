"""The promise to the citizen: until when, how much is left, in office hours."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eoffice.kernel import clock
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.rules.janji import sisa_waktu, tenggat
from eoffice.surat.selectors.meja import Rincian
from eoffice.surat.services import Pengaturan, jam_kerja
from eoffice.web.komponen.waktu import jam, kata_janji, menit, setempat, tanggal
from eoffice.wilayah.selectors import identitas

from .tutup import tutup_sampai

BERJALAN = frozenset(
    {Status.DIAJUKAN, Status.TERVERIFIKASI, Status.DIPARAF, Status.MENUNGGU_TTE, Status.MENUNGGU_BASAH}
)
_MENGAJUKAN = frozenset({Aksi.AJUKAN, Aksi.AJUKAN_ULANG})


def janji_umum(atur: Pengaturan) -> str:
    """Return what the village promises for its letters: one time, or from the shortest to the longest."""
    semua = {atur.janji_jam(satu) for satu in atur.jenis_aktif()} or {atur.janji_jam()}
    awal, akhir = kata_janji(min(semua)), kata_janji(max(semua))
    if awal == akhir:
        return awal
    angka, _, satuan = awal.partition(" ")
    return f"{angka if akhir.endswith(satuan) else awal} sampai {akhir}"


def janji_beda(atur: Pengaturan) -> bool:
    """Say whether some letters take longer than others."""
    return len({atur.janji_jam(satu) for satu in atur.jenis_aktif()}) > 1


def kata_saat(saat: datetime, kini: datetime, zona: Any) -> str:
    """Return a moment ahead: ``hari ini, pukul 12.00``."""
    hari, hari_ini = setempat(saat, zona).date(), setempat(kini, zona).date()
    dekat = {0: "hari ini", 1: "besok"}.get((hari - hari_ini).days)
    return (
        f"{dekat or tanggal(hari, hari_nama=True, tahun=hari.year != hari_ini.year)}, pukul {jam(saat, zona)}"
    )


def janji_surat(r: Rincian, atur: Pengaturan) -> dict[str, Any]:
    """Return the clock of one application: minutes left of the promise, and the moments in words.

    The promise counts from when the application was sent, or sent again after mending.
    """
    kini = clock.now()
    kerja, seluruhnya = jam_kerja(kini), atur.janji_jam(atur.jenis_surat(r.jenis))
    mulai = max((lk.waktu for lk in r.langkah if lk.aksi in _MENGAJUKAN), default=r.diajukan_pada)
    sampai = tenggat(mulai, seluruhnya, kerja)
    berjalan = r.status in BERJALAN
    return {
        "berjalan": berjalan,
        "paraf": atur.paraf,
        "sisa": menit(sisa_waktu(kini, sampai, kerja)) if berjalan else 0,
        "janji": seluruhnya * 60,
        "kata_sisa": f"dari janji {kata_janji(seluruhnya)}",
        "langkah_sampai": kata_saat(r.tenggat, kini, kerja.zona) if r.tenggat and berjalan else "",
        "surat_sampai": kata_saat(sampai, kini, kerja.zona) if berjalan else "",
        "telepon_kantor": identitas().telepon,
        "jam_buka": identitas().jam_buka,
        "tutup": tutup_sampai(kini, sampai, kerja, atur) if berjalan else [],
    }
