"""One invented village: families on family cards, spread over its dusun, RW and RT."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from config.demo.penduduk import tabel
from config.demo.penduduk.acak import Acak
from config.demo.penduduk.keluarga import PembuatKeluarga
from config.demo.penduduk.nama import kumpulan
from config.demo.penduduk.nomor import SERIAL_AWAL, Nomor
from config.demo.penduduk.orang import Orang, PembuatOrang
from eoffice.wilayah import rujukan

TANGGAL_ACUAN = date(2026, 6, 30)
KK_PERTAMA = date(2009, 1, 1)


@dataclass(frozen=True, slots=True)
class Rencana:
    """What to make: a village, how many people, and its own block of serial numbers (from 9000)."""

    kode: str
    jumlah: int
    dusun: tuple[str, ...] = ()
    jumlah_rw: int = 0
    jumlah_rt: int = 0
    blok: int = 0
    lebar_blok: int = 100
    benih: str = "3207"
    hari_ini: date = TANGGAL_ACUAN


# Dusun, RW and RT of Cisontrol as the village itself publishes them; Situmandala's are invented.
CISONTROL = Rencana(
    "32.07.15.2004", 4496,
    ("HARJAMUKTI", "KERTAJAGA", "MANDALAGIRI", "JETAK", "KUBANG", "SINDANGJAYA"), 15, 59, blok=0,
)  # fmt: skip
SITUMANDALA = Rencana("32.07.15.2005", 3012, blok=1)


@dataclass(frozen=True, slots=True)
class Alamat:
    """Where a family lives."""

    alamat: str
    dusun: str
    rw: str
    rt: str


@dataclass(frozen=True, slots=True)
class KeluargaDemo:
    """A family card with its members, the head first."""

    no_kk: str
    alamat: Alamat
    anggota: tuple[Orang, ...]


def besar(jumlah: int, kode: str = CISONTROL.kode) -> Rencana:
    """Return the plan of a village far larger than any real one, for measurements: it uses all serials."""
    return Rencana(kode, jumlah, benih=f"besar-{jumlah}", lebar_blok=1000)


def bangkitkan(rencana: Rencana) -> list[KeluargaDemo]:
    """Make the whole village: the same plan gives the same people on every machine.

    Exactly ``rencana.jumlah`` people; the last family is replaced by people living alone if it does not fit.
    """
    acak = Acak(f"{rencana.benih}:{rencana.kode}")
    kecamatan = rencana.kode[:8].replace(".", "")
    nomor = Nomor(SERIAL_AWAL + rencana.blok * rencana.lebar_blok, rencana.lebar_blok)
    sekitar = tuple(region.kode_rapat for region in rujukan.anak(rencana.kode[:5]))
    makers = PembuatKeluarga(PembuatOrang(acak, nomor, kecamatan, sekitar, rencana.hari_ini))
    peta = _peta(rencana, acak)
    families: list[KeluargaDemo] = []
    left = rencana.jumlah
    while left:
        people = makers.buat()
        groups = [people] if len(people) <= left else [[makers.sendiri(tabel.ISLAM)] for _ in range(left)]
        for group in groups:
            days = acak.bulat((rencana.hari_ini - KK_PERTAMA).days)
            no_kk = nomor.kk(kecamatan, KK_PERTAMA + timedelta(days=days))
            families.append(KeluargaDemo(no_kk, _alamat(acak, peta), tuple(group)))
            left -= len(group)
    return families


def _peta(rencana: Rencana, acak: Acak) -> Sequence[tuple[str, int, int]]:
    """Return dusun, RW and RT number of every RT: RT are counted through, RW lie inside one dusun."""
    dusun = list(rencana.dusun) or _dusun(rencana, acak)
    count_rt = rencana.jumlah_rt or max(len(dusun) * 2, min(95, round(rencana.jumlah / 100)))
    count_rw = rencana.jumlah_rw or max(len(dusun), round(count_rt / 4))
    return [
        (dusun[rw * len(dusun) // count_rw], rw + 1, rt + 1)
        for rt in range(count_rt)
        for rw in [rt * count_rw // count_rt]
    ]


def _dusun(rencana: Rencana, acak: Acak) -> list[str]:
    pool = list(kumpulan()["dusun"])
    count = max(2, min(7, 2 + round(rencana.jumlah / 1500)))
    return [pool.pop(acak.bulat(len(pool))) for _ in range(count)]


def _alamat(acak: Acak, peta: Sequence[tuple[str, int, int]]) -> Alamat:
    dusun, rw, rt = acak.satu(peta)
    street = f"DUSUN {dusun}"
    if acak.mungkin(0.06):
        street = f"JL. {acak.satu(kumpulan()['jalan'])} NO. {1 + acak.bulat(250)}"
    return Alamat(street, dusun, f"{rw:03d}", f"{rt:03d}")
