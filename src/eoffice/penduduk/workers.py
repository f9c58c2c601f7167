"""Background work of the register: files that somebody asked to apply, one after the other."""

import structlog

from eoffice.kernel.errors import ChangedMeanwhile
from eoffice.penduduk.services import gagalkan_impor, impor_diminta, terapkan_impor

log = structlog.get_logger(__name__)


def terapkan_yang_diminta() -> None:
    """Apply the files that wait in the village in scope. Killed on the way it starts again from the same file."""
    for impor_id, oleh in impor_diminta():
        try:
            terapkan_impor(impor_id=impor_id, oleh=oleh)
        except ChangedMeanwhile as basi:
            log.warning("penduduk.impor_gagal", impor_id=str(impor_id), pesan=basi.pesan.kode)
            gagalkan_impor(impor_id=impor_id, sebab=basi.pesan)
