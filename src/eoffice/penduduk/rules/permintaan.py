"""Requests of citizens to have their data put right: how many, about what, and what a right value looks like.

UU 27/2022 article 6 gives the right; article 30 wants it done within 3 x 24 hours of the request.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules.koreksi import KODE, KOLOM, periksa

NIK: Final = "nik"
DIMINTA: Final = (*KOLOM, NIK)
"""What can be asked for; a NIK is read by the officer from the photo, never typed by the citizen."""
MAKS_TERBUKA: Final = 3
MAKS_SEHARI: Final = 6
MAKS_BUKTI: Final = 3
PANJANG_USUL: Final = 100
JANJI: Final = timedelta(hours=72)
"""Article 30."""


class Hasil(StrEnum):
    """How a request ended; without a result it waits."""

    DITERIMA = "diterima"
    DITOLAK = "ditolak"


@dataclass(frozen=True, slots=True)
class Bukti:
    """A photo in the store; ``ukuran`` in bytes."""

    sha256: str
    media: str
    ukuran: int


@dataclass(frozen=True, slots=True)
class RincianPermintaan:
    """A request as pages show it; ``oleh`` is who decided."""

    id: UUID
    penduduk_id: UUID
    kolom: str
    usul: Any
    keterangan: str
    berkas: tuple[Bukti, ...]
    dibuat_pada: datetime
    hasil: Hasil | None
    alasan: str
    diputus_pada: datetime | None
    oleh: str

    @property
    def menunggu(self) -> bool:
        """Whether nobody has decided yet."""
        return self.hasil is None

    def lewat(self, kini: datetime) -> bool:
        """Tell whether it waits longer than the law gives."""
        return self.menunggu and kini - self.dibuat_pada > JANJI


def baca_usul(kolom: str, isi: Any, kini: Mapping[str, Any], hari_ini: date) -> Any:
    """Return what should stand in a column, as it stands in JSON; None for a NIK.

    Raises:
        InvalidInput: with the field ``usul``: empty, impossible, or what stands there already.
    """
    if kolom == NIK:
        return None
    nilai = (
        isi.strip().upper()
        if isinstance(isi, str) and kolom not in ("tanggal_lahir", "jenis_kelamin")
        else isi
    )
    if nilai in ("", None):
        raise _tolak(Pesan("penduduk.permintaan_kosong"))
    if nilai == kini[kolom] or (kolom not in KODE and str(nilai).upper() == str(kini[kolom] or "").upper()):
        raise _tolak(Pesan("penduduk.permintaan_sama"))
    try:
        periksa({kolom: nilai}, hari_ini)
    except InvalidInput as salah:
        raise _tolak(salah.pesan) from None
    return nilai


def periksa_jumlah(terbuka: int, sehari: int, *, kolom_menunggu: bool) -> None:
    """Refuse one more request while enough wait.

    Raises:
        RuleRefused: one about this column waits, too many wait, or too many came within a day.
    """
    if kolom_menunggu:
        raise RuleRefused(Pesan("penduduk.permintaan_menunggu"))
    if terbuka >= MAKS_TERBUKA:
        raise RuleRefused(Pesan("penduduk.permintaan_penuh", maks=MAKS_TERBUKA))
    if sehari >= MAKS_SEHARI:
        raise RuleRefused(Pesan("penduduk.permintaan_sering"))


def _tolak(pesan: Pesan) -> InvalidInput:
    return InvalidInput(pesan, {"usul": pesan})
