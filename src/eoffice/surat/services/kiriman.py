"""A citizen's later acts about a letter, wherever it is written.

Where the village has its own server, the regency's portal may not move the letter: it writes down what the citizen
asks for (``KirimanWarga``), which travels in the stream. Whoever writes the letter carries it out through the one door,
once, and answers in the same transaction.
"""

from dataclasses import replace
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from eoffice.akun.selectors import akun_warga
from eoffice.arsip.services import periksa as periksa_saksi
from eoffice.jejak.selectors import sudah_semua
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.sinkron.rules.tanda_terima import KONSUMEN
from eoffice.surat import events
from eoffice.surat.models import Draf, KirimanWarga, Surat
from eoffice.surat.rules.alur import ALUR, Aksi, Fakta, Status
from eoffice.surat.rules.kiriman import Hasil, Tempat, Tindakan
from eoffice.surat.selectors.kiriman import tempat
from eoffice.surat.services import kirim
from eoffice.surat.services.draf import baris_draf
from eoffice.surat.services.gambaran import gambar_kiriman
from eoffice.surat.services.pintu import Pegangan, Pelaku, fakta, jalankan, langkah, pegang

log = structlog.get_logger(__name__)
_TIDAK_ADA = "kernel.langkah_tidak_ada"


@transaction.atomic
def tarik(*, surat_id: UUID, oleh: Pelaku, versi: int) -> bool:
    """Withdraw a citizen's application. ``False``: the village does, as soon as it hears of it.

    Raises:
        NotFound, ChangedMeanwhile: as ``jalankan``.
        RuleRefused: it cannot be withdrawn any more, or another request is on its way.
    """
    if tempat(surat_id) is Tempat.SINI:
        jalankan(surat_id=surat_id, aksi=Aksi.TARIK, oleh=oleh, versi=versi)
        return True
    p = pegang(surat_id, oleh, versi=versi)
    _pastikan_boleh(p, Aksi.TARIK, fakta(p, Aksi.TARIK))
    if not _menunggu(p, Tindakan.TARIK):
        _titip(p, Tindakan.TARIK, new_id(), {})
    return False


@transaction.atomic
def ajukan_ulang(*, surat_id: UUID, draf_id: UUID, oleh: Pelaku) -> kirim.Terkirim:
    """Send a mended application again, to the village if that writes it. Sent twice it is sent once.

    Raises:
        NotFound, ChangedMeanwhile, RuleRefused: as ``kirim.ajukan_ulang``; also when another request is on its way.
    """
    if tempat(surat_id) is Tempat.SINI:
        return kirim.ajukan_ulang(surat_id=surat_id, draf_id=draf_id, oleh=oleh)
    p = pegang(surat_id, oleh)
    baris = baris_draf(draf_id, oleh.pengguna_id or UUID(int=0), kunci=True)
    if baris.memperbaiki != p.surat.pk:
        raise NotFound
    if KirimanWarga.objects.filter(pk=draf_id).exists():
        return kirim.Terkirim(p.surat.pk, p.permohonan.tiket, baru=False)
    if baris.versi_surat != p.surat.versi:
        raise ChangedMeanwhile(Pesan("surat.sudah_berubah"))
    _pastikan_boleh(p, Aksi.AJUKAN_ULANG, _fakta_draf(p, baris))
    _menunggu(p, Tindakan.AJUKAN_ULANG)
    isi = {"nilai": baris.nilai, "telepon": baris.telepon, "berkas": baris.berkas}
    _titip(p, Tindakan.AJUKAN_ULANG, draf_id, isi)
    return kirim.Terkirim(p.surat.pk, p.permohonan.tiket, baru=True)


def _pastikan_boleh(p: Pegangan, aksi: Aksi, isi: Fakta) -> None:
    """Refuse at once what is known here to be refused at the village."""
    ALUR.find(Status(p.surat.status), aksi, p.oleh.peran, isi)


def _fakta_draf(p: Pegangan, baris: Draf) -> Fakta:
    """Return what the guards look at, with the answers and files of the draft in the place of the letter's."""
    p.permohonan.nilai = baris.nilai
    ada = {satu["syarat"] for satu in baris.berkas}
    diminta = p.jenis.syarat_diminta(baris.nilai)
    kurang = tuple(s.label for s in diminta if s.wajib and s.kode not in ada)
    return replace(fakta(p, Aksi.AJUKAN_ULANG), berkas_kurang=kurang)


