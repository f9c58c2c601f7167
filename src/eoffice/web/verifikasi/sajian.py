"""The words of an answer: what was found, what to compare with the paper, what to do."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.urls import reverse

from eoffice.kernel import clock
from eoffice.surat.rules.jenis import katalog
from eoffice.surat.selectors.verifikasi import Jawaban, Keadaan
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.kantor import UMUM, Kantor
from eoffice.web.komponen.waktu import lengkap, tanggal
from eoffice.wilayah.selectors import IdentitasDesa, ada_desa_jauh, identitas

UBAHAN: Final = frozenset({"dokumen.periksa_diubah", "dokumen.periksa_ditambahi"})
TANDA: Final = {
    "tte_lokal": "Tanda tangan elektronik ini dibuat dengan sertifikat desa. Ini bukan sertifikat BSrE.",
    "bsre": "Tanda tangan elektronik ini memakai sertifikat BSrE.",
    "basah": "Surat ini ditandatangani dengan tangan, lalu dicatat di buku surat desa.",
}
MUNGKIN_DI_JALAN: Final = {
    Keadaan.BELUM_TIBA: (
        "Tanda tangannya cocok, tetapi catatannya belum tiba di kabupaten. Desa ini memakai server sendiri, yang "
        "mungkin sedang tidak tersambung. Coba lagi nanti, atau telepon kantor desa."
    ),
    Keadaan.TIDAK_DIKENAL: (
        "Bisa jadi kodenya salah ketik. Bila suratnya baru terbit di desa yang memakai server sendiri, catatannya "
        "mungkin belum tiba di kabupaten: pindai kode QR-nya, atau coba lagi nanti."
    ),
}
"""What a regency with such villages says besides: a code alone proves nothing before its letter has arrived."""
_COCOKKAN: Final = frozenset(
    {Keadaan.SAH, Keadaan.KEDALUWARSA, Keadaan.DICABUT, Keadaan.BELUM_TIBA}
)  # answers that name a holder


def sajian(jawab: Jawaban, *, cara: str, kode: str = "") -> dict[str, Any]:
    """Return what the page draws. ``cara``: ``qr``, ``kode`` or ``berkas``."""
    desa = identitas(jawab.kode_desa) if jawab.kode_desa else None
    asli = desa if jawab.keadaan is not Keadaan.PALSU else None
    zona = ZoneInfo(desa.zona_waktu if desa else "Asia/Jakarta")
    return {
        **_putusan(jawab, cara),
        "kantor": _kantor(asli),
        "kecamatan": jawab.kode_desa[:8],
        "cocokkan": jawab.keadaan in _COCOKKAN and bool(jawab.nama),
        "fakta": _fakta(jawab, zona),
        "desa_tertulis": desa.lengkap if desa and not asli else "",
        "telepon": desa.telepon if desa else "",
        "nama_desa": desa.lengkap if desa else "desa penerbit",
        "tanda": TANDA.get(jawab.cara_terbit, ""),
        "cara": cara,
        "kode": kode,
        "diperiksa": lengkap(clock.now(), zona),
        "cek_ke": reverse("verifikasi:cek"),
    }


def belum_dicatat(jawab: Jawaban, cara: str) -> bool:
    """Tell whether this is the code of a form for a power cut that is still out."""
    return jawab.keadaan is Keadaan.BELUM_TIBA and cara == "kode" and not jawab.nama


def _putusan(jawab: Jawaban, cara: str) -> dict[str, str]:
    """Return verdict, headline and explanation; empty words mean those of the component."""
    hasil, judul, kata = jawab.keadaan.value, "", ""
    desa = jawab.desa.partition(",")[0]
    if jawab.keadaan is Keadaan.SAH:
        kata = f"Diterbitkan {desa} dan masih berlaku."
    elif jawab.keadaan is Keadaan.DICABUT and not jawab.nama:
        judul = "Surat ini dibatalkan sebelum terbit"
        kata = f"{desa} membatalkan nomornya. Kertasnya tidak berlaku."
    elif belum_dicatat(jawab, cara):
        judul = "Surat ini belum dicatat kantor desa"
        kata = (
            f"Kodenya milik formulir {desa} yang disiapkan untuk listrik padam. Bila suratnya sudah di tangan Anda, "
            "tanyakan kapan kantor desa mencatatnya."
        )
    elif jawab.keadaan in MUNGKIN_DI_JALAN and ada_desa_jauh():
        kata = MUNGKIN_DI_JALAN[jawab.keadaan]
    if cara == "berkas" and jawab.sebab is not None:
        return _putusan_berkas(jawab)
    return {"hasil": hasil, "judul": judul, "penjelasan": kata}


def _putusan_berkas(jawab: Jawaban) -> dict[str, str]:
    """Return the verdict on a file that is not in the register."""
    sebab = kalimat(jawab.sebab) if jawab.sebab else ""
    if jawab.keadaan is Keadaan.BELUM_TIBA:
        return {"hasil": "belum_tiba", "judul": "", "penjelasan": ""}
    if jawab.keadaan is Keadaan.PALSU:
        diubah = jawab.sebab is not None and jawab.sebab.kode in UBAHAN
        judul = "" if diubah else "Berkas ini tidak dapat dipercaya"
        return {"hasil": "berubah", "judul": judul, "penjelasan": f"{sebab} Jangan dipakai."}
    kata = (
        f"{sebab} Hasil foto, pindaian, atau simpan ulang tidak dapat diperiksa; pakai kode QR di kertasnya."
    )
    return {"hasil": "tidak_dikenal", "judul": "Berkas ini tidak kami kenal", "penjelasan": kata}


def _kantor(desa: IdentitasDesa | None) -> Kantor:
    if desa is None:
        return UMUM
    return Kantor(
        nama=desa.lengkap,
        wilayah=f"Kecamatan {desa.kecamatan}, {desa.kabupaten.removeprefix('Kabupaten ')}",
        beranda=reverse("warga:beranda", args=[desa.kode]),
        alamat=desa.alamat,
        telepon=desa.telepon,
        jam_buka=desa.jam_buka,
    )


def _fakta(jawab: Jawaban, zona: ZoneInfo) -> list[tuple[str, str, str]]:
    """Return label, words and look of each fact; name and purpose first and large, because a QR can be copied."""
    ttd = ", ".join(k for k in (jawab.penanda_tangan, jawab.jabatan) if k)
    semua = [
        ("Atas nama", jawab.nama, "utama"),
        ("Keperluan", _kalimat(jawab.keperluan), "utama"),
        ("Jenis surat", _jenis(jawab.jenis), ""),
        ("Nomor", jawab.nomor, "angka"),
        ("Tanggal surat", _hari(jawab.terbit), ""),
        ("Ditandatangani", ttd, ""),
        ("Berlaku sampai", _hari(jawab.berlaku_sampai), ""),
        ("Dicabut", _saat(jawab.dicabut_pada, zona), ""),
        ("Desa", jawab.desa, ""),
    ]
    return [satu for satu in semua if satu[1]]


def _jenis(nama: str) -> str:
    """Return the type in words; a QR holds only its short name."""
    return {j.singkatan: j.nama for j in katalog().values()}.get(nama, nama)


def _kalimat(teks: str) -> str:
    return teks[:1].upper() + teks[1:]


def _hari(hari: date | None) -> str:
    return tanggal(hari) if hari else ""


def _saat(saat: datetime | None, zona: ZoneInfo) -> str:
    return lengkap(saat, zona) if saat else ""
