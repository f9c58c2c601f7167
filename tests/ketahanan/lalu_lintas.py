"""Clerks who work through the village's web server while things die, and write down what was acknowledged to them.

``python -m tests.ketahanan.lalu_lintas siapkan`` makes the cast in the home of the environment, ``... penduduk COUNT``
residents alone; ``... kerja FILE`` lets clerks work until killed. A line of FILE is one acknowledgement: the server answered, so the
write must be there afterwards. A form whose answer got lost is sent again, as a person does.
"""

import io
import json
import os
import random
import re
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from http.client import HTTPException
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import django

django.setup()

from bench.pelanggan import Berkas, Jawab, Pelanggan, aparat  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from PIL import Image  # noqa: E402

from bench import ukur as bench_ukur  # noqa: E402
from config.demo.penduduk import bangkitkan, besar, ke_csv  # noqa: E402
from eoffice.akun.rules.jabatan import Jabatan  # noqa: E402
from eoffice.penduduk.selectors import daftar  # noqa: E402
from eoffice.wilayah.tenancy import lingkup  # noqa: E402
from tests import pabrik  # noqa: E402

SYARAT = ("pengantar", "ktp", "kk", "foto_usaha")
PETUGAS = 2
JEDA = 0.05
"""Seconds before a form is sent again."""


def penduduk(banyak: int) -> None:
    """Make residents through the real import: every row has its event."""
    bench_ukur.impor_sebagian(ke_csv(bench_ukur.KODE, bangkitkan(besar(banyak, bench_ukur.KODE))))


def siapkan() -> None:
    """Make the office with a key that signs, and some residents."""
    penduduk(20)
    with lingkup(settings.EOFFICE_DESA):
        operator, sekdes, kades = (
            pabrik._aparat(nama, nama, jabatan)
            for nama, jabatan in (
                ("rika", Jabatan.OPERATOR),
                ("dadang", Jabatan.SEKRETARIS_DESA),
                ("oman", Jabatan.KEPALA_DESA),
            )
        )
        kosong = UUID(int=0)
        akun = [satu.pengguna_id or kosong for satu in (operator, sekdes, kades)]
        orang = pabrik.Pemeran(kosong, kosong, *akun, kades_pejabat=kades.pk)
        pabrik.tte_lokal(orang)
        warga = [satu.id for satu in daftar(1, per_halaman=PETUGAS).baris]
    isi = {"pemeran": asdict(orang), "warga": warga}
    (settings.EOFFICE_HOME / "pemeran.json").write_text(json.dumps(isi, default=str))


def pemeran() -> tuple[pabrik.Pemeran, list[str]]:
    isi = json.loads((settings.EOFFICE_HOME / "pemeran.json").read_text())
    return pabrik.Pemeran(**{nama: UUID(nilai) for nama, nilai in isi["pemeran"].items()}), isi["warga"]


class Catatan:
    """The file of acknowledgements; a line is written before the next form is sent."""

    def __init__(self, berkas: Path) -> None:
        self._berkas, self._kunci = berkas.open("a"), threading.Lock()

    def tulis(self, **isi: Any) -> None:
        with self._kunci:
            self._berkas.write(json.dumps(isi) + "\n")
            self._berkas.flush()


