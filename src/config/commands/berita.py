"""``eoffice sync berita-acara``: the monthly statement that both sides can lay beside each other."""

from datetime import datetime
from pathlib import Path

import click
from django.conf import settings

from config.proyeksi import NAMA_TABEL
from eoffice.sinkron.services.berita_acara import berita_acara
from eoffice.web.komponen.kalimat import kalimat
from eoffice.wilayah.tenancy import lingkup


def tulis(keluaran: Path, bulan: datetime, desa: str) -> None:
    """Write the statement of a month."""
    di_kabupaten = settings.EOFFICE_PERAN == "kabupaten"
    with lingkup(desa):
        pdf = berita_acara(bulan.date(), di_kabupaten=di_kabupaten, sebut=kalimat, nama_tabel=NAMA_TABEL)
    keluaran.write_bytes(pdf)
    click.echo(f"{keluaran}: Berita Acara Rekonsiliasi {bulan:%m-%Y}. Tanda tangani di kedua pihak.")
