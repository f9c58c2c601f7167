"""The citizen's whole way through the server: sign in, answer, photograph, check, send, see the ticket."""

import statistics

from tests import pabrik

from bench.pelanggan import Berkas, Pelanggan
from bench.server import Server

NIK = "3207154506859999"
LANGKAH_TERBANYAK = 40


def alur(server: Server, desa: str, kali: int) -> tuple[float, int]:
    """Return the median CPU milliseconds of the server for one application, and its number of requests."""
    cpu, diminta = [], 0
    for _ in range(kali + 1):
        awal = server.cpu()
        diminta = _satu(Pelanggan(server.porta), desa)
        cpu.append((server.cpu() - awal) * 1000)
    return statistics.median(cpu[1:]), diminta


def _satu(hp: Pelanggan, desa: str) -> int:
    hp.baca(f"/desa/{desa}/masuk/")
    hp.kirim(f"/desa/{desa}/masuk/", {"nik": NIK, "pin": pabrik.PIN})
    hp.baca(f"/desa/{desa}/surat/sku/")
    ke = hp.kirim("/warga/mulai/", {"jenis": "sku"}).ke
    for _ in range(LANGKAH_TERBANYAK):
        halaman = hp.baca(ke)
        if halaman.status == 302:
            ke = halaman.ke
        elif ke.endswith("/periksa/"):
            ke = hp.kirim(ke.replace("/periksa/", "/kirim/"), {"benar": "on"}).ke
        elif ke.endswith("/terkirim/"):
            return hp.diminta
        else:
            ke = _jawab(hp, ke)
    raise RuntimeError(f"the application did not get through; it stopped at {ke}")


def _jawab(hp: Pelanggan, ke: str) -> str:
    kode = ke.rstrip("/").rpartition("/")[2]
    if "/berkas/" in ke:
        return hp.kirim(ke, {}, {"berkas": Berkas(f"{kode}.jpg", pabrik.foto())}).ke
    return hp.kirim(ke, {kode: pabrik.SKU.get(kode, "")} if "/tanya/" in ke else {"telepon": ""}).ke
