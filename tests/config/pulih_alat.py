"""Copies of disks, and letters' numbers drawn in real processes, for the tests of recovery."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tests.config.dua_tempat import DESA, Dunia, Tempat

BERNOMOR = """
import contextlib
import time_machine
from eoffice.arsip.rules.nomor import FORMAT_BAKU, Lingkup
from eoffice.arsip.services import PermintaanNomor, ambil_nomor
from eoffice.kernel import clock
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.wilayah.tenancy import lingkup
jam = {jam!r}
with time_machine.travel(jam) if jam else contextlib.nullcontext():
    for _ in range({banyak}):
        surat = (new_id(), Lingkup.PER_BUKU, "surat_keterangan", FORMAT_BAKU, "400.9.14.5", "sktm")
        try:
            with lingkup("{desa}"):
                print(ambil_nomor(PermintaanNomor(*surat, clock.now().date()), pelaku="uji"))
        except RuleRefused as tolak:
            print(tolak.pesan.kode)
"""
SEMENTARA = """
from eoffice.arsip.services import pakai_sementara
from eoffice.wilayah.tenancy import lingkup
with lingkup("{desa}"):
    print(pakai_sementara(catatan="warga menunggu", pelaku="operator"))
"""
REGISTER = """
from eoffice.arsip.services import pastikan_nomor
from eoffice.kernel import clock
from eoffice.wilayah.tenancy import lingkup
with lingkup("{desa}"):
    pastikan_nomor(
        akhir={{"surat_keterangan": {urut}}}, tahun=clock.now().year, catatan="buku register", pelaku="operator"
    )
"""


@dataclass
class Desa:
    """A village's computer: its process, and every number that ever left it on a paper."""

    tempat: Tempat
    kertas: list[str] = field(default_factory=list)

    def bernomor(self, banyak: int = 1, jam: str = "") -> list[str]:
        """Draw numbers; return them, or why there are none."""
        hasil = self.tempat.kerjakan(BERNOMOR.format(desa=DESA, banyak=banyak, jam=jam))
        self.kertas += [satu for satu in hasil if "/" in satu]
        return hasil

    def sementara(self) -> str:
        """Choose provisional numbers."""
        (seri,) = self.tempat.kerjakan(SEMENTARA.format(desa=DESA))
        return seri

    def register(self, urut: int) -> None:
        """Confirm the last number by the paper register."""
        self.tempat.kerjakan(REGISTER.format(desa=DESA, urut=urut))

    def cadangkan(self, ke: Path) -> None:
        """Copy the database to a USB stick."""
        self.tempat.istirahat()
        ke.mkdir()
        for satu in self.tempat.rumah.glob("eoffice.sqlite3*"):
            shutil.copy(satu, ke / satu.name)

    def pulihkan(self, dari: Path) -> None:
        """Put the stick's database in place of the one on the disk."""
        self.tempat.istirahat()
        for satu in self.tempat.rumah.glob("eoffice.sqlite3*"):
            satu.unlink()
        for satu in dari.iterdir():
            shutil.copy(satu, self.tempat.rumah / satu.name)

    def klon(self, rumah: Path, mesin: str = "") -> "Desa":
        """Copy the whole disk into another computer; without ``mesin`` one that looks the same, as an image does."""
        self.tempat.istirahat()
        shutil.copytree(self.tempat.rumah, rumah)
        return Desa(Tempat(rumah, self.tempat.setelan | ({"EOFFICE_MESIN": mesin} if mesin else {})))

    def citra(self, ke: Path) -> None:
        """Keep an image of the whole disk, with keys and witness."""
        self.tempat.istirahat()
        shutil.copytree(self.tempat.rumah, ke)

    def pulihkan_citra(self, dari: Path) -> None:
        """Put the image in place of the whole disk."""
        self.tempat.istirahat()
        shutil.rmtree(self.tempat.rumah)
        shutil.copytree(dari, self.tempat.rumah)


def urut(nomor: str) -> str:
    """Return the running number of a written number."""
    return nomor.split("/")[1]


def sync(tempat: Tempat) -> tuple[int, str]:
    """Meet, and let the tables follow; return exit code and words."""
    hasil, kata, galat = tempat.jalankan("sync")
    tempat.jalankan("worker", "--sekali")
    return hasil, kata + galat


def bertemu(dunia: Dunia, *desa: Desa) -> str:
    """Meet until nothing moves any more; both sides apply what came."""
    semua = ""
    for satu in desa:
        for _ in range(3):
            hasil, kata = sync(satu.tempat)
            assert hasil == 0, kata
            semua += kata
    dunia.kabupaten.jalankan("worker", "--sekali")
    return semua


def di_kabupaten(dunia: Dunia) -> set[str]:
    """Return every number that the regency's register knows."""
    return {str(teks) for (teks,) in dunia.kabupaten.tanya("SELECT teks FROM arsip_nomor")}


def id_peristiwa(tempat: Tempat) -> set[str]:
    """Return what every event there is about."""
    return {satu[3] for satu in tempat.peristiwa()}
