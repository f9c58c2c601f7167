"""The light in words: how far the regency holds this village's data, what waits, whether both sides are equal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse

from eoffice.kernel import clock
from eoffice.sinkron.rules.lampu import Keadaan, Lampu, Warna, lampu
from eoffice.sinkron.selectors import keadaan, keadaan_rinci
from eoffice.sinkron.services.kunci import terhubung
from eoffice.web.aparat.izin import Permintaan
from eoffice.web.komponen.angka import ribuan
from eoffice.web.komponen.waktu import lalu, ringkas, setempat

from .izin import PEMBACA, PENGURUS, di_server_desa

RUPA: Final = {Warna.HIJAU: "lancar", Warna.KUNING: "tunggu", Warna.MERAH: "putus"}
JUDUL: Final = {
    "sinkron.lampu_sama": "Lancar.",
    "sinkron.lampu_kuota": "Kuota lampiran penuh.",
    "sinkron.lampu_menunggu": "Menunggu dikirim.",
    "sinkron.lampu_belum_bertemu": "Belum pernah bertemu kabupaten.",
    "sinkron.lampu_belum_dicocokkan": "Belum dicocokkan.",
    "sinkron.lampu_lama_dicocokkan": "Lama tidak dicocokkan.",
    "sinkron.lampu_lama": "Lama tidak bertemu kabupaten.",
    "sinkron.lampu_tertahan": "Ada yang tertahan.",
    "sinkron.lampu_tidak_cocok": "Tidak cocok dengan kabupaten.",
}
SORE, SUBUH = 18, 5
SEHARI: Final = 24 * 3600


@dataclass(frozen=True, slots=True)
class Terang:
    """The light as it is lit now, and what lights it."""

    keadaan: Keadaan
    lampu: Lampu
    kini: datetime


def terang() -> Terang:
    """Look at the light of the village in scope."""
    return _terang(keadaan())


def terang_rinci() -> tuple[Terang, Mapping[str, int]]:
    """Look at the light, and at what waits to be sent, by the type of its event."""
    isi, menunggu = keadaan_rinci()
    return _terang(isi), menunggu


def _terang(isi: Keadaan) -> Terang:
    kini = clock.now()
    return Terang(isi, lampu(isi, kini), kini)


def sajian_lampu(satu: Terang, ke: str = "") -> dict[str, str]:
    """Return the light with its words; ``ke``: where the details are."""
    return {
        "keadaan": RUPA[satu.lampu.warna],
        "judul": JUDUL[satu.lampu.pesan.kode],
        "teks": kalimat_lampu(satu),
        "ke": ke,
    }


def kalimat_lampu(satu: Terang) -> str:
    """Return the sentence: up to when, what waits, equal or not."""
    return f"{_sampai(satu)} {_menunggu(satu)} Cocok dengan kabupaten: {_cocok(satu)}."


def _sampai(satu: Terang) -> str:
    sampai = satu.keadaan.sampai
    if sampai is None:
        return "Belum ada data yang diterima kabupaten."
    return f"Tersinkron s.d. {ringkas(sampai, satu.kini)} ({lalu(sampai, satu.kini)})."


def _menunggu(satu: Terang) -> str:
    if not satu.lampu.menunggu and not satu.keadaan.berkas_menunggu:
        return "Tidak ada yang menunggu."
    isi = satu.keadaan
    kata = f"Menunggu: {ribuan(satu.lampu.menunggu)} data, {ribuan(isi.berkas_menunggu)} lampiran"
    sebab = ((isi.berkas_malam, "menunggu malam"), (isi.berkas_ditolak, "menunggu kuota kabupaten"))
    rinci = ", ".join(f"{ribuan(banyak)} {teks}" for banyak, teks in sebab if banyak)
    return f"{kata} ({rinci})." if rinci else f"{kata}."


def _cocok(satu: Terang) -> str:
    pada = satu.keadaan.cocok_pada
    if pada is None:
        return "belum pernah diperiksa"
    kata = {True: "ya", False: "tidak", None: "belum seluruhnya"}[satu.keadaan.cocok]
    return f"{kata}, {kapan(pada, satu.kini)}"


def kapan(saat: datetime, kini: datetime) -> str:
    """Return a moment as people say it: what happened last night was "tadi malam"."""
    di_sini = setempat(saat)
    malam = di_sini.hour >= SORE or di_sini.hour < SUBUH
    dekat = 0 <= (kini - saat).total_seconds() < SEHARI
    if malam and dekat and SUBUH <= setempat(kini).hour < SORE:
        return "tadi malam"
    return ringkas(saat, kini)


def lampu_beranda(request: Permintaan) -> dict[str, str] | None:
    """Return the light for the first page; ``None`` where there is none: at the regency, and before enrolment."""
    if not di_server_desa(request) or not terhubung():
        return None
    boleh = request.peran.intersection(PEMBACA)
    return sajian_lampu(terang(), reverse("aparat:sinkron") if boleh else "")


def ajakan_hubungkan(request: Permintaan) -> list[dict[str, Any]]:
    """Return the gentle line for those who can connect a server that never was."""
    if not di_server_desa(request) or terhubung() or not request.peran.intersection(PENGURUS):
        return []
    return [
        {
            "jenis": "info",
            "judul": "Belum terhubung ke kabupaten",
            "teks": "Semua tetap berjalan, tetapi data desa hanya ada di komputer ini. "
            "Minta undangan kepada Diskominfo.",
            "ke": reverse("aparat:sinkron_daftar"),
            "kata": "Hubungkan ke kabupaten",
        }
    ]
