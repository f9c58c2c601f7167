"""Before and at the sending: answers that are kept, files, and an application that is sent exactly once."""

import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from eoffice.akun.selectors import akun_warga, warga_punya_akun
from eoffice.dokumen import services as dokumen
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.penduduk.selectors import satu as satu_penduduk
from eoffice.surat.models import Berkas, Draf, Langkah, Permohonan, Surat
from eoffice.surat.rules.alur import ALUR, Aksi, Status
from eoffice.surat.rules.isian import Nilai, baca_semua, mentah_dari
from eoffice.surat.rules.jenis import JenisSurat
from eoffice.surat.rules.kontak import baca_telepon
from eoffice.surat.rules.tiket import tiket_baru
from eoffice.surat.services.bahan import BahanBaris, keperluan
from eoffice.surat.services.buang import lepaskan
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
from eoffice.wilayah.tenancy import desa_aktif

UMUR_DRAF = timedelta(days=7)
MAKS_BERKAS = 20
_acak = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class BerkasDraf:
    """A file waiting in a draft; ``ukuran`` in bytes."""

    syarat: str
    sha256: str
    nama: str
    media: str
    ukuran: int


@dataclass(frozen=True, slots=True)
class IsiDraf:
    """A draft as pages read it; ``id`` is the key of the sending."""

    id: UUID
    jenis: JenisSurat
    penduduk_id: UUID
    nilai: Mapping[str, Nilai]
    berkas: tuple[BerkasDraf, ...]
    telepon: str


@dataclass(frozen=True, slots=True)
class Terkirim:
    """An application that was received; ``baru`` is false when it had been received before."""

    surat_id: UUID
    tiket: str
    baru: bool


@transaction.atomic
def mulai_draf(*, pemilik: UUID, penduduk_id: UUID, jenis: str) -> UUID:
    """Open a draft and return its id. A person's unfinished draft of the same type is taken up again, but not
    one that mends a returned letter.

    Raises:
        NotFound: the village does not offer this type.
    """
    if jenis not in {satu.kode for satu in pengaturan().jenis_aktif()}:
        raise NotFound
    kini = clock.now()
    ada = Draf.objects.filter(
        pemilik=pemilik, penduduk_id=penduduk_id, jenis=jenis, memperbaiki=None, kedaluwarsa__gt=kini
    )
    terkirim = Permohonan.objects.values("kunci_kirim")
    if lama := ada.exclude(pk__in=terkirim).first():
        return lama.pk
    draf = Draf(pemilik=pemilik, penduduk_id=penduduk_id, jenis=jenis, kedaluwarsa=kini + UMUR_DRAF)
    draf.save(force_insert=True)
    return draf.pk


def draf(*, draf_id: UUID, pemilik: UUID) -> IsiDraf:
    """Return a draft.

    Raises:
        NotFound: unknown, expired, or somebody else's.
    """
    return _isi(_draf(draf_id, pemilik))


def _draf(draf_id: UUID, pemilik: UUID, *, kunci: bool = False) -> Draf:
    pilih = Draf.objects.select_for_update() if kunci else Draf.objects.all()
    baris = pilih.filter(pk=draf_id, pemilik=pemilik, kedaluwarsa__gt=clock.now()).first()
    if baris is None:
        raise NotFound
    return baris


def _isi(baris: Draf) -> IsiDraf:
    jenis = pengaturan().jenis_surat(baris.jenis)
    if jenis is None:
        raise NotFound
    berkas = tuple(BerkasDraf(**satu) for satu in baris.berkas)
    return IsiDraf(baris.pk, jenis, baris.penduduk_id, baris.nilai, berkas, baris.telepon)


@transaction.atomic
def simpan_jawaban(*, draf_id: UUID, pemilik: UUID, jawaban: Mapping[str, str]) -> IsiDraf:
    """Keep the answers of some questions; others stay. Answers that no longer apply are dropped.

    Raises:
        InvalidInput: an answer is not accepted; ``per_field`` names each. What was right is not kept either,
            so that the page shows everything as it was typed.
        NotFound: unknown draft.
    """
    baris = _draf(draf_id, pemilik, kunci=True)
    isi = _isi(baris)
    mentah = {i.kode: mentah_dari(i, baris.nilai[i.kode]) for i in isi.jenis.isian if i.kode in baris.nilai}
    nilai, galat = baca_semua(isi.jenis.isian, mentah | dict(jawaban), hari_ini())
    ditanya = {kode: pesan for kode, pesan in galat.items() if kode in jawaban}
    if ditanya:
        raise InvalidInput(Pesan("surat.isian_perlu_diperbaiki", jumlah=len(ditanya)), ditanya)
    baris.nilai = nilai
    return _simpan(baris, "nilai")


def _simpan(baris: Draf, kolom: str) -> IsiDraf:
    """Keep a changed column; the draft lives on from now."""
    baris.kedaluwarsa = clock.now() + UMUR_DRAF
    baris.save(update_fields=[kolom, "kedaluwarsa"])
    return _isi(baris)


@transaction.atomic
def simpan_telepon(*, draf_id: UUID, pemilik: UUID, telepon: str) -> IsiDraf:
    """Keep the number to call about this application; empty means: do not call.

    Raises:
        InvalidInput: not a telephone number.
        NotFound: unknown draft.
    """
    baca = baca_telepon(telepon)
    if isinstance(baca, Pesan):
        raise InvalidInput(baca, {"telepon": baca})
    baris = _draf(draf_id, pemilik, kunci=True)
    baris.telepon = baca
    return _simpan(baris, "telepon")


