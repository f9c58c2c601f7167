"""A village's home with people, letters' numbers and files in it, its archives, and the way back, in real processes."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.config.dua_tempat import DESA, Tempat
from tests.dokumen.alat import baca_qr
from tests.penduduk.berkas_uji import berkas_csv, istri, orang

NAMA = "Rangga Wiradinata"
NIK_ASLI = orang()["nik"]
KADES = ("--nama", "Contoh Kades, S.IP.", "--jabatan", "kepala_desa", "--sandi", "kucing-biru-lima-sungai")
BERKAS = """
from eoffice.dokumen.services import simpan
for nomor in range({banyak}):
    print(simpan(b"%%PDF {nama} %d" % nomor + bytes({besar})))
"""


@dataclass
class Kantor:
    """An installation, where its archives go, and the key on its sheet."""

    tempat: Tempat
    tujuan: Path
    rahasia: str

    def cadangkan(self) -> Path:
        """Make an archive."""
        kode, kata, galat = self.perintah("backup")
        assert kode == 0, galat
        return self.tujuan / kata.partition(":")[0]

    def perintah(self, *kata: str) -> tuple[int, str, str]:
        """Run a command; on PostgreSQL in a process of its own, which connects as the owner of the tables."""
        if "EOFFICE_DATABASE_URL" not in self.tempat.setelan:
            return self.tempat.jalankan(*kata)
        proses = self.tempat.mulai(*kata)
        keluar, galat = proses.communicate(timeout=120)
        return proses.returncode, keluar, galat

    def arsip(self) -> list[Path]:
        """Return all archives, the oldest first."""
        return sorted(self.tujuan.glob("*.age"))


def pulihkan(
    arsip: Path, rumah: Path, rahasia: str, setelan: dict[str, str], *pilihan: str
) -> subprocess.CompletedProcess[str]:
    """Put an archive back into a home."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "config.commands", "restore", *pilihan, str(arsip)],
        input=f"{rahasia}\n",
        env=Tempat(rumah, setelan).lingkungan,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def siapkan(folder: Path) -> Kantor:
    """Make a village's office with data."""
    setelan = {
        "EOFFICE_PERAN": "desa",
        "EOFFICE_DESA": DESA,
        "EOFFICE_MESIN": "komputer-satu",
        "EOFFICE_CADANGAN": str(folder / "cadangan"),
    }
    tempat = Tempat(folder / "rumah", setelan)
    (folder / "penduduk.csv").write_bytes(berkas_csv(orang(nama=NAMA), istri()))
    for kata in (
        ("migrate",),
        ("pejabat", "tambah", "kades", "--desa", DESA, *KADES),
        ("import", "penduduk", str(folder / "penduduk.csv"), "--desa", DESA, "--terapkan"),
        ("backup", "kunci", str(folder / "lembar.pdf")),
    ):
        kode, _, galat = tempat.jalankan(*kata)
        assert kode == 0, galat
    tempat.kerjakan(BERKAS.format(banyak=40, nama=NAMA, besar=3000))
    (rahasia,) = baca_qr((folder / "lembar.pdf").read_bytes(), folder)
    return Kantor(tempat, folder / "cadangan", rahasia)


def salin(asal: Kantor, folder: Path) -> Kantor:
    """Give a test an office of its own, equal to that one."""
    asal.tempat.istirahat()
    shutil.copytree(asal.tempat.rumah, folder / "rumah")
    setelan = asal.tempat.setelan | {"EOFFICE_CADANGAN": str(folder / "cadangan")}
    return Kantor(Tempat(folder / "rumah", setelan), folder / "cadangan", asal.rahasia)


def baris(path: Path) -> dict[str, list[str]]:
    """Return every row of every table, in no order."""
    with closing(sqlite3.connect(path)) as db:
        tabel = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        return {
            nama: sorted(map(repr, db.execute(f'SELECT * FROM "{nama}"'))) for (nama,) in tabel.fetchall()
        }


def berkas(rumah: Path) -> dict[str, bytes]:
    """Return every file and key of a home, without what is counted anew."""
    return {
        str(path.relative_to(rumah)): path.read_bytes()
        for nama in ("berkas", "kunci", "ca-akar")
        for path in sorted((rumah / nama).rglob("*"))
        if path.is_file() and not path.name.startswith(".") and path.parent.name != "saksi"
    }
