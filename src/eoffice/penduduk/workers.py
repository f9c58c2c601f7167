"""Background work of the register: files that somebody brought or asked to apply, one after the other."""

from uuid import UUID

import structlog

from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput
from eoffice.penduduk.services import gagalkan_impor, impor_diminta, siapkan_diminta, terapkan_impor

log = structlog.get_logger(__name__)


def terapkan_yang_diminta() -> None:
    """Look through and apply the files that wait in the village in scope.

    Killed on the way it starts again from the same file.
    """
    for impor_id, oleh, terapkan in impor_diminta():
        _terapkan(impor_id, oleh) if terapkan else _siapkan(impor_id)


def _siapkan(impor_id: UUID) -> None:
    try:
        siapkan_diminta(impor_id=impor_id)
    except InvalidInput as salah:
        log.warning("penduduk.impor_tidak_terbaca", impor_id=str(impor_id), pesan=salah.pesan.kode)
        gagalkan_impor(impor_id=impor_id, sebab=salah.pesan, kolom=salah.per_field)


def _terapkan(impor_id: UUID, oleh: str) -> None:
    try:
        terapkan_impor(impor_id=impor_id, oleh=oleh)
    except ChangedMeanwhile as basi:
        log.warning("penduduk.impor_gagal", impor_id=str(impor_id), pesan=basi.pesan.kode)
        gagalkan_impor(impor_id=impor_id, sebab=basi.pesan)
