"""What the regency knows of a village's server, as words for its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone

from eoffice.kernel import clock
from eoffice.sinkron.rules.alarm import (
    URUTAN,
    Alarm,
    HariKerja,
    Keadaan,
    Kini,
    Taraf,
    semua_alarm,
    taraf,
)
from eoffice.sinkron.rules.salam import BATAS_SELISIH_JAM_DETIK
from eoffice.web.komponen.angka import ribuan, ukuran
from eoffice.web.komponen.status import Warna
from eoffice.web.komponen.waktu import lalu, rentang
from eoffice.wilayah.kalender import tanggal_libur
from eoffice.wilayah.selectors import IdentitasDesa

KATA_TARAF: Final[Mapping[Taraf, tuple[str, Warna, str]]] = {
    Taraf.MERAH: ("Perlu dibantu", "merah", "awas"),
    Taraf.KUNING: ("Perlu dilihat", "kuning", "mata"),
    Taraf.HIJAU: ("Baik", "hijau", "cek"),
    Taraf.NETRAL: ("Tanpa server", "netral", "gedung"),
}
"""Word, colour and icon of each state; a village without a server of its own is served by the regency's."""

MENIT_SEHARI: Final = 24 * 60
NAMA_ALARM: Final[Mapping[str, str]] = {
    "belum_bertemu": "belum pernah bertemu",
    "belum_dicocokkan": "belum pernah dicocokkan",
    "cabang": "cadangan lama dipasang",
    "cocok_basi": "lama tidak dicocokkan",
    "diam": "tidak terlihat",
    "dicabut": "kunci dicabut",
    "disk": "disk hampir penuh",
    "jam": "jam meleset",
    "jam_hari": "tanggal salah",
    "klon": "kunci di dua komputer",
    "kuota": "kuota berkas penuh",
    "kuota_hampir": "kuota berkas hampir penuh",
    "mesin_ganti": "pindah komputer",
    "terlambat_terap": "belum dipakai",
    "tertahan": "data tertahan",
    "tertahan_desa": "tertahan di desa",
    "tidak_cocok": "tabel tidak cocok",
}
"""What each alarm is called in a cell of the board."""


@dataclass(frozen=True, slots=True)
class Baris:
    """One village on the board: two lines a cell, the second one small."""

    ke: str
    kode: str
    nama: str
    kecamatan: str
    taraf: Taraf
    sebab: str
    terlihat: str
    versi: str
    data: str
    data_kecil: str
    cocok: str
    cocok_kecil: str
    tertahan: str
    berkas: str
    jam: str
    disk: str
    urut: tuple[object, ...] = field(repr=False)


def kini() -> Kini:
    """Return the present moment, with working days to count by."""
    saat = timezone.localtime(clock.now())
    libur = tanggal_libur(saat.year) | tanggal_libur(saat.year - 1)
    return Kini(saat, HariKerja(saat.date(), libur))


def baris(desa: IdentitasDesa, k: Keadaan, sekarang: Kini) -> Baris:
    """Return the row of a village."""
    alarm = semua_alarm(k, sekarang)
    warna = taraf(k, alarm)
    ada = bool(k.status)
    return Baris(
        ke=_alamat(desa.kode),
        kode=desa.kode,
        nama=desa.nama,
        kecamatan=desa.kecamatan,
        taraf=warna,
        sebab=", ".join(NAMA_ALARM[satu.nama] for satu in alarm) or _menunggu_kode(k, sekarang.saat),
        terlihat=kata_lalu(k.terlihat_pada, sekarang.saat, "belum pernah") if ada else "",
        versi=f"versi {k.versi}" if ada and k.versi else "",
        data=kata_data(k) if ada else "",
        data_kecil=kata_terima(k, sekarang.saat) if ada else "",
        cocok=kata_cocok(k) if ada else "",
        cocok_kecil=kata_lalu(k.cocok_pada, sekarang.saat, "") if ada else "",
        tertahan=_banyak(k.tertahan, "tertahan") if ada else "",
        berkas=kata_berkas(k) if ada else "",
        jam=kata_jam(k.selisih_jam) if ada and k.terlihat_pada else "",
        disk="" if k.disk_persen is None else f"disk sisa {k.disk_persen}\u00a0%",
        urut=_urutan(desa, k, alarm, warna),
    )


