"""What a person decides about letters after an older database was put back: which version holds, who keeps a number.

Papers that were handed out are never changed: a letter that gives its number up stays valid and is registered again.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from eoffice.arsip import services as arsip
from eoffice.arsip.services import PermintaanNomor
from eoffice.jejak.proyeksi import Proyeksi
from eoffice.kernel import clock
from eoffice.kernel.errors import NotFound
from eoffice.sinkron.services.tinjau import cabang, pilih_cabang, satu_bercabang
from eoffice.surat.models import Surat
from eoffice.surat.rules.alur import MENUNGGU, Status
from eoffice.surat.services.pengaturan import pengaturan
from eoffice.surat.services.pintu import Pelaku, hari_ini
from eoffice.surat.services.terbit import permintaan_nomor


@transaction.atomic
def pilih_versi(*, surat_id: UUID, dipilih: UUID, alasan: str, oleh: Pelaku, proyeksi: Proyeksi) -> None:
    """Let one version of a letter hold. The codes of papers of the others answer "dibatalkan" from now on.

    Raises:
        ChangedMeanwhile: it was decided already.
        NotFound: no such letter, or no such version.
    """
    semua = cabang(satu_bercabang(surat_id))
    lain = [c.peristiwa.publik for c in semua if c.id != dipilih]
    kini = clock.now().isoformat()

    def batalkan_kode(publik: Mapping[str, Any]) -> Mapping[str, Any]:
        batal = {kode: kapan for satu in lain for kode, kapan in satu["kode_batal"]}
        batal |= {satu["kode"]: kini for satu in lain if satu["kode"]}
        sudah = {publik["kode"], *(kode for kode, _ in publik["kode_batal"])}
        tambah = [[kode, kapan] for kode, kapan in batal.items() if kode not in sudah]
        return {**publik, "kode_batal": [*publik["kode_batal"], *tambah]}

    berlaku = pilih_cabang(
        agregat_id=surat_id,
        dipilih=dipilih,
        alasan=alasan,
        pelaku=oleh.nama_jejak,
        proyeksi=proyeksi,
        ubah=batalkan_kode,
    )
    arsip.selaraskan(untuk=surat_id, teks=berlaku.publik["nomor"], alasan=alasan, pelaku=oleh.nama_jejak)


@transaction.atomic
def pilih_pemegang(*, nomor_id: UUID, tetap: UUID, alasan: str, oleh: Pelaku) -> list[str]:
    """Let one letter keep a number that two hold, register the other again, and return its new number.

    Raises:
        ChangedMeanwhile: it was put in order already.
        NotFound: no such number.
        RuleRefused: numbering is held at present.
    """
    pemegang = arsip.satu_ganda(nomor_id).pemegang
    ulang = {p.untuk: minta for p in pemegang if (minta := _permintaan(p.untuk, p.teks)) is not None}
    return arsip.putuskan_ganda(
        nomor_id=nomor_id, tetap=tetap, ulang=ulang, alasan=alasan, pelaku=oleh.nama_jejak
    )


@transaction.atomic
def beri_nomor_tetap(*, nomor_id: UUID, oleh: Pelaku) -> str:
    """Register the letter of a provisional number under one that stays, and return that.

    Raises:
        NotFound: no such provisional number, or its letter counts no more.
        RuleRefused: the last number is still in doubt.
    """
    satu = next((n for n in arsip.nomor_sementara() if n.id == nomor_id), None)
    minta = _permintaan(satu.untuk, satu.teks) if satu else None
    if minta is None:
        raise NotFound
    return arsip.catat_ulang(nomor_id=nomor_id, ulang=minta, pelaku=oleh.nama_jejak)


def _permintaan(surat_id: UUID, teks: str) -> PermintaanNomor | None:
    """Return what a number is drawn with for a letter; ``None`` when this number does not stand on it (any more)."""
    surat = Surat.objects.select_related("permohonan").filter(pk=surat_id, nomor=teks).first()
    atur = pengaturan()
    jenis = atur.jenis_surat(surat.permohonan.jenis) if surat is not None else None
    if surat is None or jenis is None or Status(surat.status) not in {*MENUNGGU, Status.TERBIT}:
        return None
    return permintaan_nomor(surat.pk, jenis, atur, hari_ini())
