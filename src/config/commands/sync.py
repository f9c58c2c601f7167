"""``eoffice sync``: meet the hub, enrol at it, and at the hub: codes for villages' servers."""

from datetime import datetime
from pathlib import Path

import click
from django.conf import settings

from config.commands import berita, kurir, muat
from config.commands.cocok import cocokkan as cocokkan_sekarang
from config.commands.desa import cari_desa
from eoffice.kernel.errors import ChangedMeanwhile, ServiceDown
from eoffice.sinkron.rules.antaran import Giliran
from eoffice.sinkron.rules.salam import BATAS_SELISIH_JAM_DETIK
from eoffice.sinkron.rules.undangan import Undangan, baca, sidik_kunci
from eoffice.sinkron.selectors import belum_dikonfirmasi
from eoffice.sinkron.services.antaran import keadaan_antaran
from eoffice.sinkron.services.daftar import daftar as daftarkan_diri
from eoffice.sinkron.services.diari import bertemu
from eoffice.sinkron.services.giliran import jamin, menunggu_kepastian
from eoffice.sinkron.services.kunci import diri
from eoffice.sinkron.services.kurir import MAKS_BERKAS
from eoffice.sinkron.services.pusat import PERINTAH, Petugas, cabut_kunci, minta_kode, setujui_ganti
from eoffice.sinkron.services.sesi import HasilSesi
from eoffice.sinkron.services.temu import HasilTemu
from eoffice.sinkron.services.wewenang import ambil_alih_desa
from eoffice.wilayah.tenancy import lingkup


@click.group(invoke_without_command=True)
@click.option(
    "--berkas-besar", is_flag=True, help="Kirim juga lampiran besar sekarang, tanpa menunggu malam."
)
@click.pass_context
def sync(ctx: click.Context, *, berkas_besar: bool) -> None:
    """Bertukar data dengan kabupaten sekarang juga. Aman diulang, dan aman terputus di tengah.

    Kode keluar 1 bila kabupaten tidak dapat dihubungi atau menolak. Data yang belum sampai tetap tersimpan di desa.
    """
    if ctx.invoked_subcommand is not None:
        return
    desa = _desa_sendiri()
    try:
        hasil = bertemu(desa, _kabarkan, muat.kabarkan)
    except ServiceDown:
        _tampilkan_giliran(desa)
        raise
    muat.terapkan(desa)
    with lingkup(desa):
        menunggu = belum_dikonfirmasi()
    _tampilkan(hasil, menunggu)
    muat.antarkan_berkas(desa, besar_juga=berkas_besar)
    _tampilkan_giliran(desa)


def _tampilkan_giliran(desa: str) -> None:
    """Say whose turn it is by USB stick, if anything was ever carried."""
    with lingkup(desa):
        if keadaan_antaran().giliran is not Giliran.BELUM:
            click.echo(f"Lewat USB: {kurir.kata_giliran()}")


def _kabarkan(sejauh_ini: HasilSesi) -> None:
    click.echo(f"  dikirim {sejauh_ini.dikirim}, diambil {sejauh_ini.diambil} ...", err=True)


def _tampilkan(hasil: HasilTemu, menunggu: int) -> None:
    sesi = hasil.sesi
    click.echo(f"Selesai. Dikirim {sesi.dikirim} catatan, diambil {sesi.diambil + hasil.dimuat} catatan.")
    if menunggu:
        click.echo(f"Masih menunggu: {menunggu} catatan. Jalankan sekali lagi.")
    else:
        click.echo("Kabupaten memegang tanda terima untuk semua catatan desa.")
    if sesi.bercabang:
        click.echo("Cadangan lama pernah dipasang kembali di sini: periksa data yang perlu ditinjau.")
    if abs(hasil.selisih_jam) > BATAS_SELISIH_JAM_DETIK:
        arah = "lebih cepat" if hasil.selisih_jam > 0 else "lebih lambat"
        click.echo(f"Jam komputer ini {abs(hasil.selisih_jam) // 60} menit {arah}. Setel tanggal dan jam.")


