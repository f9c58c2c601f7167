"""``eoffice catalog``: the letter types of this release, for people and for programs."""

import json
from dataclasses import asdict
from typing import Any

import click

from eoffice.surat.rules.jenis import JenisSurat, katalog
from eoffice.surat.rules.petunjuk import petunjuk

SKEMA = "katalog/1"
TAMPIL = (
    "kode",
    "nama",
    "singkatan",
    "klasifikasi",
    "kelompok",
    "ringkas",
    "versi",
    "berlaku_bulan",
    "berlaku_hari",
    "berlaku_isian",
    "camat",
    "hanya_basah",
)


@click.command()
@click.option("--json", "sebagai_json", is_flag=True, help="Keluaran JSON untuk program lain.")
def catalog(*, sebagai_json: bool) -> None:
    """Menampilkan jenis surat dengan isian dan syaratnya."""
    jenis = list(katalog().values())
    if sebagai_json:
        isi = {
            "skema": SKEMA,
            "jenis": [ke_data(satu) for satu in jenis],
            "petunjuk": [asdict(satu) for satu in petunjuk().values()],
        }
        click.echo(json.dumps(isi, ensure_ascii=False, indent=2))
        return
    for satu in jenis:
        _tulis(satu)
    for arah in petunjuk().values():
        click.echo(f"{arah.kode}  {arah.nama}: tidak perlu surat desa. {arah.ringkas}")


def ke_data(jenis: JenisSurat) -> dict[str, Any]:
    """Return what an integrator needs to know about a type."""
    return {
        **{nama: getattr(jenis, nama) for nama in TAMPIL},
        "halaman": [asdict(satu) for satu in jenis.halaman],
        "pihak": [asdict(satu) for satu in jenis.pihak],
        "isian": [asdict(satu) for satu in jenis.isian],
        "syarat": [asdict(satu) for satu in jenis.syarat],
    }


def _tulis(jenis: JenisSurat) -> None:
    click.echo(f"{jenis.kode}  {jenis.nama} ({jenis.klasifikasi})")
    for isian in jenis.isian:
        click.echo(
            f"    isian   {isian.kode:<20} {isian.tipe:<14} {'wajib' if isian.wajib else 'boleh kosong'}"
        )
    for syarat in jenis.syarat:
        click.echo(f"    syarat  {syarat.kode:<20} {syarat.label}{'' if syarat.wajib else ' (bila ada)'}")