def _menunggu_kode(k: Keadaan, sekarang: datetime) -> str:
    return "kode menunggu dipakai" if k.kode_sampai and k.kode_sampai > sekarang else ""


def _alamat(kode: str) -> str:
    """Return the address of a village's page; 258 times on one page, so it is taken apart only once."""
    return f"{_PAPAN()}desa/{kode}/"


class _Papan:
    """The address of the board, looked up once."""

    def __init__(self) -> None:
        self._ke = ""

    def __call__(self) -> str:
        if not self._ke:
            self._ke = reverse("kabupaten:papan")
        return self._ke


_PAPAN: Final = _Papan()


def _urutan(desa: IdentitasDesa, k: Keadaan, alarm: Sequence[Alarm], warna: Taraf) -> tuple[object, ...]:
    """Trouble first: by colour, then by how many grave things, then by how long nobody was seen."""
    merah = sum(satu.taraf is Taraf.MERAH for satu in alarm)
    lama = k.terlihat_pada.timestamp() if k.terlihat_pada else 0.0
    return URUTAN.index(warna), -merah, -len(alarm), lama if alarm else 0.0, desa.nama


def kata_lalu(saat: datetime | None, sekarang: datetime, kosong: str) -> str:
    """Return how long ago something was."""
    return lalu(saat, sekarang) if saat else kosong


def kata_data(k: Keadaan) -> str:
    """Return what is not here yet, or not in use."""
    if k.belum_terkirim:
        return f"{ribuan(k.belum_terkirim)} belum tiba"
    if k.tertinggal:
        return f"{ribuan(k.tertinggal)} belum dipakai"
    return "lengkap" if k.terlihat_pada else "belum ada"


def kata_terima(k: Keadaan, sekarang: datetime) -> str:
    """Return head, received and applied, and the age of the oldest that was not sent."""
    if not k.terlihat_pada:
        return ""
    if not k.belum_terkirim and k.diterapkan == k.diterima:
        return f"{ribuan(k.diterima)} dipakai"
    kata = f"{ribuan(k.diterima)} dari {ribuan(max(k.kepala, k.diterima))} diterima, {ribuan(k.diterapkan)} dipakai"
    tertua = k.tertua_sejak if k.belum_terkirim else None
    return f"{kata}; tertua {lalu(tertua, sekarang)}" if tertua else kata


def kata_cocok(k: Keadaan) -> str:
    """Return what the last comparison found."""
    if k.cocok_pada is None:
        return "belum pernah"
    return f"{k.tabel_beda} tabel beda" if k.tabel_beda else "sama"


def kata_berkas(k: Keadaan) -> str:
    """Return how many files wait, here or in the village."""
    semua = max(k.berkas_ditunggu, k.berkas_desa or 0)
    penuh = ", kuota penuh" if k.berkas_ditolak and semua else ""
    return _banyak(semua, "berkas menunggu") + penuh


def kata_kuota(k: Keadaan) -> str:
    """Return how much room the files of a village take, of how much."""
    batas = "tanpa batas" if k.berkas_kuota is None else f"dari {ukuran(k.berkas_kuota)}"
    return f"{ukuran(k.berkas_bita)} {batas}"


def _banyak(jumlah: int, kata: str) -> str:
    return f"{ribuan(jumlah)} {kata}" if jumlah else ""


def kata_jam(selisih: int) -> str:
    """Return how far a clock is off."""
    if abs(selisih) <= BATAS_SELISIH_JAM_DETIK:
        return "jam tepat"
    menit = abs(selisih) // 60
    besar = f"{menit // MENIT_SEHARI} hari" if menit >= 2 * MENIT_SEHARI else rentang(menit)
    return f"jam {besar} {'lebih cepat' if selisih > 0 else 'lebih lambat'}"
