"""``eoffice sync export`` and ``import``: the same exchange by USB stick or phone, in both directions."""

import os
from pathlib import Path

import click
from django.conf import settings

from config.commands.desa import cari_desa
from eoffice.sinkron.selectors import berkas_belum_terkirim
from eoffice.sinkron.services.antaran import keadaan_antaran
from eoffice.sinkron.services.kunci import diri
from eoffice.sinkron.services.kurir import MAKS_BERKAS, HasilImpor, Pihak, ekspor, impor
from eoffice.sinkron.services.kurir_berkas import HitungBerkas
from eoffice.sinkron.services.pihak import pihak_seberang
from eoffice.sinkron.services.segel import baca_kepala
from eoffice.web.komponen.antaran import sajian_giliran
from eoffice.wilayah.tenancy import lingkup


def tulis(berkas: Path, kode: str | None, maks_berkas: int = MAKS_BERKAS) -> None:
    """Write a sealed file for the other side; a file of that name is replaced only by a whole one."""
    desa = desa_dituju(kode)
    sementara = berkas.with_name(f".{berkas.name}.belum")
    try:
        with lingkup(desa), sementara.open("wb") as keluar:
            hasil = ekspor(keluar, pihak_seberang(), diri(), maks_berkas=maks_berkas)
            sisa, giliran = berkas_belum_terkirim() - len(hasil.berkas), kata_giliran()
            keluar.flush()
            os.fsync(keluar.fileno())
        sementara.replace(berkas)
    finally:
        sementara.unlink(missing_ok=True)
    lampiran = f", {len(hasil.berkas)} lampiran," if hasil.berkas else ""
    click.echo(f"{berkas}: {hasil.peristiwa} catatan{lampiran} dan tanda terima, {_ukuran(berkas)}.")
    if sisa > 0:
        click.echo(
            f"{sisa} lampiran tidak muat. Ulangi dengan --maks-berkas yang lebih besar, atau antar kemudian."
        )
    click.echo(
        f"Hanya {_tujuan()} yang dapat membukanya. Boleh diantar terlambat, diulang, atau tidak berurutan."
    )
    click.echo(giliran)


def baca(berkas: Path) -> None:
    """Take in a sealed file of the other side."""
    with berkas.open("rb") as masuk:
        kode = baca_kepala(masuk).desa
        masuk.seek(0)
        with lingkup(desa_dituju(kode)):
            seberang = pihak_seberang()
            hasil, giliran = impor(masuk, seberang, diri()), kata_giliran()
    _tampilkan(hasil, seberang)
    click.echo(giliran)


def _tampilkan(hasil: HasilImpor, seberang: Pihak) -> None:
    asal = "kabupaten" if seberang.kabupaten else "desa"
    click.echo(f"Diterima dari {asal}: {hasil.disimpan} catatan baru.")
    if hasil.sudah_ada:
        click.echo("Sebagian isi berkas sudah ada di sini; tidak ada yang menjadi dua kali.")
    if hasil.celah:
        click.echo("Ada catatan sebelum berkas ini yang belum tiba, jadi sebagian isinya belum disimpan.")
    if hasil.ditahan:
        click.echo(f"{hasil.ditahan} bagian ditulis dengan kunci lama, dan datang lagi sesudah balasan ini.")
    _tampilkan_berkas(hasil.berkas)
    if hasil.bercabang:
        click.echo("Cadangan lama pernah dipasang kembali di desa; tidak ada catatan yang hilang.")
    if hasil.kurang:
        click.echo(f"Buat berkas balasan dengan `eoffice sync export` dan antarkan ke {asal}.")


def _tampilkan_berkas(hitung: HitungBerkas) -> None:
    if hitung.selesai:
        click.echo(f"Lampiran: {hitung.selesai} lengkap.")
    if hitung.ditolak:
        click.echo(
            f"Lampiran: {hitung.ditolak} tidak muat dalam kuota desa ini. Tambah kuotanya di halaman desa."
        )
    if hitung.tertunda > hitung.ditolak:
        sebab = "penyimpanan di sini penuh" if hitung.penuh else "belum lengkap, atau catatannya belum tiba"
        ditunda = hitung.tertunda - hitung.ditolak
        click.echo(f"Lampiran: {ditunda} ditunda ({sebab}). Terima berkas yang sama sekali lagi kemudian.")


def kata_giliran() -> str:
    """Say whose turn it is; the village's scope must be open."""
    giliran = sajian_giliran(keadaan_antaran())
    return f"{giliran.tanda}. {giliran.teks}"


def _ukuran(berkas: Path) -> str:
    return f"{-(-berkas.stat().st_size // 1024)} KB"


def _tujuan() -> str:
    return "kabupaten" if settings.EOFFICE_PERAN == "desa" else "server desa itu"


def desa_dituju(kode: str | None) -> str:
    """Return the village of this server; at the regency it must be named."""
    if settings.EOFFICE_PERAN == "desa":
        sendiri = cari_desa(settings.EOFFICE_DESA).kode
        if kode is not None and cari_desa(kode).kode != sendiri:
            raise click.ClickException(f"Server ini melayani desa {sendiri}.")
        return sendiri
    if kode is None:
        raise click.ClickException("Sebutkan desanya: --desa KODE.")
    return cari_desa(kode).kode