def lampirkan(*, draf_id: UUID, pemilik: UUID, syarat: str, nama: str, data: bytes) -> IsiDraf:
    """Add a file for a requirement; photos are drawn anew, without their hidden data.

    Raises:
        InvalidInput: not a photo or PDF, too large, damaged, or too many files.
        NotFound: unknown draft or requirement.
    """
    isi = draf(draf_id=draf_id, pemilik=pemilik)
    if syarat not in {satu.kode for satu in isi.jenis.syarat}:
        raise NotFound
    _periksa_jumlah(len(isi.berkas))
    bersih, media = dokumen.terima_berkas(data)
    satu = {
        "syarat": syarat,
        "sha256": dokumen.simpan(bersih),
        "nama": nama_berkas(nama),
        "media": media,
        "ukuran": len(bersih),
    }
    with transaction.atomic():
        baris = _draf(draf_id, pemilik, kunci=True)
        if any((ada["syarat"], ada["sha256"]) == (syarat, satu["sha256"]) for ada in baris.berkas):
            return _isi(baris)
        _periksa_jumlah(len(baris.berkas))
        baris.berkas = [*baris.berkas, satu]
        return _simpan(baris, "berkas")


def _periksa_jumlah(ada: int) -> None:
    if ada >= MAKS_BERKAS:
        raise InvalidInput(Pesan("surat.berkas_terlalu_banyak", maks=MAKS_BERKAS))


@transaction.atomic
def buang_lampiran(*, draf_id: UUID, pemilik: UUID, syarat: str, sha256: str) -> IsiDraf:
    """Take the file of a requirement out of a draft; given for another requirement too, it stays there.

    Raises:
        NotFound: unknown draft.
    """
    baris = _draf(draf_id, pemilik, kunci=True)
    buang = [satu for satu in baris.berkas if (satu["syarat"], satu["sha256"]) == (syarat, sha256)]
    baris.berkas = [satu for satu in baris.berkas if satu not in buang]
    lepaskan(buang)
    return _simpan(baris, "berkas")


def nama_berkas(nama: str) -> str:
    """Return a file name without folders and control characters, at most 120 characters."""
    dasar = nama.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(huruf for huruf in dasar if huruf.isprintable())[-120:].strip() or "berkas"


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
            return _ajukan(_draf(draf_id, oleh.pengguna_id, kunci=True), oleh)
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
    isi, atur, kini = _isi(baris), pengaturan(), clock.now()
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
    surat.tenggat = janji(kini, pindah)
    surat.save(force_insert=True)
    tulis_langkah(pegangan, Aksi.AJUKAN, None, pindah)
    return Terkirim(surat.pk, permohonan.tiket, baru=True)


def _tiket() -> str:
    for _ in range(50):
        tiket = tiket_baru(_acak)
        if not Permohonan.objects.filter(tiket=tiket).exists():
            return tiket
    raise RuleRefused(Pesan("surat.tiket_habis"))


@transaction.atomic
def mulai_perbaikan(*, surat_id: UUID, oleh: Pelaku) -> UUID:
    """Open a draft with the answers and files of a returned application, and return its id.

    Raises:
        NotFound: not this person's.
        RuleRefused: it was not returned.
    """
    p = pegang(surat_id, oleh)
    ALUR.find(Status(p.surat.status), Aksi.AJUKAN_ULANG, oleh.peran, fakta(p, Aksi.AJUKAN_ULANG))
    pemilik = oleh.pengguna_id or UUID(int=0)
    sama: dict[str, Any] = {"memperbaiki": p.surat.pk, "versi_surat": p.surat.versi, "pemilik": pemilik}
    if ada := Draf.objects.filter(**sama, kedaluwarsa__gt=clock.now()).first():
        return ada.pk
    berkas = Berkas.objects.filter(permohonan=p.permohonan, diganti_pada=None).order_by("id")
    kolom = ("syarat", "sha256", "nama", "media", "ukuran")
    baris = Draf(
        **sama,
        penduduk_id=p.permohonan.penduduk_id,
        jenis=p.permohonan.jenis,
        nilai=p.permohonan.nilai,
        telepon=p.permohonan.telepon,
        berkas=[{nama: getattr(satu, nama) for nama in kolom} for satu in berkas],
        kedaluwarsa=clock.now() + UMUR_DRAF,
    )
    baris.save(force_insert=True)
    return baris.pk


@transaction.atomic
def ajukan_ulang(*, surat_id: UUID, draf_id: UUID, oleh: Pelaku) -> Terkirim:
    """Send a mended application again. Sent twice it is sent once: the draft stays for a while as the key.

    Raises:
        NotFound: not this person's, or the draft mends something else.
        ChangedMeanwhile: somebody else moved the letter after this mending began.
        RuleRefused: something required is missing.
    """
    p = pegang(surat_id, oleh)
    baris = _draf(draf_id, oleh.pengguna_id or UUID(int=0), kunci=True)
    if baris.memperbaiki != p.surat.pk:
        raise NotFound
    if _sudah_diulang(p.surat, baris):
        return Terkirim(p.surat.pk, p.permohonan.tiket, baru=False)
    if baris.versi_surat != p.surat.versi:
        raise ChangedMeanwhile(Pesan("surat.sudah_berubah"))
    p.permohonan.nilai = p.permohonan.nilai_awal = baris.nilai
    p.permohonan.ubahan = {}
    p.permohonan.telepon = baris.telepon
    p.permohonan.save(update_fields=["nilai", "nilai_awal", "ubahan", "telepon"])
    p.ubah["keperluan"] = keperluan(BahanBaris(p.jenis, baris.penduduk_id, baris.nilai, {}), p.hari)
    _ganti_berkas(p.permohonan, [BerkasDraf(**satu) for satu in baris.berkas])
    langkah(p, Aksi.AJUKAN_ULANG)
    return Terkirim(p.surat.pk, p.permohonan.tiket, baru=True)


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
