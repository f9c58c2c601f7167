"""A resident as other rooms and pages see him: words instead of codes."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from eoffice.penduduk.rules.nik import samarkan


@dataclass(frozen=True, slots=True)
class TempatTinggal:
    """Where a family lives, below the village."""

    alamat: str = ""
    dusun: str = ""
    rw: str = ""
    rt: str = ""

    def kalimat(self, desa: str, kecamatan: str, kabupaten: str) -> str:
        """Return the address as letters print it.

        ``Dusun Jetak RT 003 RW 002, Desa Cisontrol, Kecamatan Rancah, Kabupaten Ciamis``; a street comes
        first unless it only repeats the dusun. Missing parts are left out.
        """
        parts = (self._jalan(), self._dekat(), desa, f"Kecamatan {kecamatan}", kabupaten)
        return ", ".join(part for part in parts if part)

    def kalimat_pendek(self) -> str:
        """Return the part of the address inside the village."""
        return ", ".join(part for part in (self._jalan(), self._dekat()) if part)

    def _dekat(self) -> str:
        parts = (
            f"Dusun {judul(self.dusun)}" if self.dusun else "",
            f"RT {self.rt}" if self.rt else "",
            f"RW {self.rw}" if self.rw else "",
        )
        return " ".join(part for part in parts if part)

    def _jalan(self) -> str:
        street = judul(self.alamat)
        bare = street.casefold().removeprefix("dusun ").removeprefix("dsn. ").removeprefix("lingkungan ")
        return "" if bare == self.dusun.casefold() else street


@dataclass(frozen=True, slots=True)
class RingkasPenduduk:
    """One resident. Words are "" when the register does not know; ``alamat`` is a whole sentence part."""

    id: UUID
    nik: str
    no_kk: str
    keluarga_id: UUID | None
    nama: str
    jenis_kelamin: str
    tempat_lahir: str
    tanggal_lahir: date | None
    agama: str
    pendidikan: str
    pekerjaan: str
    status_kawin: str
    shdk: str
    kewarganegaraan: str
    golongan_darah: str
    nama_ayah: str
    nama_ibu: str
    nik_ayah: str
    nik_ibu: str
    status_dasar: str
    hidup: bool
    hilang_pada: datetime | None
    tinggal: TempatTinggal
    alamat: str
    revisi: int

    @property
    def nik_samar(self) -> str:
        """The NIK for a page that need not show it whole."""
        return samarkan(self.nik)

    @property
    def kelamin(self) -> str:
        """``Laki-laki`` or ``Perempuan``."""
        return "Perempuan" if self.jenis_kelamin == "P" else "Laki-laki"

    def umur(self, pada: date) -> int | None:
        """Return full years on a day; None when the birth date is unknown."""
        return umur(self.tanggal_lahir, pada)


@dataclass(frozen=True, slots=True)
class HasilCari:
    """One line of a search or list: enough to tell two people of the same name apart."""

    id: UUID
    nama: str
    nik: str
    no_kk: str
    jenis_kelamin: str
    tanggal_lahir: date | None
    dusun: str
    rt: str
    rw: str
    hidup: bool
    status_dasar: str
    hilang: bool

    @property
    def nik_samar(self) -> str:
        """The NIK for a page that need not show it whole."""
        return samarkan(self.nik)

    def umur(self, pada: date) -> int | None:
        """Return full years on a day; None when the birth date is unknown."""
        return umur(self.tanggal_lahir, pada)


@dataclass(frozen=True, slots=True)
class Temuan:
    """What a search found, best first. ``mirip``: nobody is called so; these are called nearly so."""

    hasil: tuple[HasilCari, ...]
    mirip: bool = False


@dataclass(frozen=True, slots=True)
class HalamanPenduduk:
    """One page of the register: rows, page number from 1, and how many rows there are in all."""

    baris: tuple[HasilCari, ...]
    halaman: int
    per_halaman: int
    jumlah: int

    @property
    def jumlah_halaman(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.jumlah // self.per_halaman))


def umur(lahir: date | None, pada: date) -> int | None:
    """Return full years on a day. Who was born on 29 February is a year older on 1 March of other years."""
    if lahir is None:
        return None
    return pada.year - lahir.year - ((pada.month, pada.day) < (lahir.month, lahir.day))


_TETAP_BESAR = frozenset({"RT", "RW", "II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"})


def judul(teks: str) -> str:
    """Return capitals as title case (``JL. RAYA`` to ``Jl. Raya``); text that is mixed already stays."""
    if teks != teks.upper():
        return teks
    return " ".join(word if word in _TETAP_BESAR else word.capitalize() for word in teks.split())
