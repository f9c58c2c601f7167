"""``eoffice panduan``: the handbooks and the leaflet for citizens, to be printed. No database is touched."""

from pathlib import Path

import click
from django.utils.timezone import localdate

from eoffice.kernel import clock
from eoffice.web.bantuan.views import pdf_buku
from eoffice.web.komponen.bantuan import BUKU


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, writable=True, path_type=Path))
def panduan(folder: Path) -> None:
    """Menulis semua buku panduan dan selebaran warga ke FOLDER, sebagai PDF/A siap cetak.

    Berkas dengan nama yang sama di FOLDER diganti.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for nama in BUKU:
        berkas = folder / f"panduan-{nama}.pdf"
        berkas.write_bytes(pdf_buku(nama, localdate(clock.now())))
        click.echo(berkas)
