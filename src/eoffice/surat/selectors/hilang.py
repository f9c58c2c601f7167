"""Which files of issued letters are gone from the store: an alarm to raise before somebody asks for one."""

from collections.abc import Iterator
from uuid import UUID

from eoffice.dokumen import services as dokumen
from eoffice.sinkron.selectors import berkas_ditunggu
from eoffice.surat.models import Surat


def berkas_hilang() -> Iterator[tuple[UUID, str]]:
    """Yield letter and digest of every file of an issued letter that is not in the store, nor on its way here."""
    menunggu = berkas_ditunggu()
    terbit = Surat.objects.exclude(sha256="").order_by("pk").values_list("pk", "sha256", "pindaian")
    for surat_id, sha256, pindaian in terbit.iterator():
        yield from (
            (surat_id, satu) for satu in (sha256, *pindaian) if not dokumen.ada(satu) and satu not in menunggu
        )
