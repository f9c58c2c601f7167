"""``eoffice pejabat``: the first account of an office; all others are made in the pages."""

from uuid import UUID
from zoneinfo import ZoneInfo

import click

from config.commands.desa import cari_desa
from eoffice.akun import selectors, services
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.kernel import clock
from eoffice.wilayah.tenancy import lingkup

PANJANG_SANDI = 12


@click.group()
def pejabat() -> None:
    """Akun aparat desa."""


@pejabat.command()
@click.argument("nama_masuk")
@click.option("--desa", "kode", required=True, help="Kode desa, misalnya 32.07.15.2004.")
@click.option("--nama", required=True, help="Nama lengkap dengan gelar, seperti dicetak di surat.")
@click.option("--jabatan", type=click.Choice([satu.value for satu in Jabatan]), required=True)
@click.option("--dasar", default="", help="Nomor keputusan pengangkatan.")
@click.password_option(
    "--sandi", prompt="Kata sandi (paling sedikit 12 huruf)", confirmation_prompt="Sekali lagi"
)
def tambah(nama_masuk: str, kode: str, nama: str, jabatan: str, dasar: str, sandi: str) -> None:
    """Membuat akun NAMA_MASUK dan mengangkatnya dalam sebuah jabatan mulai hari ini."""
    if len(sandi) < PANJANG_SANDI:
        raise click.BadParameter(f"paling sedikit {PANJANG_SANDI} huruf.", param_hint="--sandi")
    desa = cari_desa(kode)
    mulai = clock.now().astimezone(ZoneInfo(desa.zona_waktu)).date()
    pelaku = "perintah pejabat tambah"
    with lingkup(desa.kode):
        orang = services.buat_aparat(nama_masuk=nama_masuk, nama=nama, sandi=sandi, pelaku=pelaku)
        services.angkat(
            pejabat_id=orang.pk, jabatan=Jabatan(jabatan), mulai=mulai, dasar=dasar, pelaku=pelaku
        )
    click.echo(f"Akun {nama_masuk} siap. Masuk di /aparat/ lalu pasang langkah kedua (TOTP).")


@pejabat.command()
@click.argument("nama_masuk")
@click.option("--desa", "kode", required=True, help="Kode desa, misalnya 32.07.15.2004.")
@click.option("--nama", required=True, help="Nama aparat yang sudah tercatat, seperti dicetak di surat.")
@click.password_option(
    "--sandi", prompt="Kata sandi (paling sedikit 12 huruf)", confirmation_prompt="Sekali lagi"
)
def akun(nama_masuk: str, kode: str, nama: str, sandi: str) -> None:
    """Membuat akun NAMA_MASUK di server ini untuk aparat yang sudah tercatat.

    Untuk server desa yang baru atau pengganti: jabatan datang dari kabupaten, akun dan kata sandi tidak.
    """
    if len(sandi) < PANJANG_SANDI:
        raise click.BadParameter(f"paling sedikit {PANJANG_SANDI} huruf.", param_hint="--sandi")
    with lingkup(cari_desa(kode).kode):
        services.beri_akun(
            pejabat_id=_cari(nama), nama_masuk=nama_masuk, sandi=sandi, pelaku="perintah pejabat akun"
        )
    click.echo(f"Akun {nama_masuk} siap. Masuk di /aparat/ lalu pasang langkah kedua (TOTP).")


@pejabat.command(name="lepas-kunci")
@click.argument("nama_masuk")
@click.option("--desa", "kode", required=True, help="Kode desa, misalnya 32.07.15.2004.")
@click.option("--alasan", required=True, help="Tercatat dalam jejak desa.")
def lepas_kunci(nama_masuk: str, kode: str, alasan: str) -> None:
    """Menghapus semua kunci sandi (passkey) akun NAMA_MASUK. Kata sandi tetap. Pastikan dahulu orangnya."""
    with lingkup(cari_desa(kode).kode):
        banyak = services.lepas_semua_kunci(
            nama_masuk=nama_masuk, alasan=alasan, pelaku="perintah pejabat lepas-kunci"
        )
    click.echo(f"{banyak} kunci sandi dihapus. Semua sesi akun {nama_masuk} berakhir.")


def _cari(nama: str) -> UUID:
    semua = selectors.semua_pejabat()
    cocok = [satu.id for satu in semua if satu.nama.casefold() == nama.strip().casefold()]
    if len(cocok) == 1:
        return cocok[0]
    ada = "; ".join(satu.nama for satu in semua) or "belum ada"
    raise click.ClickException(f"Tidak ada tepat satu aparat bernama {nama}. Yang tercatat: {ada}.")
