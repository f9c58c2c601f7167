"""``eoffice verify``: is this PDF a letter as it was signed?"""

from pathlib import Path

import click
from django.conf import settings

from eoffice.dokumen.rules.hasil import HasilPeriksa
from eoffice.dokumen.services import periksa_pdf
from eoffice.kernel.messages import Pesan
from eoffice.surat.selectors.verifikasi import Keadaan, periksa_berkas
from eoffice.web.komponen.kalimat import kalimat

JUDUL = {
    "sah": "SAH",
    "rusak": "TIDAK SAH: isi berkas berbeda dari yang ditandatangani",
    "dicabut": "DICABUT: sertifikat penanda tangannya telah dicabut",
    "tidak_dikenal": "TIDAK DIKENAL: penanda tangan di luar yang dipercaya di sini",
    "tidak_bertanda": "TIDAK BERTANDA TANGAN ELEKTRONIK",
    "bukan_pdf": "BUKAN PDF",
    "terlalu_besar": "TERLALU BESAR",
}
TERDAFTAR = {
    Keadaan.SAH: "Berkas ini tercatat di buku surat dan masih berlaku.",
    Keadaan.KEDALUWARSA: "Berkas ini asli dan tercatat di buku surat, tetapi masa berlakunya sudah lewat.",
    Keadaan.DICABUT: "Surat ini sudah dicabut oleh kantor desa.",
}
DITOLAK = frozenset({Keadaan.DICABUT, Keadaan.KEDALUWARSA})


@click.command()
@click.argument("berkas", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def verify(ctx: click.Context, berkas: Path) -> None:
    """Memeriksa BERKAS PDF: tanda tangan, keutuhan seluruh berkas, pencabutan, masa berlaku, dan buku surat.

    Kode keluar 0 hanya bila surat sah dan masih berlaku. Surat yang tercatat sebelum sertifikat penanda tangannya
    dicabut tetap sah.
    """
    if berkas.stat().st_size > settings.EOFFICE_BATAS_UNGGAH:  # not even read into memory
        click.echo(f"TIDAK SAH. {kalimat(Pesan('dokumen.periksa_terlalu_besar'))}")
        ctx.exit(1)
    pdf = berkas.read_bytes()
    hasil = periksa_pdf(pdf)
    catatan = periksa_berkas(pdf).keadaan
    sah = catatan is Keadaan.SAH or (hasil.keadaan == "sah" and catatan not in DITOLAK)
    _tulis(hasil, catatan, sah=sah)
    ctx.exit(0 if sah else 1)


def _tulis(hasil: HasilPeriksa, catatan: Keadaan, *, sah: bool) -> None:
    putusan = "SAH" if sah else "KEDALUWARSA" if catatan is Keadaan.KEDALUWARSA else "TIDAK SAH"
    click.echo(f"{putusan}. Tanda tangan: {JUDUL[hasil.keadaan]}.")
    click.echo(kalimat(hasil.sebab))
    if hasil.penanda_tangan:
        click.echo(f"Penanda tangan: {hasil.penanda_tangan}")
    if hasil.waktu:
        click.echo(f"Waktu tanda tangan: {hasil.waktu.astimezone():%d-%m-%Y %H.%M}")
    if catatan in TERDAFTAR:
        click.echo(TERDAFTAR[catatan])
    click.echo(f"SHA-256: {hasil.sha256}")
