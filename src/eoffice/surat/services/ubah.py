"""The operator mends this letter's words and answers before it goes up; what changed is shown to the signer."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.surat.models import Permohonan, Surat
from eoffice.surat.rules.alur import DAPAT_DIUBAH, Status
from eoffice.surat.rules.badan import periksa_ubahan
from eoffice.surat.rules.isian import baca_semua
from eoffice.surat.services.bahan import BahanBaris, keperluan, pratinjau
from eoffice.surat.services.pintu import Pegangan, Pelaku, hari_ini, pegang


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
    Permohonan.objects.filter(pk=p.permohonan.pk).update(ubahan=ubahan)
    _naik_versi(p)


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
    Permohonan.objects.filter(pk=p.permohonan.pk).update(nilai=nilai)
    tujuan = keperluan(BahanBaris(p.jenis, p.permohonan.penduduk_id, nilai, {}), p.hari)
    Surat.objects.filter(pk=p.surat.pk).update(keperluan=tujuan)
    _naik_versi(p)


def _pegang(surat_id: UUID, versi: int, oleh: Pelaku) -> Pegangan:
    p = pegang(surat_id, oleh, versi=versi)
    if Peran.OPERATOR not in oleh.peran or Status(p.surat.status) not in DAPAT_DIUBAH:
        raise RuleRefused(Pesan("surat.tidak_dapat_diubah"))
    return p


def _naik_versi(p: Pegangan) -> None:
    """Whoever still looks at the old words cannot decide about them any more."""
    Surat.objects.filter(pk=p.surat.pk).update(versi=p.surat.versi + 1)


def pratinjau_surat(
    *,
    surat_id: UUID,
    oleh: Pelaku,
    kata: Mapping[str, str] | None = None,
    halaman: int = 1,
    lebar_px: int = 800,
) -> bytes:
    """Return a page of the letter as it would be printed now, with ``kata`` tried on top of the kept words."""
    with transaction.atomic():
        p = pegang(surat_id, oleh)
    ubahan = {**p.permohonan.ubahan, **(kata or {})}
    bahan = BahanBaris(p.jenis, p.permohonan.penduduk_id, p.permohonan.nilai, ubahan)
    return pratinjau(bahan, p.pengaturan, tanggal=hari_ini(), halaman=halaman, lebar_px=lebar_px)
