"""One invented person: origin, schooling, work, fitting his age."""

from dataclasses import dataclass
from datetime import date, timedelta

from config.demo.penduduk import tabel
from config.demo.penduduk.acak import Acak
from config.demo.penduduk.nama import kumpulan, nama
from config.demo.penduduk.nomor import Nomor

SETAHUN = 365.2425
BELUM_KAWIN, CERAI_HIDUP, CERAI_MATI = "BELUM KAWIN", "CERAI HIDUP", "CERAI MATI"
KEPALA = "KEPALA KELUARGA"
_PANGANDARAN, _MEKAR = "3218", 2013  # split off Ciamis; who was born before was born in Ciamis


@dataclass(slots=True)
class Orang:
    """A person as the import file has him, but for family and address."""

    nik: str
    nama: str
    jenis_kelamin: str
    tempat_lahir: str
    lahir: date
    agama: str
    pendidikan: str
    pekerjaan: str
    status_kawin: str
    shdk: str
    golongan_darah: str
    nama_ayah: str = ""
    nama_ibu: str = ""
    nik_ayah: str = ""
    nik_ibu: str = ""

    def umur(self, pada: date) -> float:
        """Return the age in years on a day."""
        return (pada - self.lahir).days / SETAHUN

    def orang_tua(self, ayah: "Orang | None", ibu: "Orang | None") -> None:
        """Name living parents."""
        if ayah is not None:
            self.nama_ayah, self.nik_ayah = ayah.nama, ayah.nik
        if ibu is not None:
            self.nama_ibu, self.nik_ibu = ibu.nama, ibu.nik


