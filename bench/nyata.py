"""What is measured on the running product: clerks at once, a citizen's way, memory."""

from tests import pabrik

from bench import petugas, warga
from bench.baris import Baris
from bench.server import Server, jalankan
from bench.ukur import KODE, Dunia
from eoffice.penduduk import selectors
from eoffice.wilayah.tenancy import lingkup

PETUGAS = 8
SURAT_SEORANG = 10
ALUR_WARGA = 5
BATAS_MEMORI_MB = 400
BATAS_ALUR_MS = 250
SURAT_SEDETIK = 6.0


def ukur_nyata(dunia: Dunia) -> list[Baris]:
    """Measure the server while it works."""
    with jalankan() as server:
        cpu, diminta = warga.alur(server, KODE, ALUR_WARGA)
        hasil = _petugas(server, dunia.pemeran)
        memori = server.memori()
    laju, semua, banyak = hasil.surat / hasil.detik, PETUGAS * SURAT_SEORANG, f"{PETUGAS} petugas sekaligus"
    return [
        _paling(f"alur warga, {diminta} permintaan, di server", cpu, "ms CPU", BATAS_ALUR_MS),
        Baris(f"{banyak}: surat terbit", hasil.surat, "surat", semua, hasil.surat == semua),
        _paling(f"{banyak}: gagal", hasil.gagal, "surat", 0),
        _paling(f"{banyak}: QR salah", hasil.qr_salah, "surat", 0),
        Baris(f"{banyak}: laju", laju, "surat/detik", SURAT_SEDETIK, laju >= SURAT_SEDETIK),
        Baris(f"{banyak}: tiap surat, di server", hasil.cpu / hasil.surat * 1000, "ms CPU", None, True),
        _paling("memori web dan pekerja sesudah itu", memori, "MB", BATAS_MEMORI_MB),
    ]


def _paling(nama: str, nilai: float, satuan: str, batas: float) -> Baris:
    return Baris(nama, nilai, satuan, batas, nilai <= batas)


def _petugas(server: Server, orang: pabrik.Pemeran) -> petugas.Hasil:
    with lingkup(KODE):
        semua = selectors.daftar(1, per_halaman=100)
    warga_desa = [(p.id, p.nama) for p in semua.baris if p.id != orang.penduduk_id]
    antrean = [warga_desa[i::PETUGAS][:SURAT_SEORANG] for i in range(PETUGAS)]
    return petugas.serentak(server, [petugas.Petugas(server.porta, orang, satu) for satu in antrean])