class Petugas:
    """One clerk with one resident at his desk, and the browsers of the three who handle a letter."""

    def __init__(self, orang: pabrik.Pemeran, warga: str, catatan: Catatan) -> None:
        porta = settings.EOFFICE_PORT
        self.warga, self.catatan = warga, catatan
        self.operator, self.sekdes, self.kades = (
            aparat(porta, satu) for satu in (orang.operator, orang.sekdes, orang.kades)
        )

    def bekerja(self) -> None:
        while True:
            self._satu_surat()

    def _satu_surat(self) -> None:
        """Bring one letter from the counter to its signature; each answered step is written down."""
        tanda = f"Warung {uuid4().hex}"
        draf = self._kirim(self.operator, f"/aparat/loket/warga/{self.warga}/", {"jenis": "sku"})
        foto = {f"berkas_{kode}": Berkas(f"{kode}.jpg", _foto()) for kode in SYARAT}
        jawab = self._kirim(self.operator, draf.ke, pabrik.SKU | {"nama_usaha": tanda}, foto)
        surat = UUID(re.findall(r"/loket/selesai/([0-9a-f-]{36})/", jawab.ke)[0])
        ke = f"/aparat/permohonan/{surat}/langkah/"
        self.catatan.tulis(tanda=tanda, surat=surat.hex, versi=1)
        periksa = {"aksi": "verifikasi", "versi": "1", "diperiksa": SYARAT}
        for versi, orang, isi in (
            (2, self.operator, periksa),
            (3, self.sekdes, {"aksi": "paraf", "versi": "2"}),
        ):
            self._kirim(orang, ke, isi, sudah=(409,))
            self.catatan.tulis(surat=surat.hex, versi=versi)
        self._tanda_tangan(surat)

    def _tanda_tangan(self, surat: UUID) -> None:
        pilih = {f"putus_{surat.hex}": "setuju", f"versi_{surat.hex}": "3", "frasa": pabrik.FRASA}
        self._ulangi(lambda: self.kades.baca("/aparat/tanda-tangan/"), (200,))
        jawab = self._kirim(self.kades, "/aparat/tanda-tangan/putuskan/", pilih, sudah=(409,))
        if jawab.status == 302:
            hasil = self._ulangi(lambda: self.kades.baca(jawab.ke), (200,)).isi.decode()
            for nomor in re.findall(r"Terbit dengan nomor (\S+/\d{4})(?!\d)", re.sub("<[^>]*>", "", hasil)):
                self.catatan.tulis(surat=surat.hex, nomor=nomor)
            if "hampir penuh" in hasil or "Penyimpanan" in hasil:
                self.catatan.tulis(ditolak=jawab.status, isi=_kata(hasil.encode()))

    def _kirim(
        self,
        orang: Pelanggan,
        ke: str,
        isi: Mapping[str, str | Sequence[str]],
        berkas: Mapping[str, Berkas] | None = None,
        sudah: tuple[int, ...] = (),
    ) -> Jawab:
        """Send a form until it is answered; ``sudah``: what says on a second try that the first had arrived."""
        return self._ulangi(lambda: orang.kirim(ke, isi, berkas), (302,), sudah)

    def _ulangi(
        self, kerja: Callable[[], Jawab], terima: tuple[int, ...], sudah: tuple[int, ...] = ()
    ) -> Jawab:
        while True:
            try:
                jawab = kerja()
            except (OSError, HTTPException):
                terima += sudah
                self._sambung_lagi()
                continue
            if jawab.status in terima:
                return jawab
            if jawab.status in {500, 503, 507}:
                self.catatan.tulis(ditolak=jawab.status, isi=_kata(jawab.isi))
                time.sleep(JEDA)
                continue
            self.catatan.tulis(aneh=jawab.status, isi=_kata(jawab.isi))
            raise SystemExit(1)

    def _sambung_lagi(self) -> None:
        time.sleep(JEDA)
        for satu in (self.operator, self.sekdes, self.kades):
            satu._sambungan = None


def _kata(isi: bytes) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", isi.decode(errors="replace")).split())[:600]


def _foto() -> bytes:
    """Return a photo that nobody has: its file must be there afterwards."""
    keluar = io.BytesIO()
    Image.frombytes("L", (80, 60), random.randbytes(4800)).save(keluar, "JPEG")
    return keluar.getvalue()


def kerja(berkas: Path) -> None:
    (orang, semua_warga), catatan = pemeran(), Catatan(berkas)
    with lingkup(settings.EOFFICE_DESA):
        semua = [Petugas(orang, satu, catatan) for satu in semua_warga]
    connection.close()
    utas = [threading.Thread(target=_sampai_gagal, args=(satu, catatan)) for satu in semua]
    for satu in utas:
        satu.start()


def _sampai_gagal(petugas: Petugas, catatan: Catatan) -> None:
    try:
        petugas.bekerja()
    except Exception as galat:  # noqa: BLE001  whatever it is, the test must hear of it
        catatan.tulis(aneh=0, isi=repr(galat))
        os._exit(1)


if __name__ == "__main__":
    {
        "siapkan": siapkan,
        "penduduk": lambda: penduduk(int(sys.argv[2])),
        "kerja": lambda: kerja(Path(sys.argv[2])),
    }[sys.argv[1]]()
