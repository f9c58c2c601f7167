"""A letter as its owner sees it: a headline, the way so far and ahead, who looked at his data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.utils.timezone import localdate

from eoffice.akun.selectors import nama_pengguna, tugas_pengguna
from eoffice.jejak.selectors import BarisAkses, akses_atas_semua
from eoffice.kernel import clock
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.selectors.meja import BarisLangkah, Rincian

JUDUL: Final[Mapping[Status, str]] = {
    Status.DIAJUKAN: "Permohonan Anda menunggu diperiksa petugas",
    Status.DIKEMBALIKAN: "Permohonan Anda perlu diperbaiki",
    Status.TERVERIFIKASI: "Surat Anda menunggu paraf Sekretaris Desa",
    Status.DIPARAF: "Surat Anda menunggu tanda tangan Kepala Desa",
    Status.MENUNGGU_TTE: "Surat Anda sedang ditandatangani",
    Status.MENUNGGU_BASAH: "Surat Anda sedang ditandatangani",
    Status.TERBIT: "Surat Anda sudah selesai",
    Status.DITOLAK: "Permohonan ini ditolak",
    Status.DITARIK: "Permohonan ini sudah dibatalkan",
    Status.DICABUT: "Surat ini sudah dicabut",
}
_LANGKAH: Final[Mapping[Aksi, str]] = {
    Aksi.AJUKAN: "Terkirim",
    Aksi.AJUKAN_ULANG: "Dikirim lagi sesudah diperbaiki",
    Aksi.UBAH: "Petugas membetulkan isian",
    Aksi.VERIFIKASI: "Berkas lengkap dan cocok",
    Aksi.KEMBALIKAN: "Diperiksa sekali lagi oleh kantor desa",
    Aksi.TOLAK: "Ditolak",
    Aksi.TARIK: "Dibatalkan",
    Aksi.PARAF: "Diparaf Sekretaris Desa",
    Aksi.CETAK_BASAH: "Dicetak untuk ditandatangani",
    Aksi.BATALKAN: "Diperiksa sekali lagi oleh kantor desa",
    Aksi.TERBITKAN: "Ditandatangani Kepala Desa dan terbit",
    Aksi.CABUT: "Dicabut",
}
_GAGAL: Final = frozenset({Aksi.TOLAK, Aksi.TARIK, Aksi.CABUT})
_UNTUK_WARGA: Final = frozenset({Aksi.TOLAK, Aksi.CABUT})
_AKHIR: Final = "Surat siap diunduh atau diambil di kantor desa"


def judul(status: Status, *, paraf: bool) -> str:
    """Return the headline of a status."""
    return JUDUL[Status.DIPARAF if status is Status.TERVERIFIKASI and not paraf else status]


def perjalanan(r: Rincian, *, paraf: bool, sampai: str) -> list[dict[str, Any]]:
    """Return the timeline: what was done, what happens now (until when), what comes."""
    lewat = yang_lewat(r)
    depan = list(_depan(r.status, paraf=paraf))
    hasil = [*lewat]
    for nomor, kata in enumerate(depan, len(lewat) + 1):
        kini = nomor == len(lewat) + 1
        catatan = f"Paling lambat {sampai}." if kini and sampai else ""
        hasil.append(
            {
                "keadaan": "kini" if kini else "nanti",
                "judul": kata,
                "saat": None,
                "catatan": catatan,
                "nomor": 0 if kini else nomor,
            }
        )
    return hasil


def yang_lewat(r: Rincian) -> list[dict[str, Any]]:
    """Return the steps that were taken, with the notes that are meant for the citizen."""
    return [titik for lk in r.langkah if (titik := _lewat(lk))]


def _lewat(lk: BarisLangkah) -> dict[str, Any] | None:
    """Return one step that was taken; drawing the number is no step of the citizen's."""
    if lk.aksi not in _LANGKAH:
        return None
    diminta = lk.ke is Status.DIKEMBALIKAN
    return {
        "keadaan": "gagal" if lk.aksi in _GAGAL else "lewat",
        "judul": "Diminta diperbaiki" if diminta else _LANGKAH[lk.aksi],
        "saat": lk.waktu,
        "catatan": _catatan(lk, diminta=diminta),
        "nomor": 0,
    }


def _catatan(lk: BarisLangkah, *, diminta: bool) -> str:
    """Return the note of a step as far as it is meant for the citizen; notes within the office stay there."""
    if diminta or lk.aksi in _UNTUK_WARGA:
        return lk.catatan
    if lk.aksi is Aksi.VERIFIKASI and lk.pelaku:
        return f"Diperiksa {lk.pelaku}, petugas pelayanan"
    return ""