def _desa_sendiri() -> str:
    if settings.EOFFICE_PERAN != "desa" or not settings.EOFFICE_DESA:
        raise click.ClickException("Perintah ini untuk server desa (EOFFICE_PERAN=desa).")
    return cari_desa(settings.EOFFICE_DESA).kode


def _di_kabupaten() -> None:
    if settings.EOFFICE_PERAN != "kabupaten":
        raise click.ClickException("Perintah ini untuk server kabupaten (EOFFICE_PERAN=kabupaten).")


@sync.command()
@click.option("--desa", "kode", required=True, help="Kode desa, misalnya 32.07.15.2004.")
@click.option("--ganti", is_flag=True, help="Server lama diganti: kuncinya dicabut saat kode dipakai.")
@click.option("--oleh", default=PERINTAH, help="Siapa yang membuat kode; orang lain menyetujui penggantian.")
def kode(kode: str, oleh: str, *, ganti: bool) -> None:
    """Membuat kode sekali pakai untuk mendaftarkan server desa. Dijalankan di kabupaten; berlaku 24 jam."""
    _di_kabupaten()
    desa = cari_desa(kode)
    with lingkup(desa.kode):
        baru = minta_kode(petugas=Petugas(None, oleh), ganti=ganti)
    sidik = sidik_kunci(diri().kunci.public_key().public_bytes_raw())
    baris = Undangan(settings.EOFFICE_ALAMAT_PUBLIK, desa.kode, baru.teks, sidik).tulis()
    sampai = baru.kedaluwarsa.astimezone()
    click.echo(f"Kode untuk server {desa.lengkap}, sekali pakai, sampai {sampai:%d-%m-%Y %H.%M}: {baru.teks}")
    click.echo(f"Alamat kabupaten: {settings.EOFFICE_ALAMAT_PUBLIK}")
    click.echo(f"Sidik kunci kabupaten: {sidik}")
    if ganti:
        click.echo("Belum dapat dipakai: orang lain menyetujui dahulu, `eoffice sync setujui`.")
    click.echo("Jalankan di server desa (baris yang sama dapat dijadikan QR):")
    click.echo(f"  eoffice sync daftar '{baris}'")


@sync.command()
@click.option("--desa", "kode", required=True, help="Kode desa, misalnya 32.07.15.2004.")
@click.option("--oleh", required=True, help="Nama Anda; bukan pembuat kodenya.")
def setujui(kode: str, oleh: str) -> None:
    """Menyetujui penggantian server desa yang diminta orang lain. Dijalankan di kabupaten."""
    _di_kabupaten()
    desa = cari_desa(kode)
    with lingkup(desa.kode):
        setujui_ganti(petugas=Petugas(None, oleh))
    click.echo(f"Disetujui oleh {oleh}. Kode penggantian server {desa.lengkap} sekarang dapat dipakai.")


@sync.command()
@click.argument("undangan")
def daftar(undangan: str) -> None:
    """Mendaftarkan server desa ini dengan UNDANGAN: satu baris dari `eoffice sync kode` di kabupaten."""
    desa = _desa_sendiri()
    with lingkup(desa):
        kabupaten = daftarkan_diri(baca(undangan))
    click.echo(f"Terdaftar di {kabupaten.alamat}. Kunci kabupaten diingat di server ini.")
    click.echo("Pekerja (`eoffice worker`) bertukar data sendiri; `eoffice sync` melakukannya sekarang.")


@sync.command()
@click.option("--oleh", required=True, help="Nama Anda.")
def pastikan(oleh: str) -> None:
    """Memastikan bahwa hanya komputer ini yang berjalan, sesudah kabupaten menolaknya karena ada salinan lain."""
    desa = _desa_sendiri()
    with lingkup(desa):
        if not menunggu_kepastian():
            raise click.ClickException(
                "Kabupaten tidak menanyakannya: tidak ada salinan lain yang diketahui."
            )
        jamin(petugas=Petugas(None, oleh))
    click.echo("Dicatat. Jalankan `eoffice sync`: sejak itu salinan yang lain tidak diterima kabupaten.")


