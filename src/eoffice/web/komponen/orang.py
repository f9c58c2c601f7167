"""The columns of a resident in words, for every face that shows one."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.nik import samarkan
from eoffice.penduduk.rules.ringkas import judul
from eoffice.penduduk.rules.sampingan import KODE

from .waktu import tanggal

LABEL: Final = {
    "nik": "NIK", "nama": "Nama", "jenis_kelamin": "Jenis kelamin", "tempat_lahir": "Tempat lahir",
    "tanggal_lahir": "Tanggal lahir", "agama": "Agama", "pendidikan": "Pendidikan", "pekerjaan": "Pekerjaan",
    "status_kawin": "Status perkawinan", "shdk": "Hubungan dalam keluarga", "kewarganegaraan": "Kewarganegaraan",
    "golongan_darah": "Golongan darah", "nama_ayah": "Nama ayah", "nama_ibu": "Nama ibu", "nik_ayah": "NIK ayah",
    "nik_ibu": "NIK ibu", "status_dasar": "Status", "pendidikan_sedang": "Pendidikan yang sedang ditempuh",
    "cacat": "Disabilitas", "cara_kb": "Cara KB", "hamil": "Kehamilan", "ktp_el": "KTP-el",
    "status_rekam": "Perekaman KTP-el", "asuransi": "Asuransi kesehatan", "akta_lahir": "Akta kelahiran",
    "akta_perkawinan": "Akta perkawinan", "akta_perceraian": "Akta perceraian", "suku": "Suku",
}  # fmt: skip
_NOMOR: Final = frozenset({"nik", "nik_ayah", "nik_ibu"})
_AKTA: Final = frozenset({"akta_lahir", "akta_perkawinan", "akta_perceraian"})
_TABEL: Final = {**kode.TABEL, **{nama: kode.TABEL_LAIN[tajuk] for nama, tajuk in KODE.items()}}
KOSONG: Final = "kosong"


def sebut_nilai(nama: str, nilai: Any) -> str:
    """Return the value of a column in words; numbers are masked."""
    if nilai in (None, ""):
        return KOSONG
    if nama in _TABEL:
        return _TABEL[nama].sebut(nilai) or KOSONG
    if nama in _NOMOR:
        return samarkan(nilai)
    if nama == "tanggal_lahir":
        return tanggal(date.fromisoformat(nilai))
    if nama == "jenis_kelamin":
        return kode.KATA_KELAMIN[nilai]
    return "nomor tercatat" if nama in _AKTA else judul(nilai)