@dataclass(slots=True)
class PembuatOrang:
    """Makes people of one village; ``kecamatan`` six digits, ``sekitar`` the ones of its regency."""

    acak: Acak
    nomor: Nomor
    kecamatan: str
    sekitar: tuple[str, ...]
    hari_ini: date
    perangkat: int = 11
    ada_kades: bool = False

    def buat(
        self, kelamin: str, umur: float, agama: str, kawin: str, shdk: str, *, setempat: bool = False
    ) -> Orang:
        """Make a person of about this age in years."""
        born = self.hari_ini - timedelta(days=1 + int((umur + self.acak.angka()) * SETAHUN))
        return self.lahir_pada(kelamin, born, agama, kawin, shdk, setempat=setempat)

    def lahir_pada(
        self, kelamin: str, lahir: date, agama: str, kawin: str, shdk: str, *, setempat: bool = False
    ) -> Orang:
        """Make a person born on a day, or a little before when that day's numbers are used up."""
        age = (self.hari_ini - lahir).days / SETAHUN
        origin = self.kecamatan if setempat else self._asal(muda=age < 20)
        number, lahir = self.nomor.nik(origin, kelamin, lahir)
        person = Orang(
            nik=number,
            nama=nama(self.acak, kelamin, lahir.year, agama),
            jenis_kelamin=kelamin,
            tempat_lahir=self._tempat(origin[:4], lahir.year),
            lahir=lahir,
            agama=agama,
            pendidikan=self._pendidikan(lahir.year, age),
            pekerjaan="",
            status_kawin=kawin,
            shdk=shdk,
            golongan_darah=self.acak.berbobot(tabel.DARAH),
            nama_ayah=nama(self.acak, "L", lahir.year - 29, agama),
            nama_ibu=nama(self.acak, "P", lahir.year - 25, agama),
        )
        person.pekerjaan = self._pekerjaan(person, age)
        return person

    def _asal(self, *, muda: bool) -> str:
        """Return the kecamatan of first registration."""
        chance = self.acak.angka()
        if chance < (0.955 if muda else 0.84):
            return self.kecamatan
        if chance < (0.985 if muda else 0.945):
            return self.acak.satu(self.sekitar)
        elsewhere: list[str] = kumpulan()["luar"]
        return self.acak.satu(elsewhere, 1.5)

    def _tempat(self, kabupaten: str, tahun: int) -> str:
        places: dict[str, str] = kumpulan()["tempat"]
        if kabupaten == _PANGANDARAN and tahun < _MEKAR:
            return "CIAMIS"
        if kabupaten == self.kecamatan[:4] and self.acak.mungkin(0.03):
            return self.acak.satu(("TASIKMALAYA", "BANJAR", "BANDUNG", "JAKARTA"))
        return places.get(kabupaten, "CIAMIS")

    def _pendidikan(self, tahun: int, umur: float) -> str:
        """Return the highest school finished: of his generation, but not higher than his age allows."""
        if umur < 12.7:
            return tabel.SD0 if umur < 6.5 else tabel.SDB
        table = next(table for limit, table in tabel.PENDIDIKAN if tahun < limit)
        school = self.acak.berbobot(table)
        limits = ((15.7, tabel.SD), (18.7, tabel.SMP), (22.5, tabel.SMA), (25, tabel.S1))
        highest = next((top for age, top in limits if umur < age), tabel.S2)
        if tabel.TINGKAT[school] > tabel.TINGKAT[highest]:
            school = highest
        if umur < 18.7 and tabel.TINGKAT[school] < tabel.TINGKAT[tabel.SD] and self.acak.mungkin(0.9):
            return tabel.SD
        return school

    def _pekerjaan(self, person: Orang, umur: float) -> str:
        if umur < 16:
            return tabel.PELAJAR if umur >= 5.5 and self.acak.mungkin(0.985) else tabel.MENGANGGUR
        if umur < 23:
            return self._pekerjaan_muda(person, umur)
        level = tabel.TINGKAT[person.pendidikan] - tabel.TINGKAT[tabel.SMA]
        if umur > 60 and level >= 0 and self.acak.mungkin(0.75 if level else 0.3):
            return tabel.PENSIUNAN
        if umur > 72 and self.acak.mungkin(0.35):
            return tabel.MENGANGGUR if person.jenis_kelamin == "L" else tabel.RUMAH
        office = self._jabatan_desa(person, umur) if level >= 0 else ""
        return office or self._pekerjaan_dewasa(person, umur)

    def _pekerjaan_muda(self, person: Orang, umur: float) -> str:
        unmarried = person.status_kawin == BELUM_KAWIN
        if unmarried and self.acak.mungkin(0.93 if umur < 18.5 else 0.38):
            return tabel.PELAJAR
        if person.jenis_kelamin == "P" and not unmarried:
            return tabel.RUMAH if self.acak.mungkin(0.9) else tabel.SWASTA
        if self.acak.mungkin(0.2):
            return tabel.MENGANGGUR
        work = self.acak.berbobot(tabel.PEKERJAAN[person.jenis_kelamin, "menengah"])
        return {tabel.PNS: "KARYAWAN HONORER", tabel.GURU: "KARYAWAN HONORER", tabel.RUMAH: tabel.SWASTA}.get(
            work, work
        )

    def _pekerjaan_dewasa(self, person: Orang, umur: float) -> str:
        level = tabel.TINGKAT[person.pendidikan] - tabel.TINGKAT[tabel.SMA]
        rank = "rendah" if level < 0 else "tinggi" if level else "menengah"
        work = self.acak.berbobot(tabel.PEKERJAAN[person.jenis_kelamin, rank])
        if umur > 60 and work in tabel.BERPENSIUN:
            return tabel.PENSIUNAN
        if work == tabel.RUMAH and person.status_kawin == BELUM_KAWIN:
            return tabel.SWASTA if self.acak.mungkin(0.4) else tabel.MENGANGGUR
        return work

    def _jabatan_desa(self, person: Orang, umur: float) -> str:
        """Return the post of the one village head and the few officials among heads of families; or ""."""
        if person.shdk != KEPALA or not 30 < umur < 58:
            return ""
        if not self.ada_kades and person.jenis_kelamin == "L" and umur > 35:
            self.ada_kades = True
            return "KEPALA DESA"
        if self.perangkat and self.acak.mungkin(0.06):
            self.perangkat -= 1
            return "PERANGKAT DESA"
        return ""
