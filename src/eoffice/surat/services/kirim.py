"""The sending: an application goes in exactly once, however often it is sent."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from eoffice.akun.selectors import akun_warga, warga_punya_akun
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, NotFound, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.penduduk.selectors import satu as satu_penduduk
from eoffice.surat.models import Berkas, Draf, Langkah, Permohonan, Surat
from eoffice.surat.rules.alur import ALUR, Aksi, Status
from eoffice.surat.rules.isian import Nilai
from eoffice.surat.rules.tiket import Jatah, tiket_baru
from eoffice.surat.services.bahan import BahanBaris, keperluan
from eoffice.surat.services.draf import BerkasDraf, baris_draf, isi_draf
from eoffice.surat.services.pengaturan import pengaturan
from eoffice.surat.services.pintu import (
    Pegangan,
    Pelaku,
    fakta,
    hari_ini,
    janji,
    langkah,
    pegang,
    tulis_langkah,
)
from eoffice.wilayah.selectors import dilayani_di_sini
from eoffice.wilayah.tenancy import desa_aktif

_acak = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class Terkirim:
    """An application that was received; ``baru`` is false when it had been received before."""

    surat_id: UUID
    tiket: str
    baru: bool


def ajukan(*, draf_id: UUID, oleh: Pelaku) -> Terkirim:
    """Send a draft. Sent twice, also at the same time, it is one application with one ticket.

    Raises:
        RuleRefused: something required is missing, or the person may not apply.
        NotFound: unknown draft.
    """
    if oleh.pengguna_id is None:
        raise NotFound
    if sudah := _terkirim(draf_id, oleh.pengguna_id):
        return sudah
    try:
        with transaction.atomic():
            return _ajukan(baris_draf(draf_id, oleh.pengguna_id, kunci=True), oleh)
    except IntegrityError:
        sudah = _terkirim(draf_id, oleh.pengguna_id)
        if sudah is None:
            raise
        return sudah


def _terkirim(draf_id: UUID, pelaku: UUID) -> Terkirim | None:
    surat = Surat.objects.select_related("permohonan").filter(permohonan__kunci_kirim=draf_id).first()
    if surat is None:
        return None
    if pelaku not in {surat.permohonan.pemilik, surat.permohonan.dilayani_oleh}:
        raise NotFound
    return Terkirim(surat.pk, surat.permohonan.tiket, baru=False)


def _ajukan(baris: Draf, oleh: Pelaku) -> Terkirim:
    if sudah := _terkirim(baris.pk, oleh.pengguna_id or UUID(int=0)):
        return sudah
    sendiri = Peran.WARGA in oleh.peran
    if baris.memperbaiki or (sendiri and akun_warga(baris.pemilik) != baris.penduduk_id):
        raise NotFound  # sent on it would be a second application, or one about somebody else
    isi, atur, kini = isi_draf(baris), pengaturan(), clock.now()
    permohonan = Permohonan(
        id=new_id(),
        tiket=_tiket(),
        jenis=baris.jenis,
        penduduk_id=baris.penduduk_id,
        nama=satu_penduduk(baris.penduduk_id).nama,
        pemilik=oleh.pengguna_id if sendiri else warga_punya_akun(desa_aktif(), baris.penduduk_id),
        dilayani_oleh=None if sendiri else oleh.pengguna_id,
        nilai=baris.nilai,
        nilai_awal=baris.nilai,
        telepon=baris.telepon,
        kunci_kirim=baris.pk,
        diajukan_pada=kini,
    )
    surat = Surat(permohonan=permohonan, status=Status.DIAJUKAN, sejak=kini)
    surat.keperluan = keperluan(BahanBaris(isi.jenis, baris.penduduk_id, baris.nilai, {}), hari_ini())
    pegangan = Pegangan(surat, permohonan, isi.jenis, atur, oleh)
    permohonan.save(force_insert=True)
    Berkas.objects.bulk_create(Berkas(permohonan=permohonan, **satu) for satu in baris.berkas)
    pindah = ALUR.find(None, Aksi.AJUKAN, oleh.peran, fakta(pegangan, Aksi.AJUKAN))
    surat.tenggat = janji(kini, pindah, pegangan)
    surat.save(force_insert=True)
    tulis_langkah(pegangan, Aksi.AJUKAN, None, pindah)
    return Terkirim(surat.pk, permohonan.tiket, baru=True)


def _tiket() -> str:
    jatah = Jatah.SEMUA
    if not dilayani_di_sini():
        jatah = Jatah.KABUPATEN
    elif settings.EOFFICE_PERAN == "desa":
        jatah = Jatah.DESA
    for _ in range(50):
        tiket = tiket_baru(_acak, jatah)
        if not Permohonan.objects.filter(tiket=tiket).exists():
            return tiket
    raise RuleRefused(Pesan("surat.tiket_habis"))


@transaction.atomic
def ajukan_ulang(*, surat_id: UUID, draf_id: UUID, oleh: Pelaku) -> Terkirim:
    """Send a mended application again. Sent twice it is sent once: the draft stays for a while as the key.

    Raises:
        NotFound: not this person's, or the draft mends something else.
        ChangedMeanwhile: somebody else moved the letter after this mending began.
        RuleRefused: something required is missing.
    """
    p = pegang(surat_id, oleh)
    baris = baris_draf(draf_id, oleh.pengguna_id or UUID(int=0), kunci=True)
    if baris.memperbaiki != p.surat.pk:
        raise NotFound
    if _sudah_diulang(p.surat, baris):
        return Terkirim(p.surat.pk, p.permohonan.tiket, baru=False)
    if baris.versi_surat != p.surat.versi:
        raise ChangedMeanwhile(Pesan("surat.sudah_berubah"))
    kirim_perbaikan(p, nilai=baris.nilai, telepon=baris.telepon, berkas=baris.berkas)
    return Terkirim(p.surat.pk, p.permohonan.tiket, baru=True)


def kirim_perbaikan(
    p: Pegangan, *, nilai: dict[str, Nilai], telepon: str, berkas: Sequence[Mapping[str, Any]]
) -> None:
    """Put mended answers and files in the place of those that were returned, and take the step.

    Raises:
        RuleRefused: something required is missing, or it is not the actor's turn.
    """
    p.permohonan.nilai = p.permohonan.nilai_awal = nilai
    p.permohonan.ubahan = {}
    p.permohonan.telepon = telepon
    p.permohonan.save(update_fields=["nilai", "nilai_awal", "ubahan", "telepon"])
    p.ubah["keperluan"] = keperluan(BahanBaris(p.jenis, p.permohonan.penduduk_id, nilai, {}), p.hari)
    _ganti_berkas(p.permohonan, [BerkasDraf(**satu) for satu in berkas])
    langkah(p, Aksi.AJUKAN_ULANG)


def _sudah_diulang(surat: Surat, baris: Draf) -> bool:
    """Say whether the step after the version that this draft mends is its own sending."""
    sesudah = Langkah.objects.filter(surat=surat, versi=baris.versi_surat + 1)
    return sesudah.filter(aksi=Aksi.AJUKAN_ULANG, pelaku=baris.pemilik).exists()


def _ganti_berkas(permohonan: Permohonan, berkas: list[BerkasDraf]) -> None:
    """Mark files that were taken out (they stay kept), and add the new ones."""
    ada = Berkas.objects.filter(permohonan=permohonan, diganti_pada=None)
    lama = {(satu.syarat, satu.sha256): satu.pk for satu in ada}
    baru = {(satu.syarat, satu.sha256): satu for satu in berkas}
    hilang = [pk for kunci, pk in lama.items() if kunci not in baru]
    Berkas.objects.filter(pk__in=hilang).update(diganti_pada=clock.now())
    tambah = [satu for kunci, satu in baru.items() if kunci not in lama]
    Berkas.objects.bulk_create(Berkas(permohonan=permohonan, **asdict(satu)) for satu in tambah)
