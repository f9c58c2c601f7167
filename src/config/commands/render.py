"""``eoffice render``: a draft with watermark, for authors of letter types. No database is touched."""

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from django.conf import settings

from eoffice.dokumen import services as dokumen
from eoffice.kernel import clock
from eoffice.surat.rules.badan import BahanSurat, KepalaSurat, PenandaTanganSurat, susun_surat
from eoffice.surat.rules.daftar import baca_semua, mentah_dari, tulis_ketikan, tulis_semua
from eoffice.surat.rules.isian import Isian
from eoffice.surat.rules.jenis import JenisSurat, katalog
from eoffice.surat.rules.terbilang import tanggal_indonesia
from eoffice.web.komponen.kalimat import kalimat

CONTOH_PENDUDUK = {
    "nama": "Siti Rahayu",
    "nik": "3207154107909001",
    "ttl": "Ciamis, 1 Juli 1990",
    "jenis_kelamin": "Perempuan",
    "agama": "Islam",
    "status_kawin": "Kawin",
    "pekerjaan": "Wiraswasta",
    "alamat": "Dusun Cisontrol RT 002 RW 001, Desa Cisontrol",
    "rt_rw": "Ketua RT 002 RW 001",
}
CONTOH_DESA = {
    "kabupaten": "Ciamis",
    "kecamatan": "Rancah",
    "desa": "Cisontrol",
    "alamat": "Jalan Raya Cisontrol Nomor 17, Kode Pos 46387",
}


@click.command()
@click.argument("jenis", type=click.Choice(list(katalog())))
@click.argument("data", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("keluaran", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def render(jenis: str, data: Path, keluaran: Path) -> None:
    """Membuat draf PDF bertanda air dari JENIS surat dan DATA (JSON), ditulis ke KELUARAN.

    DATA: {"isian": {...}, "penduduk": {...}, "desa": {...}}. Hanya "isian" yang perlu; sisanya memakai contoh.
    Isian yang belum benar disebut satu per satu dengan kode keluar 1.
    """
    isi = _baca(data)
    dokumen_surat = susun(katalog()[jenis], isi)
    keluaran.write_bytes(dokumen.rangkai(dokumen_surat, lambang=None))
    click.echo(f"{keluaran}: draf {katalog()[jenis].nama}.")


def susun(jenis: JenisSurat, isi: Mapping[str, Any]) -> dict[str, Any]:
    """Return the draft's document.

    Raises:
        click.ClickException: answers that are not accepted, each with its reason.
    """
    hari_ini = clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    nilai, galat = baca_semua(jenis.isian, _mentah(jenis, isi.get("isian", {})), hari_ini)
    if galat:
        baris = [f"  {kode}: {kalimat(pesan)}" for kode, pesan in galat.items()]
        raise click.ClickException("\n".join(["Isian belum benar.", *baris]))
    siap = CONTOH_PENDUDUK | isi.get("penduduk", {})
    sampai = jenis.berlaku_sampai(hari_ini, nilai)
    if sampai is not None:
        siap["berlaku_sampai"] = tanggal_indonesia(sampai)
    _tolak_asing("Bagian desa", isi.get("desa", {}), [satu.name for satu in fields(KepalaSurat)])
    kepala = KepalaSurat(**(CONTOH_DESA | isi.get("desa", {})))
    return susun_surat(
        BahanSurat(
            jenis=jenis,
            cara_terbit="basah",
            kepala=kepala,
            penanda_tangan=PenandaTanganSurat("NAMA KEPALA DESA", f"Kepala Desa {kepala.desa}"),
            tanggal=hari_ini,
            nilai=nilai,
            teks=tulis_semua(jenis.isian, nilai, siap),
            tembusan=jenis.tembusan,
        )
    )


def _mentah(jenis: JenisSurat, isian: Mapping[str, Any]) -> dict[str, str]:
    """Return the answers as a form would send them; unknown names are an error of the author.

    Raises:
        click.ClickException: a name that the type does not have.
    """
    dikenal = {satu.kode: satu for satu in jenis.isian}
    _tolak_asing("Isian", isian, list(dikenal))
    return {kode: _ketikan(dikenal[kode], nilai) for kode, nilai in isian.items()}


def _tolak_asing(apa: str, ketikan: Mapping[str, Any], dikenal: list[str]) -> None:
    if asing := sorted(ketikan.keys() - set(dikenal)):
        raise click.ClickException(
            f"{apa} tidak dikenal: {', '.join(asing)}. Yang ada: {', '.join(dikenal)}."
        )


def _ketikan(isian: Isian, nilai: object) -> str:
    if isinstance(nilai, list):
        baris = (satu for satu in nilai if isinstance(satu, dict))
        return tulis_ketikan([{str(k): str(v) for k, v in satu.items()} for satu in baris])
    return mentah_dari(isian, nilai) if isinstance(nilai, bool | int) else str(nilai)


def _baca(data: Path) -> dict[str, Any]:
    try:
        isi = json.loads(data.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise click.ClickException(f"{data.name} bukan JSON yang benar: {error}.") from error
    if not isinstance(isi, dict) or not all(isinstance(bagian, dict) for bagian in isi.values()):
        raise click.ClickException(f'{data.name} harus berisi objek seperti {{"isian": {{...}}}}.')
    return isi
