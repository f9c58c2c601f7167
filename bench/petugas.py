"""Clerks at once: each serves citizens at the counter, has the letters initialled, and lets the kades sign a pile."""

import re
import subprocess
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from tests import pabrik

from bench.pelanggan import Berkas, Jawab, Pelanggan, aparat
from bench.server import Server
from eoffice.dokumen.services import MuatanRusak, baca_muatan
from eoffice.surat.rules.kode import kode_pendek, tampilkan_kode

TUMPUKAN = 5
SYARAT = ("pengantar", "ktp", "kk", "foto_usaha")


@dataclass(frozen=True, slots=True)
class Hasil:
    """What the clerks got done: letters with a right QR, failures, wall seconds, CPU seconds of the server."""

    surat: int
    gagal: int
    qr_salah: int
    detik: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Terbit:
    """A letter as its clerk expects it."""

    surat_id: str
    nama: str


class Petugas:
    """One clerk with the browsers of the three people who handle a letter."""

    def __init__(self, porta: int, orang: pabrik.Pemeran, warga: Sequence[tuple[UUID, str]]) -> None:
        self.operator = aparat(porta, orang.operator)
        self.sekdes = aparat(porta, orang.sekdes)
        self.kades = aparat(porta, orang.kades)
        self.warga = warga
        self.gagal = 0

    def bekerja(self) -> list[Terbit]:
        """Serve everybody in the queue; sign whenever a pile is full."""
        terbit: list[Terbit] = []
        for awal in range(0, len(self.warga), TUMPUKAN):
            terbit += self._tumpukan(self.warga[awal : awal + TUMPUKAN])
        return terbit

    def _tumpukan(self, warga: Sequence[tuple[UUID, str]]) -> list[Terbit]:
        surat = [Terbit(satu, nama) for kode, nama in warga if (satu := self._loket(kode))]
        self.kades.baca("/aparat/tanda-tangan/")
        pilihan = {f"putus_{UUID(s.surat_id).hex}": "setuju" for s in surat}
        versi = {f"versi_{UUID(s.surat_id).hex}": "3" for s in surat}
        jawab = self.kades.kirim(
            "/aparat/tanda-tangan/putuskan/", {**pilihan, **versi, "frasa": pabrik.FRASA}
        )
        hasil = self.kades.baca(jawab.ke)
        jadi = hasil.isi.count(b"Terbit dengan nomor")
        self.gagal += len(warga) - jadi
        return surat if jadi == len(surat) else []

    def _loket(self, penduduk_id: UUID) -> str:
        """From the counter's form to the signer's pile; return the letter, or nothing when a step failed."""
        buka = self.operator.kirim(f"/aparat/loket/warga/{penduduk_id}/", {"jenis": "sku"})
        self.operator.baca(buka.ke)
        foto = {f"berkas_{kode}": Berkas(f"{kode}.jpg", pabrik.foto()) for kode in SYARAT}
        kirim = self.operator.kirim(buka.ke, pabrik.SKU, foto)
        cocok = re.search(r"/loket/selesai/([0-9a-f-]{36})/", kirim.ke)
        if not cocok:
            return ""
        surat_id = cocok[1]
        ke = f"/aparat/permohonan/{surat_id}/"
        self.operator.baca(ke)
        isi: dict[str, str | Sequence[str]] = {"aksi": "verifikasi", "versi": "1", "diperiksa": SYARAT}
        self._langkah(self.operator.kirim(f"{ke}langkah/", isi))
        self.sekdes.baca(ke)
        self._langkah(self.sekdes.kirim(f"{ke}langkah/", {"aksi": "paraf", "versi": "2"}))
        return surat_id

    def _langkah(self, jawab: Jawab) -> None:
        if jawab.status != 302:
            raise RuntimeError(f"a step of the workflow answered {jawab.status}")


def serentak(server: Server, petugas: Sequence[Petugas]) -> Hasil:
    """Let all clerks work at once; afterwards read every letter's QR from its picture."""
    mulai, cpu = time.monotonic(), server.cpu()
    with ThreadPoolExecutor(len(petugas)) as kolam:
        terbit = [satu for daftar in kolam.map(Petugas.bekerja, petugas) for satu in daftar]
    detik, cpu = time.monotonic() - mulai, server.cpu() - cpu
    salah = sum(not _qr_benar(petugas[0].operator, satu) for satu in terbit)
    return Hasil(len(terbit), sum(p.gagal for p in petugas), salah, detik, cpu)


def _qr_benar(operator: Pelanggan, surat: Terbit) -> bool:
    """Tell whether the QR on the paper names this letter's holder and carries the code printed beside it."""
    pdf = operator.baca(f"/aparat/permohonan/{surat.surat_id}/surat.pdf").isi
    with tempfile.TemporaryDirectory() as folder:
        berkas = Path(folder) / "surat.pdf"
        berkas.write_bytes(pdf)
        subprocess.run(["pdftoppm", "-r", "150", "-png", berkas, berkas.with_suffix("")], check=True)
        gambar = sorted(Path(folder).glob("*.png"))
        dibaca = subprocess.run(
            [
                "zbarimg",
                "-q",
                "--raw",
                "-Sdisable",
                "-Sqrcode.enable",
                *gambar,
            ],  # no bar code seen in a table's lines
            capture_output=True,
            text=True,
            check=False,
        )
        teks = subprocess.run(["pdftotext", berkas, "-"], capture_output=True, text=True, check=True).stdout
    try:
        klaim = baca_muatan(dibaca.stdout.strip().rpartition("/")[2])
    except MuatanRusak:
        print(f"not one readable QR: {dibaca.stdout!r}")
        return False
    return klaim.nama == surat.nama and surat.nama in teks and tampilkan_kode(kode_pendek(klaim.kode)) in teks
