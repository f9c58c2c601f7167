"""What ``eoffice sync`` shows of a first load and of files."""

import click

from config.muatan import akhiri
from config.workers import CONSUMERS
from eoffice.jejak.cursors import run_once
from eoffice.kernel.errors import ServiceDown
from eoffice.sinkron.rules.muat import KemajuanMuat
from eoffice.sinkron.selectors import belum_dikonfirmasi, berkas_belum_terkirim, berkas_ditunggu
from eoffice.sinkron.services.diari import bertemu
from eoffice.sinkron.services.muat import kemajuan_muat, sedang_memuat
from eoffice.sinkron.services.temu import antarkan
from eoffice.wilayah.tenancy import lingkup

_MB = 1024 * 1024
_SEKALI = 1000
"""Events applied in one transaction: a first load has thousands of them."""


def kabarkan(maju: KemajuanMuat) -> None:
    """Show how far a first load is."""
    if maju.mengunduh:
        click.echo(
            f"  memuat {maju.persen} % ({maju.bita / _MB:.1f} dari {maju.semua_bita / _MB:.1f} MB) ...",
            err=True,
        )
    else:
        click.echo(f"  menyusun data {maju.persen} % ({maju.diterapkan} dari {maju.semua}) ...", err=True)


def terapkan(desa: str) -> None:
    """Do the worker's part of a first load now, and show how far it is."""
    with lingkup(desa):
        if not sedang_memuat():
            return
    dikerjakan = 1
    while not (selesai := akhiri(desa)) and dikerjakan:
        with lingkup(desa):
            dikerjakan = sum(run_once(satu, batch=_SEKALI).dikerjakan for satu in CONSUMERS)
            maju = kemajuan_muat()
        if maju is not None:
            kabarkan(maju)
    if selesai:
        bertemu(desa)  # only now is it certain which number was the last
    click.echo("Pemuatan awal selesai." if selesai else "Pemuatan awal belum selesai; jalankan sekali lagi.")


def antarkan_berkas(desa: str) -> None:
    """Move files now, events first; tell what is left."""
    try:
        with lingkup(desa):
            hasil = antarkan(lambda: belum_dikonfirmasi() > 0)
    except ServiceDown as belum:
        if belum.pesan.kode != "sinkron.sedang_bertemu":
            raise
        click.echo("Berkas sedang diantar pekerja.")
        return
    with lingkup(desa):
        keluar, masuk = berkas_belum_terkirim(), len(berkas_ditunggu())
    if hasil.dikirim or hasil.diambil:
        click.echo(f"Berkas: {hasil.dikirim} dikirim, {hasil.diambil} diambil.")
    if keluar or masuk:
        click.echo(f"Berkas yang masih menunggu: {keluar} akan dikirim, {masuk} akan diambil.")
