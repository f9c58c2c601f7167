"""Words of the office's pages: what each move of the workflow table is called, and where it asks first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from eoffice.surat.rules.alur import Aksi, Status

Jenis = Literal["utama", "kedua", "bahaya", "teks"]
Cara = Literal["langsung", "alasan", "halaman"]


@dataclass(frozen=True, slots=True)
class KataAksi:
    """A button: its words and look, and how it acts: at once, after a reason, or on a page of its own.

    ``tanya``, ``akibat``: question and consequence on the page that asks for the reason. ``jadi``: what is
    said afterwards. ``nama_url``: the page of its own.
    """

    teks: str
    jenis: Jenis = "kedua"
    ikon: str = ""
    cara: Cara = "langsung"
    tanya: str = ""
    akibat: str = ""
    jadi: str = ""
    petunjuk: str = ""
    nama_url: str = ""


_A, _S = Aksi, Status
PERBAIKI: Final = KataAksi(
    "Minta perbaikan",
    ikon="perbaiki",
    cara="alasan",
    tanya="Apa yang harus diperbaiki warga?",
    akibat="Permohonan kembali kepada warga. Isian dan berkas yang lain tetap tersimpan.",
    jadi="Permohonan dikembalikan kepada warga untuk diperbaiki.",
    petunjuk="Warga membaca kalimat ini. Tulis apa masalahnya dan apa yang harus dilakukan.",
)
TURUNKAN: Final = KataAksi(
    "Kembalikan ke petugas",
    ikon="kembalikan",
    cara="alasan",
    tanya="Mengapa surat ini dikembalikan?",
    akibat="Surat kembali satu langkah dan diperiksa lagi.",
    jadi="Surat dikembalikan.",
    petunjuk="Petugas membaca kalimat ini.",
)
KATA: Final[dict[tuple[Aksi, Status], KataAksi]] = {
    (_A.KEMBALIKAN, _S.DIAJUKAN): PERBAIKI,
    (_A.KEMBALIKAN, _S.TERVERIFIKASI): TURUNKAN,
    (_A.KEMBALIKAN, _S.DIPARAF): TURUNKAN,
}
KATA_UMUM: Final[dict[Aksi, KataAksi]] = {
    _A.VERIFIKASI: KataAksi("Sesuai, teruskan", jenis="utama", ikon="cek", jadi="Permohonan diteruskan."),
    _A.PARAF: KataAksi(
        "Paraf, teruskan ke Kepala Desa", jenis="utama", ikon="pena", jadi="Surat diparaf dan diteruskan."
    ),
    _A.TOLAK: KataAksi(
        "Tolak",
        jenis="teks",
        ikon="larang",
        cara="alasan",
        tanya="Tolak permohonan ini?",
        akibat="Permohonan berakhir dan tidak dapat dibuka lagi. Bila masih dapat diperbaiki, minta perbaikan saja.",
        jadi="Permohonan ditolak.",
        petunjuk="Warga membaca alasan ini.",
    ),
    _A.TARIK: KataAksi(
        "Batalkan atas permintaan warga",
        jenis="teks",
        cara="alasan",
        tanya="Batalkan permohonan ini?",
        akibat="Dipakai bila warga sendiri meminta permohonannya dibatalkan.",
        jadi="Permohonan dibatalkan.",
        petunjuk="Misalnya: warga datang dan membatalkan.",
    ),
    _A.AJUKAN_ULANG: KataAksi("Perbaiki di loket", jenis="utama", ikon="perbaiki"),
    _A.TANDA_TANGANI: KataAksi(
        "Tanda tangani", jenis="utama", ikon="tanda_tangan", cara="halaman", nama_url="aparat:tumpukan"
    ),
    _A.CETAK_BASAH: KataAksi(
        "Cetak untuk tanda tangan basah",
        jenis="utama",
        ikon="cetak",
        cara="halaman",
        nama_url="aparat:cetak_basah",
    ),
    _A.BATALKAN: KataAksi(
        "Batalkan nomor, periksa ulang",
        jenis="teks",
        ikon="larang",
        cara="alasan",
        tanya="Batalkan nomor surat ini?",
        akibat="Nomornya dicatat batal dan tidak dipakai lagi. Permohonan kembali diperiksa dari awal.",
        jadi="Nomor dibatalkan dan dicatat. Permohonan kembali diperiksa.",
    ),
    _A.CABUT: KataAksi("Cabut surat", jenis="teks", ikon="larang", cara="halaman", nama_url="aparat:cabut"),
}
BAHAYA: Final = frozenset({_A.TOLAK, _A.TARIK, _A.BATALKAN})
URUTAN: Final = (
    _A.VERIFIKASI, _A.PARAF, _A.TANDA_TANGANI, _A.CETAK_BASAH, _A.AJUKAN_ULANG, _A.KEMBALIKAN,
    _A.TOLAK, _A.TARIK, _A.BATALKAN, _A.CABUT,
)  # fmt: skip
LANGKAH: Final = {
    _A.AJUKAN: "Dikirim",
    _A.AJUKAN_ULANG: "Diperbaiki dan dikirim lagi",
    _A.UBAH: "Isian atau kata diubah petugas",
    _A.VERIFIKASI: "Diperiksa, sesuai",
    _A.KEMBALIKAN: "Dikembalikan",
    _A.TOLAK: "Ditolak",
    _A.TARIK: "Dibatalkan pemohon",
    _A.PARAF: "Diparaf",
    _A.CETAK_BASAH: "Dicetak untuk ditandatangani",
    _A.TANDA_TANGANI: "Nomor diambil, ditandatangani",
    _A.BATALKAN: "Nomor dibatalkan",
    _A.TERBITKAN: "Terbit",
    _A.CABUT: "Dicabut",
}
UNTUK: Final = {
    _S.DIAJUKAN: "untuk pemeriksaan",
    _S.TERVERIFIKASI: "untuk paraf",
    _S.DIPARAF: "untuk tanda tangan",
    _S.MENUNGGU_TTE: "untuk tanda tangan",
    _S.MENUNGGU_BASAH: "untuk pindaian",
}
TUMPUKAN: Final = {
    _S.DIAJUKAN: "Perlu diperiksa",
    _S.DIKEMBALIKAN: "Menunggu perbaikan warga",
    _S.TERVERIFIKASI: "Menunggu paraf",
    _S.DIPARAF: "Menunggu tanda tangan",
    _S.MENUNGGU_TTE: "Tanda tangan belum jadi",
    _S.MENUNGGU_BASAH: "Menunggu pindaian",
    _S.TERBIT: "Terbit",
    _S.DITOLAK: "Ditolak",
    _S.DITARIK: "Dibatalkan pemohon",
    _S.DICABUT: "Dicabut",
}


def kata_aksi(aksi: Aksi, status: Status) -> KataAksi:
    """Return the words of a move from a status."""
    return KATA.get((aksi, status)) or KATA_UMUM[aksi]


def kata_jadi(aksi: Aksi, ke: Status) -> str:
    """Return what is said after a move that led to a status."""
    if aksi is _A.KEMBALIKAN:
        return (PERBAIKI if ke is _S.DIKEMBALIKAN else TURUNKAN).jadi
    return KATA_UMUM[aksi].jadi
