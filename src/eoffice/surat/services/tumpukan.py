"""What a signer decides about a pile in one go: some letters are signed, some go back with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

import structlog
from django.db import DatabaseError

from eoffice.kernel.errors import EofficeError
from eoffice.kernel.messages import Pesan
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.services.pintu import Pelaku, jalankan
from eoffice.surat.services.terbit import tanda_tangani
from eoffice.wilayah.tenancy import lingkup

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Dikembalikan:
    """A letter that goes back: the version looked at, and why."""

    surat_id: UUID
    versi: int
    alasan: str


@dataclass(frozen=True, slots=True)
class HasilPutus:
    """What became of one letter of the pile. ``nomor`` of a failed one: its number is drawn and waits."""

    surat_id: UUID
    keadaan: Literal["terbit", "kembali", "gagal"]
    nomor: str = ""
    pesan: Pesan | None = None


def putuskan(
    *,
    desa: str,
    setuju: Sequence[tuple[UUID, int]],
    kembali: Sequence[Dikembalikan],
    frasa: str,
    oleh: Pelaku,
    sumber: str = "",
) -> list[HasilPutus]:
    """Sign and send back; one letter's trouble does not stop the others. Call it outside any scope.

    Raises:
        TooManyAttempts: the passphrase was wrong too often: nothing was touched.
        RuleRefused: this person may not sign today, or the passphrase is wrong: nothing was touched.
    """
    hasil: list[HasilPutus] = []
    if setuju:
        for h in tanda_tangani(desa=desa, pilihan=setuju, frasa=frasa, oleh=oleh, sumber=sumber):
            hasil.append(HasilPutus(h.surat_id, "terbit" if h.terbit else "gagal", h.nomor, h.pesan))
    return hasil + [_kembalikan(desa, satu, oleh) for satu in kembali]


def _kembalikan(desa: str, satu: Dikembalikan, oleh: Pelaku) -> HasilPutus:
    try:
        with lingkup(desa):
            jalankan(
                surat_id=satu.surat_id, aksi=Aksi.KEMBALIKAN, oleh=oleh, versi=satu.versi, catatan=satu.alasan
            )
    except EofficeError as error:
        return HasilPutus(satu.surat_id, "gagal", pesan=error.pesan)
    except DatabaseError as error:  # what was signed before it is signed: its result must still be shown
        log.exception("surat.kembali_terhenti", surat_id=str(satu.surat_id), galat=type(error).__name__)
        return HasilPutus(satu.surat_id, "gagal", pesan=Pesan("surat.kembali_terhenti"))
    return HasilPutus(satu.surat_id, "kembali")
