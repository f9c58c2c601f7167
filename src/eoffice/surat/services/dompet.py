"""The citizen's wallet: documents kept for the next application, each locked with a key of its own.

A wallet belongs to one account at one installation and never travels. The log tells that something was kept, used
and wiped, not what; wiping forgets the key with the row and takes the bytes away.
"""

from uuid import UUID

from django.db import transaction

from eoffice.akun.selectors import akun_warga
from eoffice.dokumen import services as dokumen
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.services import kunci_penduduk
from eoffice.surat import events
from eoffice.surat.models import BerkasSaya
from eoffice.surat.rules.dompet import UMUR, JenisBerkas, Tindakan, periksa_muat, periksa_setuju
from eoffice.surat.services.buang import lepaskan
from eoffice.surat.services.draf import BerkasDraf, IsiDraf, lampirkan_jadi

AGREGAT = "berkas_saya"


def simpan_dompet(*, pemilik: UUID, jenis: str, data: bytes, setuju: bool) -> UUID:
    """Keep a document of a citizen for a year, and return it; the same file again is the same document.

    Raises:
        InvalidInput: no consent, no such kind, or not a photo or PDF.
        RuleRefused: the wallet is full.
        StorageFull: the disk fills.
    """
    periksa_setuju(setuju=setuju)
    if jenis not in set(JenisBerkas):
        raise InvalidInput(pesan := Pesan("surat.dompet_jenis"), {"jenis": pesan})
    dokumen.pastikan_ruang(dokumen.Ruang.LAMPIRAN)
    bersih, media = dokumen.terima_berkas(data)
    sidik = dokumen.sidik(bersih)
    kunci, terkunci = dokumen.bungkus(bersih)
    kini = clock.now()
    with transaction.atomic():
        kunci_penduduk(akun_warga(pemilik))  # two files of one person one after the other
        milik = BerkasSaya.objects.filter(pemilik=pemilik)
        if ada := milik.filter(sidik=sidik).first():
            return ada.pk
        periksa_muat(list(milik.values_list("ukuran", flat=True)), len(bersih))
        row = BerkasSaya(
            pemilik=pemilik, jenis=jenis, sidik=sidik, sandi=dokumen.simpan(terkunci), kunci=kunci, media=media,
            ukuran=len(bersih), disimpan_pada=kini, kedaluwarsa=kini + UMUR,
        )  # fmt: skip
        row.save(force_insert=True)
        _catat(row, Tindakan.DISIMPAN)
    return row.pk


def buka_dompet(*, berkas_id: UUID, pemilik: UUID) -> tuple[bytes, str]:
    """Return a kept document and its media type.

    Raises:
        NotFound: unknown, run out, or somebody else's.
    """
    return _isi(row := _milik(berkas_id, pemilik)), row.media


def pakai_dompet(*, berkas_id: UUID, pemilik: UUID, draf_id: UUID, syarat: str, setuju: bool) -> IsiDraf:
    """Attach a copy of a kept document to a requirement of one's own draft, without a second upload.

    Raises:
        NotFound: unknown document, draft or requirement, or somebody else's.
        InvalidInput: no consent, or the draft is full.
    """
    with transaction.atomic():
        row = _milik(berkas_id, pemilik, kunci=True)
        periksa_setuju(setuju=setuju)  # a stranger learns nothing, not even that a word is missing
        satu = BerkasDraf(syarat, dokumen.simpan(_isi(row)), _nama(row), row.media, row.ukuran)
        hasil = lampirkan_jadi(draf_id=draf_id, pemilik=pemilik, satu=satu)
        row.revisi += 1
        row.save(update_fields=["revisi"])
        _catat(row, Tindakan.DIPAKAI)
    return hasil


def hapus_dompet(*, berkas_id: UUID, pemilik: UUID) -> None:
    """Wipe a kept document at once; copies attached to applications stay with them.

    Raises:
        NotFound: unknown, or somebody else's.
    """
    with transaction.atomic():
        row = _milik(berkas_id, pemilik, kunci=True)
        _hapus(row)
    dokumen.buang_segera(row.sandi)


def buang_dompet_lama() -> int:
    """Wipe the documents of the village in scope whose time has come; return how many."""
    with transaction.atomic():
        lama = list(BerkasSaya.objects.select_for_update().filter(kedaluwarsa__lte=clock.now()))
        for row in lama:
            _hapus(row, pelaku="sistem")
    for row in lama:
        dokumen.buang_segera(row.sandi)
    return len(lama)


def _milik(berkas_id: UUID, pemilik: UUID, *, kunci: bool = False) -> BerkasSaya:
    pilih = BerkasSaya.objects.select_for_update() if kunci else BerkasSaya.objects.all()
    row = pilih.filter(pk=berkas_id, pemilik=pemilik, kedaluwarsa__gt=clock.now()).first()
    if row is None:
        raise NotFound
    return row


def _isi(row: BerkasSaya) -> bytes:
    return dokumen.buka_bungkus(bytes(row.kunci), dokumen.baca(row.sandi))


def _nama(row: BerkasSaya) -> str:
    return f"{row.jenis}.{'pdf' if row.media == 'application/pdf' else 'jpg'}"


def _hapus(row: BerkasSaya, pelaku: str = "") -> None:
    """Forget the key with the row and let go of the bytes; where they cannot go now, the worker takes them later."""
    row.revisi += 1
    _catat(row, Tindakan.DIHAPUS, pelaku)
    lepaskan([{"sha256": row.sandi}])
    BerkasSaya.objects.filter(pk=row.pk).delete()


def _catat(row: BerkasSaya, tindakan: Tindakan, pelaku: str = "") -> None:
    catat(
        jenis=events.BERKAS_SAYA,
        agregat=AGREGAT,
        agregat_id=row.pk,
        revisi=row.revisi,
        publik={"tindakan": tindakan.value},
        pribadi={},
        pelaku=pelaku or str(row.pemilik),
    )
