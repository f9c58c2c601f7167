"""What ``eoffice sync`` shows of a first load and of files."""

from collections.abc import Iterator

import click
from django.conf import settings

from config.muatan import akhiri
from config.workers import CONSUMERS
from eoffice.jejak.cursors import run_once
from eoffice.kernel.errors import ServiceDown
from eoffice.sinkron.rules.muat import KemajuanMuat
from eoffice.sinkron.selectors import belum_dikonfirmasi, berkas_belum_terkirim, berkas_ditunggu
from eoffice.sinkron.services.antar import HasilAntar
from eoffice.sinkron.services.diari import bertemu
from eoffice.sinkron.services.muat import kemajuan_muat, sedang_memuat
from eoffice.sinkron.services.temu import antarkan
from eoffice.wilayah.tenancy import lingkup

_MB = 1024 * 1024
_JUTA = 1000**2
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


def antarkan_berkas(desa: str, *, besar_juga: bool = False) -> None:
    """Move files now, events first; tell what is left. ``besar_juga``: large ones do not wait for the night."""
    try:
        with lingkup(desa):
            hasil = antarkan(lambda: belum_dikonfirmasi() > 0, besar_juga=besar_juga)
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
    for ada, kata in _sebab_menunggu(hasil):
        if ada:
            click.echo(kata)


def _sebab_menunggu(hasil: HasilAntar) -> Iterator[tuple[int, str]]:
    """Yield why files wait, and what changes that."""
    mulai, selesai = settings.EOFFICE_BERKAS_MALAM
    yield (
        hasil.malam,
        (
            f"{hasil.malam} berkas besar dikirim malam hari, pukul {mulai}.00 sampai {selesai}.00. "
            "Sekarang juga: `eoffice sync --berkas-besar`."
        ),
    )
    yield (
        hasil.ditolak,
        f"{hasil.ditolak} berkas belum diterima: tempat desa di kabupaten penuh. Minta Diskominfo menambah kuota.",
    )
    jatah = settings.EOFFICE_BERKAS_SEHARI // _JUTA
    yield hasil.jatah_habis, f"Jatah hari ini ({jatah} MB) habis; sisanya menyusul besok."
