"""Who asks for which letter, and what he answers: people of the invented population, chosen by lot. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from config.demo.penduduk import KeluargaDemo
from config.demo.penduduk.acak import Acak
from config.demo.penduduk.orang import Orang
from config.demo.penduduk.tabel import PELAJAR
from config.demo.surat.ragam import RAGAM

USAHA = {
    "PEDAGANG": (("Warung {nama}", "warung kelontong"), ("Kios Sayur {nama}", "sayur dan bumbu dapur")),
    "WIRASWASTA": (("Gula Aren {dusun}", "pengolahan gula aren"), ("Keripik {nama}", "keripik singkong")),
    "TUKANG JAHIT": (("Penjahit {nama}", "jahit pakaian"),),
    "PETERNAK": (("Ternak Domba {nama}", "peternakan domba"),),
    "MEKANIK": (("Bengkel {nama}", "bengkel sepeda motor"),),
}
BURUH = frozenset({"BURUH HARIAN LEPAS", "BURUH TANI/PERKEBUNAN", "PETANI/PEKEBUN"})
KEPERLUAN_USAHA = ("kur", "pinjaman", "bantuan")
ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
TIAP = 5
DEWASA, TUA = 25, 60  # years
SEKOLAH, SMA, LULUS = 12, 15, 19  # years


@dataclass(frozen=True, slots=True)
class Pemohon:
    """A resident, the type of his letter, and his answers as a form would send them."""

    nik: str
    jenis: str
    jawaban: dict[str, str]


def pilih(keluarga: Sequence[KeluargaDemo], kode: str, banyak: int, hari: date) -> list[Pemohon]:
    """Return ``banyak`` applicants, all different: business letters and letters for the needy in turn.

    Every fifth asks for something rarer.
    """
    acak = Acak(f"surat:{kode}")
    usaha = _undi(acak, _calon(keluarga, lambda satu, _: satu.pekerjaan in USAHA, hari))
    kurang = _undi(acak, _calon(keluarga, lambda satu, anak: satu.pekerjaan in BURUH and bool(anak), hari))
    lain = _undi(acak, _calon(keluarga, lambda satu, _: satu.pekerjaan not in {*USAHA, *BURUH}, hari))
    hasil: list[Pemohon] = []
    for nomor in range(banyak):
        kelima, sisa = divmod(nomor, TIAP)
        if sisa == TIAP - 1:
            rumah, orang = lain[kelima]
            jenis, jawab = RAGAM[kelima % len(RAGAM)]
            hasil.append(Pemohon(orang.nik, jenis, jawab(acak, rumah, orang, hari)))
            continue
        urut = nomor - kelima
        rumah, orang = (kurang if urut % 2 else usaha)[urut // 2]
        hasil.append((_tidak_mampu if urut % 2 else _usaha)(acak, rumah, orang, hari))
    return hasil


Calon = tuple[KeluargaDemo, Orang]


def _calon(
    keluarga: Sequence[KeluargaDemo], cocok: Callable[[Orang, list[Orang]], bool], hari: date
) -> list[Calon]:
    """Return heads of family of working age who fit."""
    return [
        (rumah, rumah.anggota[0])
        for rumah in keluarga
        if DEWASA <= rumah.anggota[0].umur(hari) < TUA and cocok(rumah.anggota[0], _pelajar(rumah, hari))
    ]


def _undi(acak: Acak, calon: list[Calon]) -> list[Calon]:
    return [calon.pop(acak.bulat(len(calon))) for _ in range(len(calon))]


def _pelajar(rumah: KeluargaDemo, hari: date) -> list[Orang]:
    """Return the children of a family who go to school, SMP or higher."""
    anak = [satu for satu in rumah.anggota if satu.shdk == "ANAK" and satu.pekerjaan == PELAJAR]
    return [satu for satu in anak if SEKOLAH <= satu.umur(hari) < LULUS]


def _usaha(acak: Acak, rumah: KeluargaDemo, orang: Orang, hari: date) -> Pemohon:
    nama, bidang = acak.satu(USAHA[orang.pekerjaan])
    jawaban = {
        "nama_usaha": nama.format(nama=orang.nama.split()[0].title(), dusun=rumah.alamat.dusun.title()),
        "jenis_usaha": bidang,
        "mulai_usaha": str(hari.year - 1 - acak.bulat(12)),
        "di_rumah": "ya",
        "keperluan": acak.satu(KEPERLUAN_USAHA),
        "omzet": str(1_500_000 + 250_000 * acak.bulat(20)),
    }
    return Pemohon(orang.nik, "sku", jawaban)


def _tidak_mampu(acak: Acak, rumah: KeluargaDemo, orang: Orang, hari: date) -> Pemohon:
    anak = _pelajar(rumah, hari)[0]
    sekolah = "SMA Negeri 1 Rancah" if anak.umur(hari) >= SMA else "SMP Negeri 1 Rancah"
    jawaban = {
        "keperluan": "pendidikan",
        "lembaga": sekolah,
        "untuk": "keluarga",
        "nama_anak": anak.nama.title(),
        "nik_anak": anak.nik,
        "hubungan": "anak_kandung",
        "penghasilan": str(600_000 + 50_000 * acak.bulat(16)),
        "tanggungan": str(len(rumah.anggota) - 1),
        "no_pengantar": f"{1 + acak.bulat(40)}/RT.{rumah.alamat.rt}/{ROMAWI[hari.month - 1]}/{hari.year}",
    }
    return Pemohon(orang.nik, "sktm", jawaban)
