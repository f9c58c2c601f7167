"""What an archive says of itself: who it is of, and the digest of every table and every file in it. Pure."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

SKEMA: Final = "cadangan/1"
T = TypeVar("T")


class ManifesRusak(ValueError):
    """This is no manifest of ours."""


@dataclass(frozen=True, slots=True)
class Isi:
    """Rows of a table, or bytes of a file, and their digest (hex)."""

    jumlah: int
    sidik: str


@dataclass(frozen=True, slots=True)
class Kepala:
    """Whose archive it is; the first thing in it.

    ``desa``: the villages served there. ``sendiri``: the village of a village's own server, else empty.
    ``migrasi``: what was applied to the database, as ``app.name``.
    """

    peran: str
    sendiri: str
    desa: tuple[str, ...]
    dibuat: datetime
    versi: str
    mesin_basis: str
    migrasi: tuple[str, ...]

    @property
    def nama(self) -> str:
        """Return how the installation is named in the names of its archives."""
        return self.sendiri or self.peran


@dataclass(frozen=True, slots=True)
class Manifes:
    """All of it; the last thing in the archive."""

    kepala: Kepala
    tabel: Mapping[str, Isi]
    berkas: Mapping[str, Isi]

    @property
    def baris(self) -> int:
        """Return how many rows all tables have."""
        return sum(isi.jumlah for isi in self.tabel.values())

    @property
    def ukuran(self) -> int:
        """Return how many bytes all files have."""
        return sum(isi.jumlah for isi in self.berkas.values())


def tulis_kepala(kepala: Kepala) -> bytes:
    """Return the head as bytes."""
    return json.dumps(_kata(kepala)).encode()


def tulis(manifes: Manifes) -> bytes:
    """Return the manifest as bytes."""
    isi = {nama: {k: asdict(v) for k, v in getattr(manifes, nama).items()} for nama in ("tabel", "berkas")}
    return json.dumps({"kepala": _kata(manifes.kepala)} | isi).encode()


def _kata(kepala: Kepala) -> dict[str, Any]:
    return {"skema": SKEMA} | asdict(kepala) | {"dibuat": kepala.dibuat.isoformat()}


def baca_kepala(isi: bytes) -> Kepala:
    """Read a head.

    Raises:
        ManifesRusak: it is none.
    """
    return _baca(isi, _kepala)


def baca(isi: bytes) -> Manifes:
    """Read a manifest.

    Raises:
        ManifesRusak: it is none.
    """
    return _baca(
        isi, lambda kata: Manifes(_kepala(kata["kepala"]), _isi(kata["tabel"]), _isi(kata["berkas"]))
    )


def _baca(isi: bytes, susun: Callable[[dict[str, Any]], T]) -> T:
    try:
        return susun(json.loads(isi))
    except (ValueError, KeyError, TypeError, AttributeError) as galat:
        raise ManifesRusak(str(galat)) from galat


def _kepala(kata: dict[str, Any]) -> Kepala:
    if kata["skema"] != SKEMA:
        raise ManifesRusak(str(kata["skema"]))
    teks = {nama: str(kata[nama]) for nama in ("peran", "sendiri", "versi", "mesin_basis")}
    dibuat = datetime.fromisoformat(kata["dibuat"])
    return Kepala(dibuat=dibuat, desa=tuple(kata["desa"]), migrasi=tuple(kata["migrasi"]), **teks)


def _isi(kata: dict[str, Any]) -> dict[str, Isi]:
    return {str(nama): Isi(int(satu["jumlah"]), str(satu["sidik"])) for nama, satu in kata.items()}