@sync.command(name="berita-acara")
@click.option("--bulan", required=True, type=click.DateTime(["%Y-%m"]), help="Bulan, misalnya 2026-11.")
@click.option("--desa", "kode", help="Di kabupaten: kode desa.")
@click.argument("keluaran", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def berita_acara(bulan: datetime, kode: str | None, keluaran: Path) -> None:
    """Menulis Berita Acara Rekonsiliasi satu BULAN ke KELUARAN (PDF/A), di desa maupun di kabupaten."""
    berita.tulis(keluaran, bulan, kurir.desa_dituju(kode))


@sync.command(name="export")
@click.argument("berkas", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--desa", "kode", help="Di kabupaten: kode desa tujuan.")
@click.option(
    "--maks-berkas",
    type=click.IntRange(min=0),
    default=MAKS_BERKAS // 1024**2,
    show_default=True,
    help="Paling banyak sekian MB lampiran dan surat terbit; yang kecil dahulu. Catatan selalu ikut.",
)
def ekspor(berkas: Path, kode: str | None, maks_berkas: int) -> None:
    """Menulis yang belum sampai di seberang ke BERKAS (.eod), untuk diantar dengan USB atau telepon.

    Berkas disegel: hanya penerimanya yang dapat membuka. Aman diulang.
    """
    kurir.tulis(berkas, kode, maks_berkas * 1024**2)


@sync.command(name="import")
@click.argument("berkas", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def impor(berkas: Path) -> None:
    """Menerima BERKAS (.eod) dari seberang. Urutan tidak penting, dan berkas yang sama boleh diterima lagi.

    Berkas yang rusak, terpotong, atau untuk penerima lain ditolak, dan tidak ada isinya yang disimpan.
    """
    kurir.baca(berkas)


@sync.command()
@click.pass_context
def cocokkan(ctx: click.Context) -> None:
    """Mencocokkan semua tabel desa dengan kabupaten sekarang juga, dan memperbaiki yang berbeda dari desa.

    Setiap baris yang berbeda disebut. Kode keluar 1 bila sesudah perbaikan masih ada yang berbeda.
    """
    ctx.exit(0 if cocokkan_sekarang(_desa_sendiri()) else 1)


@sync.command()
@click.option("--desa", "kode", required=True, help="Kode desa, misalnya 32.07.15.2004.")
@click.option("--alasan", default="", help="Wajib: mengapa kunci dicabut. Tercatat, dan dibaca desa.")
@click.option("--oleh", default=PERINTAH, help="Siapa yang mencabut; tercatat dan dibaca desa.")
def cabut(kode: str, alasan: str, oleh: str) -> None:
    """Mencabut kunci server desa: sejak itu tidak ada yang diterima darinya. Dijalankan di kabupaten."""
    _di_kabupaten()
    desa = cari_desa(kode)
    with lingkup(desa.kode):
        try:
            cabut_kunci(petugas=Petugas(None, oleh), alasan=alasan)
        except ChangedMeanwhile as tidak_ada:
            raise click.ClickException(
                f"{desa.lengkap} tidak mempunyai server yang terdaftar."
            ) from tidak_ada
    click.echo(f"Kunci server {desa.lengkap} dicabut. Daftarkan lagi dengan `eoffice sync kode`.")


@sync.command(name="ambil-alih")
@click.option("--desa", "kode", required=True, help="Kode desa, misalnya 32.07.15.2004.")
@click.option("--paksa", is_flag=True, help="Juga bila server desa mungkin masih menyimpan catatan.")
def ambil_alih(kode: str, *, paksa: bool) -> None:
    """Melayani desa di kabupaten lagi: server desanya hanya membaca. Dijalankan di kabupaten.

    Minta desa menjalankan `eoffice sync` dahulu. Catatan yang datang sesudahnya disisihkan dan tidak hilang.
    """
    _di_kabupaten()
    desa = cari_desa(kode)
    with lingkup(desa.kode):
        kurang = ambil_alih_desa(pelaku=PERINTAH, paksa=paksa)
    click.echo(f"{desa.lengkap} sekarang dilayani di kabupaten.")
    if kurang:
        click.echo(
            f"{kurang} catatan server desa belum tiba. Bila tiba, catatan itu disisihkan untuk diputuskan."
        )
