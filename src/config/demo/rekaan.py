"""Invented residents of a village, always the same for the same village: families, ages, addresses.

Nobody in it exists. Serial numbers of NIK and KK begin at 9000, which no register reaches in a day.
"""

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

HARI_INI = date(2026, 6, 30)
KEPALA = [
    "nik",
    "no_kk",
    "nama",
    "jenis_kelamin",
    "tempat_lahir",
    "tanggal_lahir",
    "agama",
    "pendidikan",
    "pekerjaan",
    "status_kawin",
    "shdk",
    "kewarganegaraan",
    "golongan_darah",
    "nama_ayah",
    "nama_ibu",
    "dusun",
    "rw",
    "rt",
    "alamat",
]
PRIA = [
    "Asep",
    "Dadang",
    "Maman",
    "Endang",
    "Agus",
    "Tatang",
    "Jajang",
    "Cecep",
    "Oman",
    "Entis",
    "Yayat",
    "Ade",
    "Dedi",
    "Iwan",
    "Rudi",
    "Hendra",
    "Irfan",
    "Rizki",
    "Fajar",
    "Gilang",
    "Ridwan",
    "Nanang",
    "Usep",
    "Wawan",
    "Yana",
    "Deni",
    "Ujang",
    "Eman",
    "Iyos",
    "Toto",
]
WANITA = [
    "Euis",
    "Enok",
    "Imas",
    "Eti",
    "Cucu",
    "Cicih",
    "Kokom",
    "Nunung",
    "Lilis",
    "Titin",
    "Yati",
    "Yuyun",
    "Neneng",
    "Siti",
    "Dewi",
    "Rina",
    "Ratna",
    "Iis",
    "Ai",
    "Elis",
    "Rohaeti",
    "Nurhayati",
    "Komariah",
    "Sumiati",
    "Wiwin",
    "Fitri",
    "Intan",
    "Salma",
    "Aisyah",
    "Nabila",
]
BELAKANG = [
    "Suryana",
    "Sutisna",
    "Hidayat",
    "Sudrajat",
    "Suhendar",
    "Mulyana",
    "Supriatna",
    "Koswara",
    "Kusnadi",
    "Ruswandi",
    "Sukmana",
    "Permana",
    "Rohman",
    "Setiawan",
    "Kurniawan",
    "Gunawan",
    "Nugraha",
    "Ramdani",
    "Maulana",
    "Saepudin",
    "Komarudin",
    "Jubaedah",
    "Maryati",
    "Kurniasih",
    "Setiawati",
]
DUSUN = ("CIKUPA", "CISONTROL", "SUKAMAJU", "PASIRHUNI")
TANI, DAGANG, IBU_RUMAH, PELAJAR, BURUH, BELUM = (
    "PETANI/PEKEBUN", "PEDAGANG", "MENGURUS RUMAH TANGGA", "PELAJAR/MAHASISWA", "BURUH HARIAN LEPAS",
    "BELUM/TIDAK BEKERJA",
)  # fmt: skip
SEKOLAH = ("TAMAT SD/SEDERAJAT", "SLTP/SEDERAJAT", "SLTA/SEDERAJAT")


