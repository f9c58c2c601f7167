"""Mutations of the register: what kinds there are, what is asked, and which answers cannot be true.

Kinds and reductions are those of the mutation book (Permendagri 47/2016, B.2 and B.3). Nothing is erased: a
mistake is taken back by a mutation of its own, ``pembetulan``.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules.nik import baca_nomor
from eoffice.penduduk.rules.teks import bersihkan, karakter_asing_nama

STATUS_MATI: Final = 2
STATUS_PINDAH: Final = 3
STATUS_TIDAK_SAH: Final = 9
UMUR_TERTUA: Final = 130
"""Years; nobody lived longer, so an older date is a slip of the pen."""


class JenisMutasi(StrEnum):
    """What happened."""

    LAHIR = "lahir"
    MATI = "mati"
    DATANG = "datang"
    PINDAH = "pindah"
    PINDAH_DALAM_DESA = "pindah_dalam_desa"
    PECAH_KK = "pecah_kk"
    KAWIN = "kawin"
    CERAI = "cerai"
    PEMBETULAN = "pembetulan"


KATA: Final[Mapping[str, str]] = {
    JenisMutasi.LAHIR: "Lahir",
    JenisMutasi.MATI: "Meninggal",
    JenisMutasi.DATANG: "Datang",
    JenisMutasi.PINDAH: "Pindah",
    JenisMutasi.PINDAH_DALAM_DESA: "Pindah dalam desa",
    JenisMutasi.PECAH_KK: "Pisah KK",
    JenisMutasi.KAWIN: "Kawin",
    JenisMutasi.CERAI: "Cerai",
    JenisMutasi.PEMBETULAN: "Pembetulan",
}


@dataclass(frozen=True, slots=True)
class Lembar:
    """What every mutation states.

    ``kelompok``: the key given with the form; the same key again records nothing twice. ``versi``: the mark of
    the family as the form showed it (``selectors.mutasi.cap_keluarga``), "" where no family stood yet.
    ``coba``: go through everything, and undo it: the page that shows what would happen.
    """

    kelompok: UUID
    tanggal: date
    oleh: str
    versi: str = ""
    keterangan: str = ""
    coba: bool = False


@dataclass(frozen=True, slots=True)
class Rumah:
    """Where a family is to live, and under which card number ("": the one it has)."""

    no_kk: str = ""
    alamat: str = ""
    dusun: str = ""
    rw: str = ""
    rt: str = ""


@dataclass(frozen=True, slots=True)
class OrangBaru:
    """Somebody who comes into the register; codes are those of ``rules.kode``."""

    nama: str
    jenis_kelamin: str
    tanggal_lahir: date
    shdk: int
    nik: str = ""
    tempat_lahir: str = ""
    agama: int | None = None
    pendidikan: int | None = None
    pekerjaan: int | None = None
    status_kawin: int | None = None
    kewarganegaraan: int = 1
    golongan_darah: int | None = None
    nama_ayah: str = ""
    nama_ibu: str = ""
    nik_ayah: str = ""
    nik_ibu: str = ""


@dataclass(frozen=True, slots=True)
class Ubahan:
    """What a mutation changed of one person or family: field to what it was and what it is now."""

    apa: str
    id: UUID
    nama: str
    kolom: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class RincianMutasi:
    """One person's line of a mutation, as pages and books show it."""

    id: UUID
    kelompok: UUID
    jenis: JenisMutasi
    tanggal: date
    penduduk_id: UUID
    nama: str
    keluarga_id: UUID | None
    dari: str
    ke: str
    sebab: str
    tempat: str
    keterangan: str
    dusun: str
    dicatat_pada: datetime
    oleh: str
    membetulkan: UUID | None
    dibetulkan: bool

    @property
    def kata(self) -> str:
        """The kind in a word."""
        return KATA[self.jenis]


def periksa_tanggal(tanggal: date, hari_ini: date, lahir: Iterable[date | None] = ()) -> None:
    """Refuse a day that cannot be: not come yet, or before somebody's birth.

    Raises:
        InvalidInput: with the field ``tanggal``.
    """
    if tanggal > hari_ini:
        raise _tolak("tanggal", "penduduk.mutasi_tanggal_depan")
    if any(born is not None and tanggal < born for born in lahir):
        raise _tolak("tanggal", "penduduk.mutasi_sebelum_lahir")
    if tanggal.year < hari_ini.year - UMUR_TERTUA:
        raise _tolak("tanggal", "penduduk.mutasi_terlalu_lama")


