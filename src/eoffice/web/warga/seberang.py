"""A letter of a village that has its own server, at the regency's portal: where it is, what was asked, in words."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from eoffice.sinkron.selectors import berkas_belum_tiba
from eoffice.surat.rules.alur import Status
from eoffice.surat.rules.kiriman import Hasil, Tempat, Tindakan
from eoffice.surat.selectors.kiriman import Permintaan, permintaan_terakhir, tempat
from eoffice.surat.selectors.meja import Rincian
from eoffice.web.komponen.kalimat import kalimat
from eoffice.wilayah.selectors import dilayani_di_sini

JUDUL_DIKIRIM: Final = "Permohonan Anda sedang dikirim ke desa"
_NAMA: Final = {
    Tindakan.TARIK: "membatalkan permohonan",
    Tindakan.AJUKAN_ULANG: "memperbaiki permohonan",
}


def sajian_seberang(r: Rincian) -> dict[str, Any]:
    """Return where the letter is, the last request about it, and whether its file has arrived."""
    di_mana = tempat(r.id)
    minta = permintaan_terakhir(r.id)
    menunggu = minta is not None and minta.menunggu
    return {
        "jauh": not dilayani_di_sini(),
        "dikirim": di_mana is Tempat.DIKIRIM,
        "diambil_kabupaten": di_mana is Tempat.DITARIK,
        "minta": _sajian(minta) if minta and (menunggu or minta.hasil is Hasil.DITOLAK) else None,
        "minta_menunggu": menunggu,
        "berkas_tiba": not berkas_belum_tiba([r.sha256]),
    }


def menunggu_desa(surat_id: UUID) -> bool:
    """Tell whether a request about this letter is on its way to the village."""
    minta = permintaan_terakhir(surat_id)
    return minta is not None and minta.menunggu


def _sajian(minta: Permintaan) -> dict[str, Any]:
    return {
        "nama": _NAMA[minta.tindakan],
        "saat": minta.dibuat_pada,
        "menunggu": minta.menunggu,
        "sebab": kalimat(minta.sebab) if minta.sebab else "",
    }


def pindahan(titik: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the timeline of a letter that is on its way to the village: that is what happens now."""
    depan = [
        {**satu, "keadaan": "nanti", "catatan": ""} for satu in titik if satu["keadaan"] in {"kini", "nanti"}
    ]
    lewat = [satu for satu in titik if satu["keadaan"] not in {"kini", "nanti"}]
    kini = {
        "keadaan": "kini",
        "judul": "Dikirim ke server desa",
        "saat": None,
        "catatan": "Sampai begitu server desa tersambung.",
        "nomor": 0,
    }
    urut = [{**satu, "nomor": nomor} for nomor, satu in enumerate(depan, len(lewat) + 2)]
    return [*lewat, kini, *urut]


def dapat_diunduh(r: Rincian) -> bool:
    """Tell whether the issued letter can be fetched here."""
    return r.status is Status.TERBIT and not berkas_belum_tiba([r.sha256])