@dataclass
class Pembangkit:
    """One village being invented."""

    kode: str
    acak: random.Random
    urut: int = 0

    def nik(self, lahir: date, kelamin: str) -> str:
        """Return a NIK of the village's kecamatan that fits birth date and sex."""
        self.urut += 1
        hari = lahir.day + (40 if kelamin == "P" else 0)
        awal = self.kode.replace(".", "")[:6]
        return f"{awal}{hari:02}{lahir.month:02}{lahir.year % 100:02}{9000 + self.urut % 1000}"

    def nama(self, kelamin: str) -> str:
        """Return a name."""
        return f"{self.acak.choice(PRIA if kelamin == 'L' else WANITA)} {self.acak.choice(BELAKANG)}".upper()

    def lahir(self, paling_muda: int, paling_tua: int) -> date:
        """Return a birth date for an age between two numbers of years."""
        return HARI_INI - timedelta(days=self.acak.randrange(paling_muda * 365, paling_tua * 366))

    def orang(self, shdk: str, kelamin: str, lahir: date, kawin: str, kerja: str) -> dict[str, str]:
        """Return one person, still without family card and address."""
        return {
            "nik": self.nik(lahir, kelamin),
            "nama": self.nama(kelamin),
            "jenis_kelamin": kelamin,
            "tempat_lahir": "CIAMIS",
            "tanggal_lahir": lahir.isoformat(),
            "agama": "ISLAM",
            "pendidikan": self.acak.choice(SEKOLAH)
            if (HARI_INI - lahir).days > 5000
            else "TIDAK/BELUM SEKOLAH",
            "pekerjaan": kerja,
            "status_kawin": kawin,
            "shdk": shdk,
            "kewarganegaraan": "WNI",
            "golongan_darah": "TIDAK TAHU",
        }

    def keluarga(self) -> list[dict[str, str]]:
        """Return one family: a head, mostly a wife, and children."""
        ayah_lahir = self.lahir(24, 78)
        kerja = self.acak.choice((TANI, TANI, DAGANG, BURUH))
        ayah = self.orang("KEPALA KELUARGA", "L", ayah_lahir, "KAWIN", kerja)
        ibu_lahir = ayah_lahir + timedelta(days=self.acak.randrange(0, 2000))
        ibu = self.orang("ISTRI", "P", ibu_lahir, "KAWIN", IBU_RUMAH)
        umur_ibu = (HARI_INI - ibu_lahir).days // 365
        anak = [self._anak(umur_ibu) for _ in range(self.acak.choice((0, 1, 1, 2, 2, 3)))]
        for satu in anak:
            satu |= {"nama_ayah": ayah["nama"], "nama_ibu": ibu["nama"]}
        return [ayah, ibu, *anak]

    def _anak(self, umur_ibu: int) -> dict[str, str]:
        lahir = self.lahir(max(0, umur_ibu - 40), max(1, umur_ibu - 20))
        dewasa = (HARI_INI - lahir).days > 18 * 365
        return self.orang("ANAK", self.acak.choice("LP"), lahir, "BELUM KAWIN", BURUH if dewasa else PELAJAR)


def penduduk(kode: str, jumlah: int) -> Iterator[dict[str, str]]:
    """Yield about ``jumlah`` residents of a village, family by family, with unique NIK."""
    bangkit = Pembangkit(kode, random.Random(kode))  # noqa: S311  invented data must be repeatable
    terpakai: set[str] = set()
    banyak = nomor = 0
    while banyak < jumlah:
        nomor += 1
        anggota = [satu for satu in bangkit.keluarga() if satu["nik"] not in terpakai]
        if not anggota or anggota[0]["shdk"] != "KEPALA KELUARGA":
            continue
        terpakai |= {satu["nik"] for satu in anggota}
        yield from ({**satu, **_rumah(bangkit, nomor)} for satu in anggota)
        banyak += len(anggota)


def _rumah(bangkit: Pembangkit, nomor: int) -> dict[str, str]:
    rt, rw = nomor % 12 + 1, nomor % 4 + 1
    hari = date(2012, 1, 1) + timedelta(days=nomor // 900)
    kk = f"{bangkit.kode.replace('.', '')[:6]}{hari:%d%m%y}{9000 + nomor % 900}"
    dusun = DUSUN[nomor % len(DUSUN)]
    return {"no_kk": kk, "dusun": dusun, "rw": f"{rw:03}", "rt": f"{rt:03}", "alamat": f"DUSUN {dusun}"}


def csv_penduduk(kode: str, jumlah: int) -> bytes:
    """Return the residents as a CSV file of ours, ready for the import."""
    keluar = io.StringIO(newline="")
    tulis = csv.DictWriter(keluar, KEPALA, restval="")
    tulis.writeheader()
    tulis.writerows(penduduk(kode, jumlah))
    return keluar.getvalue().encode()
