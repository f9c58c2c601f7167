"""The head of the office is away for some days: who signs for him, with which words, and who initials then.

Nothing of its own is kept: a Plh. is a dated post, an a.n. a dated mandate, so both begin and end by themselves.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from eoffice.akun.models import Penugasan
from eoffice.akun.rules.jabatan import Bentuk, Jabatan, Sifat
from eoffice.akun.rules.keluar import Ganti, bentuk_pengganti, periksa_pengganti
from eoffice.akun.selectors import daftar_keluar, lupakan, tugas_berlaku
from eoffice.akun.services.aparat import akhiri_pelimpahan, akhiri_tugas, angkat, limpahkan
from eoffice.kernel.errors import EofficeError, InvalidInput
from eoffice.kernel.messages import Pesan


def kades_keluar(
    *,
    pejabat_id: UUID,
    ganti: Ganti,
    mulai: date,
    selesai: date,
    dasar: str,
    pemaraf_id: UUID | None = None,
    pelaku: str,
) -> None:
    """Let somebody sign for the head from a day to a day; ``pemaraf_id`` initials meanwhile.

    Raises:
        InvalidInput: the person's post does not fit, days run backwards, or somebody signs for him then already;
            ``per_field`` names it.
        NotFound: a person is not of this village.
    """
    try:
        with transaction.atomic():
            _catat_keluar(
                pejabat_id, pemaraf_id, ganti, mulai=mulai, selesai=selesai, dasar=dasar, pelaku=pelaku
            )
    except EofficeError:
        lupakan()  # posts read meanwhile were taken back
        raise


def _catat_keluar(pejabat_id: UUID, pemaraf_id: UUID | None, ganti: Ganti, **kapan: Any) -> None:
    # locked: two at once name no two people
    list(Penugasan.objects.select_for_update().filter(jabatan=Jabatan.KEPALA_DESA).values_list("pk"))
    tugas = tugas_berlaku(kapan["mulai"])
    lain = [satu for satu in daftar_keluar(kapan["mulai"]) if satu.mulai <= kapan["selesai"]]
    pesan = periksa_pengganti(str(pejabat_id), tugas, sudah=bool(lain))
    if pesan:
        raise InvalidInput(pesan, {"pejabat": pesan})
    if ganti is Ganti.PLH:
        angkat(pejabat_id=pejabat_id, jabatan=Jabatan.KEPALA_DESA, sifat=Sifat.PLH, **kapan)
    else:
        bentuk = bentuk_pengganti(satu.jabatan for satu in tugas if satu.pejabat == str(pejabat_id))
        limpahkan(pejabat_id=pejabat_id, bentuk=bentuk, **kapan)
    if pemaraf_id is not None:
        _serahkan_paraf(pemaraf_id, pejabat_id, kapan)


def _serahkan_paraf(pemaraf_id: UUID, pejabat_id: UUID, kapan: dict[str, Any]) -> None:
    """Let a kasi or kaur initial; what does not fit is told beside his own box."""
    if pemaraf_id == pejabat_id:
        pesan = Pesan("akun.pemaraf_sama")
        raise InvalidInput(pesan, {"pemaraf": pesan})
    try:
        limpahkan(pejabat_id=pemaraf_id, bentuk=Bentuk.PARAF, **kapan)
    except InvalidInput as tolak:
        raise InvalidInput(tolak.pesan, {"pemaraf": tolak.pesan}) from None


@transaction.atomic
def kades_kembali(*, hari: date, pelaku: str) -> bool:
    """End what stands for the head today: yesterday was its last day, or today where it began today.

    ``False``: nobody stands for him.
    """
    kini = [satu for satu in daftar_keluar(hari) if satu.mulai <= hari]
    for satu in kini:
        akhir = max(satu.mulai, hari - timedelta(days=1))
        if satu.penugasan_id is not None:
            akhiri_tugas(penugasan_id=satu.penugasan_id, selesai=akhir, pelaku=pelaku)
        for mandat in (satu.delegasi_id, satu.paraf_id):
            if mandat is not None:
                akhiri_pelimpahan(delegasi_id=mandat, selesai=akhir, pelaku=pelaku)
    return bool(kini)
