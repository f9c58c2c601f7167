"""Taking back what was given to a village, as an officer of the regency does it: each act together with its trail."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from eoffice.jejak.proyeksi import Proyeksi
from eoffice.kernel.errors import NotFound
from eoffice.sinkron.services.keadaan import segarkan
from eoffice.sinkron.services.pusat import Petugas, catat_tindakan
from eoffice.sinkron.services.tarik import (
    Karya,
    Usul,
    batalkan_usul,
    biarkan_karya_desa,
    di_kabupaten,
    karya_desa,
    pakai_karya_desa,
    setujui_tarik,
    usul_terbuka,
    usulkan_tarik,
)
from eoffice.sinkron.services.tarik import beri_lagi as beri_kembali


@transaction.atomic
def usulkan(*, petugas: Petugas, agregat_id: UUID, alasan: str) -> None:
    """Propose to take something back.

    Raises:
        InvalidInput, RuleRefused: as for ``tarik.usulkan_tarik``.
    """
    usulkan_tarik(agregat_id=agregat_id, alasan=alasan, oleh=petugas.pelaku, nama=petugas.nama)
    _catat("tarik_usul", petugas, agregat_id, alasan)


@transaction.atomic
def setujui(*, petugas: Petugas, usul_id: UUID, proyeksi: Iterable[Proyeksi]) -> None:
    """Approve what another officer proposed: the thing is taken back with the same commit.

    Raises:
        NotFound, ChangedMeanwhile, RuleRefused: as for ``tarik.setujui_tarik``.
    """
    usul = satu_usul(usul_id)
    tabel = _proyeksi(proyeksi, usul.agregat)
    setujui_tarik(usul_id=usul_id, proyeksi=tabel, oleh=petugas.pelaku, nama=petugas.nama)
    _catat("tarik_setuju", petugas, usul.agregat_id, usul.alasan)


@transaction.atomic
def batalkan(*, petugas: Petugas, usul_id: UUID) -> None:
    """Withdraw or refuse a proposal.

    Raises:
        NotFound, ChangedMeanwhile: as for ``tarik.batalkan_usul``.
    """
    usul = satu_usul(usul_id)
    batalkan_usul(usul_id=usul_id, oleh=petugas.pelaku, nama=petugas.nama)
    _catat("tarik_batal", petugas, usul.agregat_id, "")


@transaction.atomic
def pakai_karya(*, petugas: Petugas, agregat_id: UUID, alasan: str, proyeksi: Iterable[Proyeksi]) -> None:
    """Let the village's last word hold after all.

    Raises:
        NotFound, ChangedMeanwhile, RuleRefused: as for ``tarik.pakai_karya_desa``.
    """
    tabel = _proyeksi(proyeksi, satu_karya(agregat_id).agregat)
    pakai_karya_desa(agregat_id=agregat_id, proyeksi=tabel, oleh=petugas.pelaku)
    _catat("karya_pakai", petugas, agregat_id, alasan)


@transaction.atomic
def biarkan_karya(*, petugas: Petugas, agregat_id: UUID, alasan: str) -> None:
    """Let the row here hold; the village's words stay in its stream.

    Raises:
        ChangedMeanwhile: nothing of it waits (any more).
    """
    biarkan_karya_desa(agregat_id=agregat_id, oleh=petugas.pelaku)
    _catat("karya_biarkan", petugas, agregat_id, alasan)


@transaction.atomic
def beri_lagi(*, petugas: Petugas, agregat_id: UUID, proyeksi: Iterable[Proyeksi]) -> None:
    """Give the village again what was taken back.

    Raises:
        NotFound, RuleRefused: as for ``tarik.beri_lagi``.
    """
    semua = {satu.agregat_id: satu.agregat for satu in di_kabupaten()}
    if agregat_id not in semua:
        raise NotFound
    tabel = _proyeksi(proyeksi, semua[agregat_id])
    beri_kembali(agregat_id=agregat_id, proyeksi=tabel, oleh=petugas.pelaku)
    _catat("beri_lagi", petugas, agregat_id, "")


def satu_usul(usul_id: UUID) -> Usul:
    """Return a proposal that nobody decided yet.

    Raises:
        NotFound: no such proposal in this village, or it was decided.
    """
    for satu in usul_terbuka():
        if satu.id == usul_id:
            return satu
    raise NotFound


def satu_karya(agregat_id: UUID) -> Karya:
    """Return the village's late work about one aggregate.

    Raises:
        NotFound: none waits.
    """
    for satu in karya_desa():
        if satu.agregat_id == agregat_id:
            return satu
    raise NotFound


def _proyeksi(semua: Iterable[Proyeksi], agregat: str) -> Proyeksi:
    for satu in semua:
        if satu.agregat == agregat:
            return satu
    raise NotFound


def _catat(kata: str, petugas: Petugas, agregat_id: UUID, alasan: str) -> None:
    catat_tindakan(kata, petugas, alasan=alasan.strip(), rincian={"agregat_id": str(agregat_id)})
    segarkan()
