"""What a file from the regency brought, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from eoffice.kernel import clock
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.services.kemajuan import Kerja, sedang
from eoffice.sinkron.services.kurir import HasilImpor
from eoffice.sinkron.services.titipan import antrean, hasil_titipan
from eoffice.web.komponen.angka import ribuan
from eoffice.web.komponen.waktu import ringkas

TAMPIL_DETIK: Final = 24 * 3600


def kalimat_hasil(hasil: HasilImpor) -> str:
    """Say what a file brought, and what to do next if something is missing."""
    kata = (
        (True, f"Berkas diterima: {ribuan(hasil.disimpan)} catatan baru."),
        (hasil.berkas.selesai, f"Lampiran lengkap: {ribuan(hasil.berkas.selesai)}."),
        (hasil.sudah_ada, "Sebagian isinya sudah ada di sini; tidak ada yang menjadi dua kali."),
        (hasil.celah, "Ada catatan sebelum berkas ini yang belum tiba, jadi sebagian isinya belum disimpan."),
        (hasil.ditahan, "Ada bagian yang ditulis dengan kunci lama; bagian itu datang lagi sesudah balasan."),
        (hasil.bercabang, "Cadangan lama pernah dipasang kembali; tidak ada catatan yang hilang."),
        (hasil.berkas.tertunda, _tertunda(hasil)),
        (hasil.kurang, "Unduh berkas balasan di halaman ini dan antarkan ke kabupaten."),
    )
    return " ".join(teks for ada, teks in kata if ada)


def _tertunda(hasil: HasilImpor) -> str:
    sebab = "penyimpanan di sini penuh" if hasil.berkas.penuh else "catatannya belum tiba"
    return f"Lampiran ditunda: {ribuan(hasil.berkas.tertunda)} ({sebab}). Terima berkas yang sama sekali lagi nanti."


def sajian_usb(desa: str) -> dict[str, Any] | None:
    """Return how far the worker is with a file from a stick; ``None`` when none waits."""
    jalan, menunggu = sedang(desa, Kerja.USB), len(antrean())
    if not menunggu:
        return None
    lain = f" {ribuan(menunggu - 1)} berkas lain menunggu." if menunggu > 1 else ""
    if jalan is None:
        return {"kata": f"Berkas dari stik USB menunggu giliran.{lain}", "persen": 0}
    persen = min(99, jalan.dikirim * 100 // max(1, jalan.semua))
    return {"kata": f"Berkas dari stik USB sedang dimasukkan: {persen} persen.{lain}", "persen": persen}


def sajian_hasil_usb(kata: Callable[[Pesan], str]) -> dict[str, str] | None:
    """Return what became of the last file that the worker took in, for a day."""
    satu = hasil_titipan()
    if satu is None or (clock.now() - satu.pada).total_seconds() > TAMPIL_DETIK:
        return None
    saat = ringkas(satu.pada, clock.now())
    saat = saat[:1].upper() + saat[1:]
    if satu.hasil is None:
        sebab = kata(satu.sebab) if satu.sebab else ""
        return {"jenis": "buruk", "judul": "Berkas USB ditolak", "teks": f"{saat}: {sebab}"}
    return {"jenis": "baik", "judul": "Berkas USB diterima", "teks": f"{saat}: {kalimat_hasil(satu.hasil)}"}