def periksa_orang(orang: OrangBaru, hari_ini: date) -> None:
    """Refuse a person whose own data cannot be.

    Raises:
        InvalidInput: with the field that is wrong.
    """
    if not bersihkan(orang.nama):
        raise _tolak("nama", "penduduk.mutasi_nama_kosong")
    if mark := karakter_asing_nama(orang.nama):
        raise InvalidInput(pesan := Pesan("penduduk.nama_karakter", tanda=mark), {"nama": pesan})
    if orang.tanggal_lahir > hari_ini:
        raise _tolak("tanggal_lahir", "penduduk.tanggal_depan")
    if orang.tanggal_lahir.year < hari_ini.year - UMUR_TERTUA:
        raise _tolak("tanggal_lahir", "penduduk.mutasi_terlalu_lama")
    for name in ("nik", "nik_ayah", "nik_ibu"):
        periksa_nomor(name, getattr(orang, name), wajib=False)


def periksa_nomor(kotak: str, nomor: str, *, wajib: bool = True) -> None:
    """Refuse what is no sixteen digits; "" passes unless it is needed."""
    if not nomor and not wajib:
        return
    jenis = "no_kk" if kotak == "no_kk" else "nik"
    dibaca = baca_nomor(nomor, "no_kk" if jenis == "no_kk" else "nik")
    if dibaca.masalah:
        raise InvalidInput(dibaca.masalah[0].pesan, {kotak: dibaca.masalah[0].pesan})
    if not nomor or dibaca.angka != nomor:
        raise _tolak(kotak, f"penduduk.mutasi_{jenis}_kosong")


def _tolak(kotak: str, code: str) -> InvalidInput:
    return InvalidInput(pesan := Pesan(code), {kotak: pesan})


_KEPALA, _SUAMI, _ISTRI, _ANAK, _MENANTU, _CUCU, _ORANG_TUA, _MERTUA, _FAMILI = range(1, 10)
_PASANGAN = frozenset({_SUAMI, _ISTRI})
_TETAP = frozenset({10, 11})  # servants and others stay what they are, whoever is the head
_DARI_PASANGAN = {_ORANG_TUA: _MERTUA, _MERTUA: _ORANG_TUA}
_DARI_ANAK = {_SUAMI: _ORANG_TUA, _ISTRI: _ORANG_TUA, _KEPALA: _ORANG_TUA}


def hubungan_sesudah(kepala_baru: int | None, anggota: int | None) -> int | None:
    """Return what somebody is to a new head of the family, from what both were to the old one.

    Of a spouse who becomes head the children stay children and the two sides' parents change places; of a child
    who becomes head the remaining parent is a parent and the others are relatives. Anything else is "Famili
    Lain", the one word of the family card that is never wrong; the page shows it before it is written.
    """
    if anggota is None or anggota in _TETAP:
        return anggota
    if kepala_baru in _PASANGAN:
        return _DARI_PASANGAN.get(anggota, anggota)
    return _DARI_ANAK.get(anggota, _FAMILI) if kepala_baru == _ANAK else _FAMILI


def hubungan_pecah(kepala: int | None, anggota: int | None, kelamin: str) -> int | None:
    """Return what somebody is to the head of a new card, when both leave an older one together.

    Whoever leaves together is most often a child of the old head with spouse and children: the child-in-law of
    the old head is the spouse, the grandchildren are the children.
    """
    if kepala in (_ANAK, _MENANTU):
        if anggota in {_ANAK, _MENANTU} - {kepala}:
            return _ISTRI if kelamin == "P" else _SUAMI
        if anggota == _CUCU:
            return _ANAK
    return hubungan_sesudah(kepala, anggota)


def cap(baris: Iterable[tuple[UUID, int]]) -> str:
    """Return a short mark of rows and their revisions: any change of any of them gives another one."""
    text = ",".join(f"{pk}:{revision}" for pk, revision in sorted(baris))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
