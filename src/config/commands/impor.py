"""``eoffice import penduduk``: the same staging, preview and application as in the pages."""

from pathlib import Path

import click

from config.commands.desa import cari_desa
from config.commands.kemajuan import berjalan
from eoffice.kernel.errors import InvalidInput
from eoffice.penduduk.rules.impor.hasil import RincianImpor
from eoffice.penduduk.rules.masalah import Masalah
from eoffice.penduduk.selectors import baris_ditolak
from eoffice.penduduk.services import siapkan_impor, terapkan_impor
from eoffice.web.komponen.kalimat import kalimat
from eoffice.wilayah.tenancy import lingkup

ADA_DITOLAK = 3
CONTOH = 20  # refused rows that are shown
NASIB = (
    ("baru", "baru"),
    ("berubah", "berubah"),
    ("sama", "tidak berubah"),
    ("hilang", "tidak ada lagi di berkas (ditandai, tidak dihapus)"),
    ("ditolak", "ditolak"),
    ("peringatan", "dengan peringatan"),
)


@click.group()
def impor() -> None:
    """Mengimpor data dari berkas."""


@impor.command()
@click.argument("berkas", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--desa", "kode", required=True, help="Kode desa, misalnya 32.07.15.2004.")
@click.option("--terapkan", is_flag=True, help="Tulis ke daftar penduduk. Tanpa ini hanya pratinjau.")
@click.option(
    "--sebagian", is_flag=True, help="Berkas tidak memuat semua penduduk: jangan tandai yang hilang."
)
@click.pass_context
def penduduk(ctx: click.Context, berkas: Path, kode: str, *, terapkan: bool, sebagian: bool) -> None:
    """Mengimpor penduduk dari BERKAS: CSV kami, atau XLSX OpenSID 43 kolom (ekspor mode kode).

    Tanpa --terapkan daftar penduduk tidak berubah. Kode keluar 3 bila ada baris yang ditolak; baris lainnya tetap
    masuk bila --terapkan diberikan. Aman diulang.
    """
    desa = cari_desa(kode)
    with lingkup(desa.kode):
        with berjalan(f"Memeriksa {berkas.name} untuk {desa.lengkap}"):
            hasil = _siapkan(berkas, lengkap=not sebagian)
        _tampilkan(hasil)
    if terapkan:
        with lingkup(desa.kode), berjalan("Menulis ke daftar penduduk"):
            terapkan_impor(impor_id=hasil.id, oleh="perintah import")
        click.echo("Diterapkan.")
    else:
        click.echo(
            "Pratinjau saja; daftar penduduk tidak berubah. Ulangi dengan --terapkan untuk menulisnya."
        )
    ctx.exit(ADA_DITOLAK if hasil.jumlah.get("ditolak") else 0)


def _siapkan(berkas: Path, *, lengkap: bool) -> RincianImpor:
    try:
        return siapkan_impor(
            isi=berkas.read_bytes(), nama_berkas=berkas.name, lengkap=lengkap, oleh="perintah import"
        )
    except InvalidInput as error:
        rincian = [f"  {kolom}: {kalimat(pesan)}" for kolom, pesan in error.per_field.items() if kolom]
        raise click.ClickException("\n".join([kalimat(error.pesan), *rincian])) from error


def _tampilkan(hasil: RincianImpor) -> None:
    for kunci, kata in NASIB:
        click.echo(f"{hasil.jumlah.get(kunci, 0):>8}  {kata}")
    for masalah in hasil.masalah:
        click.echo(f"Peringatan: {_kalimat(masalah)}")
    for nomor, baris in enumerate(baris_ditolak(hasil.id)):
        if nomor == CONTOH:
            click.echo(f"... {hasil.jumlah['ditolak'] - CONTOH} baris ditolak lainnya, lihat halaman Impor.")
            break
        tempat = f"Lembar {baris.lembar}, baris" if baris.lembar else "Baris"
        sebab = "; ".join(_kalimat(masalah) for masalah in baris.masalah if masalah.menolak)
        click.echo(f"{tempat} {baris.baris} ditolak. {sebab}")


def _kalimat(masalah: Masalah) -> str:
    return f"{masalah.kolom}: {kalimat(masalah.pesan)}" if masalah.kolom else kalimat(masalah.pesan)
