"""What a face shows about an import file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eoffice.penduduk.rules.masalah import Masalah


@dataclass(frozen=True, slots=True)
class RincianImpor:
    """An uploaded file. ``jumlah`` counts rows by fate: baru, berubah, sama, ditolak, hilang, peringatan."""

    id: UUID
    nama_berkas: str
    sha256: str
    bentuk: str
    lengkap: bool
    status: str
    dibuat_pada: datetime
    oleh: str
    diminta_pada: datetime | None
    diterapkan_pada: datetime | None
    jumlah: Mapping[str, int]
    masalah: tuple[Masalah, ...]
    kolom: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RincianBaris:
    """One row of it: sheet and row number as the person sees them in the file, problems, original cells."""

    lembar: str
    baris: int
    tindakan: str
    nama: str
    masalah: tuple[Masalah, ...]
    asli: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KemajuanImpor:
    """How far applying a file has come, in rows."""

    selesai: int
    semua: int
