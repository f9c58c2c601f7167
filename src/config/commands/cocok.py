"""``eoffice sync cocokkan``: compare the village's tables with those at the regency now, and put right what differs."""

import time
from collections.abc import Sequence

import click

from config.proyeksi import PROYEKSI
from eoffice.jejak.cursors import run_once
from eoffice.sinkron.services.cocok import Titik, catat_titik
from eoffice.sinkron.services.garis_cocok import GarisCocok
from eoffice.sinkron.services.kunci import diri, kabupaten
from eoffice.sinkron.services.perbaikan import Letak, Temuan, perbaiki, periksa
from eoffice.sinkron.services.temu import temui
from eoffice.sinkron.workers import TerapkanAliran
from eoffice.wilayah.tenancy import lingkup

OLEH = "perintah sync cocokkan"
TUNGGU_DETIK = 60
LETAK = {
    Letak.SINI: "diubah di desa tanpa catatan; kabupaten mengikuti desa",
    Letak.SANA: "berbeda di kabupaten; diperbaiki dari desa",
}


def cocokkan(desa: str) -> bool:
    """Compare, show every row that differs, repair, compare again; tell whether both sides are equal now."""
    temuan = _banding(desa)
    if temuan:
        _tampilkan(temuan)
        with lingkup(desa):
            _terapkan()
            perbaiki(temuan, PROYEKSI, pelaku=OLEH)
        temuan = _banding(desa)
    if temuan is None:
        raise click.ClickException(
            "Kabupaten belum selesai memakai kiriman desa. Jalankan lagi beberapa menit kemudian."
        )
    click.echo("Tidak cocok." if temuan else "Cocok: isi semua tabel desa sama dengan kabupaten.")
    return not temuan


def _banding(desa: str) -> list[Temuan] | None:
    with lingkup(desa):
        _terapkan()
        titik = catat_titik(PROYEKSI, pelaku=OLEH)
    with lingkup(desa):
        temui()
        return _tunggu(titik)


def _terapkan() -> None:
    """Do the worker's part now: a village must know its own rows before it tells the other side about them."""
    while run_once(TerapkanAliran(PROYEKSI)).dikerjakan:
        pass


def _tunggu(titik: Titik) -> list[Temuan] | None:
    """Ask until the hub has applied what was sent, for a minute at most."""
    lawan = kabupaten()
    if lawan is None:  # ``temui`` has refused before
        return None
    garis = GarisCocok(lawan, diri())
    try:
        sampai = time.monotonic() + TUNGGU_DETIK
        while (temuan := periksa(garis, titik, PROYEKSI)) is None and time.monotonic() < sampai:
            time.sleep(1)
    finally:
        garis.tutup()
    return temuan


def _tampilkan(temuan: Sequence[Temuan]) -> None:
    click.echo(f"{len(temuan)} baris berbeda:")
    for satu in temuan:
        sini = "tidak ada" if satu.revisi_sini is None else f"perubahan ke-{satu.revisi_sini}"
        sana = "tidak ada" if satu.revisi_sana is None else f"perubahan ke-{satu.revisi_sana}"
        click.echo(f"  {satu.tabel} {satu.agregat_id}: desa {sini}, kabupaten {sana}; {LETAK[satu.letak]}.")
