"""The invented village as files to import: our own CSV, and OpenSID's spreadsheet of 43 columns in code mode."""

import csv
import io
from collections.abc import Iterable, Iterator

from config.demo.penduduk.desa import KeluargaDemo
from config.demo.penduduk.orang import Orang
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.impor.ekspor import ke_xlsx
from eoffice.penduduk.rules.impor.kolom import KOLOM_KAMI, KOLOM_OPENSID

_TABEL = {
    "agama_id": ("agama", kode.AGAMA),
    "pendidikan_kk_id": ("pendidikan", kode.PENDIDIKAN),
    "pekerjaan_id": ("pekerjaan", kode.PEKERJAAN),
    "kk_level": ("shdk", kode.SHDK),
}


def ke_csv(kode_desa: str, keluarga: Iterable[KeluargaDemo]) -> bytes:
    """Return our CSV: words instead of codes, UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, KOLOM_KAMI, lineterminator="\n")
    writer.writeheader()
    for family, person in _semua(keluarga):
        writer.writerow({"kode_desa": kode_desa, **_dasar(family, person)})
    return text.getvalue().encode()


def ke_opensid(keluarga: Iterable[KeluargaDemo]) -> bytes:
    """Return OpenSID's spreadsheet as its export writes it: codes, ``0`` for a missing parent's NIK."""
    return ke_xlsx([KOLOM_OPENSID, *(baris_opensid(*pair) for pair in _semua(keluarga))])


def _semua(keluarga: Iterable[KeluargaDemo]) -> Iterator[tuple[KeluargaDemo, Orang]]:
    for family in keluarga:
        for person in family.anggota:
            yield family, person


def _dasar(family: KeluargaDemo, person: Orang) -> dict[str, str]:
    fields = {name: str(getattr(person, name)) for name in Orang.__dataclass_fields__ if name != "lahir"}
    return fields | {
        "no_kk": family.no_kk,
        "tanggal_lahir": person.lahir.isoformat(),
        "kewarganegaraan": "WNI",
        "status_dasar": "HIDUP",
        "alamat": family.alamat.alamat,
        "dusun": family.alamat.dusun,
        "rw": family.alamat.rw,
        "rt": family.alamat.rt,
    }


def baris_opensid(family: KeluargaDemo, person: Orang) -> list[str]:
    """Return the 43 cells of one person."""
    ours = _dasar(family, person)
    married = kode.STATUS_KAWIN.cari(person.status_kawin)
    cells = {
        **ours,
        **{head: str(table.cari(ours[name])) for head, (name, table) in _TABEL.items()},
        "sex": "1" if person.jenis_kelamin == "L" else "2",
        "tempatlahir": person.tempat_lahir,
        "tanggallahir": person.lahir.strftime("%d-%m-%Y"),
        "status_kawin": str(kode.kawin_ke_opensid(married or 1)),
        "warganegara_id": "1",
        "ayah_nik": person.nik_ayah or "0",
        "ibu_nik": person.nik_ibu or "0",
        "golongan_darah_id": str(kode.cari_golongan_darah(person.golongan_darah)),
        "status_dasar": str(kode.STATUS_HIDUP),
    }
    return [cells.get(head, "") for head in KOLOM_OPENSID]
