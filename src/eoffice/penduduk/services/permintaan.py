"""A citizen asks to have his data put right; the office puts it right or says why not.

Written as a fact that anybody may add: asked at the regency's portal it travels to the village's own server, and
the answer comes back the same way.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from eoffice.dokumen import services as dokumen
from eoffice.jejak.services import Catatan, catat_banyak
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, NotFound, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.events import PERMINTAAN_KOREKSI
from eoffice.penduduk.models import Penduduk, PermintaanKoreksi
from eoffice.penduduk.rules.permintaan import (
    DIMINTA,
    MAKS_BUKTI,
    Bukti,
    Hasil,
    baca_usul,
    periksa_jumlah,
)
from eoffice.penduduk.selectors.koreksi import isi_koreksi
from eoffice.penduduk.services.mutasi.babak import hari_ini
from eoffice.penduduk.services.potret import potret_permintaan

AGREGAT = "permintaan_koreksi"


def minta_koreksi(
    *,
    kunci: UUID,
    pemilik: UUID,
    penduduk_id: UUID,
    kolom: str,
    usul: Any,
    keterangan: str,
    foto: Sequence[bytes],
) -> UUID:
    """Ask for a correction and return the request; the same form again is the same request.

    ``usul``: what is right: a text, a code, or a day in ISO. Photos are drawn anew, without their hidden data.

    Raises:
        NotFound: no such column, nobody with this id, or somebody else's key.
        InvalidInput: nothing new or nothing possible is asked, no photo, too many, or one that is none.
        RuleRefused: enough requests wait already.
        StorageFull: the disk fills.
    """
    if kolom not in DIMINTA:
        raise NotFound
    if (ada := _terkirim(kunci, penduduk_id)) is not None:
        return ada
    nilai = baca_usul(kolom, usul, isi_koreksi(penduduk_id), hari_ini())
    _periksa_jumlah(penduduk_id, kolom)
    bukti = _terima(foto)
    with transaction.atomic():
        Penduduk.objects.select_for_update().get(
            pk=penduduk_id
        )  # two forms of one person one after the other
        if (ada := _terkirim(kunci, penduduk_id)) is not None:
            return ada
        _periksa_jumlah(penduduk_id, kolom)
        row = PermintaanKoreksi(
            id=kunci,
            penduduk_id=penduduk_id,
            pemilik=pemilik,
            kolom=kolom,
            usul=nilai,
            keterangan=keterangan,
            berkas=[asdict(satu) for satu in bukti],
            dibuat_pada=clock.now(),
        )
        row.save(force_insert=True)
        catat_banyak([catatan(row)], pelaku=str(pemilik))
    return row.pk


def kunci_penduduk(penduduk_id: UUID) -> None:
    """Hold a person until the transaction ends: what he does at two places at once happens one after the other.

    Raises:
        NotFound: nobody with this id.
    """
    if Penduduk.objects.select_for_update().filter(pk=penduduk_id).first() is None:
        raise NotFound


def _terkirim(kunci: UUID, penduduk_id: UUID) -> UUID | None:
    row = PermintaanKoreksi.objects.filter(pk=kunci).first()
    if row is not None and row.penduduk_id != penduduk_id:
        raise NotFound
    return None if row is None else row.pk


def _periksa_jumlah(penduduk_id: UUID, kolom: str) -> None:
    milik = PermintaanKoreksi.objects.filter(penduduk_id=penduduk_id)
    terbuka = list(milik.filter(hasil="").values_list("kolom", flat=True))
    sehari = milik.filter(dibuat_pada__gt=clock.now() - timedelta(days=1)).count()
    periksa_jumlah(len(terbuka), sehari, kolom_menunggu=kolom in terbuka)


def _terima(foto: Sequence[bytes]) -> list[Bukti]:
    """Clean the photos and keep them; all of them or none."""
    if not foto:
        raise _tolak("berkas", Pesan("penduduk.permintaan_foto"))
    if len(foto) > MAKS_BUKTI:
        raise _tolak("berkas", Pesan("penduduk.permintaan_foto_banyak", maks=MAKS_BUKTI))
    dokumen.pastikan_ruang(dokumen.Ruang.LAMPIRAN)
    try:
        bersih = [dokumen.terima_berkas(satu) for satu in foto]
    except InvalidInput as salah:
        raise _tolak("berkas", salah.pesan) from None
    return [Bukti(dokumen.simpan(isi), media, len(isi)) for isi, media in bersih]


@transaction.atomic
def tolak_permintaan(*, permintaan_id: UUID, alasan: str, oleh: str) -> None:
    """Refuse a request, for a reason that the citizen reads.

    Raises:
        NotFound: there is none.
        RuleRefused: it was decided already.
        InvalidInput: no reason.
    """
    if not alasan:
        raise _tolak("alasan", Pesan("penduduk.permintaan_alasan"))
    row = kunci_permintaan(permintaan_id)
    catat_banyak([putuskan(row, Hasil.DITOLAK, oleh, alasan)], pelaku=oleh)


def kunci_permintaan(permintaan_id: UUID, penduduk_id: UUID | None = None) -> PermintaanKoreksi:
    """Lock a request that waits, of this person if one is named.

    Raises:
        NotFound: there is none.
        RuleRefused: it was decided already.
    """
    row = PermintaanKoreksi.objects.select_for_update().filter(pk=permintaan_id).first()
    if row is None or penduduk_id not in (None, row.penduduk_id):
        raise NotFound
    if row.hasil:
        raise RuleRefused(Pesan("penduduk.permintaan_diputus"))
    return row


def putuskan(row: PermintaanKoreksi, hasil: Hasil, oleh: str, alasan: str = "") -> Catatan:
    """Decide a locked request and return what is told of it."""
    row.hasil, row.alasan, row.oleh, row.diputus_pada = hasil.value, alasan, oleh, clock.now()
    row.revisi += 1
    row.save()
    return catatan(row)


def catatan(row: PermintaanKoreksi) -> Catatan:
    """Return what is told of a request as it stands."""
    return Catatan(PERMINTAAN_KOREKSI, AGREGAT, row.pk, row.revisi, *potret_permintaan(row))


def _tolak(kotak: str, pesan: Pesan) -> InvalidInput:
    return InvalidInput(pesan, {kotak: pesan})
