"""Words of the office's pages: what each move of the workflow table is called, and where it asks first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from eoffice.surat.rules.alur import Aksi, Status
from eoffice.web.komponen.status import STATUS

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

    @property
    def mengakhiri(self) -> bool:
        """It ends something; the page that asks for the reason has a red button."""
        return self.cara == "alasan" and self.jenis == "teks"


def _maju(teks: str, ikon: str, jadi: str = "", *, nama_url: str = "") -> KataAksi:
    """Return the button of a move forward: at once, or on the page that is named."""
    return KataAksi(teks, "utama", ikon, "halaman" if nama_url else "langsung", jadi=jadi, nama_url=nama_url)


def _mundur(teks: str, ikon: str, *kata: str, jenis: Jenis = "kedua") -> KataAksi:
    """Return the button of a move that asks why. ``kata``: tanya, akibat, jadi, petunjuk."""
    return KataAksi(teks, jenis, ikon, "alasan", *kata)


_A, _S = Aksi, Status
PERBAIKI: Final = _mundur(
    "Minta perbaikan",
    "perbaiki",
    "Apa yang harus diperbaiki warga?",
    "Permohonan kembali kepada warga. Isian dan berkas yang lain tetap tersimpan.",
    "Permohonan dikembalikan kepada warga untuk diperbaiki.",
    "Warga membaca kalimat ini. Tulis apa masalahnya dan apa yang harus dilakukan.",
)
# in the order of the buttons: the way forward first
KATA: Final[dict[Aksi, KataAksi]] = {
    _A.VERIFIKASI: _maju("Sesuai, teruskan", "cek", "Permohonan diteruskan."),
    _A.PARAF: _maju("Paraf, teruskan ke Kepala Desa", "pena", "Surat diparaf dan diteruskan."),
    _A.TANDA_TANGANI: _maju("Tanda tangani", "tanda_tangan", nama_url="aparat:tumpukan"),
    _A.CETAK_BASAH: _maju("Cetak untuk tanda tangan basah", "cetak", nama_url="aparat:cetak_basah"),
    _A.AJUKAN_ULANG: _maju("Perbaiki di loket", "perbaiki"),
    _A.KEMBALIKAN: _mundur(
        "Kembalikan ke petugas",
        "kembalikan",
        "Mengapa surat ini dikembalikan?",
        "Surat kembali satu langkah dan diperiksa lagi.",
        "Surat dikembalikan.",
        "Petugas membaca kalimat ini.",
    ),
    _A.TOLAK: _mundur(
        "Tolak",
        "larang",
        "Tolak permohonan ini?",
        "Permohonan berakhir dan tidak dapat dibuka lagi. Bila masih dapat diperbaiki, minta perbaikan saja.",
        "Permohonan ditolak.",
        "Warga membaca alasan ini.",
        jenis="teks",
    ),
    _A.TARIK: _mundur(
        "Batalkan atas permintaan warga",
        "",
        "Batalkan permohonan ini?",
        "Dipakai bila warga sendiri meminta permohonannya dibatalkan.",
        "Permohonan dibatalkan.",
        "Misalnya: warga datang dan membatalkan.",
        jenis="teks",
    ),
    _A.BATALKAN: _mundur(
        "Batalkan nomor, periksa ulang",
        "larang",
        "Batalkan nomor surat ini?",
        "Nomornya dicatat batal dan tidak dipakai lagi. Permohonan kembali diperiksa dari awal.",
        "Nomor dibatalkan dan dicatat. Permohonan kembali diperiksa.",
        jenis="teks",
    ),
    _A.CABUT: KataAksi(
        "Cabut surat", "teks", "larang", "halaman", jadi="Surat dicabut.", nama_url="aparat:cabut"
    ),
}
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


def kata_aksi(aksi: Aksi, status: Status) -> KataAksi:
    """Return the words of a move from a status: what goes back from the first check goes to the citizen."""
    return PERBAIKI if (aksi, status) == (_A.KEMBALIKAN, _S.DIAJUKAN) else KATA[aksi]


def kata_jadi(aksi: Aksi, ke: Status) -> str:
    """Return what is said after a move that led to a status."""
    return (PERBAIKI if ke is _S.DIKEMBALIKAN else KATA[aksi]).jadi


def kata_status(status: Status) -> str:
    """Return what a pile of letters in a status is called: the same words as on their marks."""
    return STATUS[status.value].untuk("aparat")
