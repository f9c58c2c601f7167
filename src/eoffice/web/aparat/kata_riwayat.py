"""The history of a resident in words: when, who, why, and field by field from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from eoffice.akun.selectors import nama_pengguna
from eoffice.penduduk.selectors.koreksi import RincianKoreksi, koreksi_orang
from eoffice.penduduk.selectors.riwayat import Langkah, riwayat_orang
from eoffice.web.komponen.orang import LABEL, sebut_nilai

SEBAB: Final = {
    "impor": "Impor data", "mutasi": "Mutasi", "koreksi": "Koreksi data", "keadaan": "Diceritakan ulang",
}  # fmt: skip


def riwayat(penduduk_id: UUID) -> list[dict[str, Any]]:
    """Return the steps of a resident's history, the newest first; numbers are shown masked."""
    langkah = riwayat_orang(penduduk_id)
    koreksi = koreksi_orang(penduduk_id) if any(satu.sebab == "koreksi" for satu in langkah) else {}
    akun = {satu.oleh: akun_pelaku(satu.oleh) for satu in langkah}
    nama = nama_pengguna({satu for satu in akun.values() if satu is not None})
    return [
        {
            "saat": satu.saat,
            "oleh": "Sistem" if (siapa := akun[satu.oleh]) is None else nama.get(siapa, "Petugas"),
            "sebab": SEBAB.get(satu.sebab, "Perubahan"),
            "ubahan": [*kata(satu), *_alasan(koreksi.get(satu.revisi))],
        }
        for satu in langkah
    ]


def _alasan(satu: RincianKoreksi | None) -> Sequence[str]:
    """Return why a correction was made, and its paper."""
    if satu is None:
        return []
    dasar = " ".join(k for k in (satu.dasar, satu.nomor_dasar) if k)
    return [f"Alasan: {satu.alasan.rstrip('.')}. Dasar: {dasar}."]


def akun_pelaku(teks: str) -> UUID | None:
    """Return the account the trail names; None for the system, and for a name that is none."""
    try:
        return UUID(teks)
    except ValueError:
        return None


def kata(satu: Langkah) -> Sequence[str]:
    """Return what a step changed, a sentence for each field."""
    if satu.awal:
        return ["Pertama kali tercatat di data desa."]
    if satu.terhapus:
        return ["Isinya sudah dihapus atau belum dapat dibaca di sini, jadi perubahannya tidak tampil."]
    return [_kalimat(nama, dulu, kini) for nama, (dulu, kini) in satu.kolom.items()]


def _kalimat(nama: str, dulu: Any, kini: Any) -> str:
    if nama == "keluarga_id":
        return "Pindah ke KK lain." if dulu and kini else "Masuk KK." if kini else "Keluar dari KK."
    if nama == "hilang_pada":
        return "Tidak ada di impor terakhir." if kini else "Ada lagi di impor."
    return f"{LABEL[nama]}: {sebut_nilai(nama, dulu)} menjadi {sebut_nilai(nama, kini)}."
