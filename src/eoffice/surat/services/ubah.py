"""The operator mends this letter's words and answers before it goes up; what changed is shown to the signer."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.surat.models import Permohonan
from eoffice.surat.rules.alur import DAPAT_DIUBAH, Aksi, Status
from eoffice.surat.rules.badan import periksa_ubahan
from eoffice.surat.rules.daftar import baca_semua
from eoffice.surat.services.bahan import BahanBaris, keperluan
from eoffice.surat.services.pintu import Pegangan, Pelaku, langkah, pegang


@transaction.atomic
def ubah_kata(*, surat_id: UUID, versi: int, kata: Mapping[str, str], oleh: Pelaku) -> None:
    """Replace the words of some blocks for this letter; words equal to the type's own are no change.

    Raises:
        InvalidInput: a block is locked, empty, or names an unknown field.
        NotFound, ChangedMeanwhile, RuleRefused: not here, changed, or already gone up.
    """
    p = _pegang(surat_id, versi, oleh)
    ubahan = dict(p.permohonan.ubahan)
    galat: dict[str, Pesan] = {}
    for kode, templat in kata.items():
        hasil = periksa_ubahan(p.jenis, kode, templat)
        if isinstance(hasil, Pesan):
            galat[kode] = hasil
        elif hasil == p.jenis.blok_kode(kode).isi:
            ubahan.pop(kode, None)
        else:
            ubahan[kode] = hasil
    if galat:
        raise InvalidInput(Pesan("surat.isian_perlu_diperbaiki", jumlah=len(galat)), galat)
    p.permohonan.ubahan = ubahan
    _catat(p)


@transaction.atomic
def ubah_isian(*, surat_id: UUID, versi: int, jawaban: Mapping[str, str], oleh: Pelaku) -> None:
    """Correct the answers of an application; the applicant's own are kept beside them.

    Raises:
        InvalidInput: an answer is not accepted.
        NotFound, ChangedMeanwhile, RuleRefused: not here, changed, or already gone up.
    """
    p = _pegang(surat_id, versi, oleh)
    nilai, galat = baca_semua(p.jenis.isian, jawaban, p.hari)
    if galat:
        raise InvalidInput(Pesan("surat.isian_perlu_diperbaiki", jumlah=len(galat)), galat)
    p.permohonan.nilai = nilai
    p.ubah["keperluan"] = keperluan(BahanBaris(p.jenis, p.permohonan.penduduk_id, nilai, {}), p.hari)
    _catat(p)


def _pegang(surat_id: UUID, versi: int, oleh: Pelaku) -> Pegangan:
    p = pegang(surat_id, oleh, versi=versi)
    if Peran.OPERATOR not in oleh.peran or Status(p.surat.status) not in DAPAT_DIUBAH:
        raise RuleRefused(Pesan("surat.tidak_dapat_diubah"))
    return p


def _catat(p: Pegangan) -> None:
    """Keep the new words and write the step: who still looks at the old ones cannot decide about them."""
    Permohonan.objects.filter(pk=p.permohonan.pk).update(nilai=p.permohonan.nilai, ubahan=p.permohonan.ubahan)
    langkah(p, Aksi.UBAH)