def _menunggu(p: Pegangan, tindakan: Tindakan) -> bool:
    """Tell whether the same request is on its way already; the letter is held, so nobody asks at the same time.

    Raises:
        RuleRefused: another one is.
    """
    ada = KirimanWarga.objects.filter(surat_id=p.surat.pk, hasil="").first()
    if ada is not None and (ada.tindakan, tindakan) != (Tindakan.TARIK, Tindakan.TARIK):
        raise RuleRefused(Pesan("surat.kiriman_menunggu"))
    return ada is not None


def _titip(p: Pegangan, tindakan: Tindakan, kiriman_id: UUID, isi: dict[str, Any]) -> None:
    if p.oleh.pengguna_id is None or Peran.WARGA not in p.oleh.peran:
        raise NotFound
    baris = KirimanWarga(
        id=kiriman_id,
        surat_id=p.surat.pk,
        tindakan=tindakan,
        versi_surat=p.surat.versi,
        pelaku=p.oleh.pengguna_id,
        penduduk_id=akun_warga(p.oleh.pengguna_id),
        isi=isi,
        dibuat_pada=clock.now(),
    )
    baris.save(force_insert=True)
    _tulis(baris, p.oleh.nama_jejak)


def _tulis(baris: KirimanWarga, pelaku: str) -> None:
    publik, pribadi = gambar_kiriman(baris)
    catat(
        jenis=events.KIRIMAN,
        agregat="kiriman_warga",
        agregat_id=baris.pk,
        revisi=baris.revisi,
        publik=publik,
        pribadi=pribadi,
        pelaku=pelaku,
    )


def laksanakan() -> int:
    """Carry out what citizens of the village in scope asked for at the regency; return how many were answered.

    Only of letters that are written here, and not before everything is applied, also what came back of one's own: a
    server that was set back first hears what it did before.
    """
    menunggu = KirimanWarga.objects.filter(hasil="").order_by("dibuat_pada", "pk")
    semua = list(menunggu.values_list("pk", "surat_id"))
    if not semua or not sudah_semua(KONSUMEN) or periksa_saksi().pulih:
        return 0
    return sum(_jawab(pk) for pk, surat_id in semua if tempat(surat_id) is Tempat.SINI)


@transaction.atomic
def _jawab(kiriman_id: UUID) -> bool:
    """Answer one request; the step and the answer are one transaction, so it is done once or not at all.

    The answer holds nothing of its own moment: given by both sides while a letter changes hands, it is the same.
    """
    baris = KirimanWarga.objects.select_for_update().filter(pk=kiriman_id, hasil="").first()
    if baris is None or not Surat.objects.filter(pk=baris.surat_id).exists():
        return False
    tolak = _coba(baris)
    baris.hasil = Hasil.DITOLAK if tolak else Hasil.DIJALANKAN
    baris.sebab, baris.rincian = (tolak.kode, dict(tolak.params)) if tolak else ("", {})
    baris.revisi += 1
    baris.save(update_fields=["hasil", "sebab", "rincian", "revisi"])
    _tulis(baris, "sistem")
    log.info("surat.kiriman_dijawab", tindakan=baris.tindakan, hasil=baris.hasil, sebab=baris.sebab)
    return True


def _coba(baris: KirimanWarga) -> Pesan | None:
    """Take the step in a savepoint; return why it is refused."""
    try:
        with transaction.atomic():
            _langkah(baris)
    except ChangedMeanwhile:
        return Pesan("surat.kiriman_terlambat")
    except (RuleRefused, InvalidInput) as tolak:
        return Pesan("surat.kiriman_terlambat") if tolak.pesan.kode == _TIDAK_ADA else tolak.pesan
    except NotFound:
        return Pesan("surat.bukan_pemilik")
    return None


def _langkah(baris: KirimanWarga) -> None:
    oleh = Pelaku(baris.pelaku, frozenset({Peran.WARGA}), penduduk_id=baris.penduduk_id)
    p = pegang(baris.surat_id, oleh)
    if baris.tindakan == Tindakan.TARIK:
        if p.surat.status != Status.DITARIK:  # withdrawn at the village meanwhile: it is as he wanted
            langkah(p, Aksi.TARIK)
        return
    if p.surat.versi != baris.versi_surat:
        raise ChangedMeanwhile(Pesan("surat.sudah_berubah"))
    kirim.kirim_perbaikan(p, **baris.isi)
