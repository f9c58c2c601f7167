"""``eoffice sync cocokkan``: compare the village's tables with those at the regency now, and put right what differs."""

from collections.abc import Sequence

import click

from config.pencocokan import cocokkan as cocokkan_sekarang
from eoffice.sinkron.services.perbaikan import Letak, Temuan

OLEH = "perintah sync cocokkan"
LETAK = {
    Letak.SINI: "diubah di desa tanpa catatan; kabupaten mengikuti desa",
    Letak.SANA: "berbeda di kabupaten; diperbaiki dari desa",
}


def cocokkan(desa: str) -> bool:
    """Compare, show every row that differs, repair, compare again; tell whether both sides are equal now."""
    hasil = cocokkan_sekarang(desa, pelaku=OLEH)
    if hasil.temuan:
        _tampilkan(hasil.temuan)
    if hasil.sisa is None:
        raise click.ClickException(
            "Kabupaten belum selesai memakai kiriman desa. Jalankan lagi beberapa menit kemudian."
        )
    click.echo("Tidak cocok." if hasil.sisa else "Cocok: isi semua tabel desa sama dengan kabupaten.")
    return not hasil.sisa


def _tampilkan(temuan: Sequence[Temuan]) -> None:
    click.echo(f"{len(temuan)} baris berbeda:")
    for satu in temuan:
        sini = "tidak ada" if satu.revisi_sini is None else f"perubahan ke-{satu.revisi_sini}"
        sana = "tidak ada" if satu.revisi_sana is None else f"perubahan ke-{satu.revisi_sana}"
        click.echo(f"  {satu.tabel} {satu.agregat_id}: desa {sini}, kabupaten {sana}; {LETAK[satu.letak]}.")
