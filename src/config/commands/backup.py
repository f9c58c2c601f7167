"""``eoffice backup``: make an archive now, make the key it is sealed to, prove that an archive is whole."""

import sys
from pathlib import Path

import click
from django.conf import settings
from django.utils.timezone import localdate

from config.commands.kunci import tanya_kunci
from eoffice.cadangan import services as cadangan
from eoffice.cadangan.rules.manifes import Manifes
from eoffice.cadangan.rules.simpanan import Masa
from eoffice.dokumen.services import tulis_atomik
from eoffice.kernel import clock
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.web.komponen.angka import ribuan, ukuran
from eoffice.web.komponen.waktu import lengkap
from eoffice.wilayah.selectors import identitas

ARSIP = click.Path(exists=True, dir_okay=False, path_type=Path)
KELUARAN = click.Path(dir_okay=False, writable=True, allow_dash=True, path_type=Path)


@click.group(invoke_without_command=True)
@click.option(
    "--tujuan", help="Bawaan: EOFFICE_CADANGAN. /folder, usb:/media/flashdisk, atau rclone:nama:jalur."
)
@click.option("--oleh", default="perintah backup", show_default=True, help="Siapa yang meminta.")
@click.pass_context
def backup(ctx: click.Context, tujuan: str | None, oleh: str) -> None:
    """Membuat satu cadangan bersegel sekarang juga, selagi server berjalan.

    Isinya basis data, berkas, dan kunci. Hanya lembar pemulihan yang dapat membukanya. Yang lama dibuang menurut
    EOFFICE_CADANGAN_SIMPAN.
    """
    if ctx.invoked_subcommand is not None:
        return
    satu = cadangan.cadangkan(
        tujuan_cadangan(tujuan), oleh=oleh, masa=Masa(*settings.EOFFICE_CADANGAN_SIMPAN)
    )
    click.echo(f"{satu.nama}: {ukuran(satu.ukuran)} di {satu.tujuan}.")
    click.echo(f"{ribuan(satu.baris)} baris dan {ribuan(satu.berkas)} berkas.")
    if satu.hilang:
        click.echo(f"PERHATIAN: {satu.hilang} berkas di rumah data rusak. Jalankan `eoffice doctor`.")


def tujuan_cadangan(teks: str | None = None) -> cadangan.Tujuan:
    """Return the place of backups.

    Raises:
        RuleRefused: none is set.
    """
    ada = teks or settings.EOFFICE_CADANGAN
    if not ada:
        raise RuleRefused(Pesan("cadangan.tanpa_tujuan"))
    return cadangan.baca_tujuan(ada, settings.EOFFICE_HOME)


@backup.command()
@click.option(
    "--ganti", is_flag=True, help="Lembar lama hilang: cadangan berikutnya disegel dengan kunci baru."
)
@click.argument("keluaran", type=KELUARAN)
def kunci(keluaran: Path, *, ganti: bool) -> None:
    """Membuat kunci cadangan dan menulis lembar pemulihannya (PDF) ke KELUARAN, sekali saja; "-" untuk stdout.

    Kunci rahasia hanya ada di lembar itu. Cetak, lalu hapus berkasnya.
    """
    nama = tempat()
    rahasia = cadangan.buat_kunci(nama, ganti=ganti)
    pdf = cadangan.lembar(rahasia, nama, localdate(clock.now()))
    if str(keluaran) == "-":
        sys.stdout.buffer.write(pdf)
    else:
        tulis_atomik(keluaran.absolute(), pdf, mode=0o600)
    click.echo(
        "Lembar pemulihan dibuat. Cetak dua kali, simpan terkunci, lalu hapus berkas PDF-nya.", err=True
    )


def tempat() -> str:
    """Return whose backups these are, as people say it."""
    if settings.EOFFICE_PERAN == "desa" and settings.EOFFICE_DESA:
        return identitas(settings.EOFFICE_DESA).lengkap
    return "Server Kabupaten"


@backup.command()
@click.option("--nama", required=True, help="Pemegang kunci itu, misalnya Diskominfo.")
@click.argument("kunci_publik")
def penerima(kunci_publik: str, nama: str) -> None:
    """Menambah KUNCI_PUBLIK (age1...): pemegang rahasianya juga dapat membuka cadangan berikutnya."""
    cadangan.tambah_penerima(kunci_publik, nama)
    click.echo(f"Cadangan berikutnya dapat dibuka juga oleh {nama}.")


@backup.command()
def daftar() -> None:
    """Menampilkan percobaan cadangan terakhir dan siapa yang dapat membukanya."""
    for satu in cadangan.riwayat():
        hasil = f"{satu.nama} ({ukuran(satu.ukuran)})" if satu.sebab is None else f"GAGAL: {satu.sebab}"
        click.echo(f"{lengkap(satu.mulai)}  {hasil}  {satu.tujuan}")
    for orang in cadangan.penerima():
        click.echo(f"dapat dibuka {orang.nama}: {orang.kunci}")


@backup.command()
@click.option("--lembar", type=ARSIP, help="Foto lembar pemulihan; tanpa ini kunci ditanyakan.")
@click.argument("arsip", type=ARSIP)
def periksa(arsip: Path, lembar: Path | None) -> None:
    """Membuka ARSIP sampai habis dan membandingkan seluruh isinya, tanpa memasang apa pun."""
    cek_sidik_luar(arsip)
    tampilkan(cadangan.periksa(arsip, tanya_kunci(lembar)))
    click.echo("Cadangan ini utuh dan dapat dipulihkan.")


def cek_sidik_luar(arsip: Path) -> None:
    """Compare with the digest beside the archive before anybody is asked for a key.

    Raises:
        RuleRefused: the archive is not what it was.
    """
    if cadangan.sidik_luar(arsip) is False:
        raise RuleRefused(Pesan("cadangan.rusak"))


def tampilkan(manifes: Manifes) -> None:
    """Say what an archive holds, and from when."""
    kepala = manifes.kepala
    click.echo(f"Dibuat {lengkap(kepala.dibuat)} oleh e-Office Desa {kepala.versi}.")
    click.echo(f"Peran {kepala.peran}, desa {', '.join(kepala.desa) or '-'}.")
    click.echo(
        f"{ribuan(manifes.baris)} baris di {len(manifes.tabel)} tabel, {ribuan(len(manifes.berkas))} berkas "
        f"({ukuran(manifes.ukuran)})."
    )