def _depan(status: Status, *, paraf: bool) -> Iterator[str]:
    """Yield what happens now and what still comes."""
    urut = {
        Status.DIAJUKAN: "Petugas memeriksa berkas",
        Status.TERVERIFIKASI: "Sekretaris Desa memaraf",
        Status.DIPARAF: "Kepala Desa menandatangani",
    }
    if not paraf:
        del urut[Status.TERVERIFIKASI]
    sama = {Status.MENUNGGU_TTE: Status.DIPARAF, Status.MENUNGGU_BASAH: Status.DIPARAF}
    kini = sama.get(status, status)
    if status is Status.DIKEMBALIKAN:
        yield "Menunggu perbaikan dari Anda"
        kini = Status.DIAJUKAN
    if not paraf and kini is Status.TERVERIFIKASI:
        kini = Status.DIPARAF
    if kini not in urut:
        return
    yield from list(urut.values())[list(urut).index(kini) :]
    yield _AKHIR


PEMEGANG: Final[Mapping[Status, str]] = {
    Status.DIAJUKAN: "Petugas pelayanan kantor desa",
    Status.DIKEMBALIKAN: "Pemohon",
    Status.TERVERIFIKASI: "Sekretaris Desa",
    Status.DIPARAF: "Kepala Desa",
    Status.MENUNGGU_TTE: "Kepala Desa",
    Status.MENUNGGU_BASAH: "Kepala Desa",
}


def pemegang(status: Status, *, paraf: bool) -> str:
    """Return in whose hands a letter lies; ``""`` when nobody works on it any more."""
    return PEMEGANG.get(Status.DIPARAF if status is Status.TERVERIFIKASI and not paraf else status, "")


def sesudah_ini(status: Status, *, paraf: bool) -> list[str]:
    """Return what still comes after the present step, in order."""
    return list(_depan(status, paraf=paraf))[1:]


TINDAKAN: Final = {
    "lihat": "membuka data",
    "lihat_nik": "melihat NIK",
    "slip": "membuat slip aktivasi",
    "mutasi": "mencatat mutasi tentang Anda",
    "koreksi": "membetulkan data",
    "baca": "membaca surat",
    "cetak": "mencetak surat",
    "unduh": "mengunduh surat",
    "salinan": "mengambil salinan data",
}


def siapa_membuka(
    penduduk_id: UUID,
    surat_id: Collection[UUID],
    *,
    sebut: str = "surat ini",
    batas: int = 20,
    jabatan: bool = False,
) -> list[dict[str, Any]]:
    """Return who opened a resident's data or these letters, newest first; the same act within an hour is one.

    ``jabatan``: with the post each holds today.
    """
    semua = akses_atas_semua("penduduk", [penduduk_id], batas) + akses_atas_semua("surat", surat_id, batas)
    urut = sorted(semua, key=lambda a: a.waktu, reverse=True)
    siapa = {a.pengguna_id for a in urut}
    nama = _nama_dan_jabatan(siapa) if jabatan else nama_pengguna(siapa)
    return [_akses(a, nama, sebut) for a in _padat(urut)][:batas]


def _nama_dan_jabatan(pengguna_id: Collection[UUID]) -> dict[UUID, str]:
    """Return who it is, with the post he holds today."""
    hari = localdate(clock.now())
    jabatan = {satu: tugas_pengguna(satu, hari).sebutan for satu in pengguna_id}
    nama = nama_pengguna(pengguna_id).items()
    return {satu: f"{kata} ({jabatan[satu]})" if jabatan[satu] else kata for satu, kata in nama}


def _padat(urut: Iterable[BarisAkses]) -> Iterator[BarisAkses]:
    akhir: dict[tuple[UUID, str, str], Any] = {}
    for satu in urut:
        kunci = (satu.pengguna_id, satu.sasaran, satu.tindakan)
        if kunci in akhir and akhir[kunci] - satu.waktu < timedelta(hours=1):
            continue
        akhir[kunci] = satu.waktu
        yield satu


def _akses(a: BarisAkses, nama: Mapping[UUID, str], sebut: str) -> dict[str, Any]:
    pokok = a.tindakan.partition(" ")[0]
    kata = "melihat berkas" if pokok == "lihat_berkas" else TINDAKAN.get(pokok, pokok.replace("_", " "))
    alasan = f" {a.alasan.rstrip('.')}." if a.alasan else ""
    sasaran = f" {sebut}" if a.sasaran == "surat" and pokok == "lihat" else ""
    kata = "membuka" if sasaran else kata
    return {"saat": a.waktu, "teks": f"{nama.get(a.pengguna_id, 'Petugas')} {kata}{sasaran}.{alasan}"}
