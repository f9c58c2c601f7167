"""Before the sending: drafts that keep answers and files."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from eoffice.dokumen import services as dokumen
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.messages import Pesan
from eoffice.surat.models import Berkas, Draf, Permohonan
from eoffice.surat.rules.alur import ALUR, Aksi, Status
from eoffice.surat.rules.daftar import baca_semua, mentah_dari
from eoffice.surat.rules.isian import Nilai
from eoffice.surat.rules.jenis import JenisSurat
from eoffice.surat.rules.kontak import baca_telepon
from eoffice.surat.services.buang import lepaskan
from eoffice.surat.services.pengaturan import pengaturan
from eoffice.surat.services.pintu import (
    Pelaku,
    fakta,
    hari_ini,
    pegang,
)

UMUR_DRAF = timedelta(days=7)
MAKS_BERKAS = 20


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
    return isi_draf(baris_draf(draf_id, pemilik))


def baris_draf(draf_id: UUID, pemilik: UUID, *, kunci: bool = False) -> Draf:
    """Return a draft of this person, held until the transaction ends if asked.

    Raises:
        NotFound: unknown, expired, or somebody else's.
    """
    pilih = Draf.objects.select_for_update() if kunci else Draf.objects.all()
    baris = pilih.filter(pk=draf_id, pemilik=pemilik, kedaluwarsa__gt=clock.now()).first()
    if baris is None:
        raise NotFound
    return baris


def isi_draf(baris: Draf) -> IsiDraf:
    """Return a draft as pages read it.

    Raises:
        NotFound: the village has no such letter type any more.
    """
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
    baris = baris_draf(draf_id, pemilik, kunci=True)
    baris.nilai, ditanya = _baca_jawaban(baris, jawaban)
    if ditanya:
        raise InvalidInput(Pesan("surat.isian_perlu_diperbaiki", jumlah=len(ditanya)), ditanya)
    return _simpan(baris, "nilai")


def _baca_jawaban(baris: Draf, jawaban: Mapping[str, str]) -> tuple[dict[str, Nilai], dict[str, Pesan]]:
    """Return the draft's answers with new ones, and complaints about these; with any, nothing is new."""
    isian = isi_draf(baris).jenis.isian
    mentah = {i.kode: mentah_dari(i, baris.nilai[i.kode]) for i in isian if i.kode in baris.nilai}
    nilai, galat = baca_semua(isian, mentah | dict(jawaban), hari_ini())
    ditanya = {kode: pesan for kode, pesan in galat.items() if kode.partition(".")[0] in jawaban}
    return (baris.nilai if ditanya else dict(nilai)), ditanya


def _simpan(baris: Draf, *kolom: str) -> IsiDraf:
    """Keep changed columns; the draft lives on from now."""
    baris.kedaluwarsa = clock.now() + UMUR_DRAF
    baris.save(update_fields=[*kolom, "kedaluwarsa"])
    return isi_draf(baris)


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
    baris = baris_draf(draf_id, pemilik, kunci=True)
    baris.telepon = baca
    return _simpan(baris, "telepon")


def lampirkan(*, draf_id: UUID, pemilik: UUID, syarat: str, nama: str, data: bytes) -> IsiDraf:
    """Add a file for a requirement; photos are drawn anew, without their hidden data.

    Raises:
        InvalidInput: not a photo or PDF, too large, damaged, or too many files.
        NotFound: unknown draft or requirement.
    """
    isi = draf(draf_id=draf_id, pemilik=pemilik)
    _periksa_jumlah(len(isi.berkas))
    satu = terima_lampiran(isi.jenis, syarat=syarat, nama=nama, data=data)
    with transaction.atomic():
        baris = baris_draf(draf_id, pemilik, kunci=True)
        _tambah(baris, satu)
        return _simpan(baris, "berkas")


@transaction.atomic
def lampirkan_jadi(*, draf_id: UUID, pemilik: UUID, satu: BerkasDraf) -> IsiDraf:
    """Add a file that lies clean in the store already.

    Raises:
        InvalidInput: too many files.
        NotFound: unknown draft or requirement.
    """
    baris = baris_draf(draf_id, pemilik, kunci=True)
    if satu.syarat not in {syarat.kode for syarat in isi_draf(baris).jenis.syarat}:
        raise NotFound
    _tambah(baris, satu)
    return _simpan(baris, "berkas")


def terima_lampiran(jenis: JenisSurat, *, syarat: str, nama: str, data: bytes) -> BerkasDraf:
    """Clean and keep the bytes of a file that will go into a draft; photos lose their hidden data.

    Raises:
        InvalidInput: not a photo or PDF, too large, or damaged.
        NotFound: unknown requirement.
        StorageFull: the disk fills: room is kept for letters that are under way.
    """
    if syarat not in {satu.kode for satu in jenis.syarat}:
        raise NotFound
    dokumen.pastikan_ruang(dokumen.Ruang.LAMPIRAN)
    bersih, media = dokumen.terima_berkas(data)
    return BerkasDraf(syarat, dokumen.simpan(bersih), nama_berkas(nama), media, len(bersih))


def _tambah(baris: Draf, satu: BerkasDraf) -> None:
    """Put a file into a draft, unless it lies there for the same requirement."""
    if any((ada["syarat"], ada["sha256"]) == (satu.syarat, satu.sha256) for ada in baris.berkas):
        return
    _periksa_jumlah(len(baris.berkas))
    baris.berkas = [*baris.berkas, asdict(satu)]


@transaction.atomic
def simpan_formulir(
    *,
    draf_id: UUID,
    pemilik: UUID,
    berkas: Mapping[str, BerkasDraf],
    telepon: str,
    jawaban: Mapping[str, str],
) -> dict[str, Pesan]:
    """Keep what is right of a whole form, in one transaction, and return what is wrong by field.

    ``berkas`` names the field each file came in. Answers are kept all or none, as in ``simpan_jawaban``.

    Raises:
        NotFound: unknown draft.
    """
    baris = baris_draf(draf_id, pemilik, kunci=True)
    galat: dict[str, Pesan] = {}
    for nama, satu in berkas.items():
        try:
            _tambah(baris, satu)
        except InvalidInput as tolak:
            galat[nama] = tolak.pesan
    nomor = baca_telepon(telepon)
    if isinstance(nomor, Pesan):
        galat["telepon"] = nomor
    else:
        baris.telepon = nomor
    baris.nilai, ditanya = _baca_jawaban(baris, jawaban)
    _simpan(baris, "berkas", "telepon", "nilai")
    return galat | ditanya


def _periksa_jumlah(ada: int) -> None:
    if ada >= MAKS_BERKAS:
        raise InvalidInput(Pesan("surat.berkas_terlalu_banyak", maks=MAKS_BERKAS))


@transaction.atomic
def buang_lampiran(*, draf_id: UUID, pemilik: UUID, syarat: str, sha256: str) -> IsiDraf:
    """Take the file of a requirement out of a draft; given for another requirement too, it stays there.

    Raises:
        NotFound: unknown draft.
    """
    baris = baris_draf(draf_id, pemilik, kunci=True)
    buang = [satu for satu in baris.berkas if (satu["syarat"], satu["sha256"]) == (syarat, sha256)]
    baris.berkas = [satu for satu in baris.berkas if satu not in buang]
    lepaskan(buang)
    return _simpan(baris, "berkas")


def nama_berkas(nama: str) -> str:
    """Return a file name without folders and control characters, at most 120 characters."""
    dasar = nama.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(huruf for huruf in dasar if huruf.isprintable())[-120:].strip() or "berkas"


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
