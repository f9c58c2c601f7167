"""The register of event types: what each carries, what of it is public, what erasure does. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

_NAMA = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_NEVER_PUBLIC = frozenset({"nik", "no_kk", "tanggal_lahir", "tempat_lahir", "pin", "sandi", "nik_hmac"})


class JenisTidakSah(RuntimeError):
    """An event type, or a payload for it, that contradicts the register: a programming error."""


@dataclass(frozen=True, slots=True)
class JenisPeristiwa:
    """One type of event in one version; versions are never changed, only added.

    ``publik`` is the allow-list of keys every reader of the stream may see and the chain covers in clear;
    ``pribadi`` the keys kept apart, of which the chain covers a salted digest. ``penghapusan`` says what the
    erasure of a person's data does to the private part: ``hapus``, or ``simpan`` where the law wants it kept.
    ``penulis``: whoever owns the aggregate, or anybody, for facts that are only ever added (``siapa_saja``).
    """

    nama: str
    versi: int
    publik: frozenset[str]
    pribadi: frozenset[str]
    penghapusan: Literal["hapus", "simpan"]
    penulis: Literal["pemilik", "siapa_saja"] = "pemilik"

    def __post_init__(self) -> None:
        if not _NAMA.fullmatch(self.nama) or self.versi < 1:
            raise JenisTidakSah(f"{self.nama} v{self.versi}: write room.noun, version from 1")
        if self.publik & self.pribadi:
            raise JenisTidakSah(f"{self.nama}: both public and private: {sorted(self.publik & self.pribadi)}")
        if self.publik & _NEVER_PUBLIC:
            raise JenisTidakSah(f"{self.nama}: never public: {sorted(self.publik & _NEVER_PUBLIC)}")

    def periksa(self, publik: Mapping[str, object], pribadi: Mapping[str, object]) -> None:
        """Check that a payload has exactly the registered keys: a ``put`` is the full after-image.

        Raises:
            JenisTidakSah: a key is missing or unknown.
        """
        if publik.keys() != self.publik or pribadi.keys() != self.pribadi:
            wrong = sorted((publik.keys() ^ self.publik) | (pribadi.keys() ^ self.pribadi))
            raise JenisTidakSah(f"{self.nama} v{self.versi}: missing, unknown or misplaced: {wrong}")


_terdaftar: dict[tuple[str, int], JenisPeristiwa] = {}


def daftarkan(*jenis: JenisPeristiwa) -> None:
    """Register event types; called once from each room's ``apps.ready()``.

    Raises:
        JenisTidakSah: the same name and version is already registered with another content.
    """
    for satu in jenis:
        if _terdaftar.setdefault((satu.nama, satu.versi), satu) != satu:
            raise JenisTidakSah(f"{satu.nama} v{satu.versi} is registered with another content")


def semua() -> tuple[JenisPeristiwa, ...]:
    """Return every registered type, by name and version."""
    return tuple(_terdaftar[key] for key in sorted(_terdaftar))


def cari(nama: str, versi: int) -> JenisPeristiwa:
    """Return a registered type.

    Raises:
        JenisTidakSah: nobody registered it.
    """
    try:
        return _terdaftar[nama, versi]
    except KeyError:
        raise JenisTidakSah(f"{nama} v{versi} is not registered") from None


def dikenal(nama: str, versi: int) -> bool:
    """Tell whether a type is registered in this version: a newer installation may send what is not known here yet."""
    return (nama, versi) in _terdaftar
