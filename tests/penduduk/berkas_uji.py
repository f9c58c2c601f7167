"""Small import files made by code: our CSV, OpenSID's spreadsheet, and files that mean harm."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import xlsxwriter

from eoffice.penduduk.rules.impor.baris import Aturan
from eoffice.penduduk.rules.impor.kolom import KOLOM_KAMI, KOLOM_OPENSID
from eoffice.wilayah.rujukan import kecamatan_ada

HARI_INI = date(2026, 6, 30)
ATURAN = Aturan("3207152004", HARI_INI, kecamatan_ada)
EUIS, ASEP, BAYI = "3207154506859001", "3207150101809001", "3207150203269001"
KK = "3207150101159050"
_RUMAH = {"alamat": "DUSUN JETAK", "dusun": "JETAK", "rw": "002", "rt": "003"}


def orang(**ubah: str) -> dict[str, str]:
    """Return a row of our CSV: Asep, head of his family, with some cells changed."""
    return {
        "kode_desa": "32.07.15.2004",
        "no_kk": KK,
        "nik": ASEP,
        "nama": "ASEP SUTISNA",
        "jenis_kelamin": "L",
        "tempat_lahir": "CIAMIS",
        "tanggal_lahir": "1980-01-01",
        "agama": "ISLAM",
        "pendidikan": "SLTA/SEDERAJAT",
        "pekerjaan": "WIRASWASTA",
        "status_kawin": "KAWIN TERCATAT",
        "shdk": "KEPALA KELUARGA",
        "kewarganegaraan": "WNI",
        "nama_ayah": "MAMAN SUTISNA",
        "nama_ibu": "KOKOM",
        "nik_ayah": "",
        "nik_ibu": "",
        "golongan_darah": "O",
        "status_dasar": "HIDUP",
        **_RUMAH,
        **ubah,
    }


def istri(**ubah: str) -> dict[str, str]:
    """Return a row of our CSV: Euis, Asep's wife."""
    return orang(
        **{
            "nik": EUIS,
            "nama": "EUIS KOMARIAH",
            "jenis_kelamin": "P",
            "tanggal_lahir": "1985-06-05",
            "shdk": "ISTRI",
            **ubah,
        }
    )


def bayi(**ubah: str) -> dict[str, str]:
    """Return a row of our CSV: their child, who has no NIK yet."""
    return orang(
        **{
            "nik": "",
            "nama": "RAFI SUTISNA",
            "tanggal_lahir": "2026-03-02",
            "shdk": "ANAK",
            "status_kawin": "BELUM KAWIN",
            "nik_ayah": ASEP,
            "nik_ibu": EUIS,
            **ubah,
        }
    )


def berkas_csv(
    *baris: Mapping[str, str], kolom: Sequence[str] = KOLOM_KAMI, pemisah: str = ",", sandi: str = "utf-8"
) -> bytes:
    """Return rows as CSV with these columns."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, kolom, extrasaction="ignore", delimiter=pemisah)
    writer.writeheader()
    writer.writerows(baris)
    return text.getvalue().encode(sandi)


def orang_opensid(**ubah: object) -> dict[str, object]:
    """Return a row of OpenSID's spreadsheet in code mode, with some cells changed."""
    return {
        **_RUMAH,
        "nama": "ASEP SUTISNA",
        "no_kk": KK,
        "nik": ASEP,
        "sex": 1,
        "tempatlahir": "CIAMIS",
        "tanggallahir": "01-01-1980",
        "agama_id": 1,
        "pendidikan_kk_id": 5,
        "pekerjaan_id": 88,
        "status_kawin": 2,
        "kk_level": 1,
        "warganegara_id": 1,
        "ayah_nik": "0",
        "ibu_nik": "0",
        "nama_ayah": "MAMAN SUTISNA",
        "nama_ibu": "KOKOM",
        "golongan_darah_id": 4,
        "akta_perkawinan": "123/2005",
        "status_dasar": 1,
        "suku": "SUNDA",
        **ubah,
    }


def berkas_xlsx(
    *baris: Mapping[str, object], kolom: Sequence[str] = KOLOM_OPENSID, lembar: str = "Data"
) -> bytes:
    """Return rows as one sheet with these columns."""
    return buku({lembar: [list(kolom), *([row.get(name, "") for name in kolom] for row in baris)]})


def buku(lembar: Mapping[str, Iterable[Sequence[object]]]) -> bytes:
    """Return a workbook; numbers and dates keep their type."""
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    for name, rows in lembar.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                else:
                    sheet.write(number, place, cell)
    book.close()
    return packed.getvalue()


def ganti_isi(isi: bytes, nama: str, baru: bytes) -> bytes:
    """Return a workbook in which one part of the zip is replaced or added."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(isi)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != nama:
                new.writestr(info, old.read(info))
        new.writestr(nama, baru)
    return packed.getvalue()


def lembar_xml(isi: str, awal: str = "") -> bytes:
    """Return the XML of a sheet with this content of its data element."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{awal}<worksheet xmlns="{space}"><sheetData>{isi}</sheetData></worksheet>'.encode()
