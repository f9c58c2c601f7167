"""What happens to a village itself, told in its own stream.

Its table lies below the stream, so the verbs that change it stand here; those of ``wilayah`` are private to this
module (importlinter.toml). The emblem is a setting of its letters: see ``surat.services.pengaturan``.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from eoffice.jejak.events import DESA_DICATAT
from eoffice.jejak.kepemilikan import lupakan_sebelum
from eoffice.jejak.proyeksi import Gambaran
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.jejak.services import catat
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.wilayah import services as wilayah
from eoffice.wilayah.selectors import IdentitasDesa, identitas
from eoffice.wilayah.tenancy import desa_aktif, lingkup

log = structlog.get_logger(__name__)


def agregat_desa(kode: str) -> UUID:
    """Return a village's id in streams, the same in every installation: its code, filled with zeros."""
    return UUID(kode.replace(".", "").zfill(32))


def daftarkan_desa(*, kode: str, pelaku: str) -> bool:
    """Serve a village from here: the first event of its stream. ``False`` when it is served already.

    No scope may be open: the village comes to be here.

    Raises:
        InvalidInput: no village of the national list has this code.
    """
    with transaction.atomic():
        desa = wilayah.daftarkan_desa(kode=kode)
        if desa is None:
            return False
        with lingkup(desa.kode):
            _catat(desa, pelaku)
    log.info("desa.terdaftar", desa=desa.kode, pelaku=pelaku)
    return True


@transaction.atomic
def kenali_desa(*, kode: str) -> bool:
    """Make room for the streams of a village that is served elsewhere; it tells of itself. ``False``: it is here.

    Raises:
        InvalidInput: no village of the national list has this code.
    """
    return wilayah.kenali_desa(kode=kode) is not None


@transaction.atomic
def ubah_identitas(*, pelaku: str, **ubahan: str) -> bool:
    """Change how the village in scope is reached; its letters print it from now on. ``False``: nothing new.

    Raises:
        TypeError: a column that does not change here.
        InvalidInput: a value is too long or not what its column holds; ``per_field`` names it.
        NotFound: the village in scope does not live here.
    """
    desa = wilayah.ubah_identitas(**ubahan)
    if desa is None:
        return False
    _catat(desa, pelaku)
    log.info("desa.identitas", desa=desa.kode, pelaku=pelaku, kolom=sorted(ubahan))
    return True


@transaction.atomic
def pindahkan_wewenang(*, epoch: int, di_sini: bool) -> bool:
    """Let the village in scope be written here, or elsewhere, from an owner epoch on; ``False``: known already.

    Whoever decides it tells it in the stream (``sinkron``); owners of single aggregates are forgotten.
    """
    if not wilayah.pindahkan_wewenang(epoch=epoch, di_sini=di_sini):
        return False
    lupakan_sebelum(epoch)
    log.info("desa.pindah", desa=desa_aktif(), di_sini=di_sini, epoch=epoch)
    return True


def layani_desa() -> None:
    """Let the village in scope be written here, whose past has just been loaded."""
    wilayah.layani_desa()
    log.info("desa.dilayani", desa=desa_aktif())


def lepaskan_desa() -> None:
    """Let the village in scope be written by the server that registers; nothing of it was written here."""
    wilayah.lepaskan_desa()
    log.info("desa.dilepas", desa=desa_aktif())


class ProyeksiDesa:
    """The village itself between its row and the stream."""

    jenis = DESA_DICATAT
    agregat = "desa"

    def revisi(self, agregat_id: UUID, /) -> int | None:
        """Return the revision of the village in scope; no other is its own business."""
        return identitas().revisi if agregat_id == agregat_desa(desa_aktif()) else None

    def terapkan(self, peristiwa: PeristiwaTercatat, /) -> None:
        """Write down how the village describes itself.

        Raises:
            InvalidInput: it describes another village, or in a way that cannot be kept.
        """
        if peristiwa.agregat_id != agregat_desa(desa_aktif()):
            raise InvalidInput(Pesan("wilayah.identitas_tidak_sah"))
        wilayah.terapkan_identitas(IdentitasDesa(**peristiwa.publik, revisi=peristiwa.revisi))

    def hapus(self, agregat_id: UUID, /) -> None:
        """Keep the village: its rows stand on it, and its owner always has one."""

    def gambaran(self) -> Iterator[Gambaran]:
        """Yield the village in scope."""
        revisi, isi = _potret(identitas())
        yield Gambaran(agregat_desa(desa_aktif()), revisi, isi, {})


def _potret(desa: IdentitasDesa) -> tuple[int, dict[str, Any]]:
    isi = asdict(desa)
    return isi.pop("revisi"), isi


def _catat(desa: IdentitasDesa, pelaku: str) -> None:
    revisi, isi = _potret(desa)
    catat(
        jenis=DESA_DICATAT,
        agregat="desa",
        agregat_id=agregat_desa(desa.kode),
        revisi=revisi,
        publik=isi,
        pribadi={},
        pelaku=pelaku,
    )
