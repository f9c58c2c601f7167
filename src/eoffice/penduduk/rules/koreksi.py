"""Corrections of the register: which columns an office corrects, on what paper, and what cannot be true.

UU 27/2022 article 6: a person may have errors in his data put right. NIK, name and birth date are decided by the
civil registry (PP 40/2019); the village's register follows the paper it gave, so every correction names one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.mutasi import UMUR_TERTUA
from eoffice.penduduk.rules.nik import nik_sementara
from eoffice.penduduk.rules.teks import bersihkan, karakter_asing_nama, mirip_rumus

TEKS: Final = ("nama", "tempat_lahir", "nama_ayah", "nama_ibu")
KODE: Final = (
    "agama", "pendidikan", "pekerjaan", "status_kawin", "shdk", "kewarganegaraan", "golongan_darah",
)  # fmt: skip
KOLOM: Final = (
    "nama", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", *KODE, "nama_ayah", "nama_ibu",
)  # fmt: skip
"""What the form corrects; the NIK has a form of its own, status and family card are changed by mutations."""
PANJANG: Final = 100
"""Letters that a column of words holds."""
_NAMA: Final = frozenset({"nama", "nama_ayah", "nama_ibu"})


class Dasar(StrEnum):
    """The paper a correction rests on."""

    KTP_EL = "ktp_el"
    KK = "kk"
    AKTA_LAHIR = "akta_lahir"
    AKTA_KAWIN = "akta_kawin"
    AKTA_CERAI = "akta_cerai"
    IJAZAH = "ijazah"
    PENETAPAN = "penetapan"
    LAINNYA = "lainnya"


KATA_DASAR: Final[Mapping[str, str]] = {
    Dasar.KTP_EL: "KTP-el",
    Dasar.KK: "Kartu Keluarga",
    Dasar.AKTA_LAHIR: "Akta kelahiran",
    Dasar.AKTA_KAWIN: "Akta atau buku nikah",
    Dasar.AKTA_CERAI: "Akta perceraian",
    Dasar.IJAZAH: "Ijazah",
    Dasar.PENETAPAN: "Penetapan pengadilan",
    Dasar.LAINNYA: "Dokumen lain",
}
DASAR_NIK: Final = (Dasar.KTP_EL, Dasar.KK)
"""A NIK is given by the civil registry and stands on these two."""


@dataclass(frozen=True, slots=True)
class LembarKoreksi:
    """What every correction states.

    ``kunci``: the key given with the form; the same key again corrects nothing twice. ``permintaan``: the citizen's
    request that it answers. ``coba``: go through everything, and undo it: the page that shows what would happen.
    """

    kunci: UUID
    oleh: str
    dasar: Dasar
    alasan: str
    nomor_dasar: str = ""
    permintaan: UUID | None = None
    coba: bool = False


def yang_diubah(semula: Mapping[str, Any], diketik: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the person at the form changed: the boxes that differ from what they showed."""
    return {nama: diketik[nama] for nama in KOLOM if diketik[nama] != semula.get(nama)}


def bergeser(semula: Mapping[str, Any], kini: Mapping[str, Any]) -> list[str]:
    """Return the columns that somebody else changed since the form showed them."""
    return [nama for nama in KOLOM if kini[nama] != semula.get(nama)]


def periksa(ubahan: Mapping[str, Any], hari_ini: date) -> None:
    """Refuse values that cannot be; only what is changed is judged, older faults of a row stop nobody.

    Raises:
        InvalidInput: every wrong column with what is wrong with it.
    """
    salah = {nama: pesan for nama, nilai in ubahan.items() if (pesan := _periksa_satu(nama, nilai, hari_ini))}
    if salah:
        raise InvalidInput(next(iter(salah.values())), salah)


def _periksa_satu(nama: str, nilai: Any, hari_ini: date) -> Pesan | None:
    if nama == "tanggal_lahir":
        return _periksa_lahir(nilai, hari_ini)
    if nama == "jenis_kelamin":
        return None if nilai in kode.KATA_KELAMIN else Pesan("penduduk.koreksi_pilih")
    if nama in KODE:
        kosong = nilai is None and nama not in ("kewarganegaraan", "shdk")
        return None if kosong or nilai in kode.TABEL[nama].kata else Pesan("penduduk.koreksi_pilih")
    return _periksa_teks(nama, nilai)


def _periksa_lahir(nilai: Any, hari_ini: date) -> Pesan | None:
    if not nilai:
        return Pesan("penduduk.koreksi_lahir_kosong")
    lahir = date.fromisoformat(nilai)
    if lahir > hari_ini:
        return Pesan("penduduk.tanggal_depan")
    return Pesan("penduduk.mutasi_terlalu_lama") if lahir.year < hari_ini.year - UMUR_TERTUA else None


def _periksa_teks(nama: str, nilai: str) -> Pesan | None:
    if nama == "nama" and not any(huruf.isalpha() for huruf in bersihkan(nilai)):
        return Pesan("penduduk.mutasi_nama_kosong" if not nilai else "penduduk.nama_tanpa_huruf")
    if nama in _NAMA and (tanda := karakter_asing_nama(nilai)):
        return Pesan("penduduk.nama_karakter", tanda=tanda)
    if mirip_rumus(nilai):
        return Pesan("penduduk.teks_rumus")
    return Pesan("penduduk.teks_panjang", batas=PANJANG) if len(nilai) > PANJANG else None


def periksa_nik_baru(nik: str, lama: str) -> None:
    """Refuse a number that corrects nothing: the same one, or the stand-in of another program.

    Raises:
        InvalidInput: with the field ``nik``.
    """
    if nik == lama:
        raise _tolak("penduduk.koreksi_nik_sama")
    if nik_sementara(nik):
        raise _tolak("penduduk.koreksi_nik_sementara")


def _tolak(kode_pesan: str) -> InvalidInput:
    return InvalidInput(pesan := Pesan(kode_pesan), {"nik": pesan})
