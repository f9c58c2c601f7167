"""``eoffice petugas``: accounts of the regency's officers, who look after the villages' servers. At the hub."""

import click
from django.conf import settings

from config.commands.pejabat import PANJANG_SANDI
from eoffice.akun import selectors, services

ALASAN = "Tercatat di log server."


@click.group()
def petugas() -> None:
    """Akun petugas kabupaten (Diskominfo). Dijalankan di server kabupaten."""
    if settings.EOFFICE_PERAN != "kabupaten":
        raise click.ClickException("Perintah ini untuk server kabupaten (EOFFICE_PERAN=kabupaten).")


@petugas.command()
@click.argument("nama_masuk")
@click.option("--nama", required=True, help="Nama lengkap.")
@click.password_option(
    "--sandi", prompt="Kata sandi (paling sedikit 12 huruf)", confirmation_prompt="Sekali lagi"
)
def tambah(nama_masuk: str, nama: str, sandi: str) -> None:
    """Membuat akun NAMA_MASUK. Petugas memasang kode dari HP saat pertama kali masuk."""
    if len(sandi) < PANJANG_SANDI:
        raise click.BadParameter(f"paling sedikit {PANJANG_SANDI} huruf.", param_hint="--sandi")
    services.buat_petugas(nama_masuk=nama_masuk, nama=nama, sandi=sandi, pelaku="perintah petugas tambah")
    click.echo(f"Akun {nama_masuk} siap. Masuk di {settings.EOFFICE_ALAMAT_PUBLIK}/kabupaten/.")
    click.echo(
        "Halaman lain terbuka sesudah kode dari HP dipasang. Data penduduk dan isi surat tidak terbuka."
    )


@petugas.command()
def daftar() -> None:
    """Menampilkan semua akun petugas kabupaten."""
    for satu in selectors.daftar_petugas():
        keadaan = "dipakai" if satu.aktif else "ditutup"
        kode = "kode HP terpasang" if satu.totp else "belum memasang kode HP"
        click.echo(f"{satu.nama_masuk}\t{satu.nama}\t{keadaan}\t{kode}")


@petugas.command()
@click.argument("nama_masuk")
@click.option("--alasan", required=True, help=ALASAN)
def tutup(nama_masuk: str, alasan: str) -> None:
    """Menutup akun NAMA_MASUK. Semua sesinya berakhir saat itu juga."""
    satu = services.tutup_petugas(nama_masuk=nama_masuk, alasan=alasan, pelaku="perintah petugas tutup")
    click.echo(f"Akun {satu.nama} ditutup.")


@petugas.command(name="lepas-hp")
@click.argument("nama_masuk")
@click.option("--alasan", required=True, help=ALASAN)
def lepas_hp(nama_masuk: str, alasan: str) -> None:
    """Melepas kode dari HP dan semua kunci sandi akun NAMA_MASUK yang HP-nya hilang. Pastikan dahulu orangnya."""
    satu = services.lepas_hp_petugas(nama_masuk=nama_masuk, alasan=alasan, pelaku="perintah petugas lepas-hp")
    click.echo(f"Kode HP dan kunci sandi {satu.nama} dilepas. HP baru dipasang saat masuk berikutnya.")
