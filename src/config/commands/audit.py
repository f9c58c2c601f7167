"""``eoffice audit verify``: walk the chain of events and name the first broken link."""

import click

from config.commands.desa import cari_desa
from config.commands.kemajuan import berjalan
from eoffice.jejak.verify import HasilRantai, Putus, periksa_rantai
from eoffice.wilayah.selectors import semua_desa

SEBAB = {
    "celah": "ada peristiwa yang hilang",
    "sambungan": "peristiwa ini tidak menyambung pada yang sebelumnya",
    "isi": "isinya diubah sesudah dicatat",
    "pribadi": "data pribadinya diubah sesudah dicatat",
    "pribadi_hilang": "data pribadinya hilang tanpa penghapusan yang tercatat",
    "kepala": "catatan kepala aliran berbeda dari peristiwa terakhir",
    "ekor": "ada peristiwa yang tidak dikenal oleh catatan kepala aliran",
    "tanpa_kepala": "aliran ini tidak mempunyai catatan kepala",
}


@click.group()
def audit() -> None:
    """Jejak audit."""


@audit.command()
@click.option("--desa", "kode", help="Hanya desa dengan kode ini. Bawaan: semua desa.")
@click.pass_context
def verify(ctx: click.Context, kode: str | None) -> None:
    """Menyusuri rantai jejak setiap desa dan menyebut mata rantai pertama yang putus.

    Kode keluar 1 bila ada rantai yang putus.
    """
    desa = [cari_desa(kode)] if kode else semua_desa()
    utuh = True
    for satu in desa:
        with berjalan(f"Menyusuri jejak {satu.lengkap}"):
            hasil = periksa_rantai(satu.kode)
        click.echo(f"{satu.lengkap} ({satu.kode}): {kata_rantai(hasil)}")
        utuh = utuh and hasil.utuh
    ctx.exit(0 if utuh else 1)


def kata_rantai(hasil: HasilRantai) -> str:
    """Say what became of a walk along a chain."""
    if hasil.putus is not None:
        return _putus(hasil.putus)
    terhapus = f", {hasil.pribadi_terhapus} data pribadi telah dihapus" if hasil.pribadi_terhapus else ""
    return f"utuh, {hasil.peristiwa} peristiwa{terhapus}."


def _putus(putus: Putus) -> str:
    nama = f", id {putus.id_peristiwa}" if putus.id_peristiwa else ""
    sebab = SEBAB.get(putus.sebab, putus.sebab)
    return f"PUTUS pada peristiwa nomor {putus.urut} (aliran {putus.epoch}{nama}): {sebab}."
